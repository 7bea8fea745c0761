"""Connections to Telegram that stay open: what is posted most, at a quarter of what a general HTTP client costs.

A broadcast posts the same few hundred bytes thousands of times to one address. Here nothing is built for one request
but its bytes; there are no redirects, cookies, proxies or compressed answers.
"""

import asyncio
import ssl
from collections import defaultdict
from typing import NamedTuple, cast

from bot.telegram_api.http_parser import Answer, Garbled, read_answer

KEEP = 15.0
"""Seconds after which a quiet connection is not used again: the other side may just be closing it."""


class Endpoint(NamedTuple):
    """Where connections lead."""

    host: str
    port: int
    is_secure: bool


class Connection(asyncio.Protocol):
    """A connection, which carries one request at a time."""

    def __init__(self, origin: Endpoint) -> None:
        self.origin = origin
        self._loop = asyncio.get_running_loop()
        self._received = bytearray()
        self._answer: asyncio.Future[Answer] | None = None
        self._heard_at = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    @property
    def is_usable(self) -> bool:
        """Whether another request may be put on it."""
        return self._transport is not None and self._loop.time() - self._heard_at < KEEP

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """As asyncio says."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but its base class

    def data_received(self, data: bytes) -> None:
        """As asyncio says."""
        self._heard_at = self._loop.time()
        self._received += data
        if self._answer is None:  # nobody asked
            self.close()
        else:
            self._look(is_over=False)

    def connection_lost(self, exc: Exception | None) -> None:
        """As asyncio says."""
        self._transport = None
        self._look(is_over=exc is None)
        self._fail(exc if isinstance(exc, OSError) else ConnectionResetError())

    def _look(self, *, is_over: bool) -> None:
        if self._answer is None or self._answer.done():
            return
        try:
            answer = read_answer(self._received, is_over=is_over)
        except Garbled as error:
            self._fail(error)
            return
        if answer is not None:
            self._answer.set_result(answer)

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)

    async def ask(self, request: bytes, patience: float | None) -> Answer:
        """Send a request and wait for its answer.

        Args:
            request: its bytes.
            patience: seconds to wait for an answer, or for more of it; None for no limit.

        Raises:
            TimeoutError: nothing came for so long.
            OSError: the connection broke.
            Garbled: what came is no HTTP.
        """
        if self._transport is None:
            raise ConnectionResetError
        self._received.clear()
        self._answer = self._loop.create_future()
        self._heard_at = self._loop.time()
        if patience is not None:
            self._timer = self._loop.call_later(patience, self._look_at_clock, patience)
        self._transport.write(request)
        try:
            answer = await self._answer
        except BaseException:
            self.close()
            raise
        finally:
            self._answer = None
            if self._timer is not None:
                self._timer.cancel()
        if answer.is_last:
            self.close()
        return answer

    def _look_at_clock(self, patience: float) -> None:
        left = self._heard_at + patience - self._loop.time()
        if left > 0:
            self._timer = self._loop.call_later(left, self._look_at_clock, patience)
        else:
            self._fail(TimeoutError())

    def close(self) -> None:
        """Close it at once."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None


class Connections:
    """Connections that are opened when they are needed, and kept.

    Args:
        most: how many requests are on their way at once; others wait.
    """

    def __init__(self, most: int) -> None:
        self._free = asyncio.Semaphore(most)
        self._idle: defaultdict[Endpoint, list[Connection]] = defaultdict(list)
        self._tls: ssl.SSLContext | None = None
        self._tidying: asyncio.TimerHandle | None = None

    async def take(self, origin: Endpoint, patience: float | None) -> Connection:
        """A connection that nobody uses; `give_back` has to be called with it.

        Args:
            origin: where it leads.
            patience: seconds until there must be one; None for no limit.

        Raises:
            TimeoutError: none was free, or could be made, in time.
            OSError: it could not be made.
        """
        if not self._free.locked() and (idle := self._pop(origin)):
            await self._free.acquire()  # which does not wait
            return idle
        async with asyncio.timeout(patience):
            await self._free.acquire()
            try:
                return self._pop(origin) or await self._open(origin)
            except BaseException:
                self._free.release()
                raise

    def give_back(self, connection: Connection) -> None:
        """Let others use a connection."""
        if connection.is_usable:
            self._idle[connection.origin].append(connection)
            if self._tidying is None:
                self._tidying = asyncio.get_running_loop().call_later(KEEP, self._tidy_up)
        self._free.release()

    def _tidy_up(self) -> None:
        """Close what is not used again: after a morning that is hundreds, and each is a file that the system counts."""
        for origin, idle in self._idle.items():
            self._idle[origin] = [connection for connection in idle if connection.is_usable]
            for connection in idle:
                if not connection.is_usable:
                    connection.close()
        is_over = not any(self._idle.values())
        self._tidying = None if is_over else asyncio.get_running_loop().call_later(KEEP, self._tidy_up)

    async def close(self) -> None:
        """Close those that nobody uses."""
        if self._tidying is not None:
            self._tidying.cancel()
            self._tidying = None
        for connections in self._idle.values():
            for connection in connections:
                connection.close()
        self._idle.clear()
        await asyncio.sleep(0)  # which is when the loop closes their sockets

    def _pop(self, origin: Endpoint) -> Connection | None:
        idle = self._idle[origin]
        while idle:
            connection = idle.pop()
            if connection.is_usable:
                return connection
            connection.close()
        return None

    async def _open(self, origin: Endpoint) -> Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(
            lambda: Connection(origin), origin.host, origin.port, ssl=self._context() if origin.is_secure else None
        )
        return connection

    def _context(self) -> ssl.SSLContext:
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls
