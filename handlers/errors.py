"""What a person hears, and the log, when something goes wrong inside."""

import logging

from telegram import Update
from telegram.error import BadRequest, TelegramError

from bot.context import AnyApplication, Context
from bot.verdict import judge
from handlers.common import language_of
from storage.errors import StorageError

_log = logging.getLogger(__name__)


def register(application: AnyApplication) -> None:
    """Add the error handler."""
    application.add_error_handler(_error)


async def _error(update: object, context: Context) -> None:
    _tell(context.error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    if isinstance(context.error, TelegramError):
        # Telegram refused or did not hear the answer; it would not take an apology either.
        return
    # The store may be what fails, so the chat's own choice of language cannot be asked for.
    tr = context.deps.translators.choose(language_of(update.effective_user))
    try:
        await update.effective_message.reply_text(tr("Something went wrong here. Please try again in a moment."))
    except TelegramError as error:
        _log.warning("The apology could not be sent: %s", error.message)


def _tell(error: Exception | None) -> None:
    """Log an error: in one line where it came from outside, with its traceback where it is a slip of our own."""
    match error:
        case StorageError():
            _log.error("An update could not be handled, because the database fails: %s", error)
        case TelegramError() if not isinstance(error, BadRequest):
            _log.error("An update could not be answered: %s", judge(error, attempts=0).reason)
        case _:
            _log.error("An update could not be handled", exc_info=error)
