"""Days that have another date each year: solar terms, the hottest days, Easter, and the dates of the lunar calendar.

`make_year_days` writes the tables, for the years from 2000 to 2099.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from sources.korea.tables import read_table

_DAY = dt.timedelta(days=1)


@cache
def load_year_days() -> Mapping[str, tuple[dt.date, ...]]:
    """Return the dates of each day in ascending order, by its name in `year_days.csv`."""
    rows = list(read_table("year_days.csv"))
    names = [name for name in rows[0] if name != "year"]
    return {name: tuple(dt.date.fromisoformat(f"{row['year']}-{row[name]}") for row in rows) for name in names}


def lunar_dates(month: int, day: int) -> Iterator[dt.date]:
    """Yield the dates of a day of the lunar calendar in ascending order, without those in leap months."""
    for (first, number, is_leap), (end, *_) in pairwise(_load_months()):
        date = first + (day - 1) * _DAY
        if number == month and not is_leap and date < end:
            yield date


@cache
def _load_months() -> tuple[tuple[dt.date, int, bool], ...]:
    """Return the first day of each month of the lunar calendar, its number, and whether it is a leap month."""
    rows = read_table("lunar_months.csv")
    return tuple((dt.date.fromisoformat(row["date"]), int(row["month"]), row["is_leap"] == "1") for row in rows)
