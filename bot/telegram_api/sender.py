"""Message sender: encodes a payload once for many chats, and builds no Telegram object for each message.

Replies use it too.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Self, TypeAlias

from telegram import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.telegram_api.photo_cache import SentPhoto
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.responses import ReceivedResponse
from bot.telegram_api.transport import Transport

Keyboard: TypeAlias = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove

EncodedKeyboard: TypeAlias = str
"""Inline buttons as Telegram's JSON: unlike a `Keyboard` it is hashed once, for all messages of a broadcast."""

# The Bot API server writes `message_id` first; anything else is left to python-telegram-bot.
_ACCEPTED = re.compile(rb'\{"ok": ?true, ?"result": ?\{"message_id": ?(\d+),')


@dataclass(frozen=True, slots=True)
class Payload:
    """Arguments of an API call that are the same for many chats.

    Attributes:
        method: method of the Bot API.
        fields: its arguments without chat and topic, as the rest of a JSON object that begins with a comma.
    """

    method: str
    fields: bytes

    @classmethod
    def encode(cls, method: str, **fields: object) -> Self:
        """Encode the arguments of a method; those that are None are left out."""
        given = {name: value for name, value in fields.items() if value is not None}
        # Chat and topic come first in the body, so that all behind them is encoded once for a whole broadcast.
        return cls(method, b"," + json.dumps(given).encode()[1:])

    @classmethod
    def text(
        cls,
        text: str,
        *,
        is_html: bool,
        is_paid: bool = False,
        is_silent: bool = False,
        keyboard: Keyboard | EncodedKeyboard | None = None,
    ) -> Self:
        """Encode a text message without link previews.

        Args:
            text: the message, at most 4,096 UTF-16 code units.
            is_html: whether it is Telegram's HTML; else it is plain text.
            is_paid: whether Telegram may charge for it beyond the free rate.
            is_silent: whether it arrives without a notification sound.
            keyboard: the buttons below the message, or those instead of the letters.
        """
        return cls.encode(
            "sendMessage",
            text=text,
            parse_mode=ParseMode.HTML if is_html else None,
            link_preview_options={"is_disabled": True},
            allow_paid_broadcast=is_paid or None,
            disable_notification=is_silent or None,
            reply_markup=_to_object(keyboard),
        )

    @classmethod
    def photo(
        cls,
        file_id: str,
        caption: str,
        *,
        is_html: bool,
        is_paid: bool = False,
        is_silent: bool = False,
        keyboard: EncodedKeyboard | None = None,
    ) -> Self:
        """Encode a photo that is sent by its file id, with a caption; the other arguments are those of `text`."""
        return cls.encode(
            "sendPhoto",
            photo=file_id,
            caption=caption,
            parse_mode=ParseMode.HTML if is_html else None,
            allow_paid_broadcast=is_paid or None,
            disable_notification=is_silent or None,
            reply_markup=_to_object(keyboard),
        )

    def for_chat(self, chat_id: int, thread_id: int = 0, reply_to: int = 0) -> bytes:
        """Return the JSON body for a chat, for a topic of it, or for a reply to a message; 0 is none."""
        if reply_to:
            return b'{"chat_id":%d,"reply_parameters":%s%s' % (chat_id, _encode_reply(reply_to), self.fields)
        if thread_id:
            return b'{"chat_id":%d,"message_thread_id":%d%s' % (chat_id, thread_id, self.fields)
        return b'{"chat_id":%d%s' % (chat_id, self.fields)


def _encode_reply(message_id: int) -> bytes:
    # The message may be deleted before it is answered.
    return b'{"message_id":%d,"allow_sending_without_reply":true}' % message_id


# Cached: many bulletins of a broadcast are equal.
@lru_cache(maxsize=1000)
def encode_text(
    text: str, *, is_html: bool, is_paid: bool, is_silent: bool = False, keyboard: EncodedKeyboard | None = None
) -> Payload:
    """Return `Payload.text`, cached."""
    return Payload.text(text, is_html=is_html, is_paid=is_paid, is_silent=is_silent, keyboard=keyboard)


@lru_cache(maxsize=1000)
def encode_photo(
    file_id: str,
    caption: str,
    *,
    is_html: bool,
    is_paid: bool,
    is_silent: bool = False,
    keyboard: EncodedKeyboard | None = None,
) -> Payload:
    """Return `Payload.photo`, cached."""
    return Payload.photo(file_id, caption, is_html=is_html, is_paid=is_paid, is_silent=is_silent, keyboard=keyboard)


def encode_keyboard(rows: Sequence[Sequence[tuple[str, str]]]) -> EncodedKeyboard:
    """Return rows of buttons, each with its label and its callback data, as Telegram's JSON."""
    buttons = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
    return json.dumps({"inline_keyboard": buttons}, ensure_ascii=False)


def _to_object(keyboard: Keyboard | EncodedKeyboard | None) -> object:
    return json.loads(keyboard) if isinstance(keyboard, str) else keyboard and keyboard.to_dict()


