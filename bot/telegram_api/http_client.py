"""HTTP/1.1 client (RFC 9112) for JSON calls over persistent connections.

A broadcast posts the same few hundred bytes thousands of times to one address. This client costs a quarter of what
aiohttp's costs there, because it builds nothing for a request but its bytes: no redirects, cookies, proxies or
compressed responses.
"""

import asyncio
import re
import ssl
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple, cast

# The server may be closing an older one at that moment, and nobody would know whether it received the request.
IDLE_TIMEOUT = 15.0
"""Seconds after which an idle connection is not reused."""

_MAX_HEAD_BYTES = 64 * 1024
_MAX_BODY_BYTES = 50 * 1024 * 1024
_END_OF_HEAD = b"\r\n\r\n"
_STATUS = re.compile(rb"HTTP/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?\r\n")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,15})[ \t]*\r\n", re.IGNORECASE)
_CODING = re.compile(rb"\r\ntransfer-encoding:([^\r\n]*)\r\n", re.IGNORECASE)
_CLOSE = re.compile(rb"\r\nconnection:[^\r\n]*\bclose\b[^\r\n]*\r\n", re.IGNORECASE)
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
_FIRST_FINAL_STATUS = 200  # 1xx responses only announce the final one
_WITHOUT_BODY = frozenset({204, 304})


class InvalidResponse(ValueError):
    """The received bytes are not an HTTP/1.1 response."""


@dataclass(frozen=True, slots=True)
class Response:
    """A complete response.

    Attributes:
        status: HTTP status.
        body: as received.
        is_last: whether the connection cannot take another request.
    """

    status: int
    body: bytes
    is_last: bool


class Endpoint(NamedTuple):
    """The address that a connection leads to."""

    host: str
    port: int
    is_secure: bool


class Connection(asyncio.Protocol):
    """Connection that carries one request at a time."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._loop = asyncio.get_running_loop()
        self._received = bytearray()
        self._response: asyncio.Future[Response] | None = None
        self._active_at = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    @property
    def is_usable(self) -> bool:
        """True if the connection can take another request."""
        return self._transport is not None and self._loop.time() - self._active_at < IDLE_TIMEOUT

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Implement `asyncio.Protocol`."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's has the methods but not the base class

    def data_received(self, data: bytes) -> None:
        """Implement `asyncio.Protocol`."""
        self._active_at = self._loop.time()
        self._received += data
        if self._response is None:
            # Bytes without a request could be taken for the next request's response.
            self.close()
        else:
            self._parse(is_complete=False)

    def connection_lost(self, exc: Exception | None) -> None:
        """Implement `asyncio.Protocol`."""
        self._transport = None
        # The body of a response without a length ends with the connection.
        self._parse(is_complete=exc is None)
        self._fail(exc if isinstance(exc, OSError) else ConnectionResetError())

    def _parse(self, *, is_complete: bool) -> None:
        if self._response is None or self._response.done():
            return
        try:
            response = parse_response(self._received, is_complete=is_complete)
        except InvalidResponse as error:
            self._fail(error)
            return
        if response is not None:
            self._response.set_result(response)

    def _fail(self, error: Exception) -> None:
        if self._response is not None and not self._response.done():
            self._response.set_exception(error)

    async def request(self, request: bytes, timeout: float | None) -> Response:  # noqa: ASYNC109 - of each read, not of the call
        """Send a request and return its response.

        Args:
            request: the whole request.
            timeout: seconds without any received byte after which the request fails; None for no limit.

        Raises:
            TimeoutError: nothing was received in time.
            OSError: the connection broke.
            InvalidResponse: the server does not speak HTTP.
        """
        if self._transport is None:
            raise ConnectionResetError
        self._received.clear()
        self._response = self._loop.create_future()
        self._active_at = self._loop.time()
        if timeout is not None:
            self._timer = self._loop.call_later(timeout, self._check_timeout, timeout)
        self._transport.write(request)
        try:
            response = await self._response
        except BaseException:
            # The response of a cancelled or failed request must never reach the next one.
            self.close()
            raise
        finally:
            self._response = None
            if self._timer is not None:
                self._timer.cancel()
        if response.is_last:
            self.close()
        return response

    def _check_timeout(self, timeout: float) -> None:
        left = self._active_at + timeout - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._check_timeout, timeout)
        else:
            self._fail(TimeoutError())

    def close(self) -> None:
        """Close the connection at once."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None


