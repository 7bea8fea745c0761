"""HTTP/1.1 client for JSON calls over persistent connections; llhttp (httptools) parses the responses.

A broadcast posts the same few hundred bytes thousands of times to one address. This client costs a quarter of what
aiohttp's costs there, because it builds nothing for a request but its bytes: no redirects, cookies, proxies or
compressed responses.

A connection is reused only while nothing unexpected has happened on it: the server has not closed it, has sent nothing
that no request asked for, and has answered every request in time.
"""

import asyncio
import re
import select
import ssl
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

# The server may be closing an older one at that moment, and nobody would know whether it received the request.
IDLE_TIMEOUT = 15.0
"""Seconds after which an idle connection is not reused."""

_MAX_HEAD_BYTES = 64 * 1024
_MAX_BODY_BYTES = 50 * 1024 * 1024
_OTHER_CODING = re.compile(rb"\r\ntransfer-encoding:[ \t]*(?!chunked[ \t]*\r\n)[^ \t]", re.IGNORECASE)
_FIRST_FINAL_STATUS = 200  # 1xx responses only announce the final one


class InvalidResponse(ValueError):
    """The received bytes are not an HTTP/1.1 response."""


class NotWritten(ConnectionError):
    """The connection was closed before a byte of the request was written."""


class Response(NamedTuple):
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


async def read_sockets() -> None:
    """Wait until the event loop has read what has arrived on the sockets, by TLS too."""
    await asyncio.sleep(0)
    # asyncio's own loop looks for readable sockets first, but reads them after the tasks that were ready before.
    if isinstance(asyncio.get_running_loop(), asyncio.BaseEventLoop):
        await asyncio.sleep(0)
    # With TLS the end of a connection reaches the protocol one turn later.
    await asyncio.sleep(0)


class _HeadReader:
    """Reader of a response's head that notes whether the head says where the body ends (RFC 9112, section 6.3)."""

    def __init__(self, head: bytes) -> None:
        self.is_delimited = False
        with suppress(HttpParserError, HttpParserUpgrade):
            HttpResponseParser(self).feed_data(head)

    def on_message_begin(self) -> None:
        """Implement httptools' protocol."""
        self.is_delimited = False

    def on_header(self, name: bytes, _value: bytes) -> None:
        """Implement httptools' protocol."""
        self.is_delimited |= name.lower() in {b"content-length", b"transfer-encoding"}


def _reject_codings(head: bytes) -> None:
    """Raise InvalidResponse for a transfer coding besides chunked: a body in it would be taken for an answer."""
    # Nearly all answers state a length instead, and the first look costs a fraction of the search.
    if b"transfer-encoding" in head.lower() and _OTHER_CODING.search(head):
        raise InvalidResponse("unsupported transfer coding")


class ResponseParser:
    """Parser of the responses on one connection, one after another."""

    # One for all of them: llhttp and its callbacks refer to each other, and the garbage collector would have to find
    # such a pair for each response. It has no `on_header`, which llhttp would call for each of a dozen headers; only a
    # response that ends with its connection needs to be asked for them.

    def __init__(self) -> None:
        self._llhttp = HttpResponseParser(self)
        self.begin()

    def begin(self) -> None:
        """Expect the next response."""
        self._received = 0
        self._status = 0
        self._body: list[bytes] = []
        self._head: list[bytes] = []
        self._is_complete = False
        self._is_last = False

    def feed(self, data: bytes) -> Response | None:
        """Parse the next bytes; return the response if it is complete.

        Raises:
            InvalidResponse: it is not HTTP/1.1, or larger than any response of Telegram's.
        """
        self._received += len(data)
        if not self._status:
            self._head.append(data)
        try:
            self._llhttp.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as error:
            if not self._is_complete:
                raise InvalidResponse(str(error)) from None
            self._is_last = True
        if self._is_complete:
            return self._make_response()
        if self._received > (_MAX_BODY_BYTES if self._status else _MAX_HEAD_BYTES):
            raise InvalidResponse("too long")
        return None

    def finish(self) -> Response | None:
        """Return the response if its body ends with the connection, which the server has closed; None otherwise."""
        self._is_last = True
        is_whole = self._status and not _HeadReader(b"".join(self._head)).is_delimited
        return self._make_response() if is_whole else None

    def _make_response(self) -> Response:
        # An idle connection must not keep it: an answer to getUpdates may be large.
        body, self._body = b"".join(self._body), []
        return Response(self._status, body, self._is_last)

    def on_message_begin(self) -> None:
        """Implement httptools' protocol."""
        # Bytes after the response could be taken for the response to the next request.
        self._is_last = self._is_complete

    def on_headers_complete(self) -> None:
        """Implement httptools' protocol."""
        status = self._llhttp.get_status_code()
        if status >= _FIRST_FINAL_STATUS and not self._is_complete:
            self._status = status
            _reject_codings(b"".join(self._head))

    def on_body(self, body: bytes) -> None:
        """Implement httptools' protocol."""
        if self._status and not self._is_complete:
            self._body.append(body)

    def on_message_complete(self) -> None:
        """Implement httptools' protocol."""
        if self._status and not self._is_complete:
            self._is_complete = True
            self._is_last = not self._llhttp.should_keep_alive()