# An edit without the keyboard removes it.
def encode_edit(text: str, message_id: int, *, is_html: bool, keyboard: EncodedKeyboard | None = None) -> Payload:
    """Return the payload that replaces the text of a message, and its buttons."""
    return Payload.encode(
        "editMessageText",
        message_id=message_id,
        text=text,
        parse_mode=ParseMode.HTML if is_html else None,
        link_preview_options={"is_disabled": True},
        reply_markup=_to_object(keyboard),
    )


def encode_caption_edit(caption: str, message_id: int, keyboard: EncodedKeyboard | None = None) -> Payload:
    """Return the payload that replaces the caption of a picture, given as HTML, and its buttons."""
    return Payload.encode(
        "editMessageCaption",
        message_id=message_id,
        caption=caption,
        parse_mode=ParseMode.HTML,
        reply_markup=_to_object(keyboard),
    )


class MessageSender:
    """Sends payloads through a bot's own limiter and transport.

    Args:
        bot: the bot.
        lane: priority of the messages.

    Raises:
        TypeError: the bot has another limiter or transport.
    """

    def __init__(self, bot: ExtBot[Lane], lane: Lane = Lane.BROADCAST) -> None:
        limiter, transport = bot.rate_limiter, bot.request
        if not isinstance(limiter, Limiter) or not isinstance(transport, Transport):
            raise TypeError("a broadcast needs a bot with this project's limiter and transport")
        self._bot = bot
        self._lane = lane
        self._limiter = limiter
        self._transport = transport

    @property
    def rate(self) -> int | None:
        """Most messages a second; None for no limit."""
        return self._limiter.rate_of(self._lane)

    @property
    def throttled(self) -> int:
        """Number of messages that wait for the limit of their own chats."""
        return self._limiter.throttled(self._lane)

    def paused_for(self) -> float:
        """Return the seconds until the pause of all messages ends; 0 for none."""
        return self._limiter.paused_for(self._lane)

    async def acquire(self, chat_id: int) -> None:
        """Wait until a message to a chat is allowed.

        Raises:
            RetryAfter: the chat or the lane is paused; see `Limiter.acquire`.
        """
        await self._limiter.acquire(self._lane, chat_id)

    async def send(self, payload: Payload, chat_id: int, thread_id: int = 0, reply_to: int = 0) -> int:
        """Send a payload as soon as the rate limit allows it; see `post`."""
        await self.acquire(chat_id)
        return await self.post(payload, chat_id, thread_id, reply_to)

    async def post(self, payload: Payload, chat_id: int, thread_id: int = 0, reply_to: int = 0) -> int:
        """Send a payload at once, after `acquire`, to a chat, to a topic of it, or as a reply to a message; 0 is none.

        Returns:
            The id of the message.

        Raises:
            TelegramError: python-telegram-bot's error for the failure.
        """
        # Not `bot.send_message`: it builds parameters, and a returned message that nobody needs. That takes longer than
        # everything else of a reply.
        url = f"{self._bot.base_url}/{payload.method}"
        status, body = await self._transport.post_json(url, payload.for_chat(chat_id, thread_id, reply_to))
        # To parse the whole message as JSON would cost more than to send it.
        if accepted := _ACCEPTED.match(body):
            return int(accepted[1])
        try:
            message: Any = await ReceivedResponse(status, body).post(url)
            return int(message["message_id"])
        except RetryAfter as error:
            # This call has not passed `Limiter.process_request`, which does the same for others.
            self._limiter.refuse(self._lane, chat_id, error)
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            if status >= HTTPStatus.BAD_REQUEST:  # whatever it says, the message was not accepted
                raise NetworkError(f"Telegram's error cannot be read ({status})") from None
            raise TelegramError("Telegram's answer is no message") from error

    async def upload(
        self,
        photo: bytes,
        caption: str,
        to: tuple[int, int],
        *,
        is_html: bool,
        is_paid: bool,
        is_silent: bool,
        reply_to: int = 0,
        keyboard: EncodedKeyboard | None = None,
    ) -> SentPhoto:
        """Upload a photo to a chat and a topic of it, or as a reply to a message (0 is none), as soon as allowed.

        Raises:
            TelegramError: python-telegram-bot's error for the failure.
        """
        chat_id, thread_id = to
        try:
            message = await self._bot.send_photo(
                chat_id,
                photo,
                caption=caption,
                parse_mode=ParseMode.HTML if is_html else None,
                message_thread_id=thread_id or None,
                reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
                allow_paid_broadcast=is_paid or None,
                disable_notification=is_silent or None,
                reply_markup=None if keyboard is None else InlineKeyboardMarkup.de_json(json.loads(keyboard)),
                filename="weather.png",
                rate_limit_args=self._lane,
            )
            return SentPhoto(message.message_id, message.photo[-1].file_id)
        except (AttributeError, LookupError, TypeError) as error:
            raise TelegramError("Telegram's answer is no message with a photo") from error