class ConnectionPool:
    """Pool of connections that are opened on demand and reused.

    Args:
        size: most concurrent requests; others wait.
    """

    def __init__(self, size: int) -> None:
        self._slots = asyncio.Semaphore(size)
        self._idle: defaultdict[Endpoint, list[Connection]] = defaultdict(list)
        self._tls: ssl.SSLContext | None = None
        self._cleanup: asyncio.TimerHandle | None = None

    async def acquire(self, endpoint: Endpoint, timeout: float | None) -> Connection:  # noqa: ASYNC109 - None is allowed
        """Return a connection for one request; the caller must `release` it.

        Args:
            endpoint: the address.
            timeout: seconds to wait for a free slot and the connection together; None for no limit.

        Raises:
            TimeoutError: no slot was free, or no connection could be opened, in time.
            OSError: the connection was refused.
        """
        if not self._slots.locked() and (idle := self._pop_idle(endpoint)):
            # A timeout context costs more than the rest of this method, and here nothing waits.
            await self._slots.acquire()
            return idle
        async with asyncio.timeout(timeout):
            await self._slots.acquire()
            try:
                return self._pop_idle(endpoint) or await self._open(endpoint)
            except BaseException:
                self._slots.release()
                raise

    def release(self, connection: Connection) -> None:
        """Return a connection to the pool."""
        if connection.is_usable:
            self._idle[connection.endpoint].append(connection)
            if self._cleanup is None:
                self._cleanup = asyncio.get_running_loop().call_later(IDLE_TIMEOUT, self._close_expired)
        self._slots.release()

    def _close_expired(self) -> None:
        # A broadcast leaves hundreds of idle connections, and each counts against the limit of open files.
        for endpoint, idle in self._idle.items():
            self._idle[endpoint] = [connection for connection in idle if connection.is_usable]
            for connection in idle:
                if not connection.is_usable:
                    connection.close()
        has_idle = any(self._idle.values())
        self._cleanup = asyncio.get_running_loop().call_later(IDLE_TIMEOUT, self._close_expired) if has_idle else None

    async def close(self) -> None:
        """Close the idle connections."""
        if self._cleanup is not None:
            self._cleanup.cancel()
            self._cleanup = None
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()
        await asyncio.sleep(0)  # the event loop closes their sockets in its next iteration

    def _pop_idle(self, endpoint: Endpoint) -> Connection | None:
        idle = self._idle[endpoint]
        while idle:
            connection = idle.pop()
            if connection.is_usable:
                return connection
            connection.close()
        return None

    async def _open(self, endpoint: Endpoint) -> Connection:
        loop = asyncio.get_running_loop()
        context = self._tls_context() if endpoint.is_secure else None
        _, connection = await loop.create_connection(
            lambda: Connection(endpoint), endpoint.host, endpoint.port, ssl=context
        )
        return connection

    def _tls_context(self) -> ssl.SSLContext:
        if self._tls is None:
            # Once: reading the system's certificates blocks the event loop for tens of milliseconds.
            self._tls = ssl.create_default_context()
        return self._tls


def parse_response(received: bytes | bytearray, *, is_complete: bool = False) -> Response | None:
    """Parse a response; return None while more of it has to come.

    Args:
        received: all bytes since the request was sent.
        is_complete: whether the server has closed the connection.

    Raises:
        InvalidResponse: it is not HTTP/1.1, or larger than any response of Telegram's.
    """
    begin = 0
    while True:
        status, end = _parse_head(received, begin)
        if not end:
            return None
        if status >= _FIRST_FINAL_STATUS:
            break
        begin = end
    head = bytes(received[begin:end])
    is_last = is_complete or head.startswith(b"HTTP/1.0") or _CLOSE.search(head) is not None
    parsed = _parse_body(status, head, received, end, is_complete=is_complete)
    if parsed is None:
        return None
    body, after = parsed
    # Surplus bytes could be taken for the next request's response.
    return Response(status, body, is_last or after != len(received))


def _parse_head(received: bytes | bytearray, begin: int) -> tuple[int, int]:
    """Return the status and the offset of the body; the offset is 0 while the head is incomplete."""
    end = received.find(_END_OF_HEAD, begin)
    if end < 0:
        if len(received) - begin > _MAX_HEAD_BYTES:
            raise InvalidResponse("the head is too long")
        return 0, 0
    match = _STATUS.match(received, begin)
    if match is None:
        raise InvalidResponse("no status line")
    return int(match[2]), end + len(_END_OF_HEAD)


def _parse_body(
    status: int, head: bytes, received: bytes | bytearray, begin: int, *, is_complete: bool
) -> tuple[bytes, int] | None:
    """Return the body and the offset of its end, or None while it is incomplete."""
    if status in _WITHOUT_BODY:
        return b"", begin
    if len(received) - begin > _MAX_BODY_BYTES:
        raise InvalidResponse("the body is too long")
    if coding := _CODING.search(head):
        if coding[1].strip().lower() != b"chunked":
            raise InvalidResponse("unsupported transfer coding")
        return _parse_chunks(received, begin)
    if length := _LENGTH.search(head):
        end = begin + int(length[1])
        return (bytes(received[begin:end]), end) if end <= len(received) else None
    return (bytes(received[begin:]), len(received)) if is_complete else None


def _parse_chunks(received: bytes | bytearray, at: int) -> tuple[bytes, int] | None:
    """Return a chunked body and the offset of its end, or None while it is incomplete."""
    parts: list[bytes] = []
    while (line_end := received.find(b"\r\n", at)) >= 0:
        match = _CHUNK.fullmatch(received, at, line_end + 2)
        if match is None:
            raise InvalidResponse("no chunk size")
        size, at = int(match[1], 16), line_end + 2
        if size == 0:
            # Trailer fields may follow the last chunk; an empty line ends them.
            end = received.find(_END_OF_HEAD, at - 2)
            return None if end < 0 else (b"".join(parts), end + len(_END_OF_HEAD))
        if len(received) < at + size + 2:
            return None
        if received[at + size : at + size + 2] != b"\r\n":
            raise InvalidResponse("a chunk without an end")
        parts.append(bytes(received[at : at + size]))
        at += size + 2
    return None
