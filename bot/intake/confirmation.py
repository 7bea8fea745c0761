"""Confirmation of readings by KMA's front page, whose temperatures have no time.

Where no table of a chain serves, it tells whether KMA has nothing newer or only the tables do not.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.intake.source_config import KmaFrontPage
from sources.fetch import Fetcher
from sources.kma.front_page import build_url, parse_front_page
from sources.korea.stations import Catalogue
from sources.records import Document

# Temperatures are printed in tenths of a degree.
_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Comparison of known temperatures with those of KMA's front page.

    Attributes:
        same: stations with the same temperature.
        compared: stations that have a temperature in both.
    """

    same: int
    compared: int

    def __str__(self) -> str:
        return f"KMA's front page shows the same temperature at {self.same} of {self.compared} stations"


async def confirm(
    page: KmaFrontPage, temperatures: Mapping[int, float], fetcher: Fetcher, catalogue: Catalogue
) -> Confirmation:
    """Compare temperatures (℃), by station, with those that KMA's front page shows now.

    Raises:
        SourceError: the page failed or cannot be used.
    """
    fetched = await fetcher.fetch(build_url(page.address, catalogue), private=page.private)
    # None is not possible here: without validators a server cannot answer that nothing has changed.
    document = fetched.document if fetched else Document(b"")
    shown = await asyncio.to_thread(parse_front_page, document, catalogue)
    both = shown.keys() & temperatures.keys()
    same = sum(abs(shown[station] - temperatures[station]) < _TOLERANCE for station in both)
    return Confirmation(same, len(both))
