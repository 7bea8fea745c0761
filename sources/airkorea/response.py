"""Pages of AirKorea's answers: JSON with a header, and with a list of items that may be that of one page only.

Format: data.go.kr, datasets 15073861 (measurements) and 15073877 (stations). The list stands in ``items`` or in
``items.item``, which is an object if it has one item. Errors are those of data.go.kr (`sources.kma.hub_errors`), and
come with HTTP status 200.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import unquote, urlencode

from sources.errors import BrokenDocument
from sources.kma.hub_errors import parse_service_error
from sources.kma.table import UnreadableRow, check_row_count
from sources.korea.succession import present_province, to_region
from sources.records import Document, Rejected

ROWS_PER_PAGE = 1000
"""Items that are asked for in one request. AirKorea had 672 stations in October 2026."""

_NORMAL = "00"
_MAX_QUOTE = 200
_MAX_NAME_LENGTH = 40

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class ResponsePage(Generic[Record]):
    """A page of records.

    Attributes:
        records: the records in the order of the page.
        rejected: unusable items, with their positions counted from 1.
        total: number of items of all pages.
    """

    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]
    total: int


def build_url(base: str, key: str, page: int, **query: str) -> str:
    """Return the URL of a page.

    Args:
        base: the service's URL.
        key: the operator's key, as data.go.kr prints it: with or without percent-encoding.
        page: counted from 1.
        query: further parameters.
    """
    # The key is base64, so that a percent sign can only be that of an encoding.
    common = {"serviceKey": unquote(key), "returnType": "json", "numOfRows": ROWS_PER_PAGE, "pageNo": page}
    return f"{base}{'&' if '?' in base else '?'}{urlencode(common | query)}"


def parse_page(document: Document, parse: Callable[[dict[str, object]], Record | None]) -> ResponsePage[Record]:
    """Parse a page; an unusable item is rejected alone.

    Args:
        document: the answer.
        parse: returns the record of an item or None if it has none, or raises UnreadableRow.

    Raises:
        ServiceError: the answer is an error of the service.
        BrokenDocument: it is no answer of AirKorea's, has no items, or none of its items can be parsed.
    """
    items, total = _list_items(document.data)
    records: list[Record] = []
    rejected: list[Rejected] = []
    for place, item in enumerate(items, 1):
        try:
            record = parse(_check_object(item))
        except UnreadableRow as error:
            quoted = json.dumps(item, ensure_ascii=False)[:_MAX_QUOTE]
            rejected.append(Rejected(place, quoted, str(error)))
        else:
            if record is not None:
                records.append(record)
    if rejected and not records:
        raise BrokenDocument(f"no item of the answer can be used; the first: {rejected[0].reason}", rejected[0].line)
    return ResponsePage(tuple(records), tuple(rejected), total)


def get_text(item: dict[str, object], name: str) -> str | None:
    """Return a field of an item as text; None if it is missing, null, empty or ``-``.

    Raises:
        UnreadableRow: it is neither text nor a number.
    """
    value = item.get(name)
    # bool is an int.
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise UnreadableRow(f"{name} is neither text nor a number")
    text = "" if value is None else str(value).strip()
    return None if text in {"", "-"} else text


def parse_name(item: dict[str, object]) -> str:
    """Return the name of an item's station.

    Raises:
        UnreadableRow: it has none, or the text is no name.
    """
    name = get_text(item, "stationName")
    if name is None:
        raise UnreadableRow("the station has no name")
    if len(name) > _MAX_NAME_LENGTH or not name.isprintable():
        raise UnreadableRow("the name of the station is not a name")
    return name


def parse_province(printed: str | None) -> str:
    """Return the short name of the present province: 전남 for 광주, 전남, 전남광주 and 전남광주통합특별시.

    AirKorea writes short and full names, old and new ones, of one province in the same answer.

    Raises:
        UnreadableRow: there is no such province.
    """
    try:
        return present_province(to_region(printed or "").province)
    except KeyError as error:
        raise UnreadableRow("unknown province") from error


def _list_items(data: bytes) -> tuple[Sequence[object], int]:
    """Return the items and the number of items of all pages."""
    match _parse_json(data):
        case {"response": {"header": {"resultCode": code}, "body": {"items": items, "totalCount": int(total)}}} if (
            code == _NORMAL
        ):
            listed = _unwrap(items)
        case _:
            raise parse_service_error(data) or BrokenDocument("not an answer of AirKorea's")
    check_row_count(len(listed))
    if not listed:
        raise BrokenDocument("the answer has no items")
    return listed, total


def _parse_json(data: bytes) -> object:
    try:
        return json.loads(data)
    # Bytes that are no UTF-8 are a ValueError too; deeply nested JSON raises RecursionError.
    except (ValueError, RecursionError):
        return None


def _unwrap(items: object) -> Sequence[object]:
    match items:
        case {"item": inner}:
            return _unwrap(inner) if isinstance(inner, list) else [inner]
        case list():
            return items
        case _:
            return []


def _check_object(item: object) -> dict[str, object]:
    if not isinstance(item, dict):
        raise UnreadableRow("the item is not an object")
    return item
