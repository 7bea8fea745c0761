"""Proxies that lead every name to one server: HTTP, with and without CONNECT, and SOCKS5 (RFC 1928, RFC 1929)."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from urllib.parse import quote

Reader: TypeAlias = asyncio.StreamReader
Writer: TypeAlias = asyncio.StreamWriter
Kind: TypeAlias = Literal["http", "socks5"]
_NO_LOGIN, _LOGIN, _NO_METHOD = 0, 2, 255
_NAME = 3
_SOCKS = 5


@dataclass
class ProxyServer:
    """A running proxy.

    Attributes:
        kind: what it speaks.
        target: the port on 127.0.0.1 to which every name leads.
        login: name and password that it asks for.
        port: its own port.
        asked: the names and ports that it was asked for.
        is_closed: whether it refuses every target.
    """

    kind: Kind
    target: int
    login: tuple[str, str] | None = None
    port: int = 0
    asked: list[tuple[str, int]] = field(default_factory=list)
    is_closed: bool = False

    @property
    def url(self) -> str:
        """Its URL, with name and password."""
        login = f"{':'.join(quote(word, safe='') for word in self.login)}@" if self.login else ""
        return f"{self.kind}://{login}127.0.0.1:{self.port}"

    async def serve(self, reader: Reader, writer: Writer) -> None:
        """Serve a connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            first = await (self._greet_http if self.kind == "http" else self._greet_socks)(reader, writer)
            if first is not None:
                await self._relay(first, reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async def _greet_http(self, reader: Reader, writer: Writer) -> bytes | None:
        """Return what the target is sent first; None if the proxy refuses."""
        head = await reader.readuntil(b"\r\n\r\n")
        method, address, _ = head.split(b"\r\n")[0].split()
        authority = address if method == b"CONNECT" else address.partition(b"://")[2].partition(b"/")[0]
        host, _, port = authority.decode().partition(":")
        self.asked.append((host, int(port or 80)))
        token = base64.b64encode(":".join(self.login or ()).encode())
        if self.login and b"Basic " + token not in head:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return None
        if self.is_closed:
            writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            return None
        if method != b"CONNECT":
            return head.replace(b"http://" + authority, b"", 1)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        return b""

    async def _greet_socks(self, reader: Reader, writer: Writer) -> bytes | None:
        """Return what the target is sent first; None if the proxy refuses."""
        _, number = await reader.readexactly(2)
        wanted = _LOGIN if self.login else _NO_LOGIN
        method = wanted if wanted in await reader.readexactly(number) else _NO_METHOD
        writer.write(bytes((_SOCKS, method)))
        if method == _NO_METHOD or (self.login and not await self._log_in(reader, writer)):
            return None
        *_, kind = await reader.readexactly(4)
        assert kind == _NAME, "names are resolved by the proxy"
        host = (await _read_text(reader)).decode()
        self.asked.append((host, int.from_bytes(await reader.readexactly(2), "big")))
        writer.write(bytes((_SOCKS, 2 if self.is_closed else 0, 0, 1, 0, 0, 0, 0, 0, 0)))
        return None if self.is_closed else b""

    async def _log_in(self, reader: Reader, writer: Writer) -> bool:
        await reader.readexactly(1)
        given = (await _read_text(reader)).decode(), (await _read_text(reader)).decode()
        writer.write(bytes((1, given != self.login)))
        return given == self.login

    async def _relay(self, first: bytes, reader: Reader, writer: Writer) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
        far_writer.write(first)
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))


@asynccontextmanager
async def unwrapping_tls(context: ssl.SSLContext, target: int) -> AsyncIterator[int]:
    """Lead connections by TLS to a port on 127.0.0.1 without; return the port."""

    async def lead(reader: Reader, writer: Writer) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))

    async with await asyncio.start_server(lead, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


async def _read_text(reader: Reader) -> bytes:
    (length,) = await reader.readexactly(1)
    return await reader.readexactly(length)


async def _copy(reader: Reader, writer: Writer) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def proxying(kind: Kind, target: int, login: tuple[str, str] | None = None) -> AsyncIterator[ProxyServer]:
    """Run a proxy."""
    proxy = ProxyServer(kind, target, login)
    async with await asyncio.start_server(proxy.serve, "127.0.0.1", 0) as server:
        proxy.port = server.sockets[0].getsockname()[1]
        yield proxy
