"""HTTP responses: status, redirects, validators, and the body decompressed within limits."""

import datetime as dt
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from multidict import CIMultiDictProxy
from yarl import URL

from sources.errors import ErrorResponse, FetchFailed, ForbiddenAddress
from sources.fetch.addresses import parse_url
from sources.fetch.circuit import MAX_RETRY_AFTER
from sources.records import MAX_DOCUMENT_BYTES, Document

if TYPE_CHECKING:
    import aiohttp

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# `int` alone would also take a sign, an underscore and the digits of other scripts.
_SECONDS = re.compile(r"[0-9]{1,9}")

# Small steps, so that a decompression bomb is detected before it takes memory.
_STEP_BYTES = 64 * 2**10

_GZIP, _ZLIB, _RAW_DEFLATE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_DEFLATE_METHOD = 8  # low half of the first byte of a zlib header


@dataclass(frozen=True, slots=True)
class Validators:
    """HTTP validators of a document, for conditional requests.

    Attributes:
        etag: value of the ETag header.
        last_modified: value of the Last-Modified header, verbatim.
    """

    etag: str | None = None
    last_modified: str | None = None

    def to_headers(self) -> dict[str, str]:
        """Return the request headers that ask for the document only if it has changed."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document with its validators.

    Attributes:
        document: the document.
        validators: for the next fetch; to be kept only after the document has been stored.
    """

    document: Document
    validators: Validators


async def read_response(
    response: "aiohttp.ClientResponse", validators: Validators, now: dt.datetime
) -> Fetched | URL | None:
    """Return the document of a response, the target of its redirect, or None if the document has not changed.

    Raises:
        ErrorResponse: the response is an error.
        FetchFailed: the response cannot be used, or redirects to a forbidden address.
    """
    headers, status = response.headers, response.status
    if status == HTTPStatus.OK:
        return Fetched(await _read_document(response), _get_validators(headers))
    # A 304 that we did not ask for is an error: there is no stored document that it could mean.
    if status == HTTPStatus.NOT_MODIFIED and validators.to_headers():
        return None
    if status in _REDIRECTS and (location := headers.get("Location")):
        return _get_redirect(response.url, location)
    reason = f"the server answered {_describe_status(status)}"
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        retry_after = _parse_retry_after(headers.get("Retry-After", ""), now)
        raise ErrorResponse(status, reason, is_transient=True, retry_after=retry_after)
    # Only permanent errors are read: KMA's hub explains a rejected key in the body of its 401 and 403.
    raise ErrorResponse(status, reason, await _read_document(response))


async def _read_document(response: "aiohttp.ClientResponse") -> Document:
    return Document(await _read_body(response), str(response.url), _get_charset(response.charset))


def _get_redirect(url: URL, location: str) -> URL:
    try:
        return parse_url(location, url)
    except ForbiddenAddress as error:
        raise ForbiddenAddress(f"it redirects to a forbidden address: {error}") from error


def _describe_status(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        # Some gateways answer with a status of their own, such as 520, which Python's HTTPStatus does not know.
        return str(status)


def _get_validators(headers: CIMultiDictProxy[str]) -> Validators:
    return Validators(_only_printable(headers.get("ETag")), _only_printable(headers.get("Last-Modified")))


def _only_printable(value: str | None) -> str | None:
    """Return a validator that can be stored and sent back verbatim, else None."""
    return value if value and value.isascii() and value.isprintable() else None


def _get_charset(name: str | None) -> str | None:
    """Return the header's charset if it is a text encoding of Python's, else None."""
    try:
        # Zero bytes are valid in every text encoding; for an empty string Python does not even look the name up.
        bytes(4).decode(name or "")
    except (LookupError, ValueError):
        return None
    return name.lower() if name else None


def _parse_retry_after(value: str, now: dt.datetime) -> dt.timedelta | None:
    """Parse a Retry-After header (RFC 9110: seconds or a date); None if it is missing or invalid."""
    try:
        # A date in the past would give a negative pause.
        return min(max(_parse_pause(value.strip(), now), dt.timedelta(0)), MAX_RETRY_AFTER)
    except (ValueError, OverflowError):
        return None


def _parse_pause(value: str, now: dt.datetime) -> dt.timedelta:
    if _SECONDS.fullmatch(value):
        return dt.timedelta(seconds=int(value))
    until = parsedate_to_datetime(value)
    # `parsedate_to_datetime` returns a naive time for the zone -0000 and for an unknown one.
    return (until if until.tzinfo else until.replace(tzinfo=dt.UTC)) - now


async def _read_body(response: "aiohttp.ClientResponse") -> bytes:
    # aiohttp's own decompression accepts a truncated gzip stream as complete.
    decoder = _make_decoder(", ".join(response.headers.getall("Content-Encoding", ())))
    body = bytearray()
    received = 0
    async for chunk in response.content.iter_any():
        # Both sizes are checked: empty compressed blocks and padding have no output and may go on for ever.
        received += len(chunk)
        _check_size(received)
        for part in decoder.decode(chunk):
            body += part
            _check_size(len(body))
    decoder.finish()
    return bytes(body)


def _check_size(size: int) -> None:
    if size > MAX_DOCUMENT_BYTES:
        raise FetchFailed(f"the response is longer than {MAX_DOCUMENT_BYTES // 2**20} MiB")


class _Decoder(Protocol):
    def decode(self, data: bytes) -> Iterator[bytes]:
        """Yield the decoded data in parts."""

    def finish(self) -> None:
        """Raise FetchFailed if the stream is incomplete."""


class _IdentityDecoder:
    def decode(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        """Do nothing: aiohttp checks the framing of an uncompressed body."""


class _ZlibDecoder:
    def __init__(self, name: str) -> None:
        self._name = name
        self._stream: zlib._Decompress | None = None

    def decode(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._stream = zlib.decompressobj(self._get_window(data))
        try:
            while not self._stream.eof:
                part = self._stream.decompress(data, _STEP_BYTES)
                yield part
                data = self._stream.unconsumed_tail
                # zlib holds back more output only if the step was filled.
                if not data and len(part) < _STEP_BYTES:
                    return
        except zlib.error as error:
            raise FetchFailed(f"the response's {self._name} data is corrupt") from error
        # Trailing zeros are padding; HTTP has no second stream.
        if (self._stream.unused_data + data).strip(b"\0"):
            raise FetchFailed(f"extra data follows the response's {self._name} data")

    def _get_window(self, data: bytes) -> int:
        if self._name == "gzip":
            return _GZIP
        # Some servers omit the zlib header that the standard requires for "deflate".
        return _ZLIB if data[0] & 0x0F == _DEFLATE_METHOD else _RAW_DEFLATE

    def finish(self) -> None:
        if self._stream is not None and not self._stream.eof:
            # Transient: the connection was cut, and the next attempt may get the whole document.
            raise FetchFailed(f"the response's {self._name} data is truncated", is_transient=True)


def _make_decoder(encoding: str) -> _Decoder:
    match encoding.strip().lower():
        case "" | "identity":
            return _IdentityDecoder()
        case "gzip" | "x-gzip":
            return _ZlibDecoder("gzip")
        case "deflate":
            return _ZlibDecoder("deflate")
        case _:
            raise FetchFailed("the response uses a compression that was not requested")
