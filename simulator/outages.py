"""Outages: the whole server is away for a while."""

import asyncio
from collections.abc import Callable
from time import monotonic

from aiohttp import web


class Outages:
    """When the server is away, and how.

    Args:
        runner: what listens.
        host: where.
        port: which port; 0 takes a free one at first, and keeps it.
        clock: tells seconds, never backwards.
    """

    def __init__(self, runner: web.AppRunner, host: str, port: int, clock: Callable[[], float] = monotonic) -> None:
        self._runner = runner
        self._host = host
        self._port = port
        self._clock = clock
        self._until = 0.0
        self._site: web.TCPSite | None = None
        self._return: asyncio.Task[None] | None = None
        self._open: set[asyncio.Transport] = set()

    @property
    def seconds_left(self) -> float:
        """How long every bot's connection is still broken; 0 where it is not."""
        return max(0.0, self._until - self._clock())

    def begin(self, seconds: float) -> None:
        """Break every bot's connection, open ones at once, for so many seconds; nothing is handled."""
        self._until = self._clock() + seconds
        for transport in self._open:
            transport.abort()

    async def refuse(self, seconds: float) -> None:
        """Stop listening for so many seconds: new connections are refused, as where no host answers.

        The routes that others have added to the server are away as well.
        """
        await self.close()
        self.begin(seconds)
        self._return = asyncio.create_task(self._come_back(seconds))

    async def end(self) -> None:
        """Be there again, at once."""
        self._until = 0.0
        self._cancel_return()
        await self.listen()

    async def listen(self) -> str:
        """Listen, and return host and port."""
        if self._site is None:
            self._site = web.TCPSite(self._runner, self._host, self._port)
            await self._site.start()
            self._port = self._runner.addresses[0][1]
        return f"{self._host}:{self._port}"

    async def close(self) -> None:
        """Stop listening."""
        self._cancel_return()
        site, self._site = self._site, None
        if site:
            await site.stop()

    def watch(self, request: web.Request) -> asyncio.Transport | None:
        """Know of a request's connection until it is forgotten, so that an outage breaks it; None while one is on."""
        transport = request.transport
        if transport is None or (self._until > 0 and self.seconds_left > 0):  # or the bot has hung up
            return None
        self._open.add(transport)
        return transport

    def forget(self, transport: asyncio.Transport) -> None:
        """Know of a connection no more."""
        self._open.discard(transport)

    async def _come_back(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._return = None
        await self.listen()

    def _cancel_return(self) -> None:
        if self._return:
            self._return.cancel()
            self._return = None
