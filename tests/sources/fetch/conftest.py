from collections.abc import AsyncIterator

import pytest

from sources.fetch import Fetcher, Timeouts
from tests.sources.fetch.badsource import BadSource
from tests.sources.fetch.factories import NOW, Naps


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
