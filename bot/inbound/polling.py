"""Long polling: fetches updates, and confirms each batch with the next request (docs/decisions/037)."""

import asyncio
import enum
import json
import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Protocol

from telegram import Bot, Update
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.clock import elapsed
from bot.inbound.parsing import UpdateParser, get_id
from bot.monitoring.monitor import Monitor
from bot.monitoring.outages import Outage
from bot.telegram_api.api_errors import classify, seconds_of
from bot.telegram_api.responses import ReceivedResponse
from bot.telegram_api.transport import Transport

# Edited messages are left out: an edit must not run a command again.
ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
]
MAX_BATCH = 100
"""Updates that one answer may hold; a full batch means that more are waiting."""

# The bot stays deaf for up to MAX_PAUSE after an outage.
FIRST_PAUSE, MAX_PAUSE = 1.0, 30.0
"""Seconds until the next attempt after a failed one; doubled with each failure in a row."""

_POLL_SECONDS = 10
"""Seconds for which Telegram waits for an update before it answers."""

_CONFIRM_SECONDS = 2.0
"""Most seconds that the end of polling may take."""

_log = logging.getLogger(__name__)


class _Trouble(enum.Enum):
    """Trouble with polling."""

    WEBHOOK = enum.auto()
    OTHER_PROGRAM = enum.auto()
    UNREACHABLE = enum.auto()
    UNREADABLE = enum.auto()


class Receiver(Protocol):
    """Receiver of the updates."""

    def receive(self, update: Update, *, is_backlog: bool) -> None:
        """Take an update; `is_backlog` if it may have waited for the bot. Must not raise."""

    def caught_up(self) -> None:
        """Learn that all updates that had waited for the bot were received."""


class Polling:
    """Fetches updates until it is stopped, or until Telegram rejects the token.

    Args:
        bot: the bot.
        transport: its own connection, so that no answer waits until a long poll ends.
        receiver: takes the updates.
        token_rejected: is set when Telegram rejects the token.
        now: monotonic clock, seconds.
        monitor: learns when Telegram answered, and which updates cannot be read.
    """

    def __init__(
        self,
        bot: Bot,
        transport: Transport,
        receiver: Receiver,
        token_rejected: asyncio.Event,
        now: Callable[[], float] = elapsed,
        monitor: Monitor | None = None,
    ) -> None:
        monitor = monitor or Monitor()
        self._answered = monitor.polls
        self._outage = Outage(now)
        self._reported: set[_Trouble] = set()
        self._bot = bot
        self._transport = transport
        self._receiver = receiver
        self._token_rejected = token_rejected
        self._parser = UpdateParser(bot, now, monitor.metrics)
        self._offset = 0
        self._failures = 0
        self._is_behind = True

    async def run(self) -> None:
        """Poll until cancelled, or until Telegram rejects the token."""
        try:
            while not self._token_rejected.is_set():
                await self._poll()
        finally:
            self._parser.report()

    async def confirm(self) -> None:
        """Confirm the last batch, so that it is not delivered again; call it when `run` has ended."""
        if self._offset and not self._token_rejected.is_set():
            try:
                async with asyncio.timeout(_CONFIRM_SECONDS):
                    await self._fetch(0, 1)
            except (TelegramError, TimeoutError):
                _log.warning("Could not confirm the last updates; they will be handled again at the next start")

    async def _poll(self) -> None:
        """Fetch a batch and pass it on; pause if that failed."""
        self._parser.report_if_due()
        try:
            self._take(await self._fetch(_POLL_SECONDS, MAX_BATCH))
        except Exception as error:  # noqa: BLE001 - a loop that ends leaves the bot deaf
            await self._pause(error)
        else:
            self._end_outage()

    def _end_outage(self) -> None:
        self._answered.beat()
        self._failures = 0
        self._reported.clear()
        if duration := self._outage.end():
            _log.info("Telegram answers again, after %s", duration)

    async def _fetch(self, seconds: int, limit: int) -> list[object]:
        """Confirm all updates below the offset, and return those that wait.

        Raises:
            TelegramError: there was no answer, or not the expected one.
        """
        arguments = {"offset": self._offset, "timeout": seconds, "limit": limit, "allowed_updates": ALLOWED_UPDATES}
        url = f"{self._bot.base_url}/getUpdates"
        read_timeout = self._transport.read_timeout + seconds
        status, body = await self._transport.post_json(url, json.dumps(arguments).encode(), read_timeout=read_timeout)
        # Telegram's own refusal has a body; the transport drops that of a gateway.
        if status == HTTPStatus.UNAUTHORIZED and body:
            self._token_rejected.set()
        batch: object = await ReceivedResponse(status, body).post(url)
        if not isinstance(batch, list):
            raise TelegramError("the answer is no list of updates")
        return batch

    def _take(self, batch: Sequence[object]) -> None:
        """Pass a batch on and move the offset, whatever the updates are.

        Raises:
            TelegramError: the batch cannot be confirmed, so that it will come again.
        """
        ids = [number for raw in batch if (number := get_id(raw)) is not None]
        if batch and not ids:
            raise TelegramError("the updates have no ids")
        # First: an update that makes trouble must not come again.
        self._offset = max((number + 1 for number in ids), default=self._offset)
        for raw in batch:
            if update := self._parser.parse(raw):
                self._receiver.receive(update, is_backlog=self._is_behind)
        if self._is_behind and len(batch) < MAX_BATCH:
            self._is_behind = False
            self._receiver.caught_up()

    async def _pause(self, error: Exception) -> None:
        """Log the beginning of an outage and wait, longer after each failure in a row."""
        # What arrives next may have waited for as long as Telegram could not be reached.
        self._is_behind = True
        if self._token_rejected.is_set():
            return
        pause = pause_after(self._failures)
        if isinstance(error, RetryAfter):
            pause = max(pause, seconds_of(error))
        self._failures += 1
        self._outage.begin()
        # Each once in an outage, which may last for hours.
        trouble = _classify(error)
        is_own_successor = trouble is _Trouble.OTHER_PROGRAM and await self._is_superseded()
        if trouble not in self._reported and not is_own_successor:
            self._reported.add(trouble)
            _log_trouble(trouble, error)
        await asyncio.sleep(pause)

    async def _is_superseded(self) -> bool:
        """Return whether the other program is the process that has taken over from this one."""
        try:
            await self._transport.confirm_lease()
        except NetworkError:
            return True
        return False


def pause_after(failures: int) -> float:
    """Return the seconds to wait after a failure that follows so many others."""
    return min(FIRST_PAUSE * 2.0 ** min(failures, 10), MAX_PAUSE)


def _classify(error: Exception) -> _Trouble:
    match error:
        case Conflict() if "webhook" in error.message.lower():
            return _Trouble.WEBHOOK
        case Conflict():
            return _Trouble.OTHER_PROGRAM
        case TelegramError():
            return _Trouble.UNREACHABLE
        case _:
            return _Trouble.UNREADABLE


def _log_trouble(trouble: _Trouble, error: Exception) -> None:
    if trouble is _Trouble.WEBHOOK:
        _log.error(
            "A webhook is set for this bot, so that no updates come here. Stop the program that set it, "
            "then restart Jogan, which removes it"
        )
    elif trouble is _Trouble.OTHER_PROGRAM:
        _log.error("Another program polls for this bot's updates; stop one of the two")
    elif isinstance(error, TelegramError):
        description = classify(error, attempts=0).description
        _log.warning("Could not fetch updates, will retry until Telegram answers: %s", description)
    else:
        # Its text may quote the answer, in which people's words are.
        _log.error("Could not read Telegram's answer: %s", type(error).__name__)
