"""Make `sources/korea/quarters.csv`, the names of 동 that several districts have, from KMA's tables of forecast points.

    python -m sources.kma.make_quarters NEWEST OLDER...

The tables are those of `sources.kma.town_table` (data.go.kr, dataset 15084084), of several years, because older ones
also have the 동 of the land register. `names` are the 동 of the newest table, `former` those that only older ones have.
The table that ships was made from that of 2026-07-01 and one of before 2018; `former` by that of October 2025.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sources.kma.town_table import Town, parse_towns

_SEVERAL = 2
# Large ones are divided: 사직1동, 사직제2동.
_QUARTER = re.compile(r"([가-힣]+?)(?:제?[0-9][0-9.,·]*)?(동)")


class Row(NamedTuple):
    """A district with the names of its 동 that other districts have too, without their numbers.

    Attributes:
        province: the short name of the province.
        district: the district's name.
        names: the 동 of today, separated by `|`.
        former: those of older tables.
    """

    province: str
    district: str
    names: str
    former: str


def collect_quarters(newest: Iterable[Town], older: Iterable[Town]) -> Iterator[Row]:
    """Yield the districts with shared names, sorted."""
    today, before = _find_districts(newest), _find_districts(older)
    shared: defaultdict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for name in sorted({*today, *before}):
        regions = today[name] | before[name]
        for region in regions if len(regions) >= _SEVERAL else ():
            shared[region][region not in today[name]].append(name)
    return (Row(*region, "|".join(names), "|".join(former)) for region, (names, former) in sorted(shared.items()))


def _find_districts(towns: Iterable[Town]) -> defaultdict[str, set[tuple[str, str]]]:
    """Return the districts with a 동 of a name, by the name without its number."""
    districts: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for town in towns:
        if quarter := _QUARTER.fullmatch(town.name):
            districts["".join(quarter.groups())].add((town.province, town.district))
    return districts


def main() -> None:
    """Write the table."""
    newest, *older = ([*parse_towns(Path(path).read_bytes()).towns] for path in sys.argv[1:])
    target = Path(str(resources.files("sources.korea").joinpath("quarters.csv")))
    with target.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(collect_quarters(newest, chain(*older)))


if __name__ == "__main__":
    main()
