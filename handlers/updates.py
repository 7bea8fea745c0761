"""Parts of an update that a handler needs, with the types that it may rely on, and the registration of commands."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias, cast

from telegram import CallbackQuery, Chat, Message, Update, User
from telegram.ext import CommandHandler, filters

from bot.context import AnyApplication, Context

Handler: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]

# Who forwards a message may have rights that its author has not, and means to show it and not to say it. A channel's
# posts arrive in its discussion group as forwarded messages too. The words of an inline result are those of its bot.
WORDS_OF_OTHERS = filters.FORWARDED | filters.IS_AUTOMATIC_FORWARD | filters.VIA_BOT
"""Messages whose words somebody else wrote: nothing is done that these say."""

# Channels send their commands as channel posts. An edit must not run a command again.
_NEW_MESSAGES = (filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST) & ~WORDS_OF_OTHERS


class _Command(CommandHandler[Context, Any]):
    """Handler of a command at the beginning of a text or of a caption; python-telegram-bot's reads texts only."""

    def check_update(self, update: object) -> bool | tuple[list[str], Any] | None:
        message = update.effective_message if isinstance(update, Update) else None
        if message is None or not message.caption:
            return super().check_update(update)
        command, bot = get_command(message)
        if command not in self.commands or bot not in {"", message.get_bot().username.lower()}:
            return None
        accepted = self.filters.check_update(cast("Update", update))
        return (message.caption.split()[1:], accepted) if accepted else False


def add_command(application: AnyApplication, command: str, handler: Handler) -> None:
    """Register the handler of a command, in a text or a caption, for all kinds of chats."""
    application.add_handler(_Command(command, handler, filters=_NEW_MESSAGES))


def get_words(message: Message) -> str:
    """Return the text of a message, or the caption of its file."""
    return message.text or message.caption or ""


def get_command(message: Message) -> tuple[str, str]:
    """Return the command and the bot that a message names, in small letters; both are empty if there is none."""
    words = get_words(message).split(maxsplit=1)
    if not words or not words[0].startswith("/"):
        return "", ""
    command, _, bot = words[0][1:].lower().partition("@")
    return command, bot


def get_chat(update: Update) -> Chat:
    """Return the chat of an update.

    Raises:
        ValueError: it has none, as an inline query.
    """
    if update.effective_chat is None:
        raise ValueError(f"update {update.update_id} has no chat")
    return update.effective_chat


def get_message(update: Update) -> Message:
    """Return the message of an update, or that of a pressed button.

    Raises:
        ValueError: it has none.
    """
    if update.effective_message is None:
        raise ValueError(f"update {update.update_id} has no message")
    return update.effective_message


def get_callback_query(update: Update) -> CallbackQuery:
    """Return the callback query of an update.

    Raises:
        ValueError: no button was pressed.
    """
    if update.callback_query is None:
        raise ValueError(f"update {update.update_id} has no callback query")
    return update.callback_query


def get_topic_id(message: Message) -> int:
    """Return the id of a message's forum topic, or 0."""
    # In groups that are no forums, and below channel posts, the thread of a message is not a topic to send to.
    return message.message_thread_id or 0 if message.is_topic_message else 0


def get_question_id(message: Message) -> int:
    """Return the id of the message to reply to, so that an answer stands where the question does, or 0.

    That is a comment below a channel's post, or a reply in a group: its thread is no topic, and can only be replied to.
    """
    return message.message_id if message.message_thread_id and not message.is_topic_message else 0


def get_language_code(user: User | None) -> str | None:
    """Return the IETF language tag of a user's Telegram app, if known."""
    # A bot account speaks for anonymous administrators and has no language of its own.
    return None if user is None or user.is_bot else user.language_code
