"""Whether the readings of the morning are there."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import KST
from storage.content import observations

FRESH = dt.timedelta(minutes=90)
"""How old an hourly reading may be for a bulletin: an hour's readings come within half an hour."""


async def has_fresh_readings(connection: AsyncConnection, now: dt.datetime) -> bool:
    """Whether there is a reading that is believed, of the last `FRESH` or, where no hour is known, of today."""
    midnight = now.astimezone(KST).replace(hour=0, minute=0, second=0, microsecond=0)
    return await observations.has_fresh(connection, hour_since=now - FRESH, day_since=midnight)
