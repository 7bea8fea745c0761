"""Files that a bot names by URL, fetched from loopback addresses only."""

from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import aiohttp

from simulator import errors
from simulator.world.files import FileKind, Upload

# The server never reaches the network.
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_TIMEOUT = aiohttp.ClientTimeout(total=10)  # seconds
# What Telegram fetches by URL (Bot API, “Sending files” and sendDocument).
_MAX_SIZES: dict[FileKind, int] = {"photo": 5 * 1024 * 1024, "document": 20 * 1024 * 1024}  # bytes
_DOCUMENT_TYPES = {"application/pdf", "application/zip", "image/gif"}


async def fetch(url: str, kind: FileKind) -> Upload:
    """Fetch a photo or document from a loopback address, as Telegram would from anywhere.

    Raises:
        ApiError: 400 for another host, a missing file, and a file that Telegram does not fetch by URL: a photo that is
            no picture or is larger than 5 MB, a document that is no PDF, ZIP or GIF file or is larger than 20 MB.
    """
    if not _is_loopback(url):
        raise errors.bad_request("failed to get HTTP URL content")
    max_size = _MAX_SIZES[kind]
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
    if not _is_accepted(response.content_type, kind):
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


def _is_accepted(mime_type: str, kind: FileKind) -> bool:
    return mime_type.startswith("image/") if kind == "photo" else mime_type in _DOCUMENT_TYPES
