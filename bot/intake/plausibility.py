"""Plausibility checks of readings, and storing them.

A table from the future, or that repeats the source's last one, is rejected as a whole. A temperature that jumps
against its neighbours is stored but marked as suspect.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from statistics import median

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.recent_temperatures import RecentTemperatures, Table
from sources.errors import ImplausibleReadings
from sources.korea.stations import Catalogue
from sources.records import KST, Content, NamedBy, Precision, Reading
from storage.content import observations
from storage.content.observations import Observation

EARLIEST = dt.datetime(2000, 1, 1, tzinfo=KST)
"""Older readings are rejected."""

# A source's clock may be ahead of ours.
CLOCK_TOLERANCE = dt.timedelta(minutes=10)

# Fewer stations could have the same values again by coincidence.
MIN_REPEATED = 10
"""Stations with unchanged values that make a table a repetition."""

# A rule, not measured (docs/decisions/015).
MAX_JUMP = 15.0
"""The largest plausible change of a temperature relative to its neighbours, ℃."""

# A broken instrument or program gives zero. A single hour is doubted: the one after it counts from the one before.
MAX_JUMP_TO_ZERO = 3.0
"""The largest plausible change of a temperature to exactly 0.0 relative to its neighbours, ℃."""

NEIGHBOURS = 5
# The median of one neighbour is that neighbour, which may be wrong itself. With fewer, a station's own change counts.
MIN_NEIGHBOURS = 2

_MEASURES = (
    "condition", "temperature", "rain", "rain_today", "snow", "humidity", "dew_point", "wind_direction", "wind_speed",
    "feels_like",
)  # fmt: skip

Temperatures = Mapping[int, float]
"""℃ by station number."""


async def store_readings(
    connection: AsyncConnection,
    content: Content,
    source: str,
    catalogue: Catalogue,
    recent: RecentTemperatures,
    now: dt.datetime,
) -> int:
    """Store a source's readings and mark implausible temperatures.

    Args:
        connection: a write transaction.
        content: the readings.
        source: the source's name.
        catalogue: the weather stations.
        recent: the temperatures before, which get those that are stored.
        now: the current time, aware.

    Returns:
        The number of new or changed readings.

    Raises:
        ImplausibleReadings: the whole table is rejected; nothing is stored.
    """
    if content.observed_at is None:
        return 0
    _check_time(content.observed_at, content.precision, now)
    rows = [
        _to_observation(reading, reading.station, reading.named_by, content.precision, content.observed_at, source)
        for reading in content.readings
        if reading.station is not None and reading.named_by is not None
    ]
    tables = recent.list_tables(source, content.observed_at)
    await _check_repetition(connection, rows, tables, content.observed_at, source)
    # A page that gives only the day may be of any hour; a difference between two of them means nothing.
    if content.precision is Precision.HOUR:
        rows = _mark_jumps(rows, tables, content.observed_at, catalogue)
    recent.note(rows)
    return await observations.add(connection, rows, now)


def _check_time(observed_at: dt.datetime, precision: Precision, now: dt.datetime) -> None:
    # Readings from the future would hide all real ones until then.
    at = observed_at.astimezone(KST)
    is_future = at.date() > now.astimezone(KST).date() if precision is Precision.DAY else at > now + CLOCK_TOLERANCE
    if is_future:
        raise ImplausibleReadings(f"the readings are dated {_format_time(at, precision)}, which is in the future")
    if at < EARLIEST:
        raise ImplausibleReadings(f"the readings are dated {_format_time(at, precision)}, which is too old")


async def _check_repetition(
    connection: AsyncConnection,
    rows: Sequence[Observation],
    tables: Mapping[dt.datetime, Table],
    observed_at: dt.datetime,
    source: str,
) -> None:
    # A source that has stopped may go on printing its last table under each new hour.
    if sum(row.temperature is not None for row in rows) < MIN_REPEATED:
        return
    last = max(tables, default=None)
    # The temperatures tell nearly all tables apart; only a table with the same ones is read whole.
    if last is not None:
        before = tables[last].rows
        if any(row.station not in before or before[row.station].temperature != row.temperature for row in rows):
            return
    else:
        last = await observations.latest_moment(connection, source, observed_at)
    # The same hour again is another poll or a correction.
    if last is None or last == observed_at:
        return
    table = {row.station: row for row in await observations.list_of_source(connection, source, last, observed_at)}
    # Every station of the new table, not of the last one: a repetition may have lost some.
    if all(row.station in table and _get_measures(row) == _get_measures(table[row.station]) for row in rows):
        precision = rows[0].precision
        earlier = _format_time(last, table[rows[0].station].precision)
        raise ImplausibleReadings(f"the readings of {_format_time(observed_at, precision)} repeat those of {earlier}")


def _mark_jumps(
    rows: Sequence[Observation], tables: Mapping[dt.datetime, Table], observed_at: dt.datetime, catalogue: Catalogue
) -> list[Observation]:
    # Suspect ones do not count, or the return to the normal level would be a jump too.
    earlier = {at: table.trusted for at, table in tables.items() if at < observed_at}
    now: Temperatures = {row.station: row.temperature for row in rows if row.temperature is not None}
    jumps = find_jumps(now, earlier, _get_neighbours(catalogue))
    return [replace(row, suspect=True) if row.station in jumps else row for row in rows]


def find_jumps(
    now: Temperatures,
    earlier: Mapping[dt.datetime, Temperatures],
    neighbours: Mapping[int, Sequence[int]],
) -> set[int]:
    """Return the stations whose temperature changed by more than `MAX_JUMP` relative to their neighbours.

    A change to exactly 0.0 ℃ must not exceed `MAX_JUMP_TO_ZERO`.

    A station is compared with its own newest temperature in `earlier`, and so are the nearest `NEIGHBOURS` stations
    that have values at both times. A station without an earlier temperature is accepted.

    Args:
        now: the temperatures to check.
        earlier: accepted temperatures by their time.
        neighbours: each station's neighbours, nearest first; a missing station has none.
    """
    jumps = set()
    unknown = set(now)
    for _, before in sorted(earlier.items(), reverse=True):
        known, unknown = unknown & before.keys(), unknown - before.keys()
        if not known:
            continue
        changes = {station: now[station] - before[station] for station in now if station in before}
        largest = max(map(abs, changes.values()))
        jumps |= {
            station
            for station in known
            # Hardly any station needs its neighbours' median, which is at most the largest change of all.
            if abs(changes[station]) + largest > (most := MAX_JUMP if now[station] else MAX_JUMP_TO_ZERO)
            and abs(_get_relative_change(station, changes, neighbours)) > most
        }
    return jumps


def _get_relative_change(station: int, changes: Temperatures, neighbours: Mapping[int, Sequence[int]]) -> float:
    """Return the change of a station's temperature minus the median change of its neighbours, ℃."""
    around = list(islice((changes[other] for other in neighbours.get(station, ()) if other in changes), NEIGHBOURS))
    if len(around) < MIN_NEIGHBOURS:
        return changes[station]
    # Relative to the neighbours, so that a cold front is not a jump. The median, so that a second wrong station next to
    # this one does not excuse it.
    return changes[station] - median(around)


# Cached: it measures all distances between stations.
@lru_cache(maxsize=1)
def _get_neighbours(catalogue: Catalogue) -> Mapping[int, Sequence[int]]:
    """Return every station's neighbours, nearest first."""
    return {number: catalogue.neighbours(number) for number in catalogue.numbers}


def _get_measures(observation: Observation) -> tuple[object, ...]:
    return tuple(getattr(observation, name) for name in _MEASURES)


def _format_time(at: dt.datetime, precision: Precision) -> str:
    return f"{at.astimezone(KST):{'%Y-%m-%d' if precision is Precision.DAY else '%Y-%m-%d %H:%M'}}"


def _to_observation(
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
        feels_like=reading.feels_like,
    )
