"""One content for many chats: encoded once, and posted without an object for each message.

Answers to people go the same way: nobody needs the message that Telegram gives back, and to build it, and the
parameters, python-telegram-bot takes longer than for all else that an answer costs.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from telegram import InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import BaseRequest

from bot.telegram_api.photo_cache import Shown
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.transport import Transport

_ACCEPTED = re.compile(rb'\{"ok": ?true, ?"result": ?\{"message_id": ?(\d+),')


@dataclass(frozen=True, slots=True)
class Payload:
    """What many chats get.

    Attributes:
        method: the Bot API's method.
        fields: its arguments as JSON, all but the chat and the topic, from the comma behind those to the end.
    """

    method: str
    fields: bytes

    @classmethod
    def encode(cls, method: str, **fields: object) -> Self:
        """Encode the arguments of a method; those that are None are left out."""
        given = {name: value for name, value in fields.items() if value is not None}
        return cls(method, b"," + json.dumps(given).encode()[1:])

    @classmethod
    def text(
        cls,
        text: str,
        *,
        is_html: bool,
        is_paid: bool = False,
        is_silent: bool = False,
        buttons: InlineKeyboardMarkup | None = None,
    ) -> Self:
        """A text message without a preview of its links.

        Args:
            text: what it says.
            is_html: whether it is marked up.
            is_paid: whether Telegram may charge for it, beyond what it sends for nothing.
            is_silent: whether it comes without a sound.
            buttons: what stands below it.
        """
        return cls.encode(
            "sendMessage",
            text=text,
            parse_mode=ParseMode.HTML if is_html else None,
            link_preview_options={"is_disabled": True},
            allow_paid_broadcast=is_paid or None,
            disable_notification=is_silent or None,
            reply_markup=buttons and buttons.to_dict(),
        )

    @classmethod
    def photo(
        cls, file_id: str, caption: str, *, is_html: bool, is_paid: bool = False, is_silent: bool = False
    ) -> Self:
        """A photo that Telegram has already, with a caption; the rest as for a text."""
        return cls.encode(
            "sendPhoto",
            photo=file_id,
            caption=caption,
            parse_mode=ParseMode.HTML if is_html else None,
            allow_paid_broadcast=is_paid or None,
            disable_notification=is_silent or None,
        )

    def for_chat(self, chat_id: int, thread_id: int = 0) -> bytes:
        """The body of the request to one chat; 0 is no topic."""
        if thread_id:
            return b'{"chat_id":%d,"message_thread_id":%d%s' % (chat_id, thread_id, self.fields)
        return b'{"chat_id":%d%s' % (chat_id, self.fields)


@lru_cache(maxsize=1000)
def encoded(text: str, *, is_html: bool, is_paid: bool, is_silent: bool = False) -> Payload:
    """As `Payload.text` makes it, each distinct one once."""
    return Payload.text(text, is_html=is_html, is_paid=is_paid, is_silent=is_silent)


@lru_cache(maxsize=1000)
def encoded_photo(file_id: str, caption: str, *, is_html: bool, is_paid: bool, is_silent: bool = False) -> Payload:
    """As `Payload.photo` makes it, each distinct one once."""
    return Payload.photo(file_id, caption, is_html=is_html, is_paid=is_paid, is_silent=is_silent)


class MessageSender:
    """Sends contents through a bot's own limiter and transport.

    Args:
        bot: speaks to Telegram.
        lane: who waits for them.

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
        """Messages a second that may leave; None for no limit."""
        return self._limiter.rate_of(self._lane)

    @property
    def held(self) -> int:
        """How many wait for a turn because their chats have to."""
        return self._limiter.held(self._lane)

    async def turn(self, chat_id: int) -> None:
        """Wait until a message may leave for a chat.

        Raises:
            RetryAfter: broadcasts pause; nobody waits for the end of that.
        """
        await self._limiter.turn(self._lane, chat_id)

    async def say(self, content: Payload, chat_id: int, thread_id: int = 0) -> int:
        """Send a content to a chat, or to a topic of it, as soon as its turn has come; see `post`."""
        await self.turn(chat_id)
        return await self.post(content, chat_id, thread_id)

    async def post(self, content: Payload, chat_id: int, thread_id: int = 0) -> int:
        """Send a content to a chat, whose turn has come, or to a topic of it; 0 is none.

        Returns:
            The number of the message.

        Raises:
            TelegramError: python-telegram-bot's error for what went wrong.
        """
        url = f"{self._bot.base_url}/{content.method}"
        status, body = await self._transport.post_json(url, content.for_chat(chat_id, thread_id))
        if accepted := _ACCEPTED.match(body):
            return int(accepted[1])
        try:
            message: Any = await _Answered(status, body).post(url)
            return int(message["message_id"])
        except RetryAfter as error:
            self._limiter.pause(self._lane, error)
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise TelegramError("Telegram's answer is no message") from error

    async def upload(
        self, photo: bytes, caption: str, to: tuple[int, int], *, is_html: bool, is_paid: bool, is_silent: bool
    ) -> Shown:
        """Send a photo that Telegram does not have to a chat and a topic of it, 0 for none, when its turn has come.

        Raises:
            TelegramError: python-telegram-bot's error for what went wrong.
        """
        chat_id, thread_id = to
        try:
            message = await self._bot.send_photo(
                chat_id,
                photo,
                caption=caption,
                parse_mode=ParseMode.HTML if is_html else None,
                message_thread_id=thread_id or None,
                allow_paid_broadcast=is_paid or None,
                disable_notification=is_silent or None,
                filename="weather.png",
                rate_limit_args=self._lane,
            )
            return Shown(message.message_id, message.photo[-1].file_id)
        except (AttributeError, LookupError, TypeError) as error:
            raise TelegramError("Telegram's answer is no message with a photo") from error


class _Answered(BaseRequest):
    """An answer that is there already, so that python-telegram-bot reads it, errors and all."""

    def __init__(self, status: int, body: bytes) -> None:
        self._answer = status, body

    @property
    def read_timeout(self) -> float:
        return 0.0

    async def initialize(self) -> None:
        """Nothing has to be opened."""

    async def shutdown(self) -> None:
        """Nothing has to be closed."""

    async def do_request(self, *_args: Any, **_options: Any) -> tuple[int, bytes]:
        """Give the answer."""
        return self._answer
