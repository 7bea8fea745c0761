"""Make `sources/korea/townships.csv` from GeoNames' postal codes of Korea (CC BY 4.0) and KMA's table of towns.

    python -m sources.kma.make_townships KR.txt TABLE

The first input is https://download.geonames.org/export/zip/KR.zip, unpacked: a line per postal code, tabs between
fields. The second is the newest table of `sources.kma.town_table`, which has the names of later years (문무대왕면); the
former ones (양북면) stay.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from sources.kma.town_table import Town, parse_towns
from sources.korea.regions import Region, load_provinces
from sources.korea.succession import find_present

# Fields of a line: the names of the province, the district, and the township if the postal code lies in one.
_PROVINCE, _DISTRICT, _TOWNSHIP = 3, 5, 7
_ENDINGS = ("읍", "면")


Key = tuple[str, str]


def collect_townships(lines: Iterable[str]) -> dict[Key, set[str]]:
    """Return the townships of each province and district."""
    short = {name: province.name for province in load_provinces() for name in province.names}
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if fields[_TOWNSHIP].endswith(_ENDINGS):
            found[short[fields[_PROVINCE]], fields[_DISTRICT]].add(fields[_TOWNSHIP])
    return found


def add_newest(found: Mapping[Key, set[str]], newest: Iterable[Town]) -> dict[Key, set[str]]:
    """Return the townships with those of the newest table that they lack in the districts of today."""
    today = {(*_present(region, name), name) for region, names in found.items() for name in names}
    added = {region: set(names) for region, names in found.items()}
    for town in newest:
        if town.name.endswith(_ENDINGS) and town.key not in today:
            added.setdefault((town.province, town.district), set()).add(town.name)
    return added


def _present(region: Key, name: str) -> Key:
    present = find_present(Region(region[0], region[1] or None), name)
    return present.province, present.district or ""


def main() -> None:
    """Write the table."""
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        found = add_newest(collect_townships(file), parse_towns(Path(sys.argv[2]).read_bytes()).towns)
    target = Path(str(resources.files("sources.korea").joinpath("townships.csv")))
    with target.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("province", "district", "names"))
        writer.writerows((*region, "|".join(sorted(names))) for region, names in sorted(found.items()))


if __name__ == "__main__":
    main()
