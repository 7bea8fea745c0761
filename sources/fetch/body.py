"""The body of an answer, decompressed within bounds.

aiohttp could decompress, but takes a gzip stream that breaks off for a whole one.
"""

import zlib
from collections.abc import Iterator
from typing import Protocol

import aiohttp

from sources.errors import FetchFailed
from sources.records import LONGEST_DOCUMENT

_STEP = 64 * 2**10
"""Bytes that are decompressed at a time, so that a bomb is noticed while it is small."""

_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_DEFLATE_METHOD = 8  # in the low half of the first byte where there is a zlib header


async def read_body(response: aiohttp.ClientResponse) -> bytes:
    """Read an answer's body.

    Raises:
        FetchFailed: it is longer than `LONGEST_DOCUMENT`, as it is sent or decompressed, it is compressed in a way that
            was not asked for, or it is garbled or breaks off.
    """
    coding = _coding(", ".join(response.headers.getall("Content-Encoding", ())))
    body = bytearray()
    received = 0
    async for chunk in response.content.iter_any():
        received += len(chunk)
        _refuse_longer(received)
        for part in coding.decode(chunk):
            body += part
            _refuse_longer(len(body))
    coding.finish()
    return bytes(body)


def _refuse_longer(size: int) -> None:
    if size > LONGEST_DOCUMENT:
        raise FetchFailed(f"the answer is longer than {LONGEST_DOCUMENT // 2**20} MiB")


class _Coding(Protocol):
    def decode(self, data: bytes) -> Iterator[bytes]:
        """Give what the data holds, in parts."""

    def finish(self) -> None:
        """Make sure that nothing is missing."""


class _Identity:
    def decode(self, data: bytes) -> Iterator[bytes]:
        yield data

    def finish(self) -> None:
        """Whether all is there is told by the framing, which aiohttp checks."""


class _Deflated:
    def __init__(self, name: str) -> None:
        self._name = name
        self._stream: zlib._Decompress | None = None

    def decode(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._stream = zlib.decompressobj(self._window(data))
        try:
            while not self._stream.eof:
                part = self._stream.decompress(data, _STEP)
                yield part
                data = self._stream.unconsumed_tail
                if not data and len(part) < _STEP:
                    return
        except zlib.error as error:
            raise FetchFailed(f"the answer's {self._name} is garbled") from error
        # Zeros are padding; a second stream is none that HTTP knows.
        if (self._stream.unused_data + data).strip(b"\0"):
            raise FetchFailed(f"something follows the answer's {self._name}")

    def _window(self, data: bytes) -> int:
        if self._name == "gzip":
            return _GZIP
        # Some servers leave out the header that the standard asks for.
        return _ZLIB if data[0] & 0x0F == _DEFLATE_METHOD else _BARE

    def finish(self) -> None:
        if self._stream is not None and not self._stream.eof:
            raise FetchFailed(f"the answer's {self._name} breaks off", passing=True)


def _coding(name: str) -> _Coding:
    match name.strip().lower():
        case "" | "identity":
            return _Identity()
        case "gzip" | "x-gzip":
            return _Deflated("gzip")
        case "deflate":
            return _Deflated("deflate")
        case _:
            raise FetchFailed("the answer is compressed in a way that was not asked for")
