"""Replies to an update: messages with buttons, and edits of the message whose button was pressed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import TypeAlias, TypeVar, cast

from markupsafe import Markup
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.i18n.translator import N_
from bot.rendering.layout import plain_text
from bot.telegram_api.api_errors import Reaction, classify, seconds_of
from bot.telegram_api.photo_cache import CachedPhoto, SentPhoto
from bot.telegram_api.rate_limiter import MAX_REPLY_WAIT, Aborted, Lane, is_private
from bot.telegram_api.sender import Keyboard, MessageSender, Payload
from handlers.updates import get_message, get_question_id, get_topic_id

Buttons: TypeAlias = Sequence[Sequence[InlineKeyboardButton]]
"""Rows of buttons."""

OUT_OF_DATE = N_("This button is out of date. Please ask again.")

MAX_RETRIES = 3
"""Attempts after the first one, before a reply is given up."""

_FIRST_RETRY_DELAY = 1.0  # seconds, doubled after each attempt

Wait: TypeAlias = Callable[[], Awaitable[None]]
"""Waits until a message to a chat is allowed."""

_log = logging.getLogger(__name__)
_Sent = TypeVar("_Sent")


class Alert(str):
    """A notice about a pressed button that stays until the person closes it; any other one disappears by itself."""

    __slots__ = ()


class Reply:
    """A text with buttons; its request body is encoded once, even if the reply is cached and sent to many.

    Args:
        text: what it says.
        buttons: rows of buttons below it.
        keyboard: buttons instead of the letters, or their removal; only without buttons below the text.
    """

    def __init__(self, text: Markup, buttons: Buttons = (), keyboard: Keyboard | None = None) -> None:
        self.text = text
        self.buttons = buttons
        self._keyboard = make_keyboard(buttons) or keyboard

    @cached_property
    def payload(self) -> Payload:
        """Return the encoded arguments of sendMessage."""
        return Payload.text(self.text, is_html=True, keyboard=self._keyboard)

    @property
    def plain_payload(self) -> Payload:
        """Return the same without markup."""
        return Payload.text(plain_text(self.text), is_html=False, keyboard=self._keyboard)


async def reply(update: Update, text: Markup, buttons: Buttons = (), keyboard: Keyboard | None = None) -> None:
    """Send a text to the chat, and the topic or thread, of an update; its parts are those of a `Reply`.

    Raises:
        TelegramError: Telegram rejected it.
    """
    await send_reply(update, Reply(text, buttons, keyboard))


async def send_reply(update: Update, answer: Reply) -> None:
    """Send a reply, which may be cached, to the chat, and the topic or thread, of an update.

    Raises:
        TelegramError: Telegram rejected it.
    """
    message = get_message(update)
    sender = MessageSender(cast("ExtBot[Lane]", message.get_bot()), Lane.PEOPLE)
    chat_id, topic, question = message.chat_id, get_topic_id(message), get_question_id(message)
    try:
        await send_to_topic(chat_id, topic, lambda to: sender.send(answer.payload, chat_id, to, question))
    except BadRequest as error:
        error_class = classify(error, attempts=0)
        if error_class.reaction is not Reaction.PLAIN:
            raise
        _log.error(
            "Telegram rejected the markup of an answer, which is sent as plain text: %s", error_class.description
        )
        await send_to_topic(chat_id, topic, lambda to: sender.send(answer.plain_payload, chat_id, to, question))


async def send_to_topic(
    chat_id: int, topic: int, send: Callable[[int], Awaitable[_Sent]], wait: Wait | None = None
) -> _Sent:
    """Call `send` with a topic as `send_with_retry` does; in a private chat with 0 if Telegram does not find the topic.

    Raises:
        TelegramError: Telegram rejected it.
    """
    try:
        return await send_with_retry(lambda: send(topic), wait)
    except BadRequest as error:
        # For a day in May 2026 Telegram found no topic of any private chat.
        if not (topic and is_private(chat_id) and classify(error, attempts=0).reaction is Reaction.NO_TOPIC):
            raise
    return await send_with_retry(lambda: send(0), wait)


async def send_photo(
    photo: CachedPhoto, chat_id: int, topic: int, send: Callable[[str | bytes, int], Awaitable[SentPhoto]], bot: Bot
) -> None:
    """Send a photo with `send`, which gets its file id or PNG and the topic, as `send_to_topic` does.

    Raises:
        DrawingFailed: the picture could not be drawn.
        TelegramError: Telegram rejected it.
    """
    sender = MessageSender(cast("ExtBot[Lane]", bot), Lane.PEOPLE)
    # Retries, and the wait for a pause of this chat, are outside of the photo's lock: others may upload it meanwhile.
    await send_to_topic(
        chat_id, topic, lambda to: photo.send(lambda file: send(file, to)), lambda: sender.acquire(chat_id)
    )


def get_reply_parameters(message: Message) -> ReplyParameters | None:
    """Return what makes an answer that is no text a reply to its question, where it needs to be one."""
    question = get_question_id(message)
    return ReplyParameters(question, allow_sending_without_reply=True) if question else None


async def send_with_retry(send: Callable[[], Awaitable[_Sent]], wait: Wait | None = None) -> _Sent:
    """Call `send`; as long as Telegram has not accepted the message for now, wait and call it again.

    Args:
        send: sends the message.
        wait: waits until a message to the chat is allowed again; None if `send` itself may wait for that.

    Raises:
        TelegramError: Telegram rejected it, asked for a pause of more than `MAX_REPLY_WAIT`, or did not accept it after
            `MAX_RETRIES`; or it may have arrived.
    """
    for attempt in range(MAX_RETRIES):
        try:
            return await send()
        except TelegramError as error:
            if (seconds := _retry_delay(error, attempt)) is None:
                raise
            await (wait() if wait and isinstance(error, RetryAfter) else asyncio.sleep(seconds))
    return await send()


def _retry_delay(error: TelegramError, attempt: int) -> float | None:
    """Return the seconds after which a reply can be sent again, or None if it cannot."""
    if isinstance(error, RetryAfter):
        # At once: the limiter lets the message wait until the pause is over, and ends the wait when the bot stops.
        return 0.0 if seconds_of(error) <= MAX_REPLY_WAIT else None
    is_unsent = classify(error, attempt).reaction is Reaction.AGAIN and not isinstance(error, Aborted)
    return _FIRST_RETRY_DELAY * 2**attempt if is_unsent else None


async def edit_message(query: CallbackQuery, text: Markup, buttons: Buttons = ()) -> None:
    """Replace the text and the buttons of the message whose button was pressed."""
    await apply_edit(lambda: query.edit_message_text(text, reply_markup=make_keyboard(buttons)))


async def edit_buttons(query: CallbackQuery, buttons: Buttons) -> None:
    """Replace the buttons of the message whose button was pressed; its text stays."""
    # python-telegram-bot adds the default parse_mode, which this method of Telegram's does not have.
    await apply_edit(lambda: query.edit_message_reply_markup(make_keyboard(buttons), api_kwargs={"parse_mode": None}))


async def apply_edit(send: Callable[[], Awaitable[object]]) -> None:
    """Call what edits a message as `send_with_retry` does; an edit that is not needed any more is no error."""
    # A button that is pressed twice asks for the same edit twice. A message may be deleted while its press waits; a Bot
    # API server that has not heard of it yet passes on the error code of Telegram's servers.
    harmless = "message is not modified", "message to edit not found", "message_id_invalid"
    await _unless(send_with_retry(send), *harmless)


async def answer_callback(query: CallbackQuery, notice: str | None = None) -> None:
    """End the progress bar of a pressed button; call it when all that the button asks for is done.

    Args:
        query: the button.
        notice: shown for a moment, or until it is closed if it is an `Alert`.
    """
    await answer_query(query.answer(notice, show_alert=isinstance(notice, Alert)))


async def answer_query(answer: Awaitable[object]) -> None:
    """Answer a callback query or an inline query; Telegram refuses the answer if the query is too old."""
    # After an outage there are many of these, and whoever types on cancels an inline query.
    await _unless(answer, "query is too old")


async def _unless(call: Awaitable[object], *harmless: str) -> None:
    """Await a call, and ignore a rejection with one of these words."""
    try:
        await call
    except BadRequest as error:
        # python-telegram-bot changes the case of Telegram's words.
        if not any(words in error.message.lower() for words in harmless):
            raise
        _log.debug("Telegram rejected what is no longer needed: %s", error.message)


def make_keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """Return rows of buttons as a keyboard; None without buttons."""
    return InlineKeyboardMarkup(buttons) if buttons else None
