"""What happens to the bot in a chat: taken in and thrown out, blocked, silenced; or the group becomes a supergroup."""

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.subscriptions.resume import bring_back
from handlers.channel_arrival import tell_who_added
from handlers.start import greet_group
from handlers.updates import get_chat, get_message
from storage.chats import blockers, chats, subscriptions
from storage.chats.blockers import BlockerKind
from storage.reasons import StopReason

_OUTSIDE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
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
        if kind == ChatType.CHANNEL and is_inside and not _is_inside(change.old_chat_member):
            await tell_who_added(change, context, may_post=False)
    elif not before:
        async with context.deps.database.write() as connection:
            back = await bring_back(connection, change.chat.id, context.deps.clock.now())
        if kind == ChatType.CHANNEL:
            await tell_who_added(change, context, back)


async def _stop(update: Update, context: Context, *, is_inside: bool) -> None:
    """Stop what comes; who can help is told of it, where that can be somebody else than who has done it."""
    chat, now = get_chat(update), context.deps.clock.now()
    reason = StopReason.NO_RIGHTS if is_inside else StopReason.BOT_REMOVED
    kind = BlockerKind.SILENCED if is_inside else BlockerKind.REMOVED
    async with context.deps.database.write() as connection:
        has_stopped = await subscriptions.stop(connection, chat.id, None, reason, now)
        if has_stopped and chat.type != ChatType.PRIVATE:
            await blockers.record(connection, chat.id, 0, kind, now)


def _is_inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in _OUTSIDE


def _may_write(member: ChatMember, kind: str) -> bool:
    """Whether somebody who is that in a chat can say something there."""
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    if kind == ChatType.CHANNEL:
        return isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return _is_inside(member)


async def _joined(update: Update, context: Context) -> None:
    """Greet the group that has taken the bot in.

    A group that becomes a supergroup tells of no new members, though the bot is said to have come into it.
    """
    if _has_come(get_message(update), context.bot.id):
        await greet_group(update, context)


def _has_come(message: Message, bot_id: int) -> bool:
    return not message.new_chat_members or any(user.id == bot_id for user in message.new_chat_members)


async def _migrate(update: Update, context: Context) -> None:
    """Both sides tell of it, in any order; the second time there is nothing left to move."""
    message, chat = get_message(update), get_chat(update)
    old_id = message.migrate_from_chat_id or chat.id
    new_id = message.migrate_to_chat_id or chat.id
    async with context.deps.database.write() as connection:
        await chats.migrate(connection, old_id, new_id)
