import asyncio
import logging
import ssl
from pathlib import Path

import pytest

from sources.errors import ErrorResponse, FetchFailed
from sources.fetch import Fetcher, Validators
from sources.records import MAX_DOCUMENT_BYTES, Document
from tests.sources.fetch.badsource import (
    Answer,
    BadSource,
    answer,
    moved,
    resetting,
)
from tests.sources.fetch.factories import NOW, PERMANENT, TRANSIENT, FakeResolver, RecordedPauses

CERTIFICATE = Path(__file__).with_name("self_signed.pem")


async def failure_of(fetcher: Fetcher, address: str) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        await fetcher.fetch(address, private=True)
    return caught.value


@pytest.mark.parametrize(("bad", "reason"), TRANSIENT.values(), ids=TRANSIENT)
async def test_a_transient_failure_is_tried_three_times(
    impatient_fetcher: Fetcher, source: BadSource, pauses: RecordedPauses, bad: Answer, reason: str
) -> None:
    address = source.serve("/", bad)
    failure = await failure_of(impatient_fetcher, address)
    assert str(failure) == f"{address}: {reason}"
    assert failure.is_transient
    assert len(source.requests) == 3
    assert 1 <= pauses[0] <= 2
    assert 1 <= pauses[1] <= 4


@pytest.mark.parametrize(("bad", "reason"), PERMANENT.values(), ids=PERMANENT)
async def test_a_permanent_failure_is_not_retried(
    fetcher: Fetcher, source: BadSource, pauses: RecordedPauses, bad: Answer, reason: str
) -> None:
    address = source.serve("/", bad)
    failure = await failure_of(fetcher, address)
    assert str(failure) == f"{address}: {reason}"
    assert not failure.is_transient
    assert pauses == []


async def test_a_recovered_source_gives_its_document(
    fetcher: Fetcher, source: BadSource, pauses: RecordedPauses
) -> None:
    address = source.serve("/", answer(status="503 Busy"), resetting, answer(b"page"))
    fetched = await fetcher.fetch(address, private=True)
    assert fetched is not None
    assert fetched.document.data == b"page"
    assert len(pauses) == 2


async def test_the_pauses_differ(fetcher: Fetcher, source: BadSource, pauses: RecordedPauses) -> None:
    address = source.serve("/", answer(status="503 Busy"))
    for _ in range(5):
        await failure_of(fetcher, address)
    assert len(set(pauses)) == 10


async def test_a_redirect_loop_is_cut_after_six_requests(fetcher: Fetcher, source: BadSource) -> None:
    await failure_of(fetcher, source.serve("/", moved("/")))
    assert len(source.requests) == 6


async def test_all_hops_together_have_one_time(impatient_fetcher: Fetcher, source: BadSource) -> None:
    async def late(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(moved("/"))

    failure = await failure_of(impatient_fetcher, source.serve("/", late))
    assert str(failure).endswith("the response timed out")


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        (" 0 ", 0),
        ("Mon, 13 May 2024 06:30:20 GMT", 20),
        ("Mon, 13 May 2024 15:30:20 +0900", 20),
        ("Mon, 13 May 2024 06:30:20 -0000", 20),
        ("Mon, 13 May 2013 06:30:20 GMT", 0),
    ],
)
async def test_the_source_is_left_alone_as_long_as_it_asks(
    fetcher: Fetcher, source: BadSource, pauses: RecordedPauses, retry_after: str, seconds: int
) -> None:
    address = source.serve("/", answer(status="429 Slower", retry_after=retry_after), answer(b"page"))
    await fetcher.fetch(address, private=True)
    assert seconds + 1 <= pauses[0] <= seconds + 2


