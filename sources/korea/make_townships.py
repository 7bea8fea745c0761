"""Make `townships.csv` from GeoNames' postal codes of Korea (CC BY 4.0).

    python -m sources.korea.make_townships KR.txt

The input is https://download.geonames.org/export/zip/KR.zip, unpacked: a line per postal code, tabs between fields.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from sources.korea.regions import load_provinces

# Fields of a line: the names of the province, the district, and the township if the postal code lies in one.
_PROVINCE, _DISTRICT, _TOWNSHIP = 3, 5, 7
_ENDINGS = ("읍", "면")


def collect_townships(lines: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Return the townships of each province and district."""
    short = {name: province.name for province in load_provinces() for name in province.names}
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if fields[_TOWNSHIP].endswith(_ENDINGS):
            found[short[fields[_PROVINCE]], fields[_DISTRICT]].add(fields[_TOWNSHIP])
    return found


def main() -> None:
    """Write the table next to this module."""
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        found = collect_townships(file)
    with Path(__file__).with_name("townships.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("province", "district", "names"))
        writer.writerows((*region, "|".join(sorted(names))) for region, names in sorted(found.items()))


if __name__ == "__main__":
    main()
