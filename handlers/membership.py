"""The bot's membership in a chat: added, removed, blocked, restricted; and a group that becomes a supergroup."""

import logging
from collections.abc import Sequence

from telegram import (
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
    InlineKeyboardMarkup,
    Message,
    Update,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.channels.text import render_arrival, render_resumed
from bot.context import AnyApplication, Context
from bot.subscriptions.resume import resume_all, resume_closed_topics, stop_unreachable
from handlers.callbacks import SetUpChannel, button
from handlers.replies import send_with_retry
from handlers.start.greeting import greet_group
from handlers.topics import manages_topics
from handlers.updates import get_chat, get_message
from storage.chats import blockers, chats
from storage.chats.blockers import BlockerKind
from storage.chats.subscriptions import Subscription
from storage.reasons import StopReason

_log = logging.getLogger(__name__)
_OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    status = filters.StatusUpdate
    application.add_handler(ChatMemberHandler(_member, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(status.NEW_CHAT_MEMBERS | status.CHAT_CREATED, _joined))
    application.add_handler(MessageHandler(status.MIGRATE, _migrate))


async def _member(update: Update, context: Context) -> None:
    change = update.my_chat_member
    if change is None:
        return
    kind = change.chat.type
    before, now = _may_write(change.old_chat_member, kind), _may_write(change.new_chat_member, kind)
    if not now:
        is_inside = _is_inside(change.new_chat_member)
        await _stop(update, context, is_inside=is_inside)
        # Added to a channel without the right to post: the person who did it can still give it.
        if kind == ChatType.CHANNEL and is_inside and not _is_inside(change.old_chat_member):
            await _notify_adder(change, context, may_post=False)
    elif not before:
        async with context.deps.database.write() as connection:
            resumed = await resume_all(connection, change.chat.id, context.deps.clock.now())
        if kind == ChatType.CHANNEL:
            await _notify_adder(change, context, resumed)
    elif manages_topics(change.new_chat_member) and not manages_topics(change.old_chat_member):
        async with context.deps.database.write() as connection:
            await resume_closed_topics(connection, change.chat.id, context.deps.clock.now())


async def _notify_adder(
    change: ChatMemberUpdated, context: Context, resumed: Sequence[Subscription] = (), *, may_post: bool = True
) -> None:
    """Tell the person who added the bot to a channel how to set it up, in their private chat.

    Args:
        change: the change of the bot's rights in the channel.
        context: the context of the update.
        resumed: subscriptions that were resumed by the change.
        may_post: whether the bot may post in the channel.
    """
    deps, person, channel = context.deps, change.from_user, change.chat
    stored = (await deps.caches.chats.get(person.id)).chat
    own = (stored.language,) if stored else ()
    tr = deps.translators.choose(*own, person.language_code)
    title, reference = channel.title or str(channel.id), f"@{channel.username}" if channel.username else channel.id
    text = render_arrival(title, reference, tr, may_post=may_post)
    if resumed:
        text = render_resumed(title, resumed, deps.clock.now(), tr)
    label = tr.plain("📢 Set up") if may_post else tr.plain("🔄 Try again")
    keyboard = InlineKeyboardMarkup([[button(label, SetUpChannel("show", channel.id))]])
    try:
        await send_with_retry(lambda: context.bot.send_message(person.id, text, reply_markup=keyboard))
    except TelegramError as error:
        # A bot may write only to people who have written to it first, and most of them have not.
        _log.info("Could not send the set-up notice for a channel: %s", error.message)


async def _stop(update: Update, context: Context, *, is_inside: bool) -> None:
    """Stop what the chat gets, and record the blocker so that an administrator is notified."""
    # Not in a private chat: the only one to notify is the person who blocked the bot.
    chat, now = get_chat(update), context.deps.clock.now()
    reason = StopReason.NO_RIGHTS if is_inside else StopReason.BOT_REMOVED
    kind = BlockerKind.SILENCED if is_inside else BlockerKind.REMOVED
    async with context.deps.database.write() as connection:
        has_stopped = await stop_unreachable(connection, chat.id, None, reason, now)
        if has_stopped and chat.type != ChatType.PRIVATE:
            await blockers.record(connection, chat.id, 0, kind, now)


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in _OUTSIDE


def _may_write(member: ChatMember, kind: str) -> bool:
    """Return whether a member with this status can send messages in a chat of this type."""
    if isinstance(member, ChatMemberRestricted):
        # "restricted" is also the status of somebody who has left, with `is_member` false.
        return member.is_member and member.can_send_messages
    if kind == ChatType.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return _is_inside(member)


async def _joined(update: Update, context: Context) -> None:
    """Greet a group that has added the bot."""
    # my_chat_member is no sign of it: it also arrives when a group becomes a supergroup, which has no new members.
    if _is_added(get_message(update), context.bot.id):
        await greet_group(update, context)


def _is_added(message: Message, bot_id: int) -> bool:
    # A group that was created with the bot in it has no list of new members.
    return not message.new_chat_members or any(user.id == bot_id for user in message.new_chat_members)


async def _migrate(update: Update, context: Context) -> None:
    """Move what is stored to the id of the new supergroup."""
    # The old and the new chat both send the message, in any order; the second time there is nothing left to move.
    message, chat = get_message(update), get_chat(update)
    old_id = message.migrate_from_chat_id or chat.id
    new_id = message.migrate_to_chat_id or chat.id
    async with context.deps.database.write() as connection:
        await chats.migrate(connection, old_id, new_id)
