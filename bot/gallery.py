"""Pictures on their way to chats: each is drawn once, uploaded once, and from then on sent by the id that it got."""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from importlib.util import find_spec
from weakref import WeakValueDictionary

from telegram import Message
from telegram.error import BadRequest

from bot.clock import Clock
from bot.pictures.content import Content
from storage import pictures
from storage.database import Database

EDITION = 1
"""Raised when pictures are drawn in another way, so that those of before are not sent again."""

EXTRA = ("PIL", "manimgx_fonts_cjk")
"""The packages that draw; they come with the extra `pictures`."""

_REFUSED = ("wrong file", "wrong remote file", "file reference", "file_id")
"""In Telegram's words for an id that it no longer knows."""


def can_draw() -> bool:
    """Whether the packages that draw are installed."""
    return all(find_spec(name) is not None for name in EXTRA)


def variant_of(content: Content) -> str:
    """A short name for a picture: it is the same exactly where all that stands in it is."""
    return blake2b(f"{EDITION} {content!r}".encode(), digest_size=16).hexdigest()


class Gallery:
    """Draws pictures beside the event loop, and knows which of them Telegram has.

    Args:
        database: holds the ids.
        clock: tells how old they are.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._drawing = asyncio.Lock()
        self._uploading: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def picture_of(self, bot: int, content: Content) -> str | bytes:
        """What a bot has to send: the id that Telegram gave a picture, else the picture itself, drawn now."""
        return await self._file_id(bot, content) or await self.draw(content)

    async def draw(self, content: Content) -> bytes:
        """A picture, drawn in a thread; one at a time."""
        # Drawing is an extra, and a bot that is not asked for pictures never loads it.
        from bot.pictures.drawing import draw  # noqa: PLC0415

        async with self._drawing:
            return await asyncio.to_thread(draw, content)

    async def uploaded(self, bot: int, content: Content, file_id: str) -> None:
        """Note the id that Telegram gave a picture."""
        async with self._database.write() as connection:
            await pictures.keep(connection, bot, variant_of(content), file_id, self._clock.now())

    async def show(self, bot: int, content: Content, send: Callable[[str | bytes], Awaitable[Message]]) -> None:
        """Send a picture by its id, or else upload it; of several who ask for a new one, one uploads.

        Args:
            bot: the bot's number; ids are its own.
            content: the picture.
            send: sends a photo, which is an id or a PNG.

        Raises:
            TelegramError: it is refused.
        """
        if await self._send_again(bot, content, send):
            return
        async with self._uploading.setdefault(f"{bot} {variant_of(content)}", asyncio.Lock()):
            if await self._send_again(bot, content, send):
                return
            message = await send(await self.draw(content))
            await self.uploaded(bot, content, message.photo[-1].file_id)

    async def _send_again(self, bot: int, content: Content, send: Callable[[str], Awaitable[Message]]) -> bool:
        """Whether a picture could be sent by its id; one that Telegram has forgotten is forgotten here too."""
        file_id = await self._file_id(bot, content)
        if file_id is None:
            return False
        try:
            await send(file_id)
        except BadRequest as error:
            if not any(words in error.message.lower() for words in _REFUSED):
                raise
            async with self._database.write() as connection:
                await pictures.forget(connection, bot, variant_of(content))
            return False
        return True

    async def _file_id(self, bot: int, content: Content) -> str | None:
        async with self._database.read() as connection:
            return await pictures.get(connection, bot, variant_of(content))
