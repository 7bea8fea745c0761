"""What is done after bulletins, and holds none of them up: telling who can help where none can come, and pinning."""

import enum
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TypeAlias

from markupsafe import Markup
from telegram import ChatMember, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.dependencies import Dependencies
from bot.i18n.translator import Translator
from bot.rendering.blocker import address_of, render_blocker
from bot.subscriptions.resume import is_wanted
from bot.telegram_api.api_errors import Reaction, classify
from bot.telegram_api.rate_limiter import Lane
from storage.chats import blockers, channels, chats, subscriptions, topics
from storage.chats.blockers import Blocker, BlockerKind
from storage.chats.channels import Channel
from storage.chats.chats import Chat

Writer: TypeAlias = Callable[[Translator], Markup]

_LATER = {Reaction.AGAIN, Reaction.PAUSE, Reaction.BAD_TOKEN}
_log = logging.getLogger(__name__)


class _Outcome(enum.Enum):
    """What came of a call: done (or nobody knows, then it is not done twice), refused, or to be made later."""

    DONE = "done"
    REFUSED = "refused"
    LATER = "later"


class FollowUp:
    """Looks after what bulletins leave to be done; each thing is done once, and what Telegram refuses is left.

    Args:
        bot: speaks to Telegram, as in answers to people.
        dependencies: the application's parts.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies) -> None:
        self._bot = bot
        self._deps = dependencies

    async def run(self) -> None:
        """Tell of the obstacles that nobody has heard of, and pin what is to be pinned."""
        async with self._deps.database.read() as connection:
            untold = await blockers.list_unreported(connection)
            to_pin = await channels.list_to_pin(connection)
        for obstacle in untold:
            if await self._tell(obstacle):
                async with self._deps.database.write() as connection:
                    await blockers.record_reported(connection, obstacle, self._deps.clock.now())
        for channel in to_pin:
            await self._pin(channel)

    async def _tell(self, obstacle: Blocker) -> bool:
        """Whether an obstacle is told, or nobody can be."""
        try:
            title, people = await self._who_can_help(obstacle)
        except TelegramError as error:
            return classify(error, attempts=0).reaction not in _LATER
        write = await self._writer(obstacle, title)
        for chat in people:
            outcome = await self._send(chat, obstacle, write)
            if outcome is not _Outcome.REFUSED:
                return outcome is _Outcome.DONE
        _log.info("Nobody could be told that bulletins cannot come to a chat (%s)", obstacle.kind)
        return True

    async def _who_can_help(self, obstacle: Blocker) -> tuple[str, Sequence[Chat]]:
        """What the chat is called, and who is to be told, until one has been."""
        if obstacle.chat_kind == "channel":
            async with self._deps.database.read() as connection:
                channel = await channels.get(connection, obstacle.chat_id)
                if channel is None or channel.set_up_by is None:
                    return "", ()
                return channel.title, await chats.list_known(connection, [channel.set_up_by])
        if obstacle.kind is BlockerKind.REMOVED:
            return "", ()
        title = (await self._bot.get_chat(obstacle.chat_id)).title or ""
        administrators = await self._bot.get_chat_administrators(obstacle.chat_id)
        return title, await self._helpers(obstacle, administrators)

    async def _helpers(self, obstacle: Blocker, administrators: Sequence[ChatMember]) -> Sequence[Chat]:
        """The administrators who have a chat with the bot, the owner first, and the group's General topic."""
        owner_first = sorted(administrators, key=lambda one: one.status != ChatMember.OWNER)
        ids = [one.user.id for one in owner_first if not one.user.is_bot]
        async with self._deps.database.read() as connection:
            known = {chat.id: chat for chat in await chats.list_known(connection, [*ids, obstacle.chat_id])}
        group = [known[obstacle.chat_id]] if obstacle.thread_id and obstacle.chat_id in known else []
        return [known[number] for number in ids if number in known] + group

    async def _writer(self, obstacle: Blocker, title: str) -> Writer:
        """Writes the report in any language."""
        async with self._deps.database.read() as connection:
            all_ = await subscriptions.list_all(connection, obstacle.chat_id)
            names = await topics.get_names(connection, obstacle.chat_id)
        is_of_chat = obstacle.kind in {BlockerKind.SILENCED, BlockerKind.REMOVED}
        here = [one for one in all_ if is_of_chat or one.thread_id == obstacle.thread_id]
        affected = list(filter(is_wanted, here))
        topic = names.get(obstacle.thread_id)
        return partial(render_blocker, obstacle, title, topic, affected, self._deps.catalogue)

    async def _send(self, chat: Chat, obstacle: Blocker, write: Writer) -> _Outcome:
        tr = self._deps.translators.choose(chat.language, chat.telegram_language)
        return await _outcome(self._bot.send_message(chat.id, write(tr), reply_markup=_way_there(obstacle, tr)))

    async def _pin(self, channel: Channel) -> None:
        """Pin a channel's newest bulletin in the place of the one before; what is refused is not tried again."""
        if channel.to_pin is None:
            return
        silently = self._bot.pin_chat_message(channel.chat_id, channel.to_pin, disable_notification=True)
        outcome = await _outcome(silently)
        if outcome is _Outcome.LATER:
            return
        is_pinned = outcome is _Outcome.DONE
        if is_pinned and channel.pinned is not None:
            await _outcome(self._bot.unpin_chat_message(channel.chat_id, channel.pinned))
        async with self._deps.database.write() as connection:
            await channels.record_pinned(connection, channel, channel.to_pin if is_pinned else channel.pinned)


def _way_there(obstacle: Blocker, tr: Translator) -> InlineKeyboardMarkup | None:
    address = address_of(obstacle)
    if address is None:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(tr.plain("Open the topic"), url=address)]])


async def _outcome(call: Awaitable[object]) -> _Outcome:
    try:
        await call
    except TelegramError as error:
        error_class = classify(error, attempts=0)
        if error_class.reaction in _LATER:
            return _Outcome.LATER
        if error_class.reaction is Reaction.UNKNOWN:
            return _Outcome.DONE
        _log.warning("Telegram refuses what follows a bulletin: %s", error_class.description)
        return _Outcome.REFUSED
    return _Outcome.DONE
