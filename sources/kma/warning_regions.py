"""KMA's API hub, `wrn_reg`: the warning zones with the times from which and until which they are valid.

The response is cp949 text: a table between ``#START7777`` and ``#7777END``, comments after ``#``, one row per zone::

    L1140100 202605311330 210012310000 00000013 L1140000 대구중부                                 대구중부

The columns are the zone's code, the first and the last minute (KST), a type, the code of the zone above, the short name
and the full name. Names may hold a single blank. A zone that is valid still ends in the year 2100.

`python -m sources.kma.warning_regions FILE` compares such an answer with `sources/korea/warning_zones.csv`.
"""

import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sources.errors import BrokenDocument
from sources.kma.hub_table import find_table
from sources.kma.table import check_row_count, check_size
from sources.korea.warning_zones import is_at_sea, load_zones
from sources.records import KST, Document
from sources.text.plain_text import split_lines

_ROW = re.compile(r"([LS][0-9]{7})\s+([0-9]{12})\s+([0-9]{12})\s+[0-9]{8}\s+([LS0][0-9]{7})\s+(\S.*)")
_GAP = re.compile(r"\s{2,}")
_FOR_EVER = 2100


@dataclass(frozen=True, slots=True)
class ListedZone:
    """Warning zone as KMA lists it.

    Attributes:
        code: its code (``L1140100``).
        name: its full name (``대구중부``).
        upper: code of the zone above.
        valid_from: aware.
        valid_until: aware; None if it is valid still.
    """

    code: str
    name: str
    upper: str
    valid_from: dt.datetime
    valid_until: dt.datetime | None


def parse_warning_regions(document: Document) -> tuple[ListedZone, ...]:
    """Parse the list; a code may occur several times, with different times.

    Raises:
        ServiceError: the document is an error of the service, such as an unknown key.
        BrokenDocument: it is not such a table, truncated, too long, or has an unreadable row.
    """
    check_size(document.data)
    rows = find_table(split_lines(document.data.decode("cp949", "replace")), document.data)
    check_row_count(len(rows))
    return tuple(_parse_row(row.text, row.number) for row in rows)


def _parse_row(text: str, line: int) -> ListedZone:
    match = _ROW.fullmatch(text)
    if match is None:
        raise BrokenDocument("unreadable row of a zone", line)
    code, begin, end, upper, names = match.groups()
    try:
        valid_from, valid_until = _parse_time(begin), _parse_time(end)
    except ValueError as error:
        raise BrokenDocument(f"{begin} or {end} is not a time of the calendar", line) from error
    name = _GAP.split(names)[-1]
    return ListedZone(code, name, upper, valid_from, None if valid_until.year >= _FOR_EVER else valid_until)


def _parse_time(printed: str) -> dt.datetime:
    return dt.datetime.strptime(printed, "%Y%m%d%H%M").replace(tzinfo=KST)


def find_differences(zones: Iterable[ListedZone], now: dt.datetime) -> Iterator[str]:
    """Yield a line for each zone on land that the table lacks, calls otherwise, or has although it is no longer valid.

    Args:
        zones: all zones of KMA.
        now: the current time, aware.
    """
    current = {zone.code: zone for zone in zones if _is_valid(zone, now) and not is_at_sea(zone.code)}
    known = {code: zone for code, zone in load_zones().items() if zone.is_valid(now)}
    for code, zone in current.items():
        if code not in known:
            since = f"{zone.valid_from:%Y-%m-%d %H:%M}"
            yield f"{code} {zone.name}: not in the table; above it is {zone.upper}, since {since}"
        elif known[code].name != zone.name:
            yield f"{code} {zone.name}: the table calls it {known[code].name}"
    for code in known.keys() - current.keys():
        yield f"{code} {known[code].name}: in the table, but no longer valid"


def _is_valid(zone: ListedZone, now: dt.datetime) -> bool:
    return zone.valid_from <= now and (zone.valid_until is None or now <= zone.valid_until)


def main() -> None:
    """Print the differences between a file and the table; the exit code is 1 if there are some."""
    zones = parse_warning_regions(Document(Path(sys.argv[1]).read_bytes()))
    lines = sorted(find_differences(zones, dt.datetime.now(KST)))
    print(*lines, sep="\n")  # noqa: T201 - the output
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
