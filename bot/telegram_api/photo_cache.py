"""Pictures on their way to chats: each is drawn once, uploaded once, and from then on sent by the id that it got."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from importlib.util import find_spec
from typing import NamedTuple, TypeAlias
from weakref import WeakValueDictionary

from telegram.error import BadRequest

from bot.clock import Clock
from bot.errors import CannotDraw
from bot.pictures.content import Content
from storage.content import photo_ids
from storage.database import Database
from storage.errors import StorageError

EDITION = 1
"""Raised when pictures are drawn in another way, so that those of before are not sent again."""

EXTRA = ("PIL", "manimgx_fonts_cjk")
"""The packages that draw; they come with the extra `pictures`."""

_REFUSED = ("wrong file", "wrong remote file", "file reference", "file_id")
"""In Telegram's words for an id that it no longer knows."""

_log = logging.getLogger(__name__)


class Shown(NamedTuple):
    """A picture that stands in a chat.

    Attributes:
        message_id: Telegram's number of the message.
        file_id: by which it can be sent again, where it was uploaded.
    """

    message_id: int
    file_id: str | None = None


Send: TypeAlias = Callable[[str | bytes], Awaitable[Shown]]
"""Sends a photo to a chat: an id, or else a PNG to upload."""


def can_draw() -> bool:
    """Whether the packages that draw are installed."""
    return all(find_spec(name) is not None for name in EXTRA)


def variant_of(content: Content) -> str:
    """A short name for a picture: it is the same exactly where all that stands in it is."""
    return blake2b(f"{EDITION} {content!r}".encode(), digest_size=16).hexdigest()


class Picture:
    """One picture, and by which id a bot can send it; `Gallery.picture` gives it.

    Args:
        gallery: draws it, and remembers its id.
        bot: the bot's number; ids are its own.
        content: what it shows.
        variant: its name.
    """

    def __init__(self, gallery: "Gallery", bot: int, content: Content, variant: str) -> None:
        self._gallery, self._bot, self._content, self._variant = gallery, bot, content, variant
        self._file_id: str | None = None
        self._is_looked_up = False
        self._png: bytes | None = None
        self._uploading = asyncio.Lock()

    async def get_ready(self) -> None:
        """Draw it, unless Telegram has it, so that `show` has only to send.

        Raises:
            CannotDraw: it could not be drawn.
            StorageError: the store failed.
        """
        await self._look_up()
        if self._file_id is None and self._png is None:
            self._png = await self._gallery.draw(self._content)

    async def show(self, send: Send) -> Shown:
        """Send it by its id, or else upload it; of several who ask for a new one, one uploads.

        Raises:
            CannotDraw: it could not be drawn.
            StorageError: the store failed; not where it is ready.
            TelegramError: it is refused.
        """
        await self._look_up()
        while True:
            if shown := await self._send_again(send):
                return shown
            async with self._uploading:
                if self._file_id is None:
                    return await self._upload(send)

    async def _look_up(self) -> None:
        if not self._is_looked_up:
            self._file_id = await self._gallery.find(self._bot, self._variant)
            self._is_looked_up = True

    async def _send_again(self, send: Send) -> Shown | None:
        """Send it by its id, where it has one that Telegram still takes."""
        if (file_id := self._file_id) is None:
            return None
        try:
            return await send(file_id)
        except BadRequest as error:
            if not any(words in error.message.lower() for words in _REFUSED):
                raise
            if self._file_id == file_id:
                self._file_id = None
            return None

    async def _upload(self, send: Send) -> Shown:
        if self._png is None:
            self._png = await self._gallery.draw(self._content)
        shown = await send(self._png)
        self._file_id, self._png = shown.file_id, None
        if shown.file_id is not None:
            await self._gallery.keep(self._bot, self._variant, shown.file_id)
        return shown


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
        self._pictures: WeakValueDictionary[tuple[int, str], Picture] = WeakValueDictionary()

    def picture(self, bot: int, content: Content) -> Picture:
        """A picture for a bot, by its number; all who send the same one at the same time share it."""
        variant = variant_of(content)
        return self._pictures.setdefault((bot, variant), Picture(self, bot, content, variant))

    async def draw(self, content: Content) -> bytes:
        """A picture, drawn in a thread; one at a time.

        Raises:
            CannotDraw: it could not be drawn.
        """
        # Drawing is an extra, and a bot that is not asked for pictures never loads it.
        from bot.pictures.drawing import draw  # noqa: PLC0415

        async with self._drawing:
            try:
                return await asyncio.to_thread(draw, content)
            except Exception as error:
                raise CannotDraw(f"a picture could not be drawn: {error}") from error

    async def find(self, bot: int, variant: str) -> str | None:
        """The id by which a bot can send a picture, or None where it has to be uploaded.

        Raises:
            StorageError: the store failed.
        """
        async with self._database.read() as connection:
            return await photo_ids.get(connection, bot, variant)

    async def keep(self, bot: int, variant: str, file_id: str) -> None:
        """Note the id that Telegram gave a picture; where the store fails it is uploaded once more some time."""
        try:
            async with self._database.write() as connection:
                await photo_ids.keep(connection, bot, variant, file_id, self._clock.now())
        except StorageError as error:
            _log.warning("The id of a picture could not be stored: %s", error)
