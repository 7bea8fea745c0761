"""Strategies for schedules and times."""

import datetime as dt
from zoneinfo import available_timezones

from hypothesis import strategies as st

from storage.terms import Days, Schedule

ZONES = sorted(available_timezones() - {"localtime"})
TIME = st.builds(dt.time, st.integers(0, 23), st.integers(0, 59))
MOMENT = st.integers(0, 730 * 24 * 60).map(
    lambda minutes: dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=minutes)
)
SCHEDULE = st.builds(
    Schedule,
    st.lists(TIME, min_size=1, max_size=4).map(tuple),
    st.sampled_from(ZONES),
    st.integers(1, 127).map(Days),
    st.booleans(),
)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
