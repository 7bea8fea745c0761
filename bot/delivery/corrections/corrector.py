"""Corrector: edits the bulletins that a correction concerns, at the rate limit.

A bulletin's text was stored when it was sent, so that nothing else in it changes. The ledger learns of each edit; a
correction that was stopped can be repeated, and edits only what is left. An edit that is made twice changes nothing.
"""

import asyncio
import datetime as dt
import enum
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.error import TelegramError

from bot.clock import Clock, SystemClock
from bot.errors import TelegramUnreachable, TokenRejected
from bot.i18n.translator import Translator, Translators
from bot.settings import Settings
from bot.telegram_api.api_errors import ErrorClass, Reaction, classify
from bot.telegram_api.calling import calling_bot
from bot.telegram_api.proxies import Proxy
from bot.telegram_api.sender import MessageSender, Payload, encode_caption_edit, encode_edit
from storage.database import Database, open_database
from storage.ledger import deliveries, sent_texts
from storage.ledger.sent_texts import SentBulletin, SentText

MAX_AT_ONCE = 10
"""Edits at once; after a kill so many may be made a second time, which changes nothing."""

# A third of what Telegram allows, because the running bot answers people at the same time.
RATE = 10
"""Most edits a second."""

MAX_RETRIES = 5
"""Attempts after the first one, before a correction is given up."""

_NOT_MODIFIED = "message is not modified"
_NO_TEXT = "there is no text in the message to edit"
_RETRY = {Reaction.AGAIN, Reaction.PAUSE, Reaction.UNKNOWN}


class Correction(Protocol):
    """Correction of something that bulletins of a day had wrong."""

    @property
    def day(self) -> dt.date:
        """The chats' local date."""

    async def make_plan(self, database: Database) -> "Plan":
        """Find the bulletins that it concerns.

        Raises:
            InvalidInput: nothing stored fits to it.
        """

    async def correct_store(self, connection: AsyncConnection, now: dt.datetime) -> None:
        """Correct what is stored at a time (aware), for later bulletins and answers."""

    def render_notice(self, tr: Translator) -> Markup:
        """Return the short message for chats whose bulletin cannot be edited."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Bulletins that a correction concerns.

    Attributes:
        bulletins: those that can be edited.
        texts: their texts by id: before and after.
        unfit: number of bulletins that it concerns too, but whose text cannot be corrected.
    """

    bulletins: Sequence[SentBulletin]
    texts: Mapping[int, tuple[str, str]]
    unfit: int = 0

    @property
    def kinds(self) -> Counter[str]:
        """Number of bulletins by kind of chat."""
        return Counter(one.kind for one in self.bulletins)


class Result(enum.Enum):
    """Result of one bulletin's correction."""

    EDITED = "edited"
    UNCHANGEABLE = "unchangeable"
    """Telegram does not edit the message any more."""
    UNREACHABLE = "unreachable"
    """The bot cannot write to the chat any more."""
    TOLD = "told"
    """It cannot be edited; the chat got a short message."""


@dataclass(slots=True)
class Progress:
    """Numbers of a correction so far.

    Attributes:
        total: number of bulletins.
        results: number of bulletins by result.
    """

    total: int
    results: Counter[Result] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """Number of bulletins that have a result."""
        return self.results.total()


async def plan_correction(settings: Settings, correction: Correction) -> Plan:
    """Find the bulletins that a correction concerns; see `Correction.make_plan`."""
    async with open_database(settings.database_url, must_exist=True) as database:
        return await correction.make_plan(database)


async def correct_bulletins(
    settings: Settings,
    token: str,
    proxy: Proxy | None,
    correction: Correction,
    report: Callable[[Progress], None],
    *,
    tells: bool,
) -> Progress:
    """Correct what is stored, and edit the bulletins that a correction concerns.

    Args:
        settings: the operator's settings.
        token: the bot's token.
        proxy: the proxy to Telegram, or None.
        correction: the correction.
        report: called after each batch.
        tells: whether chats whose bulletin cannot be edited get a short message.

    Raises:
        BotError: Telegram cannot be reached, or does not know the token.
        StorageError: the database failed.
    """
    clock = SystemClock()
    async with (
        open_database(settings.database_url, must_exist=True) as database,
        calling_bot(token, settings.telegram_api, RATE, MAX_AT_ONCE, proxy) as bot,
    ):
        plan = await correction.make_plan(database)
        translators = Translators(settings.language)
        corrector = Corrector(database, MessageSender(bot), translators, correction, clock, tells=tells)
        return await corrector.run(plan, report)


