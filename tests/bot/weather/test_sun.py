import datetime as dt

import pytest

from bot.weather.sun import get_sun_times

SEOUL, DOKDO = (37.57, 126.97), (37.24, 131.87)


# Korea Astronomy and Space Science Institute, 2026.
@pytest.mark.parametrize(
    ("place", "day", "rise", "set_"),
    [
        (SEOUL, dt.date(2026, 1, 1), "07:47", "17:24"),
        (SEOUL, dt.date(2026, 6, 21), "05:11", "19:57"),
        (DOKDO, dt.date(2026, 1, 1), "07:26", "17:05"),
    ],
)
def test_times_of_the_almanac(place: tuple[float, float], day: dt.date, rise: str, set_: str) -> None:
    sun = get_sun_times(*place, day)
    for moment, expected in ((sun.rise, rise), (sun.set, set_)):
        assert moment.date() == day
        almanac = dt.datetime.fromisoformat(f"{day}T{expected}").replace(tzinfo=moment.tzinfo)
        assert abs(moment - almanac) <= dt.timedelta(minutes=1, seconds=30)


def test_every_day_of_a_year_has_both() -> None:
    for number in range(366):
        day = dt.date(2028, 1, 1) + dt.timedelta(days=number)
        for place in (SEOUL, DOKDO):
            sun = get_sun_times(*place, day)
            assert sun.rise.date() == sun.set.date() == day
            assert sun.rise < sun.set
