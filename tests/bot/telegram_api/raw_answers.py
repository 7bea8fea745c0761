"""TCP servers that answer with any bytes, at any moment."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Peer:
    """The server's side of a connection.

    Attributes:
        number: 1 for the first connection.
    """

    number: int
    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter

    async def read_request(self) -> bytes:
        """Read a request and return its body."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        return await self._reader.readexactly(int(length.partition(b":")[2]))

    async def read(self, number: int) -> bytes:
        """Read so many bytes."""
        return await self._reader.readexactly(number)

    async def send(self, data: bytes) -> None:
        """Send bytes at once."""
        self._writer.write(data)
        await self._writer.drain()

    def reset(self) -> None:
        """Close the connection without a farewell."""
        self._writer.transport.abort()

    async def wait_until_closed(self) -> None:
        """Wait until the other side closes the connection."""
        await self._reader.read()


Script = Callable[[Peer], Coroutine[Any, Any, object]]
"""What a server does on each connection; at its end the connection is closed."""


@dataclass(slots=True)
class RawServer:
    """A running server.

    Attributes:
        script: what it does on each connection.
        port: its port on 127.0.0.1.
        connections: number of connections until now.
    """

    script: Script
    port: int = 0
    connections: int = 0
    _scripts: set[asyncio.Task[object]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Its URL without a path."""
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Run the script on a connection."""
        self.connections += 1
        script = asyncio.ensure_future(self.script(Peer(self.connections, reader, writer)))
        self._scripts.add(script)
        # The other side may hang up at any moment, and `stop` cancels what is left.
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await script
        self._scripts.discard(script)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async def stop(self) -> None:
        """Close the connections."""
        for script in self._scripts:
            script.cancel()
        while self._scripts:  # noqa: ASYNC110 - until each connection's task has closed it
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)


@asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[RawServer]:
    """Run a server."""
    raw = RawServer(script)
    async with await asyncio.start_server(raw.serve, "127.0.0.1", 0) as server:
        raw.port = server.sockets[0].getsockname()[1]
        yield raw
        await raw.stop()


def response(body: bytes, status: str = "200 OK", *fields: str) -> bytes:
    """Return a response with a length and further header fields."""
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *fields))
    return head.encode() + b"\r\n\r\n" + body


@asynccontextmanager
async def answering(status: str, body: bytes) -> AsyncIterator[str]:
    """Run a server that gives each request the same answer, as ``200 OK``, and return its URL without a path."""

    async def answer(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(response(body, status, "Connection: close"))

    async with scripted(answer) as server:
        yield server.url
