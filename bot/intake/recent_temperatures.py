"""Temperatures of the hours before tables of readings, as the database has them, read once for many tables."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Precision
from storage.content import observations
from storage.content.observations import Observation, StoredTemperature

MEMORY = dt.timedelta(hours=3)
"""Age of the temperatures that a table is compared with."""


@dataclass(slots=True)
class Table:
    """A source's stored temperatures of one moment.

    Attributes:
        rows: the rows by station number.
        trusted: ℃ by station number, without suspect ones and those of which only the day is known.
    """

    rows: dict[int, StoredTemperature] = field(default_factory=dict)
    trusted: dict[int, float] = field(default_factory=dict)

    def set(self, row: StoredTemperature) -> None:
        """Set the row of a station."""
        self.rows[row.station] = row
        if row.temperature is not None and row.precision is Precision.HOUR and not row.suspect:
            self.trusted[row.station] = row.temperature
        else:
            self.trusted.pop(row.station, None)


class RecentTemperatures:
    """The temperatures that some tables are compared with, kept up to date while the tables are stored."""

    def __init__(self) -> None:
        self._tables: defaultdict[str, defaultdict[dt.datetime, Table]] = defaultdict(lambda: defaultdict(Table))

    async def load(self, connection: AsyncConnection, moments: Iterable[tuple[str, dt.datetime]]) -> None:
        """Read what the tables of these sources and moments are compared with."""
        for source, since, until in _join_periods(moments):
            for row in await observations.list_temperatures(connection, source, since, until):
                self._tables[source][row.observed_at].set(row)

    def list_tables(self, source: str, until: dt.datetime) -> Mapping[dt.datetime, Table]:
        """Return a source's tables of the hours up to a moment, which must be one of those that were loaded."""
        tables = self._tables[source]
        return {at: table for at, table in tables.items() if until - MEMORY <= at <= until}

    def note(self, rows: Iterable[Observation]) -> None:
        """Note rows as `observations.add` stores them: without a temperature they keep the stored one."""
        for row in rows:
            table = self._tables[row.source][row.observed_at]
            stored = table.rows.get(row.station)
            if stored is None or row.temperature is not None:
                precision = row.precision if stored is None else stored.precision
                table.set(StoredTemperature(row.observed_at, row.station, row.temperature, precision, row.suspect))


def _join_periods(
    moments: Iterable[tuple[str, dt.datetime]],
) -> Iterable[tuple[str, dt.datetime, dt.datetime]]:
    """Yield the periods up to these moments, joined where they overlap."""
    joined: list[tuple[str, dt.datetime, dt.datetime]] = []
    for source, moment in sorted(set(moments)):
        if joined and joined[-1][0] == source and moment - MEMORY <= joined[-1][2]:
            joined[-1] = (source, joined[-1][1], moment)
        else:
            joined.append((source, moment - MEMORY, moment))
    return joined