class Connection(asyncio.Protocol):
    """Connection that carries one request at a time."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._loop = asyncio.get_running_loop()
        self._parser = ResponseParser()
        self._response: asyncio.Future[Response] | None = None
        self._used_at = self._loop.time()
        self._transport: asyncio.Transport | None = None
        self._poll: select.poll | None = None
        self._deadline: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._rings_at = 0.0

    @property
    def has_received(self) -> bool:
        """True if the server has closed an idle connection without TLS, or has sent bytes that nobody asked for.

        The operating system is asked, which costs less than a turn of the event loop. With TLS it does not know what
        the bytes are, and this is False; see `read_sockets`.
        """
        return self._poll is not None and bool(self._poll.poll(0))

    @property
    def is_usable(self) -> bool:
        """True if the connection can take another request, as far as the event loop has read."""
        return self.is_open and self._loop.time() - self._used_at < IDLE_TIMEOUT

    @property
    def is_open(self) -> bool:
        """True if neither side has closed the connection, as far as the event loop has read."""
        return self._transport is not None and not self._transport.is_closing()

    async def request(self, request: bytes, timeout: float | None) -> Response:  # noqa: ASYNC109 - a timer costs less
        """Send a request and return its response.

        Args:
            request: the whole request.
            timeout: seconds until the response must be complete; None for no limit.

        Raises:
            NotWritten: the connection was closed before.
            TimeoutError: the response was not complete in time.
            OSError: the connection broke.
            InvalidResponse: the server does not speak HTTP.
        """
        if self._transport is None or self._transport.is_closing():
            raise NotWritten
        self._parser.begin()
        self._response = self._loop.create_future()
        self._set_deadline(timeout)
        self._transport.write(request)
        try:
            response = await self._response
        except BaseException:
            # The response of a cancelled or failed request must never reach the next one.
            self.close()
            raise
        finally:
            self._response = self._deadline = None
        self._used_at = self._loop.time()
        if response.is_last:
            self.close()
        return response

    def close(self) -> None:
        """Close the connection at once; a request in flight fails."""
        self._fail(ConnectionAbortedError())
        self._cancel_timer()
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    # One timer for many requests: to start and cancel one for each costs a tenth of what a bulletin does here. It rings
    # at the deadline of the first of them, and then starts anew for that of the present one.
    def _set_deadline(self, timeout: float | None) -> None:
        self._deadline = None if timeout is None else self._loop.time() + timeout
        if self._deadline is not None and (self._timer is None or self._deadline < self._rings_at):
            self._start_timer(self._deadline)

    def _start_timer(self, moment: float) -> None:
        self._cancel_timer()
        self._timer, self._rings_at = self._loop.call_at(moment, self._check_deadline), moment

    def _check_deadline(self) -> None:
        self._timer = None
        if self._deadline is None:
            return
        if self._loop.time() >= self._deadline:
            self._fail(TimeoutError())
        else:
            self._start_timer(self._deadline)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Implement `asyncio.Protocol`."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's has the methods but not the base class
        if not self.endpoint.is_secure:
            self._poll = select.poll()
            self._poll.register(transport.get_extra_info("socket").fileno(), select.POLLIN)

    def data_received(self, data: bytes) -> None:
        """Implement `asyncio.Protocol`."""
        if self._response is None or self._response.done():
            # Bytes that no request asked for could be taken for the next request's response.
            self.close()
            return
        try:
            response = self._parser.feed(data)
        except InvalidResponse as error:
            self._fail(error)
        else:
            self._succeed(response)

    def connection_lost(self, exc: Exception | None) -> None:
        """Implement `asyncio.Protocol`."""
        self._transport = None
        self._cancel_timer()
        if exc is None:
            self._succeed(self._parser.finish())
        self._fail(exc if isinstance(exc, OSError) else ConnectionResetError())

    def _succeed(self, response: Response | None) -> None:
        if response is not None and self._response is not None and not self._response.done():
            self._response.set_result(response)

    def _fail(self, error: Exception) -> None:
        if self._response is not None and not self._response.done():
            self._response.set_exception(error)


class _Slots:
    """Slots for concurrent requests, which are passed on in the order in which they were waited for.

    `asyncio.Semaphore` costs four times as much for each request where a slot is free.

    Args:
        number: the number of slots.

    Attributes:
        free: the number of slots that nobody has.
    """

    def __init__(self, number: int) -> None:
        self.free = number
        self._waiters: deque[asyncio.Future[None]] = deque()

    async def wait(self) -> None:
        """Wait for a slot, and take it."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        try:
            await waiter
        except asyncio.CancelledError:
            # It may have got its slot at the same moment.
            if not waiter.cancelled():
                self.release()
            raise

    def release(self) -> None:
        """Give a slot back, or pass it on to the first that waits."""
        while self._waiters:
            waiter = self._waiters.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
        self.free += 1


