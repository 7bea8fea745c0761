"""The error handler: logs an error, and apologizes to the person where that is possible."""

import logging

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.context import AnyApplication, Context
from bot.telegram_api.api_errors import Reaction, classify
from handlers.replies import get_reply_parameters
from handlers.updates import get_chat, get_language_code
from storage.chats import chats
from storage.errors import StorageError

# Telegram answers 400 both for a missing right, which only the chat can change, and for a bug of the bot.
_CHAT_REACTIONS = {Reaction.GONE, Reaction.NOT_FOUND, Reaction.NO_WRITING, Reaction.CLOSED, Reaction.NO_TOPIC}
"""Reactions to a bad request that concern a chat or topic, and the rights there."""
_HAS_NOTIFIED = "has notified"
_log = logging.getLogger(__name__)


def register(application: AnyApplication) -> None:
    """Register the error handler."""
    application.add_error_handler(_error)


async def _error(update: object, context: Context) -> None:
    if isinstance(context.error, ChatMigrated) and isinstance(update, Update):
        await _migrate(update, context, context.error.new_chat_id)
        return
    if _log_error(context.error) and context.error is not None:
        context.deps.monitor.notices.add_error(context.error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    if isinstance(context.error, TelegramError):
        # Telegram rejected the answer or is unreachable, and an apology would have the same fate.
        return
    # The database may be what failed, so the language chosen in the chat cannot be read.
    tr = context.deps.translators.choose(get_language_code(update.effective_user))
    try:
        text, message = tr("Something went wrong. Please try again in a moment."), update.effective_message
        await message.reply_text(text, reply_parameters=get_reply_parameters(message))
    except TelegramError as error:
        _log.warning("Could not send the apology: %s", error.message)


async def _migrate(update: Update, context: Context, new_id: int) -> None:
    """Move what is stored about a group that became a supergroup, and ask there, once, to send the command again."""
    old_id = get_chat(update).id
    async with context.deps.database.write() as connection:
        await chats.migrate(connection, old_id, new_id)
        chat = await chats.get(connection, new_id)
    # Each command that waited in the old chat ends here.
    if context.chat_data is None or context.chat_data.get(_HAS_NOTIFIED):
        return
    context.chat_data[_HAS_NOTIFIED] = True
    own = get_language_code(update.effective_user)
    languages = (own,) if chat is None else (chat.language, chat.telegram_language, own)
    tr = context.deps.translators.choose(*languages)
    try:
        # The command was sent in the old chat, which takes no messages any more.
        await context.bot.send_message(new_id, tr("This group has just become a supergroup. Please send that again."))
    except TelegramError as error:
        _log.warning("Could not send the notice to a new supergroup: %s", classify(error, attempts=0).description)


def _log_error(error: Exception | None) -> bool:
    """Log an error: one line if it came from outside, a traceback if it may be a bug.

    Returns:
        True if it may be a bug.
    """
    match error:
        case StorageError():
            _log.error("Could not handle an update, because the database failed: %s", error)
        # The limiter has logged it with its length, and for as long as it lasts each question of the chat ends here.
        case RetryAfter():
            _log.info("Could not answer an update: Telegram asks for a pause (429)")
        case TelegramError() if (
            not isinstance(error, BadRequest) or classify(error, attempts=0).reaction in _CHAT_REACTIONS
        ):
            _log.error("Could not answer an update: %s", classify(error, attempts=0).description)
        case BadRequest():
            # Its own words may quote the text, in which people's words may be.
            told = BadRequest(classify(error, attempts=0).description)
            _log.error("Could not handle an update", exc_info=told.with_traceback(error.__traceback__))
            return True
        case _:
            _log.error("Could not handle an update", exc_info=error)
            return True
    return False
