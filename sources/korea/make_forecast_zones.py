"""Make `forecast_zones.csv` from two vintages of KMA's table of forecast points (data.go.kr, dataset 15084084).

    python -m sources.korea.make_forecast_zones TODAY.csv FORMER.csv

KMA's workbooks are saved as CSV first. Of each row the administrative code (``행정구역코드``), the town (``3단계``) and
the cell (``격자 X``, ``격자 Y``) are read. The table that ships was made from those of 2026-07-01 and of 2018.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sources.korea.forecast_grid import Cell

_CODE, _TOWN, _X, _Y = "행정구역코드", "3단계", "격자 X", "격자 Y"


def collect_codes(rows: Iterable[Mapping[str, str]]) -> dict[Cell, set[str]]:
    """Return the codes of the towns of each cell; provinces and districts are left out."""
    found: defaultdict[Cell, set[str]] = defaultdict(set)
    for row in rows:
        if row[_TOWN]:
            found[Cell(int(row[_X]), int(row[_Y]))].add(row[_CODE])
    return found


def choose_zones(
    today: Mapping[Cell, set[str]], former: Mapping[Cell, set[str]]
) -> Iterator[tuple[int, int, str, str]]:
    """Yield each cell with a code of today and, if none of its codes existed before, with a former one or nothing."""
    for cell, codes in sorted(today.items()):
        before = former.get(cell, set())
        # One that has never changed is the least likely to be unknown to a server.
        if lasting := codes & before:
            yield cell.x, cell.y, min(lasting), ""
        else:
            yield cell.x, cell.y, min(codes), min(before, default="")


def _read(path: str) -> dict[Cell, set[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return collect_codes(csv.DictReader(file))


def main() -> None:
    """Write the table next to this module."""
    today, former = map(_read, sys.argv[1:3])
    with Path(__file__).with_name("forecast_zones.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("x", "y", "zone", "former"))
        writer.writerows(choose_zones(today, former))


if __name__ == "__main__":
    main()