class ConnectionPool:
    """Pool of connections that are opened on demand and reused.

    Args:
        size: most concurrent requests; others wait.
    """

    def __init__(self, size: int) -> None:
        self._slots = _Slots(size)
        self._idle: defaultdict[Endpoint, list[Connection]] = defaultdict(list)
        self._in_use: set[Connection] = set()
        self._waits: set[asyncio.Timeout] = set()
        self._is_closed = False
        self._loop = asyncio.get_running_loop()
        self._tls: ssl.SSLContext | None = None
        self._cleanup: asyncio.TimerHandle | None = None

    async def acquire(self, endpoint: Endpoint, timeout: float | None) -> Connection:  # noqa: ASYNC109 - None is allowed
        """Return a connection for one request; the caller must `release` it.

        Args:
            endpoint: the address.
            timeout: seconds to wait for a free slot and the connection together; None for no limit.

        Raises:
            TimeoutError: no slot was free, or no connection could be opened, in time.
            OSError: the connection was refused, or the pool is closed.
        """
        deadline = None if timeout is None else self._loop.time() + timeout
        # A timeout context costs more than the rest of this method, and mostly nothing waits.
        if self._slots.free:
            self._slots.free -= 1
        else:
            async with self.wait_until(deadline):
                await self._slots.wait()
        try:
            # Only with TLS there is something to wait for.
            idle = await self._reuse_secure(endpoint) if endpoint.is_secure else self._reuse(endpoint)
            connection = idle or await self._open(endpoint, deadline)
        except BaseException:
            self._slots.release()
            raise
        self._in_use.add(connection)
        return connection

    def release(self, connection: Connection) -> None:
        """Return a connection to the pool."""
        self._in_use.discard(connection)
        if connection.is_open and not self._is_closed:
            self._idle[connection.endpoint].append(connection)
            if self._cleanup is None:
                self._cleanup = self._loop.call_later(IDLE_TIMEOUT, self._close_expired)
        self._slots.release()

    def _close_expired(self) -> None:
        # A broadcast leaves hundreds of idle connections, and each counts against the limit of open files.
        for endpoint, idle in self._idle.items():
            self._idle[endpoint] = [connection for connection in idle if connection.is_usable]
            for connection in idle:
                if not connection.is_usable:
                    connection.close()
        has_idle = any(self._idle.values())
        self._cleanup = self._loop.call_later(IDLE_TIMEOUT, self._close_expired) if has_idle else None

    @asynccontextmanager
    async def wait_until(self, deadline: float | None) -> AsyncIterator[asyncio.Timeout]:
        """Limit what is done in the context to a moment of the loop's clock, and to the life of the pool.

        Raises:
            TimeoutError: the moment has come, or the pool was closed meanwhile.
            ConnectionAbortedError: the pool was closed before.
        """
        if self._is_closed:
            raise ConnectionAbortedError
        async with asyncio.timeout_at(deadline) as wait:
            self._waits.add(wait)
            try:
                yield wait
            finally:
                self._waits.discard(wait)

    def close(self) -> None:
        """Close all connections, and fail the requests in flight and all that come later."""
        self._is_closed = True
        if self._cleanup is not None:
            self._cleanup.cancel()
            self._cleanup = None
        for connection in (*self._in_use, *(one for idle in self._idle.values() for one in idle)):
            connection.close()
        self._idle.clear()
        for wait in self._waits:
            if not wait.expired():
                wait.reschedule(self._loop.time())

    def _reuse(self, endpoint: Endpoint) -> Connection | None:
        """Remove and return an idle connection on which the server has done nothing; None if there is none."""
        idle = self._idle[endpoint]
        while idle:
            connection = idle.pop()
            if connection.is_usable and not connection.has_received:
                return connection
            connection.close()
        return None

    async def _reuse_secure(self, endpoint: Endpoint) -> Connection | None:
        """Do the same with TLS, where only the event loop can tell."""
        while (connection := self._reuse(endpoint)) is not None:
            try:
                await read_sockets()
            except asyncio.CancelledError:
                connection.close()
                raise
            if connection.is_usable and not self._is_closed:
                return connection
            connection.close()
        return None

    async def _open(self, endpoint: Endpoint, deadline: float | None) -> Connection:
        context = self._tls_context() if endpoint.is_secure else None
        async with self.wait_until(deadline):
            _, connection = await self._loop.create_connection(
                lambda: Connection(endpoint), endpoint.host, endpoint.port, ssl=context
            )
        return connection

    def _tls_context(self) -> ssl.SSLContext:
        if self._tls is None:
            # Once: reading the system's certificates blocks the event loop for tens of milliseconds.
            self._tls = ssl.create_default_context()
        return self._tls
