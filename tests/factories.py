"""Tables of readings, as an hourly source brings them."""

import datetime as dt
from collections.abc import Mapping

from bot.intake.ingest import IngestResult, SourceRef, store_content
from sources.korea.stations import load_catalogue
from sources.records import Content, NamedBy, Reading
from storage.database import Database

CATALOGUE = load_catalogue()


def readings(temperatures: Mapping[int, float | None], condition: str | None = "맑음") -> tuple[Reading, ...]:
    """A line for each station, in ascending number."""
    return tuple(
        Reading(line, condition, temperature, station, NamedBy.PAGE)
        for line, (station, temperature) in enumerate(sorted(temperatures.items()), 1)
    )


def country(base: float, stations: int = 97, **others: float | None) -> dict[int, float | None]:
    """A temperature of its own for each station, with some of them set: ``s112=40.0``."""
    table: dict[int, float | None] = {
        number: round(base + place / 100, 2) for place, number in enumerate(CATALOGUE.numbers[:stations])
    }
    return table | {int(name[1:]): value for name, value in others.items()}


async def take_hour(
    database: Database, table: Mapping[int, float | None], at: dt.datetime, source: str = "KMA map"
) -> IngestResult:
    """Take in a table as soon as its hour has come."""
    return await store_content(
        source, Content(observed_at=at, readings=readings(table)), SourceRef(source), database, CATALOGUE, at
    )
