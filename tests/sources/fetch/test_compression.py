import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest

from sources.errors import FetchFailed
from sources.fetch import Fetcher
from sources.records import MAX_DOCUMENT_BYTES
from tests.sources.fetch.badsource import BadSource, answer, head
from tests.sources.fetch.factories import RecordedPauses

PAGE = "• 맑음속초18.5℃\n".encode() * 20_000
MEBIBYTE = 2**20


def bare(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("GZip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare),
    ("identity", bytes),
]


async def failure_of(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(FetchFailed) as caught:
        await fetcher.fetch(address, private=True)
    assert str(caught.value).startswith(f"{address}: ")
    return str(caught.value).removeprefix(f"{address}: ")


@pytest.mark.parametrize(("name", "compress"), CODINGS)
async def test_a_compressed_body_is_decompressed(
    fetcher: Fetcher, source: BadSource, name: str, compress: Callable[[bytes], bytes]
) -> None:
    for page in (b"", b"\n", PAGE, bytes(MAX_DOCUMENT_BYTES)):
        fetched = await fetcher.fetch(source.serve("/", answer(compress(page), content_encoding=name)), private=True)
        assert fetched is not None
        assert fetched.document.data == page


async def test_a_compressed_body_may_come_byte_by_byte(fetcher: Fetcher, source: BadSource) -> None:
    async def bytewise(writer: asyncio.StreamWriter) -> None:
        writer.write(head(content_encoding="deflate"))
        for byte in zlib.compress(b"page"):
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.002)

    fetched = await fetcher.fetch(source.serve("/", bytewise), private=True)
    assert fetched is not None
    assert fetched.document.data == b"page"


@pytest.mark.parametrize(("name", "compress"), CODINGS)
async def test_a_byte_more_than_five_mebibytes_is_rejected_in_every_compression(
    fetcher: Fetcher, source: BadSource, name: str, compress: Callable[[bytes], bytes]
) -> None:
    address = source.serve("/", answer(compress(bytes(MAX_DOCUMENT_BYTES + 1)), content_encoding=name))
    assert await failure_of(fetcher, address) == "the response is longer than 5 MiB"


@pytest.mark.parametrize(("name", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
async def test_a_bomb_is_noticed_before_it_takes_memory(
    fetcher: Fetcher, source: BadSource, name: str, wbits: int
) -> None:
    stream = zlib.compressobj(1, wbits=wbits)
    bomb = b"".join([*(stream.compress(bytes(MEBIBYTE)) for _ in range(64)), stream.flush()])
    address = source.serve("/", answer(bomb, content_encoding=name))
    tracemalloc.start()
    try:
        assert await failure_of(fetcher, address) == "the response is longer than 5 MiB"
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8 * MEBIBYTE


async def test_an_endless_empty_stream_is_rejected(fetcher: Fetcher, source: BadSource) -> None:
    nothing = b"\x00\x00\x00\xff\xff" * 2**16  # stored blocks of no bytes

    async def hollow(writer: asyncio.StreamWriter) -> None:
        writer.write(head(content_encoding="deflate"))
        writer.write(b"\x78\x9c")
        while True:
            writer.write(nothing)
            await writer.drain()

    assert await failure_of(fetcher, source.serve("/", hollow)) == "the response is longer than 5 MiB"


async def test_a_bomb_is_not_fetched_again(fetcher: Fetcher, source: BadSource, pauses: RecordedPauses) -> None:
    address = source.serve("/", answer(gzip.compress(bytes(20 * MEBIBYTE)), content_encoding="gzip"))
    await failure_of(fetcher, address)
    assert len(source.requests) == 1
    assert pauses == []


async def test_a_truncated_stream_is_rejected(fetcher: Fetcher, source: BadSource, pauses: RecordedPauses) -> None:
    for name, whole in (("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("deflate", bare(PAGE))):
        address = source.serve("/", answer(whole[:-9], content_encoding=name))
        assert await failure_of(fetcher, address) == f"the response's {name} data is truncated"
    assert len(pauses) == 6


@pytest.mark.parametrize(
    ("name", "body", "reason"),
    [
        ("gzip", b"<html>", "the response's gzip data is corrupt"),
        ("gzip", zlib.compress(PAGE), "the response's gzip data is corrupt"),
        ("gzip", gzip.compress(PAGE)[:-8] + bytes(8), "the response's gzip data is corrupt"),
        ("deflate", b"<html>", "the response's deflate data is corrupt"),
        ("gzip", gzip.compress(PAGE) + gzip.compress(PAGE), "extra data follows the response's gzip data"),
        ("br", b"<html>", "the response uses a compression that was not requested"),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE)), "the response uses a compression that was not requested"),
    ],
)
async def test_corrupt_compression_is_reported(
    fetcher: Fetcher, source: BadSource, pauses: RecordedPauses, name: str, body: bytes, reason: str
) -> None:
    assert await failure_of(fetcher, source.serve("/", answer(body, content_encoding=name))) == reason
    assert pauses == []


async def test_data_after_the_end_in_a_later_chunk_are_rejected(fetcher: Fetcher, source: BadSource) -> None:
    async def followed(writer: asyncio.StreamWriter) -> None:
        writer.write(head(content_encoding="gzip") + gzip.compress(PAGE))
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(b"more")

    assert await failure_of(fetcher, source.serve("/", followed)) == "extra data follows the response's gzip data"


async def test_endless_padding_is_rejected(fetcher: Fetcher, source: BadSource) -> None:
    async def padded(writer: asyncio.StreamWriter) -> None:
        writer.write(head(content_encoding="gzip") + gzip.compress(PAGE))
        while True:
            writer.write(bytes(2**16))
            await writer.drain()

    assert await failure_of(fetcher, source.serve("/", padded)) == "the response is longer than 5 MiB"


async def test_zeros_after_the_end_are_padding(fetcher: Fetcher, source: BadSource) -> None:
    fetched = await fetcher.fetch(
        source.serve("/", answer(gzip.compress(PAGE) + bytes(512), content_encoding="gzip")), private=True
    )
    assert fetched is not None
    assert fetched.document.data == PAGE
