"""KMA's API hub, `wrn_now_data_new` and `wrn_now_data`: the weather warnings that are in force or announced.

The response is cp949 text: a table between ``#START7777`` and ``#7777END``, comments after ``#``, one row per zone and
kind with cells separated by commas and ``=`` at its end::

    L1140000, 대구광역시, L1140100, 대구중부, 202607281310, 202607281310, 폭염, 경보, 변경,  ,=

The columns are the zone above (code, name), the zone (code, name), when it was issued and from when it is in force
(KST), kind, level, command and expected end. Kinds, levels and commands come as words; the service's help lists codes
for them, which are read too. An empty table is the news that there is no warning.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from sources.errors import BrokenDocument
from sources.kma.hub_table import find_table
from sources.kma.table import REPLACEMENT, UnreadableRow, check_row_count, check_size, truncate
from sources.records import KST, Document, Rejected
from sources.text.plain_text import Line, split_lines
from sources.warnings import UNKNOWN_ZONE, WarningKind, WarningLevel, WarningList, WeatherWarning

_COLUMNS = 9
"""Columns that a row must have; the expected end may be missing, and KMA may add others."""

_ZONE = re.compile(r"[LS][0-9]{7}")
_TIME = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})")
_YEARS = range(2000, 2100)
_WORD = re.compile("[가-힣]{1,10}")
_MAX_NAME_LENGTH = 40
_MAX_QUOTE = 200
_END_OF_DAY = 24
_KIND_CODES = {
    "W": WarningKind.STRONG_WIND,
    "R": WarningKind.HEAVY_RAIN,
    "C": WarningKind.COLD_WAVE,
    "D": WarningKind.DRYNESS,
    "O": WarningKind.STORM_SURGE,
    "N": WarningKind.TSUNAMI,
    "V": WarningKind.HIGH_SEAS,
    "T": WarningKind.TYPHOON,
    "S": WarningKind.HEAVY_SNOW,
    "Y": WarningKind.YELLOW_DUST,
    "H": WarningKind.HEAT_WAVE,
}
_LEVELS = {
    **dict.fromkeys(("예비", "예비특보", "1"), WarningLevel.PRELIMINARY),
    **dict.fromkeys(("주의", "주의보", "2"), WarningLevel.ADVISORY),
    **dict.fromkeys(("경보", "3"), WarningLevel.WARNING),
    "중대경보": WarningLevel.SEVERE,
}
_ASCENDING = tuple(WarningLevel)
_IN_FORCE = frozenset({"발표", "대치", "연장", "변경", "1", "2", "5", "6"})
_ENDED = frozenset({"해제", "대치해제", "변경해제", "3", "4", "7"})


def build_url(base: str, key: str) -> str:
    """Return the URL of the warnings that are issued now.

    Args:
        base: the service's URL, which may have a query of its own.
        key: the operator's key.
    """
    # fe=f asks for those that are issued, also if they are not in force yet.
    query = urlencode({"fe": "f", "disp": 0, "help": 0, "authKey": key})
    return f"{base}{'&' if '?' in base else '?'}{query}"


def parse_warning_list(document: Document) -> WarningList:
    """Parse the list; an unusable row is rejected alone and its zone is named.

    If a zone has several warnings of a kind, as an advisory and a preliminary warning, the highest level counts. A row
    whose command ends a warning is left out.

    Raises:
        ServiceError: the document is an error of the service, such as an unknown key.
        BrokenDocument: it is not such a table, truncated, too long, or has rows of which none can be used.
    """
    check_size(document.data)
    rows = find_table(split_lines(_decode(document.data)), document.data)
    check_row_count(len(rows))
    warnings, rejected, unread = list[WeatherWarning](), list[Rejected](), set[str]()
    for row in rows:
        cells = [cell.strip() for cell in row.text.rstrip("= ").split(",")]
        try:
            warnings += _parse_row(cells)
        except UnreadableRow as error:
            rejected.append(Rejected(row.number, row.text[:_MAX_QUOTE], str(error)))
            unread.add(_find_zone(cells))
    _check_usable(rows, rejected)
    return WarningList(_choose_highest(warnings), tuple(rejected), frozenset(unread))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A row with a damaged word is rejected; a damaged comment does no harm.
        return data.decode("cp949", "replace")


def _check_usable(rows: Sequence[Line], rejected: Sequence[Rejected]) -> None:
    if rows and len(rejected) == len(rows):
        raise BrokenDocument(f"no row of the list can be parsed; the first: {rejected[0].reason}", rejected[0].line)


def _find_zone(cells: Sequence[str]) -> str:
    return cells[2] if len(cells) >= _COLUMNS and _ZONE.fullmatch(cells[2]) else UNKNOWN_ZONE


def _choose_highest(warnings: Iterable[WeatherWarning]) -> tuple[WeatherWarning, ...]:
    found: dict[tuple[str, str], WeatherWarning] = {}
    for one in warnings:
        other = found.setdefault((one.zone, one.kind), one)
        if _ASCENDING.index(one.level) > _ASCENDING.index(other.level):
            found[one.zone, one.kind] = one
    return tuple(found.values())


def _parse_row(cells: Sequence[str]) -> Iterator[WeatherWarning]:
    """Yield the warning of a row; none if the row ends it.

    Raises:
        UnreadableRow: a cell cannot be parsed.
    """
    if len(cells) < _COLUMNS:
        raise UnreadableRow(f"the row does not have {_COLUMNS} columns")
    _, upper_name, zone, zone_name, issued_at, in_force_from, kind, level, command, *rest = cells
    warning = WeatherWarning(
        zone=_parse_zone(zone),
        zone_name=_parse_name(zone_name),
        kind=_parse_kind(kind),
        level=_parse_level(level),
        issued_at=_parse_time(issued_at),
        in_force_from=_parse_time(in_force_from),
        expected_end=_parse_name(rest[0]) if rest and rest[0] else None,
        upper_name=_parse_name(upper_name),
    )
    if _is_in_force(command):
        yield warning


def _parse_zone(printed: str) -> str:
    if not _ZONE.fullmatch(printed):
        raise UnreadableRow(f"unreadable code of a zone {truncate(printed)}")
    return printed


def _parse_name(printed: str) -> str:
    if not printed or len(printed) > _MAX_NAME_LENGTH or not printed.isprintable() or REPLACEMENT in printed:
        raise UnreadableRow(f"unreadable name {truncate(printed)}")
    return printed


def _parse_kind(printed: str) -> str:
    if printed in _KIND_CODES:
        return _KIND_CODES[printed]
    if not _WORD.fullmatch(printed):
        raise UnreadableRow(f"the kind {truncate(printed)} is not a word")
    return printed


def _parse_level(printed: str) -> WarningLevel:
    if printed not in _LEVELS:
        raise UnreadableRow(f"unknown level {truncate(printed)}")
    return _LEVELS[printed]


def _is_in_force(command: str) -> bool:
    if command not in _IN_FORCE | _ENDED:
        raise UnreadableRow(f"unknown command {truncate(command)}")
    return command in _IN_FORCE


def _parse_time(printed: str) -> dt.datetime:
    match = _TIME.fullmatch(printed)
    if match is None:
        raise UnreadableRow(f"{truncate(printed)} is not a time")
    year, month, day, hour, minute = map(int, match.groups())
    try:
        midnight = dt.datetime(year, month, day, tzinfo=KST)
        at = midnight.replace(hour=hour % _END_OF_DAY, minute=minute)
    except ValueError as error:
        raise UnreadableRow(f"{truncate(printed)} is not a time of the calendar") from error
    # 24:00 is the end of the day; no minute follows it.
    if year not in _YEARS or hour > _END_OF_DAY or (hour == _END_OF_DAY and minute):
        raise UnreadableRow(f"{truncate(printed)} is not a time of the calendar")
    return at + dt.timedelta(days=hour == _END_OF_DAY)
