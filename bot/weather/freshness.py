"""Age of readings: how old an observation may be for its uses."""

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import KST, Precision
from storage.content import observations
from storage.content.observations import Observation

# A rule: the readings of an hour arrive within half an hour (docs/decisions/032).
MAX_BULLETIN_AGE = dt.timedelta(minutes=90)
"""An hourly reading in a bulletin is at most this old."""

LATE_AFTER = dt.timedelta(hours=3)
OLD_AFTER = dt.timedelta(days=1)


def get_start_of_yesterday(now: dt.datetime) -> dt.datetime:
    """Return the midnight in Seoul from which on readings are weather of today: a page of yesterday still is."""
    midnight = now.astimezone(KST).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - dt.timedelta(days=1)


def is_old(observation: Observation, now: dt.datetime) -> bool:
    """Return whether an observation is older than a day.

    A daily observation, whose hour is unknown, is old two days later (KST).
    """
    if observation.precision is Precision.DAY:
        return now.astimezone(KST).date() - observation.observed_at.astimezone(KST).date() > OLD_AFTER
    return now - observation.observed_at > OLD_AFTER


def is_late(observation: Observation, now: dt.datetime) -> bool:
    """Return whether an observation is older than three hours; a daily one is late when it is old."""
    if observation.precision is Precision.DAY:
        # Its time is midnight: by the clock it would be late from three in the morning on.
        return is_old(observation, now)
    return now - observation.observed_at > LATE_AFTER


async def has_fresh_readings(connection: AsyncConnection, now: dt.datetime) -> bool:
    """Return whether there is a plausible reading not older than `MAX_BULLETIN_AGE`, or a daily one of today (KST)."""
    midnight = now.astimezone(KST).replace(hour=0, minute=0, second=0, microsecond=0)
    # Readings of a day are stored under its midnight in Seoul.
    return await observations.has_fresh(connection, hour_since=now - MAX_BULLETIN_AGE, day_since=midnight)
