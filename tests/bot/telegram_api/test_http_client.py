"""Parsing of HTTP/1.1 responses, complete and in parts, and what a pool does when it is closed."""

import asyncio
import http.client
import io
import socket
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram_api.http_client import ConnectionPool, Endpoint, InvalidResponse, NotWritten, Response, ResponseParser
from tests.bot.telegram_api.raw_answers import Peer, scripted

BODY = b'{"ok":true,"result":{"message_id":7}}'
MEASURED = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: %d\r\nConnection: keep-alive\r\n\r\n%s" % (
    len(BODY),
    BODY,
)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\n%s\r\n%X\r\n%s\r\n0\r\nX: y\r\n\r\n" % (
    BODY[:5],
    len(BODY) - 5,
    BODY[5:],
)
INFORMED = b"HTTP/1.1 103 Early Hints\r\nLink: a\r\nContent-Length: 9\r\n\r\n" + MEASURED
UNMEASURED = b"HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n\r\n<html>"


def parse(*parts: bytes) -> Response | None:
    """Parse the parts of a response as they come; return the first that is complete."""
    parser = ResponseParser()
    return next(filter(None, map(parser.feed, parts)), None)


@pytest.mark.parametrize("whole", [MEASURED, CHUNKED, INFORMED])
def test_a_response_is_complete_at_its_last_byte(whole: bytes) -> None:
    assert [parse(whole[:end]) for end in range(len(whole))] == [None] * len(whole)
    assert parse(whole) == Response(200, BODY, is_last=False)


def read_with_http_client(whole: bytes) -> tuple[int, bytes]:
    """Read a response as Python's own client does."""

    class Source:
        def makefile(self, _mode: str) -> io.BytesIO:
            return io.BytesIO(whole)

    reader = http.client.HTTPResponse(cast("socket.socket", Source()), method="POST")
    reader.begin()
    return reader.status, reader.read()


@given(st.data())
def test_a_response_may_come_in_any_parts(data: st.DataObject) -> None:
    body = data.draw(st.binary(max_size=200))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=5)))
    chunks = [body[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(body)], strict=True) if begin < end]
    framed = data.draw(
        st.sampled_from(
            [
                b"Content-Length: %d\r\n\r\n%s" % (len(body), body),
                b"TRANSFER-encoding:  Chunked\r\n\r\n%s0\r\nX: y\r\n\r\n"
                % b"".join(b"%x;a=b\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks),
            ]
        )
    )
    interim = b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" * data.draw(st.integers(0, 2))
    whole = interim + b"HTTP/1.1 429 Too Many Requests\r\nX-Empty:\r\n" + framed
    assert read_with_http_client(whole) == (429, body)
    places = sorted(data.draw(st.sets(st.integers(1, len(whole) - 1), max_size=len(whole))))
    parts = [whole[begin:end] for begin, end in zip([0, *places], [*places, len(whole)], strict=True)]
    parser = ResponseParser()
    for _ in range(2):  # one after another on the same connection
        assert [parser.feed(part) for part in parts[:-1]] == [None] * (len(parts) - 1)
        assert parser.feed(parts[-1]) == Response(429, body, is_last=False)
        parser.begin()


@given(st.sets(st.integers(1, len(UNMEASURED) - 1)))
def test_without_a_length_the_body_ends_with_the_connection(places: set[int]) -> None:
    parser, ends = ResponseParser(), sorted(places)
    for begin, end in zip([0, *ends], [*ends, len(UNMEASURED)], strict=True):
        assert parser.feed(UNMEASURED[begin:end]) is None
    assert parser.finish() == Response(502, b"<html>", is_last=True)


@pytest.mark.parametrize("whole", [MEASURED, CHUNKED, UNMEASURED[: UNMEASURED.index(b"<html>")]])
def test_a_truncated_response_is_incomplete(whole: bytes) -> None:
    parser = ResponseParser()
    assert parser.feed(whole[:-1]) is None
    assert parser.finish() is None


@pytest.mark.parametrize(
    "whole",
    [
        b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore than was asked for",
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na",
    ],
)
def test_closing_or_surplus_bytes_end_the_connection(whole: bytes) -> None:
    assert parse(whole) == Response(200, b"", is_last=True)


def test_a_204_has_no_body() -> None:
    assert parse(b"HTTP/1.1 204 No Content\r\n\r\n") == Response(204, b"", is_last=False)


@pytest.mark.parametrize(
    "garbled",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 5_000,
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc",
    ],
)
def test_invalid_http_is_rejected(garbled: bytes) -> None:
    with pytest.raises(InvalidResponse):
        parse(garbled)


