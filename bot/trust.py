"""Which readings are believed, and keeping them."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncConnection

from sources.errors import BrokenDocument
from sources.records import KST, Content, NamedBy, Reading
from storage import observations
from storage.observations import Observation

EARLIEST = dt.datetime(2000, 1, 1, tzinfo=KST)
"""No readings that can be taken in are older."""

_A_DAY = dt.timedelta(days=1)


async def keep_readings(connection: AsyncConnection, content: Content, source: str, now: dt.datetime) -> int:
    """Store a source's readings.

    Returns:
        How many the store did not have, or had otherwise.

    Raises:
        BrokenDocument: they cannot be of the time that the source tells.
    """
    if content.observed_at is None:
        return 0
    _refuse_impossible_time(content.observed_at, now)
    rows = [
        _observation(reading, reading.station, reading.named_by, content, content.observed_at, source)
        for reading in content.readings
        if reading.station is not None and reading.named_by is not None
    ]
    return await observations.add(connection, rows, now)


def _refuse_impossible_time(observed_at: dt.datetime, now: dt.datetime) -> None:
    """Readings from the future would hide all that really come until then."""
    if not EARLIEST <= observed_at < now + _A_DAY:
        raise BrokenDocument(f"the readings are said to be of {observed_at:%Y-%m-%d %H:%M}, which cannot be")


def _observation(
    reading: Reading, station: int, named_by: NamedBy, content: Content, observed_at: dt.datetime, source: str
) -> Observation:
    return Observation(
        station=station,
        observed_at=observed_at,
        precision=content.precision,
        source=source,
        condition=reading.condition,
        temperature=reading.temperature,
        named_by=named_by,
    )
