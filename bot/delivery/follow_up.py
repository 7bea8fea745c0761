"""Follow-up after bulletins, which delays none of them: report blockers to administrators, and pin messages."""

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
from bot.rendering.blocker import render_blocker, topic_link
from bot.subscriptions.resume import is_wanted
from bot.telegram_api.api_errors import Reaction, classify
from bot.telegram_api.rate_limiter import Lane
from storage.chats import blockers, channels, chats, subscriptions, topics
from storage.chats.blockers import Blocker, BlockerKind
from storage.chats.channels import Channel
from storage.chats.chats import Chat

Renderer: TypeAlias = Callable[[Translator], Markup]
"""Renders a report in a language."""

_OF_CHAT = {BlockerKind.SILENCED, BlockerKind.REMOVED, BlockerKind.LOST, BlockerKind.RESTRICTED}
"""Blockers of all topics of a chat."""

_RETRY = {Reaction.AGAIN, Reaction.PAUSE, Reaction.BAD_TOKEN}
_log = logging.getLogger(__name__)


class _Outcome(enum.Enum):
    """Outcome of a follow-up call."""

    DONE = "done"
    """Accepted, or its outcome is unknown: it is not repeated."""
    REJECTED = "rejected"
    """Rejected by Telegram: it is not repeated."""
    RETRY = "retry"
    """Not accepted for now: it is retried with the next follow-up."""


class FollowUp:
    """Reports blockers and pins messages, each once; what Telegram rejects is not retried.

    Args:
        bot: sends in the lane of answers to people.
        dependencies: the application's parts.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies) -> None:
        self._bot = bot
        self._deps = dependencies

    async def run(self) -> None:
        """Report the unreported blockers, and pin the messages that wait for it."""
        async with self._deps.database.read() as connection:
            unreported = await blockers.list_unreported(connection)
            to_pin = await channels.list_to_pin(connection)
        for blocker in unreported:
            if await self._report(blocker):
                async with self._deps.database.write() as connection:
                    await blockers.record_reported(connection, blocker, self._deps.clock.now())
        for channel in to_pin:
            await self._pin(channel)

    async def _report(self, blocker: Blocker) -> bool:
        """Report a blocker; return False to retry later, True if it is reported or cannot be."""
        try:
            title, recipients = await self._recipients(blocker)
        except TelegramError as error:
            # Telegram does not say who administers a chat that it does not find.
            _log.info("A blocker could not be reported (%s): %s", blocker.kind, classify(error, attempts=0).description)
            return classify(error, attempts=0).reaction not in _RETRY
        render = await self._renderer(blocker, title)
        # An administrator may be banned although the chat is not.
        for chat in (one for one in recipients if self._deps.access.find_refused(one.id, one.id) is None):
            outcome = await self._send(chat, blocker, render)
            if outcome is not _Outcome.REJECTED:
                return outcome is _Outcome.DONE
        _log.info("A blocker could not be reported to any administrator (%s)", blocker.kind)
        return True

    async def _recipients(self, blocker: Blocker) -> tuple[str, Sequence[Chat]]:
        """Return the chat's title and the chats to report to, in order, until one accepts."""
        if blocker.chat_kind == "channel":
            async with self._deps.database.read() as connection:
                channel = await channels.get(connection, blocker.chat_id)
                if channel is None or channel.set_up_by is None:
                    return "", ()
                return channel.title, await chats.list_known(connection, [channel.set_up_by])
        if blocker.chat_kind == "private":
            async with self._deps.database.read() as connection:
                return "", await chats.list_known(connection, [blocker.chat_id])
        # Outside of a group the bot cannot ask who administers it.
        if blocker.kind is BlockerKind.REMOVED:
            return "", ()
        title = (await self._bot.get_chat(blocker.chat_id)).title or ""
        administrators = await self._bot.get_chat_administrators(blocker.chat_id)
        return title, await self._helpers(blocker, administrators)

    async def _helpers(self, blocker: Blocker, administrators: Sequence[ChatMember]) -> Sequence[Chat]:
        """Return the administrators with a known private chat, the owner first; for a topic then its group."""
        owner_first = sorted(administrators, key=lambda one: one.status != ChatMember.OWNER)
        ids = [one.user.id for one in owner_first if not one.user.is_bot]
        async with self._deps.database.read() as connection:
            known = {chat.id: chat for chat in await chats.list_known(connection, [*ids, blocker.chat_id])}
        # The General topic of the group, which is open while another one is closed.
        group = [known[blocker.chat_id]] if blocker.thread_id and blocker.chat_id in known else []
        # A bot cannot write to people first; those who have a stored chat have written to it.
        return [known[number] for number in ids if number in known] + group

    async def _renderer(self, blocker: Blocker, title: str) -> Renderer:
        """Return the function that renders the report in a language."""
        async with self._deps.database.read() as connection:
            own = await subscriptions.list_all(connection, blocker.chat_id)
            names = await topics.get_names(connection, blocker.chat_id)
        of_blocker = (one for one in own if blocker.kind in _OF_CHAT or one.thread_id == blocker.thread_id)
        affected = list(filter(is_wanted, of_blocker))
        topic = names.get(blocker.thread_id)
        return partial(render_blocker, blocker, title, topic, affected, self._deps.catalogue)

    async def _send(self, chat: Chat, blocker: Blocker, render: Renderer) -> _Outcome:
        tr = self._deps.translators.choose(chat.language, chat.telegram_language)
        return await _call(self._bot.send_message(chat.id, render(tr), reply_markup=_link_to_topic(blocker, tr)))

    async def _pin(self, channel: Channel) -> None:
        """Pin a channel's newest bulletin, and unpin the previous one; a rejected pin is not retried."""
        if channel.to_pin is None:
            return
        silently = self._bot.pin_chat_message(channel.chat_id, channel.to_pin, disable_notification=True)
        outcome = await _call(silently)
        if outcome is _Outcome.RETRY:
            return
        is_pinned = outcome is _Outcome.DONE
        if is_pinned and channel.pinned is not None:
            await _call(self._bot.unpin_chat_message(channel.chat_id, channel.pinned))
        async with self._deps.database.write() as connection:
            await channels.record_pinned(connection, channel, channel.to_pin if is_pinned else channel.pinned)


def _link_to_topic(blocker: Blocker, tr: Translator) -> InlineKeyboardMarkup | None:
    link = topic_link(blocker)
    if link is None:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(tr.plain("Open the topic"), url=link)]])


async def _call(call: Awaitable[object]) -> _Outcome:
    try:
        await call
    except TelegramError as error:
        error_class = classify(error, attempts=0)
        if error_class.reaction in _RETRY:
            return _Outcome.RETRY
        if error_class.reaction is Reaction.UNKNOWN:
            return _Outcome.DONE
        _log.warning("Telegram rejected a follow-up call (notice or pin): %s", error_class.description)
        return _Outcome.REJECTED
    return _Outcome.DONE