def test_a_body_beyond_the_limit_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram_api.http_client._MAX_BODY_BYTES", 1000)
    with pytest.raises(InvalidResponse, match="too long"):
        parse(*[b"HTTP/1.1 200 OK\r\n\r\n", *[b"a" * 100] * 10])


@given(st.binary(max_size=60), st.integers(0, 150))
def test_arbitrary_bytes_are_a_response_incomplete_or_rejected(noise: bytes, at: int) -> None:
    damaged = CHUNKED[:at] + noise + CHUNKED[at:]
    try:
        answer = parse(damaged)
    except InvalidResponse:
        return
    assert answer is None or 200 <= answer.status <= 999


async def test_a_request_on_a_closed_connection_is_not_written() -> None:
    async def hang_up(_peer: Peer) -> None:
        """Close the connection at once."""

    async with scripted(hang_up) as server:
        pool = ConnectionPool(1)
        connection = await pool.acquire(Endpoint("127.0.0.1", server.port, is_secure=False), timeout=1)
        await asyncio.sleep(0.05)
        with pytest.raises(NotWritten):
            await connection.request(b"GET / HTTP/1.1\r\n\r\n", timeout=1)
        pool.close()


@pytest.mark.parametrize("gets_it_first", [False, True])
async def test_a_slot_goes_to_the_first_that_still_waits(gets_it_first: bool) -> None:
    async def wait(peer: Peer) -> None:
        await peer.wait_until_closed()

    async with scripted(wait) as server:
        pool, there = ConnectionPool(1), Endpoint("127.0.0.1", server.port, is_secure=False)
        connection = await pool.acquire(there, timeout=None)
        given_up, second, third = (asyncio.create_task(pool.acquire(there, timeout=None)) for _ in range(3))
        await asyncio.sleep(0)
        # It gets its slot in the same turn of the event loop in which it is cancelled, or is cancelled before.
        if gets_it_first:
            pool.release(connection)
        given_up.cancel()
        if not gets_it_first:
            pool.release(connection)
        assert await second is connection
        assert not third.done()
        pool.release(connection)
        assert await third is connection
        pool.release(connection)
        pool.close()


async def test_a_closed_pool_fails_what_is_in_flight_and_what_waits_and_what_comes() -> None:
    asked = asyncio.Event()

    async def say_nothing(peer: Peer) -> None:
        await peer.read_request()
        asked.set()
        await peer.wait_until_closed()

    async with scripted(say_nothing) as server:
        pool, there = ConnectionPool(1), Endpoint("127.0.0.1", server.port, is_secure=False)
        connection = await pool.acquire(there, timeout=None)
        in_flight = asyncio.create_task(
            connection.request(b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", timeout=None)
        )
        waiting = asyncio.create_task(pool.acquire(there, timeout=None))
        await asked.wait()
        pool.close()
        for failed, kind in ((in_flight, ConnectionError), (waiting, TimeoutError)):
            with pytest.raises(kind):
                await failed
        pool.release(connection)
        with pytest.raises(ConnectionError):
            await pool.acquire(there, timeout=None)


@pytest.mark.parametrize("first", [30.0, 0.2, None])
async def test_each_request_of_a_connection_has_its_own_deadline(first: float | None) -> None:
    async def answer_late(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(MEASURED)
        await peer.read_request()
        await asyncio.sleep(0.3)
        await peer.send(MEASURED)
        await peer.read_request()
        await peer.wait_until_closed()

    request = b"POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n"
    async with scripted(answer_late) as server:
        pool = ConnectionPool(1)
        connection = await pool.acquire(Endpoint("127.0.0.1", server.port, is_secure=False), timeout=None)
        assert (await connection.request(request, first)).body == BODY
        # Longer than the first deadline of 0.2 s, and in its own time.
        assert (await connection.request(request, 20.0)).body == BODY
        begin = asyncio.get_running_loop().time()
        with pytest.raises(TimeoutError):
            await connection.request(request, 0.1)
        assert 0.05 < asyncio.get_running_loop().time() - begin < 5
        pool.close()
