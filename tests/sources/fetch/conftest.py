import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from sources.fetch import Fetcher, Timeouts
from tests.sources.fetch.badsource import BadSource

NOW = dt.datetime(2024, 5, 13, 6, 30, tzinfo=dt.UTC)


class Naps(list[float]):
    """The pauses between attempts, in seconds, none of which is slept."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)
        await asyncio.sleep(0)


class Names(AbstractResolver):
    """Look-ups of names: each takes the next list of addresses, the last one for ever."""

    def __init__(self, *turns: list[str]) -> None:
        self.turns = list(turns)
        self.looked_up: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.looked_up.append(host)
        ends = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        if not ends:
            raise OSError(None, "no such name")
        return [
            ResolveResult(hostname=host, host=end, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
            for end in ends
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def source() -> AsyncIterator[BadSource]:
    async with BadSource() as source:
        yield source


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def fetcher(naps: Naps) -> AsyncIterator[Fetcher]:
    async with Fetcher(lambda: NOW, timeouts=Timeouts(connect=5, total=10), sleep=naps) as fetcher:
        yield fetcher


@pytest.fixture
async def hasty(naps: Naps) -> AsyncIterator[Fetcher]:
    """A fetcher that waits for nobody."""
    async with Fetcher(lambda: NOW, timeouts=Timeouts(connect=0.2, total=0.3), sleep=naps) as fetcher:
        yield fetcher
