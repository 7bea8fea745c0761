"""What is known of a request when a server does anything at any moment: never left, may have left, or answered.

Each case runs on a connection of the transport's own and, as for uploads and proxies, on one of aiohttp's.
"""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from telegram.error import NetworkError, TimedOut

from bot.telegram_api.api_errors import Reaction, classify
from bot.telegram_api.proxies import find_proxy
from bot.telegram_api.transport import ConnectionLost, NotSent, Transport
from tests.bot.telegram_api.certificates import Certificate, make_certificate
from tests.bot.telegram_api.raw_answers import Peer, Script, response, scripted

BODY = b'{"ok":true,"result":true}'
TRICKLE = 0.05
"""Seconds between the bytes of an answer that trickles."""

LIMIT = 0.2
"""Seconds until a response must be complete, where it comes late or never."""


@dataclass(frozen=True, slots=True)
class Line:
    """A transport to an address."""

    transport: Transport
    address: str

    async def post(self, body: bytes = b"{}") -> tuple[int, bytes]:
        return await self.transport.post_json(f"{self.address}/bot1:a/sendMessage", body)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(params=["own", "aiohttp"])
def via(request: pytest.FixtureRequest) -> str:
    way: str = request.param
    return way


@asynccontextmanager
async def line(
    via: str, url: str, read: float = 20.0, connect: float = 10.0, connections: int = 10
) -> AsyncIterator[Line]:
    """Lead to a raw server directly, or as to an HTTP proxy, which is asked as a server is, but with the whole URL."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("http_proxy", url)
        proxy = find_proxy("http://telegram.test") if via == "aiohttp" else None
    address = "http://telegram.test" if proxy else url
    async with Transport(connections, connect=connect, read=read, proxy=proxy) as transport:
        yield Line(transport, address)


def once(answer: bytes) -> Script:
    """Answer one request, and close the connection."""

    async def script(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(answer)

    return script


async def wait_in_vain(peer: Peer) -> None:
    await peer.read_request()
    await peer.wait_until_closed()


async def trickle(peer: Peer) -> None:
    await peer.read_request()
    await peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        await peer.send(b"a")
        await asyncio.sleep(TRICKLE)


async def close_within_the_request(peer: Peer) -> None:
    await peer.read(20)
    peer.reset()


async def close_after_the_request(peer: Peer) -> None:
    await peer.read_request()


async def reset_after_the_request(peer: Peer) -> None:
    await peer.read_request()
    peer.reset()


ANSWERS = {
    "with a length": response(BODY),
    "in chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\n%s\r\n%X\r\n%s\r\n0\r\nX: y\r\n\r\n"
    % (BODY[:5], len(BODY) - 5, BODY[5:]),
    "after 100 and 103": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n" + response(BODY),
    "without a length": b"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n" + BODY,
    "of HTTP 1.0": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "followed by another": response(BODY) + response(b"[]"),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_every_form_of_a_response_is_understood(via: str, answer: bytes) -> None:
    async with scripted(once(answer)) as server, line(via, server.url) as way:
        assert await way.post() == (200, BODY)


MAY_HAVE_LEFT: dict[str, tuple[Script, type[NetworkError]]] = {
    "closes within the request": (close_within_the_request, ConnectionLost),
    "closes after the request": (close_after_the_request, ConnectionLost),
    "resets the connection": (reset_after_the_request, ConnectionLost),
    "closes within the response": (once(response(BODY)[:-1]), ConnectionLost),
    "closes within a chunk": (
        once(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"),
        ConnectionLost,
    ),
    "names two lengths": (
        once(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        ConnectionLost,
    ),
    "speaks another protocol": (once(b"220 mail.example.com ESMTP\r\n\r\n"), ConnectionLost),
    "says nothing": (wait_in_vain, TimedOut),
    "trickles": (trickle, TimedOut),
}


@pytest.mark.parametrize(("script", "kind"), MAY_HAVE_LEFT.values(), ids=MAY_HAVE_LEFT)
async def test_a_request_without_a_whole_response_may_have_left(
    via: str, script: Script, kind: type[NetworkError]
) -> None:
    async with scripted(script) as server, line(via, server.url, read=LIMIT) as way:
        begin = asyncio.get_running_loop().time()
        with pytest.raises(kind) as caught:
            await way.post()
        assert type(caught.value) is kind
        assert classify(caught.value, attempts=0).reaction is Reaction.UNKNOWN
        assert asyncio.get_running_loop().time() - begin < 10 * LIMIT


async def test_a_refused_connection_means_that_the_request_never_left(via: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with line(via, f"http://127.0.0.1:{taken.getsockname()[1]}") as way:
            with pytest.raises(NotSent) as caught:
                await way.post()
    assert classify(caught.value, attempts=0).reaction is Reaction.AGAIN


async def test_a_request_that_waits_for_a_connection_never_left(via: str) -> None:
    async with scripted(wait_in_vain) as server, line(via, server.url, connect=LIMIT, connections=1) as way:
        first, second = asyncio.create_task(way.post()), asyncio.create_task(way.post())
        with pytest.raises(NotSent):
            await second
        first.cancel()


def answer_and_then(listener: socket.socket, farewell: bytes, done: threading.Event) -> None:
    """Answer a request, then say something or close the connection, and answer on the next connection."""
    listener.settimeout(10)
    with listener.accept()[0] as first:
        first.recv(65_536)
        first.sendall(response(b"1"))
        first.sendall(farewell)
        if not farewell:
            first.shutdown(socket.SHUT_RDWR)
        done.set()
        with listener.accept()[0] as second:
            second.recv(65_536)
            second.sendall(response(b"2"))


FAREWELLS = pytest.mark.parametrize("farewell", [b"", response(b'"nobody asked"')], ids=["closes", "answers twice"])


@FAREWELLS
async def test_a_connection_is_looked_at_before_it_is_used_again(via: str, farewell: bytes) -> None:
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = asyncio.create_task(asyncio.to_thread(answer_and_then, listener, farewell, done))
        async with line(via, f"http://127.0.0.1:{listener.getsockname()[1]}") as way:
            assert await way.post() == (200, b"1")
            # The event loop stands still meanwhile, so that it cannot have noticed what the server did.
            assert done.wait(5)
            assert await way.post() == (200, b"2")
        await server


@FAREWELLS
async def test_a_connection_by_tls_is_looked_at_too(
    monkeypatch: pytest.MonkeyPatch, certificate: Certificate, farewell: bytes
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as plain, certificate.context.wrap_socket(plain) as listener:
        server = asyncio.create_task(asyncio.to_thread(answer_and_then, listener, farewell, done))
        async with line("own", f"https://localhost:{listener.getsockname()[1]}") as way:
            assert await way.post() == (200, b"1")
            assert done.wait(5)
            assert await way.post() == (200, b"2")
        await server


@pytest.mark.parametrize("is_late", [True, False], ids=["timed out", "cancelled"])
async def test_a_late_response_never_reaches_the_next_request(via: str, *, is_late: bool) -> None:
    asked = asyncio.Event()

    async def answer_late(peer: Peer) -> None:
        await peer.read_request()
        asked.set()
        if peer.number == 1:
            await asyncio.sleep(2 * LIMIT)
        await peer.send(response(b"%d" % peer.number))
        await peer.wait_until_closed()

    async with scripted(answer_late) as server, line(via, server.url, read=LIMIT) as way:
        first = asyncio.create_task(way.post())
        await asked.wait()
        if not is_late:
            first.cancel()
        (failure,) = await asyncio.gather(first, return_exceptions=True)
        assert isinstance(failure, TimedOut if is_late else asyncio.CancelledError)
        assert await way.post() == (200, b"2")
        await asyncio.sleep(3 * LIMIT)
        assert server.connections == 2


async def test_requests_share_a_connection_while_the_server_keeps_to_the_protocol(via: str) -> None:
    async def answer(peer: Peer) -> None:
        while True:
            await peer.send(response(await peer.read_request()))

    async with scripted(answer) as server, line(via, server.url) as way:
        for number in range(20):
            assert await way.post(b"%d" % number) == (200, b"%d" % number)
        assert server.connections == 1
