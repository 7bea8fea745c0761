"""Make `holidays.csv` with the package holidays, which takes 13 MB and knows 250 countries.

    python -m sources.korea.calendar.make_holidays

Days of elections and others that the government sets for one year are in the table as far as the package knows them.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from holidays import country_holidays

YEARS = range(2000, 2100)


def list_rows() -> Iterator[tuple[str, str]]:
    """Yield each public holiday of Korea in the years of the table: its date and its names in English."""
    for day, name in sorted(country_holidays("KR", years=YEARS, language="en_US").items()):
        # Dates of the lunar calendar can fall into the year after the last one.
        if day.year in YEARS:
            yield day.isoformat(), name


def main() -> None:
    """Write the table beside those of `sources.korea`."""
    with (Path(__file__).parents[1] / "holidays.csv").open("w", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerows([("date", "names"), *list_rows()])


if __name__ == "__main__":
    main()
