"""Photo cache: draws and uploads each picture once, and then sends it by the file id that Telegram gave it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from importlib.util import find_spec
from typing import NamedTuple, TypeAlias
from weakref import WeakValueDictionary

from telegram.error import BadRequest

from bot.clock import Clock
from bot.errors import DrawingFailed
from bot.pictures.content import Content
from storage.content import photo_ids
from storage.database import Database
from storage.errors import StorageError

# Raise it when pictures look different, so that Telegram's copies of the old ones are not sent again.
RENDER_VERSION = 2
"""Version of the drawing code."""

REQUIRED_PACKAGES = ("PIL", "manimgx_fonts_cjk")
"""Packages of the extra `pictures`."""

_STALE_ID_MESSAGES = ("wrong file", "wrong remote file", "file reference", "file_id")
"""Parts of Telegram's errors for a file id that is no longer valid."""

_log = logging.getLogger(__name__)


class SentPhoto(NamedTuple):
    """A photo that was sent.

    Attributes:
        message_id: id of the message.
        file_id: id by which it can be sent again, if it was uploaded.
    """

    message_id: int
    file_id: str | None = None


Send: TypeAlias = Callable[[str | bytes], Awaitable[SentPhoto]]
"""Sends a photo to a chat: by its file id, or as a PNG to upload."""


def can_draw() -> bool:
    """Return whether the packages that draw are installed."""
    return all(find_spec(name) is not None for name in REQUIRED_PACKAGES)


def hash_content(content: Content) -> str:
    """Return a hash (32 hexadecimal digits) that is the same only for pictures with the same content."""
    return blake2b(f"{RENDER_VERSION} {content!r}".encode(), digest_size=16).hexdigest()


class CachedPhoto:
    """A photo with its file id for one bot; made by `PhotoCache.get`.

    Args:
        cache: draws it, and stores its file id.
        bot_id: the bot; file ids are valid for one bot only.
        content: the content of the picture.
        content_hash: hash of the content.
    """

    def __init__(self, cache: "PhotoCache", bot_id: int, content: Content, content_hash: str) -> None:
        self._cache, self._bot_id, self._content, self._hash = cache, bot_id, content, content_hash
        self._file_id: str | None = None
        self._is_loaded = False
        self._png: bytes | None = None
        self._upload_lock = asyncio.Lock()

    async def prepare(self) -> None:
        """Load the file id, or draw the picture if there is none, so that `send` only has to send.

        Raises:
            DrawingFailed: the picture could not be drawn.
            StorageError: the database failed.
        """
        await self._load_id()
        if self._file_id is None and self._png is None:
            self._png = await self._cache.draw(self._content)

    async def send(self, send: Send) -> SentPhoto:
        """Send the photo by its file id, or upload it; of several concurrent calls only one uploads.

        Raises:
            DrawingFailed: the picture could not be drawn.
            StorageError: the database failed; not after `prepare`.
            TelegramError: Telegram rejected it.
        """
        await self._load_id()
        while True:
            if sent := await self._send_by_id(send):
                return sent
            # Those that wait here find the new file id, and send by it.
            async with self._upload_lock:
                if self._file_id is None:
                    return await self._upload(send)

    async def _load_id(self) -> None:
        if not self._is_loaded:
            self._file_id = await self._cache.load_id(self._bot_id, self._hash)
            self._is_loaded = True

    async def _send_by_id(self, send: Send) -> SentPhoto | None:
        """Send the photo by its file id; return None if it has none that is still valid."""
        if (file_id := self._file_id) is None:
            return None
        try:
            return await send(file_id)
        except BadRequest as error:
            if not any(words in error.message.lower() for words in _STALE_ID_MESSAGES):
                raise
            # Another call may have uploaded the photo meanwhile; its new id stays.
            if self._file_id == file_id:
                self._file_id = None
            return None

    async def _upload(self, send: Send) -> SentPhoto:
        if self._png is None:
            self._png = await self._cache.draw(self._content)
        sent = await send(self._png)
        self._file_id, self._png = sent.file_id, None
        if sent.file_id is not None:
            await self._cache.save_id(self._bot_id, self._hash, sent.file_id)
        return sent


class PhotoCache:
    """Draws pictures off the event loop, and stores the file ids of those that were uploaded.

    Args:
        database: stores the file ids.
        clock: dates them.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._draw_lock = asyncio.Lock()
        # Weak: a photo is shared as long as somebody prepares or sends it; its file id stays in the database.
        self._photos: WeakValueDictionary[tuple[int, str], CachedPhoto] = WeakValueDictionary()

    def get(self, bot_id: int, content: Content) -> CachedPhoto:
        """Return the photo of a content for a bot; concurrent callers share one object."""
        content_hash = hash_content(content)
        return self._photos.setdefault((bot_id, content_hash), CachedPhoto(self, bot_id, content, content_hash))

    async def draw(self, content: Content) -> bytes:
        """Draw a picture in a thread, one at a time, and return the PNG.

        Raises:
            DrawingFailed: the picture could not be drawn.
        """
        # Drawing needs an extra; a bot without it, or that is never asked for a picture, must not load it.
        from bot.pictures.drawing import draw  # noqa: PLC0415

        async with self._draw_lock:
            try:
                return await asyncio.to_thread(draw, content)
            except Exception as error:
                raise DrawingFailed(f"a picture could not be drawn: {error}") from error

    async def load_id(self, bot_id: int, content_hash: str) -> str | None:
        """Return the stored file id of a picture for a bot, or None.

        Raises:
            StorageError: the database failed.
        """
        async with self._database.read() as connection:
            return await photo_ids.get(connection, bot_id, content_hash)

    async def save_id(self, bot_id: int, content_hash: str, file_id: str) -> None:
        """Store the file id of a picture; a failure of the database is logged, and the picture uploaded again later."""
        try:
            async with self._database.write() as connection:
                await photo_ids.save(connection, bot_id, content_hash, file_id, self._clock.now())
        except StorageError as error:
            _log.warning("Could not save the file id of a picture: %s", error)
