"""Files that a bot names by URL, fetched from loopback addresses only."""

from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import aiohttp

from simulator import errors
from simulator.world.content.files import FileKind, Upload

# The server never reaches the network.
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TIMEOUT = aiohttp.ClientTimeout(total=10)  # seconds
# What Telegram fetches by URL (Bot API, “Sending files” and sendDocument).
_MAX_PHOTO_SIZE = 5 * 1024 * 1024  # bytes
_MAX_FILE_SIZE = 20 * 1024 * 1024  # bytes
_TYPES: dict[FileKind, tuple[str, ...]] = {
    "photo": ("image/",),
    "document": ("application/pdf", "application/zip", "image/gif"),
    "audio": ("audio/",),
    "voice": ("audio/",),
    "video": ("video/mp4",),
    "animation": ("image/gif", "video/mp4"),
    "sticker": ("image/webp",),
    # A video note cannot be sent by URL.
    "video_note": (),
}


async def fetch(url: str, kind: FileKind) -> Upload:
    """Fetch a file from a loopback address, as Telegram would from anywhere.

    Raises:
        ApiError: 400 for another host, a missing file, and a file that Telegram does not fetch by URL: one of another
            type than its kind, a photo larger than 5 MB, another file larger than 20 MB.
    """
    if not _is_loopback(url):
        raise errors.bad_request("failed to get HTTP URL content")
    max_size = _MAX_PHOTO_SIZE if kind == "photo" else _MAX_FILE_SIZE
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as client,
            # A redirect could lead to another machine.
            client.get(url, allow_redirects=False) as response,
        ):
            data = await _read(response.content, max_size)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise errors.bad_request("failed to get HTTP URL content") from error
    if response.status != HTTPStatus.OK or not data or len(data) > max_size:
        raise errors.bad_request("failed to get HTTP URL content")
    if not response.content_type.startswith(_TYPES[kind]):
        raise errors.bad_request("wrong type of the web page content")
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return Upload(name, response.content_type, data)


async def _read(body: aiohttp.StreamReader, max_size: int) -> bytes:
    # Stop reading a file that is too large.
    data = bytearray()
    async for chunk in body.iter_any():
        data += chunk
        if len(data) > max_size:
            break
    return bytes(data)


def _is_loopback(url: str) -> bool:
    try:
        return urlsplit(url).hostname in _LOOPBACK
    except ValueError:  # not a URL
        return False
