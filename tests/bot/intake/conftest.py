from collections.abc import AsyncIterator

import pytest

from bot.clock import SetClock
from sources.fetch import Fetcher
from tests.bot.intake.factories import NOON
from tests.sources.fetch.badsource import BadSource


@pytest.fixture
async def source() -> AsyncIterator[BadSource]:
    async with BadSource() as source:
        yield source


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
async def fetcher(clock: SetClock) -> AsyncIterator[Fetcher]:
    async def no_pause(_: float) -> None:
        """Do not wait."""

    async with Fetcher(clock.now, sleep=no_pause) as fetcher:
        yield fetcher