@pytest.mark.parametrize(
    ("retry_after", "hours"),
    [
        ("3600", 1),
        ("99999", 6),
        ("999999999", 6),
        ("Mon, 13 May 2024 08:30:00 GMT", 2),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 6),
    ],
)
async def test_a_source_that_asks_for_a_long_pause_is_not_retried(
    fetcher: Fetcher, source: BadSource, pauses: RecordedPauses, retry_after: str, hours: int
) -> None:
    address = source.serve("/", answer(status="503 Busy", retry_after=retry_after))
    failure = await failure_of(fetcher, address)
    assert failure.retry_after is not None
    assert failure.retry_after.total_seconds() == hours * 3600
    assert len(source.requests) == 1
    assert pauses == []


@pytest.mark.parametrize(
    "absurd",
    ["soon", "-5", "1e9", "٣", "9" * 5000, "Mon, 99 May 2024 06:30:20 GMT", "Mon, 13 May 99999999999 06:30:20 GMT",
     "Mon, 13 May 2024 06:30:20 +99999999999", "\udcff"],
)  # fmt: skip
async def test_an_invalid_retry_after_header_is_ignored(
    fetcher: Fetcher, source: BadSource, pauses: RecordedPauses, absurd: str
) -> None:
    failure = await failure_of(fetcher, source.serve("/", answer(status="429 Slower", retry_after=absurd)))
    assert failure.retry_after is None
    assert 1 <= pauses[0] <= 2


async def test_the_body_of_an_error_is_available(fetcher: Fetcher, source: BadSource) -> None:
    body = "유효한 인증키가 아닙니다.".encode()
    address = source.serve("/", answer(body, "401 Unauthorized", content_type="application/json; charset=utf-8"))
    failure = await failure_of(fetcher, address)
    assert isinstance(failure, ErrorResponse)
    assert failure.status == 401
    assert failure.document == Document(body, address, "utf-8")
    assert len(source.requests) == 1


async def test_at_most_five_mebibytes_are_read(fetcher: Fetcher, source: BadSource) -> None:
    fetched = await fetcher.fetch(source.serve("/", answer(bytes(MAX_DOCUMENT_BYTES))), private=True)
    assert fetched is not None
    assert len(fetched.document.data) == MAX_DOCUMENT_BYTES
    failure = await failure_of(fetcher, source.serve("/", answer(bytes(MAX_DOCUMENT_BYTES + 1))))
    assert str(failure).endswith("the response is longer than 5 MiB")


async def test_a_refused_connection_is_reported(fetcher: Fetcher, source: BadSource, pauses: RecordedPauses) -> None:
    address = source.address()
    await source.__aexit__(None, None, None)
    assert str(await failure_of(fetcher, address)) == f"{address}: could not connect: Connection refused"
    assert len(pauses) == 2


async def test_an_unknown_host_is_reported(pauses: RecordedPauses) -> None:
    names = FakeResolver([])
    async with Fetcher(lambda: NOW, resolver=names, sleep=pauses) as fetcher:
        failure = await failure_of(fetcher, "http://paper.example/rss")
    assert str(failure) == "http://paper.example/rss: the host name cannot be resolved"
    assert names.looked_up == ["paper.example"] * 3


async def test_a_connection_timeout_is_reported(impatient_fetcher: Fetcher) -> None:
    async with BadSource(tls=None) as plain:
        failure = await failure_of(impatient_fetcher, plain.address(scheme="https"))
    assert str(failure).endswith(": the connection timed out")


async def test_a_server_without_tls_is_reported(fetcher: Fetcher) -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        failure = await failure_of(fetcher, address)
    assert str(failure) == f"{address}: TLS could not be negotiated"
    assert not failure.is_transient


async def test_an_untrusted_certificate_is_reported(fetcher: Fetcher) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    async with BadSource(tls=context) as source:
        address = source.address(scheme="https")
        failure = await failure_of(fetcher, address)
    assert str(failure) == f"{address}: the certificate is invalid: self-signed certificate"
    assert source.requests == []


async def test_a_broken_cookie_is_not_logged(
    fetcher: Fetcher, source: BadSource, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    address = source.serve("/", answer(b"page", set_cookie="a b=\x01\x02; Path=;;"))
    assert await fetcher.fetch(address, private=True, validators=Validators()) is not None
    assert [record for record in caplog.records if record.name != "asyncio"] == []
