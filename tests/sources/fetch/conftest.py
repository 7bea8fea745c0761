from collections.abc import AsyncIterator

import pytest

from sources.fetch import Fetcher, Timeouts
from tests.sources.fetch.badsource import BadSource
from tests.sources.fetch.factories import NOW, RecordedPauses


@pytest.fixture
async def source() -> AsyncIterator[BadSource]:
    async with BadSource() as source:
        yield source


@pytest.fixture
def pauses() -> RecordedPauses:
    return RecordedPauses()


@pytest.fixture
async def fetcher(pauses: RecordedPauses) -> AsyncIterator[Fetcher]:
    async with Fetcher(lambda: NOW, timeouts=Timeouts(connect=5, total=10), sleep=pauses) as fetcher:
        yield fetcher


@pytest.fixture
async def impatient_fetcher(pauses: RecordedPauses) -> AsyncIterator[Fetcher]:
    """A fetcher with short timeouts."""
    async with Fetcher(lambda: NOW, timeouts=Timeouts(connect=0.2, total=0.3), sleep=pauses) as fetcher:
        yield fetcher
