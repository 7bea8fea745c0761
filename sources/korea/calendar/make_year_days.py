"""Make `year_days.csv` and `lunar_months.csv` with the package ephem, which is needed for nothing else.

    pip install ephem
    python -m sources.korea.calendar.make_year_days

`year_days.csv` has the 24 solar terms, the three hottest days (복날), 한식 and Easter of each year, `lunar_months.csv`
the first days of the months of Korea's lunar calendar, in which a leap month has the number of the month before it.
"""

import csv
import datetime as dt
import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import ephem
from dateutil.easter import easter

YEARS = range(2000, 2100)
TERMS = (
    "sohan", "daehan", "ipchun", "usu", "gyeongchip", "chunbun", "cheongmyeong", "gogu", "ipha", "soman", "mangjong",
    "haji", "soseo", "daeseo", "ipchu", "cheoseo", "baengno", "chubun", "hallo", "sanggang", "ipdong", "soseol",
    "daeseol", "dongji",
)  # fmt: skip
"""The names of the 24 solar terms, from January to December."""

_DAY = dt.timedelta(days=1)
_KST = 9 * 60 * 60
_TROPICAL_YEAR = 365.2422
_FIRST_LONGITUDE, _STEP, _CIRCLE = 285, 15, 360
_STEMS, _GYEONG = 10, 6
_MONTHS = 12


def main() -> None:
    """Write the tables beside those of `sources.korea`."""
    others = ("chobok", "jungbok", "malbok", "hansik", "easter")
    _write("year_days.csv", ("year", *TERMS, *others), map(_year_row, YEARS))
    _write("lunar_months.csv", ("date", "month", "is_leap"), _month_rows())


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with (Path(__file__).parents[1] / name).open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerows([header, *rows])


def _year_row(year: int) -> tuple[object, ...]:
    terms = _terms_of(year)
    by_name = dict(zip(TERMS, terms, strict=True))
    third = _gyeong_day(by_name["haji"], 3)
    hot_days = third, third + 10 * _DAY, _gyeong_day(by_name["ipchu"], 1)
    hansik = _terms_of(year - 1)[-1] + 105 * _DAY
    return year, *(f"{day:%m-%d}" for day in (*terms, *hot_days, hansik, easter(year)))


def _terms_of(year: int) -> list[dt.date]:
    return [_find_term(year, (_FIRST_LONGITUDE + _STEP * number) % _CIRCLE) for number in range(len(TERMS))]


def _find_term(year: int, longitude: int) -> dt.date:
    """Return the day in Korea on which the sun reaches a longitude in degrees."""
    moment = (
        float(ephem.Date(f"{year}/1/1")) + (longitude - _longitude(f"{year}/1/1")) % _CIRCLE / _CIRCLE * _TROPICAL_YEAR
    )
    for _ in range(6):
        missing = (longitude - _longitude(moment) + _CIRCLE / 2) % _CIRCLE - _CIRCLE / 2
        moment += missing / _CIRCLE * _TROPICAL_YEAR
    return _in_korea(moment)


def _longitude(moment: str | float) -> float:
    """Return the sun's apparent longitude in degrees."""
    sun = ephem.Sun(ephem.Date(moment))
    return math.degrees(ephem.Ecliptic(ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=moment), epoch=moment).lon)


def _in_korea(moment: float) -> dt.date:
    found: dt.datetime = ephem.Date(moment + _KST / 86400).datetime()
    return found.date()


def _gyeong_day(since: dt.date, number: int) -> dt.date:
    """Return the n-th day of the stem 경 (庚) from a day on; the ten stems of the days take turns."""
    first = since + (_GYEONG - (since.toordinal() + 4)) % _STEMS * _DAY
    return first + (number - 1) * _STEMS * _DAY


def _month_rows() -> Iterator[tuple[object, ...]]:
    """Yield the months: that of the winter solstice is the eleventh, and one without a principal term a leap month."""
    moons = list(_new_moons(YEARS.start - 2, YEARS.stop + 2))
    for year in range(YEARS.start - 1, YEARS.stop):
        solstices = [_terms_of(one)[-1] for one in (year, year + 1)]
        first, last = (max(number for number, moon in enumerate(moons) if moon <= day) for day in solstices)
        terms = [*_terms_of(year)[1::2], *_terms_of(year + 1)[1::2]]
        has_leap, month, months = last - first > _MONTHS, 10, moons[first : last + 1]
        for begin, end in pairwise(months):
            is_leap = has_leap and not any(begin <= term < end for term in terms)
            has_leap = has_leap and not is_leap
            month += not is_leap
            yield begin, (month - 1) % _MONTHS + 1, int(is_leap)


def _new_moons(first: int, last: int) -> Iterator[dt.date]:
    moment = ephem.Date(f"{first}/1/1")
    while (moment := ephem.next_new_moon(moment)) < ephem.Date(f"{last}/1/1"):
        yield _in_korea(float(moment))


if __name__ == "__main__":
    main()
