"""What happens to the bot in a chat: thrown out, blocked, or the group becomes a supergroup."""

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.context import AnyApplication, Context
from handlers.common import chat_of, message_of
from storage import chats, subscriptions

_GONE = {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    application.add_handler(ChatMemberHandler(_member, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, _migrate))


async def _member(update: Update, context: Context) -> None:
    change = update.my_chat_member
    if change is None or change.new_chat_member.status not in _GONE:
        return
    async with context.deps.database.write() as connection:
        now = context.deps.clock.now()
        await subscriptions.stop(connection, chat_of(update).id, None, "the bot was removed or blocked", now)


async def _migrate(update: Update, context: Context) -> None:
    """Both sides tell of it, in any order; the second time there is nothing left to move."""
    message, chat = message_of(update), chat_of(update)
    old_id = message.migrate_from_chat_id or chat.id
    new_id = message.migrate_to_chat_id or chat.id
    async with context.deps.database.write() as connection:
        await chats.migrate(connection, old_id, new_id)
