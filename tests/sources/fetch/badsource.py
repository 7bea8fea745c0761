"""Misbehaving HTTP server on loopback: tests set its responses byte by byte."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Request:
    target: str
    headers: dict[str, str] = field(default_factory=dict)


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return a complete response; the keyword `content_type` is the header Content-Type, and so on."""
    return head(status, content_length=str(len(body)), **headers) + body


def head(status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape")


def moved(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, location=to)


async def silent(_: asyncio.StreamWriter) -> None:
    """Never respond."""
    await asyncio.Event().wait()


async def dripping(writer: asyncio.StreamWriter) -> None:
    """Send a byte every 20 ms, endlessly."""
    writer.write(head(content_length="1000000"))
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(writer: asyncio.StreamWriter) -> None:
    """Send as fast as possible, endlessly."""
    writer.write(head())
    while True:
        writer.write(b"." * 2**16)
        await writer.drain()


async def garbling(writer: asyncio.StreamWriter) -> None:
    """Begin a chunked body and continue with invalid data."""
    writer.write(head(transfer_encoding="chunked") + b"3\r\nabc\r\n")
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.write(b"nonsense\r\n")


async def aborting(writer: asyncio.StreamWriter) -> None:
    """Abort the connection without a response."""
    writer.transport.abort()


async def resetting(writer: asyncio.StreamWriter) -> None:
    """Abort the connection in the middle of the body."""
    writer.write(head(content_length="100") + b"half")
    await writer.drain()
    writer.transport.abort()


class BadSource:
    """Server on a free port of loopback, as an async context manager.

    Attributes:
        requests: the received requests, in order.
        connections: the number of opened connections.
    """

    def __init__(self, host: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Request] = []
        self.connections = 0
        self._host = host
        self._tls = tls
        self._answers: dict[str, list[Answer]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def serve(self, path: str, *answers: Answer) -> str:
        """Set the responses of a path, or of one with its query, and return its URL; the last response repeats."""
        self._answers[path] = list(answers)
        return self.address(path)

    def address(self, path: str = "/", host: str = "localhost", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, self._host, 0, ssl=self._tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # Clients that disconnect early are part of the tests.
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._answer((await reader.readuntil(b"\r\n\r\n")).decode(), writer)
        finally:
            writer.close()

    async def _answer(self, request: str, writer: asyncio.StreamWriter) -> None:
        first, *lines = request.strip().split("\r\n")
        target = first.split()[1]
        headers = (line.split(": ", 1) for line in lines)
        self.requests.append(Request(target, {name.lower(): value for name, value in headers}))
        path = target if target in self._answers else target.partition("?")[0]
        answers = self._answers.get(path, [answer(status="404 Not Found")])
        response = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(response, bytes):
            writer.write(response)
        else:
            await response(writer)
        await writer.drain()
