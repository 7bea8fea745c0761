"""What a person hears, and the log, when something goes wrong inside."""

import logging

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.context import AnyApplication, Context
from bot.telegram_api.api_errors import Reaction, classify
from handlers.updates import get_chat, get_language_code
from storage.chats import chats
from storage.errors import StorageError

_OF_THE_CHAT = {Reaction.CLOSED, Reaction.NO_TOPIC, Reaction.NO_WRITING, Reaction.NO_POSTING}
"""Bad requests that say that nothing can be written in a chat or a topic."""
_log = logging.getLogger(__name__)


def register(application: AnyApplication) -> None:
    """Add the error handler."""
    application.add_error_handler(_error)


async def _error(update: object, context: Context) -> None:
    if isinstance(context.error, ChatMigrated) and isinstance(update, Update):
        await _follow(update, context, context.error.new_chat_id)
        return
    _tell(context.error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    if isinstance(context.error, TelegramError):
        # Telegram refused or did not hear the answer; it would not take an apology either.
        return
    # The store may be what fails, so the chat's own choice of language cannot be asked for.
    tr = context.deps.translators.choose(get_language_code(update.effective_user))
    try:
        await update.effective_message.reply_text(tr("Something went wrong. Please try again in a moment."))
    except TelegramError as error:
        _log.warning("The apology could not be sent: %s", error.message)


async def _follow(update: Update, context: Context, new_id: int) -> None:
    """The group has become a supergroup in the meantime: move what is stored, and ask there for the words again."""
    old_id = get_chat(update).id
    async with context.deps.database.write() as connection:
        await chats.migrate(connection, old_id, new_id)
        chat = await chats.get(connection, new_id)
    own = get_language_code(update.effective_user)
    languages = (own,) if chat is None else (chat.language, chat.telegram_language, own)
    tr = context.deps.translators.choose(*languages)
    try:
        await context.bot.send_message(new_id, tr("This group has just become a supergroup. Please send that again."))
    except TelegramError as error:
        _log.warning("A new supergroup could not be told so: %s", classify(error, attempts=0).description)


def _tell(error: Exception | None) -> None:
    """Log an error: in one line where it came from outside, with its traceback where it is a slip of our own."""
    match error:
        case StorageError():
            _log.error("An update could not be handled, because the database fails: %s", error)
        case TelegramError() if (
            not isinstance(error, BadRequest) or classify(error, attempts=0).reaction in _OF_THE_CHAT
        ):
            _log.error("An update could not be answered: %s", classify(error, attempts=0).description)
        case _:
            _log.error("An update could not be handled", exc_info=error)
