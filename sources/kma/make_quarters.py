"""Make `sources/korea/quarters.csv`, the names of 동 that several districts have, from KMA's tables of forecast points.

    python -m sources.kma.make_quarters TABLE...

The tables are those of `sources.kma.town_table` (data.go.kr, dataset 15084084), of several years, because older ones
also have the 동 of the land register. The table that ships was made from that of 2026-07-01 and one of before 2018.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from sources.kma.town_table import Town, parse_towns

_SEVERAL = 2
# Large ones are divided: 사직1동, 사직제2동.
_QUARTER = re.compile(r"([가-힣]+?)(?:제?[0-9][0-9.,·]*)?(동)")


def collect_quarters(towns: Iterable[Town]) -> Iterator[tuple[str, str, str]]:
    """Yield each district with the names of its 동 that other districts have too, without their numbers."""
    districts: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for town in towns:
        if quarter := _QUARTER.fullmatch(town.name):
            districts["".join(quarter.groups())].add((town.province, town.district))
    shared: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name, regions in districts.items():
        for region in regions if len(regions) >= _SEVERAL else ():
            shared[region].add(name)
    return ((*region, "|".join(sorted(names))) for region, names in sorted(shared.items()))


def main() -> None:
    """Write the table."""
    towns = [town for path in sys.argv[1:] for town in parse_towns(Path(path).read_bytes()).towns]
    target = Path(str(resources.files("sources.korea").joinpath("quarters.csv")))
    with target.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("province", "district", "names"))
        writer.writerows(collect_quarters(towns))


if __name__ == "__main__":
    main()
