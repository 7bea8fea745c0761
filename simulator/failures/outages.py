"""Outages of the whole server."""

import asyncio
from collections.abc import Callable
from time import monotonic

from aiohttp import web


class Outages:
    """The listening socket of the server, and its outages.

    Args:
        runner: the runner of the server's application.
        host: the host to listen on.
        port: the port to listen on; 0 takes a free one, and keeps it after an outage.
        clock: returns monotonic seconds.
    """

    def __init__(self, runner: web.AppRunner, host: str, port: int, clock: Callable[[], float] = monotonic) -> None:
        self._runner = runner
        self._host = host
        self._port = port
        self._clock = clock
        self._until = 0.0
        self._site: web.TCPSite | None = None
        self._restart: asyncio.Task[None] | None = None
        self._connections: set[asyncio.Transport] = set()

    @property
    def seconds_left(self) -> float:
        """The seconds until the outage of all bots' connections ends; 0 for none."""
        return max(0.0, self._until - self._clock())

    def begin(self, seconds: float) -> None:
        """Abort the open connections of all bots, and handle no call for so many seconds."""
        self._until = self._clock() + seconds
        for transport in self._connections:
            transport.abort()

    async def refuse(self, seconds: float) -> None:
        """Stop listening for so many seconds, so that new connections are refused.

        All routes of the server are affected, those of the control API too.
        """
        await self.close()
        self.begin(seconds)
        self._restart = asyncio.create_task(self._listen_after(seconds))

    async def end(self) -> None:
        """End the outage."""
        self._until = 0.0
        self._cancel_restart()
        await self.listen()

    async def listen(self) -> str:
        """Start listening, and return host and port."""
        if self._site is None:
            self._site = web.TCPSite(self._runner, self._host, self._port)
            await self._site.start()
            self._port = self._runner.addresses[0][1]
        return f"{self._host}:{self._port}"

    async def close(self) -> None:
        """Stop listening."""
        # A server that has stopped during an outage must not listen again.
        self._cancel_restart()
        site, self._site = self._site, None
        if site:
            await site.stop()

    def track(self, request: web.Request) -> asyncio.Transport | None:
        """Register a request's connection, so that an outage can abort it; None during an outage."""
        transport = request.transport
        if transport is None or (self._until > 0 and self.seconds_left > 0):  # no transport: the bot has disconnected
            return None
        self._connections.add(transport)
        return transport

    def untrack(self, transport: asyncio.Transport) -> None:
        """Unregister a connection."""
        self._connections.discard(transport)

    async def _listen_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._restart = None
        await self.listen()

    def _cancel_restart(self) -> None:
        if self._restart:
            self._restart.cancel()
            self._restart = None
