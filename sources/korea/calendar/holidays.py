"""Public holidays of Korea from 2000 to 2099: `holidays.csv`, which `make_holidays` writes."""

import datetime as dt
from collections.abc import Mapping
from functools import cache

from sources.korea.tables import read_table


@cache
def load_holidays() -> Mapping[dt.date, tuple[str, ...]]:
    """Return the English names of the holidays of each day, with substitute holidays and election days, by date."""
    return {dt.date.fromisoformat(row["date"]): tuple(row["names"].split("; ")) for row in read_table("holidays.csv")}