class Corrector:
    """Edits the bulletins of a plan.

    Args:
        database: the database.
        sender: edits and sends.
        translators: the languages.
        correction: the correction.
        clock: the current time.
        tells: whether chats whose bulletin cannot be edited get a short message.
    """

    def __init__(
        self,
        database: Database,
        sender: MessageSender,
        translators: Translators,
        correction: Correction,
        clock: Clock,
        *,
        tells: bool = False,
    ) -> None:
        self._database = database
        self._sender = sender
        self._translators = translators
        self._correction = correction
        self._clock = clock
        self._tells = tells
        self._new_ids: dict[int, int] = {}

    async def run(self, plan: Plan, report: Callable[[Progress], None]) -> Progress:
        """Correct what is stored, and edit all bulletins of a plan.

        Args:
            plan: the bulletins.
            report: called after each batch.

        Raises:
            StorageError: the database failed.
            TelegramUnreachable: Telegram does not accept anything for now; the rest can be repeated.
            TokenRejected: Telegram does not know the token.
        """
        progress = Progress(len(plan.bulletins))
        async with self._database.write() as connection:
            await self._correction.correct_store(connection, self._clock.now())
            keyboards = {one.text_id: one.keyboard for one in plan.bulletins}
            for number, (_, after) in plan.texts.items():
                sent = SentText(after, keyboards.get(number))
                self._new_ids[number] = await sent_texts.add(connection, sent, self._clock.now())
        for batch in _batches(plan.bulletins):
            await self._wait_for_bulletins()
            results = await asyncio.gather(*(self._edit(one, plan.texts[one.text_id][1]) for one in batch))
            edited = [one for one, result in zip(batch, results, strict=True) if result is Result.EDITED]
            await self._record(edited)
            progress.results.update([await self._tell(*pair) for pair in zip(batch, results, strict=True)])
            report(progress)
        return progress

    async def _wait_for_bulletins(self) -> None:
        """Wait while the running bot sends bulletins: both together would exceed Telegram's rate."""
        while True:
            async with self._database.read() as connection:
                if not await deliveries.is_delivering(connection, self._clock.now()):
                    return
            await asyncio.sleep(1)

    async def _record(self, bulletins: Sequence[SentBulletin]) -> None:
        """Give bulletins their new text in the ledger, so that a repeated correction finds them no more."""
        async with self._database.write() as connection:
            for one in bulletins:
                await sent_texts.replace(connection, one.id, self._new_ids[one.text_id])

    async def _edit(self, bulletin: SentBulletin, text: str) -> Result:
        number, keyboard = bulletin.message_id, bulletin.keyboard
        error = await self._post(encode_edit(text, number, is_html=True, keyboard=keyboard), bulletin)
        if error is not None and _NO_TEXT in _words(error):
            error = await self._post(encode_caption_edit(text, number, keyboard), bulletin)
        if error is None or _NOT_MODIFIED in _words(error):
            return Result.EDITED
        return Result.UNCHANGEABLE if error.reaction is Reaction.FAILED else Result.UNREACHABLE

    async def _tell(self, bulletin: SentBulletin, result: Result) -> Result:
        """Send the short message, if it is wanted and the bulletin could not be edited; return the result then."""
        if result is not Result.UNCHANGEABLE or not self._tells:
            return result
        # Recorded before it leaves: rather none than two.
        await self._record([bulletin])
        text = self._correction.render_notice(self._translators.choose(bulletin.language))
        error = await self._post(Payload.text(text, is_html=True), bulletin, bulletin.thread_id)
        return Result.UNREACHABLE if error else Result.TOLD

    async def _post(self, payload: Payload, bulletin: SentBulletin, thread_id: int = 0) -> ErrorClass | None:
        """Call Telegram until it accepts or rejects a payload; return the class of the rejection, or None.

        Raises:
            TelegramUnreachable: it did neither.
            TokenRejected: it does not know the token.
        """
        detail = ""
        for attempt in range(MAX_RETRIES + 1):
            try:
                await self._sender.send(payload, bulletin.chat_id, thread_id)
            except TelegramError as error:
                found = classify(error, attempt)
            else:
                return None
            if found.reaction is Reaction.BAD_TOKEN:
                raise TokenRejected
            # A message of which nobody knows whether it arrived must not be sent twice; an edit may.
            if found.reaction not in _RETRY or (found.reaction is Reaction.UNKNOWN and payload.method == "sendMessage"):
                return found
            detail = found.description
            await asyncio.sleep(found.wait.total_seconds() if found.reaction is Reaction.PAUSE else 2.0**attempt)
        raise TelegramUnreachable(detail)


def _words(error: ErrorClass) -> str:
    # python-telegram-bot changes the case of Telegram's words.
    return (error.detail or "").lower()


def _batches(bulletins: Sequence[SentBulletin]) -> Sequence[Sequence[SentBulletin]]:
    return [bulletins[first : first + MAX_AT_ONCE] for first in range(0, len(bulletins), MAX_AT_ONCE)]
