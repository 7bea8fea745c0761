"""Which readings are believed, and keeping them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.temperature_jumps import Temperatures, find_jumps
from sources.errors import UntrustedReadings
from sources.korea.stations import Catalogue
from sources.records import KST, Content, NamedBy, Precision, Reading
from storage.content import observations
from storage.content.observations import Observation

EARLIEST = dt.datetime(2000, 1, 1, tzinfo=KST)
"""No readings that can be taken in are older."""

CLOCKS_DIFFER = dt.timedelta(minutes=10)
"""How far ahead a source's clock may be."""

FEWEST_REPEATED = 10
"""How many stations must show the same as before for a table to be a repetition; fewer could by chance."""

MEMORY = dt.timedelta(hours=3)
"""How long a temperature stands against a jump; a new level that lasts longer is believed."""

_MEASURES = (
    "condition", "temperature", "rain", "rain_today", "snow", "humidity", "dew_point", "wind_direction", "wind_speed",
)  # fmt: skip


async def keep_readings(
    connection: AsyncConnection, content: Content, source: str, catalogue: Catalogue, now: dt.datetime
) -> int:
    """Store a source's readings, marking those that cannot be believed.

    Returns:
        How many the store did not have, or had otherwise.

    Raises:
        UntrustedReadings: none of them can be believed; nothing is stored.
    """
    if content.observed_at is None:
        return 0
    _refuse_impossible_time(content.observed_at, content.precision, now)
    rows = [
        _observation(reading, reading.station, reading.named_by, content.precision, content.observed_at, source)
        for reading in content.readings
        if reading.station is not None and reading.named_by is not None
    ]
    await _refuse_repetition(connection, rows, content.observed_at, source)
    if content.precision is Precision.HOUR:
        rows = await _mark_jumps(connection, rows, content.observed_at, source, catalogue)
    return await observations.add(connection, rows, now)


def _refuse_impossible_time(observed_at: dt.datetime, precision: Precision, now: dt.datetime) -> None:
    """Readings from the future would hide all that really come until then."""
    at = observed_at.astimezone(KST)
    in_future = at.date() > now.astimezone(KST).date() if precision is Precision.DAY else at > now + CLOCKS_DIFFER
    if in_future:
        raise UntrustedReadings(f"the readings are said to be of {_told(at, precision)}, which is still to come")
    if at < EARLIEST:
        raise UntrustedReadings(f"the readings are said to be of {_told(at, precision)}, which cannot be")


async def _refuse_repetition(
    connection: AsyncConnection, rows: Sequence[Observation], observed_at: dt.datetime, source: str
) -> None:
    """A source that has stopped may go on to print its last table under each new hour."""
    if sum(row.temperature is not None for row in rows) < FEWEST_REPEATED:
        return
    last = await observations.latest_moment(connection, source, observed_at)
    if last is None or last == observed_at:
        return
    table = {row.station: row for row in await observations.list_of_source(connection, source, last, observed_at)}
    if all(row.station in table and _measures(row) == _measures(table[row.station]) for row in rows):
        precision = rows[0].precision
        earlier = _told(last, table[rows[0].station].precision)
        raise UntrustedReadings(f"the readings of {_told(observed_at, precision)} repeat those of {earlier}")


async def _mark_jumps(
    connection: AsyncConnection,
    rows: Sequence[Observation],
    observed_at: dt.datetime,
    source: str,
    catalogue: Catalogue,
) -> list[Observation]:
    earlier: defaultdict[dt.datetime, dict[int, float]] = defaultdict(dict)
    for row in await observations.list_of_source(connection, source, observed_at - MEMORY, observed_at):
        if row.precision is Precision.HOUR and row.temperature is not None and not row.suspect:
            earlier[row.observed_at][row.station] = row.temperature
    now: Temperatures = {row.station: row.temperature for row in rows if row.temperature is not None}
    jumps = find_jumps(now, earlier, _neighbours(catalogue))
    return [replace(row, suspect=row.station in jumps) for row in rows]


@lru_cache(maxsize=1)
def _neighbours(catalogue: Catalogue) -> Mapping[int, Sequence[int]]:
    """Return every station's neighbours, the nearest first. Cached: it measures all distances between stations."""
    return {number: catalogue.neighbours(number) for number in catalogue.numbers}


def _measures(observation: Observation) -> tuple[object, ...]:
    return tuple(getattr(observation, name) for name in _MEASURES)


def _told(at: dt.datetime, precision: Precision) -> str:
    return f"{at.astimezone(KST):{'%Y-%m-%d' if precision is Precision.DAY else '%Y-%m-%d %H:%M'}}"


def _observation(
    reading: Reading, station: int, named_by: NamedBy, precision: Precision, observed_at: dt.datetime, source: str
) -> Observation:
    return Observation(
        station=station,
        observed_at=observed_at,
        precision=precision,
        source=source,
        condition=reading.condition,
        temperature=reading.temperature,
        named_by=named_by,
        rain=reading.rain,
        rain_today=reading.rain_today,
        snow=reading.snow,
        humidity=reading.humidity,
        dew_point=reading.dew_point,
        wind_direction=reading.wind_direction,
        wind_speed=reading.wind_speed,
    )
