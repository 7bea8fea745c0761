"""Files that a bot names by URL, fetched from loopback addresses only."""

from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import aiohttp

from simulator import errors
from simulator.world.files import Kind, Upload

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_PATIENCE = aiohttp.ClientTimeout(total=10)  # seconds
_LARGEST: dict[Kind, int] = {"photo": 5 * 1024 * 1024, "document": 20 * 1024 * 1024}  # bytes
_DOCUMENTS = {"application/pdf", "application/zip", "image/gif"}


async def fetch(url: str, kind: Kind) -> Upload:
    """Fetch a photo or document from a loopback address, as Telegram would from anywhere.

    Raises:
        ApiError: 400 for another host, a missing file, and a file that Telegram does not fetch by URL: a photo that is
            no picture or is larger than 5 MB, a document that is no PDF, ZIP or GIF file or is larger than 20 MB.
    """
    if not _is_here(url):
        raise errors.bad_request("failed to get HTTP URL content")
    largest = _LARGEST[kind]
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as client,
            client.get(url, allow_redirects=False) as response,
        ):
            data = await _read(response.content, largest)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise errors.bad_request("failed to get HTTP URL content") from error
    if response.status != HTTPStatus.OK or not data or len(data) > largest:
        raise errors.bad_request("failed to get HTTP URL content")
    if not _is_taken(response.content_type, kind):
        raise errors.bad_request("wrong type of the web page content")
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return Upload(name, response.content_type, data)


async def _read(body: aiohttp.StreamReader, largest: int) -> bytes:
    # Of what is too large no more is read than shows it.
    data = bytearray()
    async for chunk in body.iter_any():
        data += chunk
        if len(data) > largest:
            break
    return bytes(data)


def _is_here(url: str) -> bool:
    try:
        return urlsplit(url).hostname in _LOOPBACK
    except ValueError:  # it is no address at all, and nothing can be got from there either
        return False


def _is_taken(mime_type: str, kind: Kind) -> bool:
    return mime_type.startswith("image/") if kind == "photo" else mime_type in _DOCUMENTS
