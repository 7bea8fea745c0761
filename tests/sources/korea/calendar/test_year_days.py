import datetime as dt
from itertools import islice

import pytest

from sources.korea.calendar.holidays import load_holidays
from sources.korea.calendar.make_holidays import YEARS
from sources.korea.calendar.year_days import load_year_days, lunar_dates


@pytest.mark.parametrize(
    ("name", "month", "day"), [("Korean New Year", 1, 1), ("Buddha's Birthday", 4, 8), ("Chuseok", 8, 15)]
)
def test_lunar_holidays_are_those_of_the_table_of_holidays(name: str, month: int, day: int) -> None:
    dates = [date for date in lunar_dates(month, day) if date.year in YEARS]
    assert dates == [date for date, names in load_holidays().items() if name in names]


def test_a_day_that_a_month_does_not_have_is_left_out() -> None:
    days = list(lunar_dates(12, 30))
    assert 30 < len(days) < 70
    assert all(date + dt.timedelta(days=1) in set(lunar_dates(1, 1)) for date in days)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("chunbun", ["2000-03-20", "2001-03-20", "2002-03-21"]),
        ("dongji", ["2000-12-21", "2001-12-22", "2002-12-22"]),
        ("chobok", ["2000-07-11", "2001-07-16", "2002-07-11"]),
        ("easter", ["2000-04-23", "2001-04-15", "2002-03-31"]),
    ],
)
def test_days_of_the_first_years(name: str, days: list[str]) -> None:
    assert list(islice(load_year_days()[name], 3)) == list(map(dt.date.fromisoformat, days))
