"""Pages of the services of data.go.kr and of KMA's API hub: JSON with a header, and with a list of items.

The list stands in ``items`` or in ``items.item``, which is an object if it has one item, and may be that of one page
only. Errors are those of `sources.kma.hub_errors`, and may come with HTTP status 200.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import unquote, urlencode

from sources.errors import BrokenDocument
from sources.kma.hub_errors import parse_service_error
from sources.kma.table import REPLACEMENT, UnreadableRow, check_row_count
from sources.records import Document, Rejected

ROWS_PER_PAGE = 1000
"""Items that are asked for in one request."""

# Older services have 0000.
_NORMAL = ("00", "0000")
_MAX_QUOTE = 200

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class ResponsePage(Generic[Record]):
    """A page of records.

    Attributes:
        records: the records in the order of the page.
        rejected: unusable items, with their positions counted from 1.
        total: number of items of all pages.
        items: number of items of this page.
    """

    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...]
    total: int
    items: int


def build_url(base: str, page: int, query: Mapping[str, object], *, key: str, key_name: str = "serviceKey") -> str:
    """Return the URL of a page.

    Args:
        base: the service's URL, which may have a query of its own.
        page: counted from 1.
        query: the parameters besides key and page.
        key: the operator's key, as data.go.kr prints it: with or without percent-encoding.
        key_name: the name of its parameter.
    """
    # The key is base64, so that a percent sign can only be that of an encoding.
    common = {key_name: unquote(key), "numOfRows": ROWS_PER_PAGE, "pageNo": page}
    return f"{base}{'&' if '?' in base else '?'}{urlencode(common | dict(query))}"


def parse_page(document: Document, parse: Callable[[dict[str, object]], Record | None]) -> ResponsePage[Record]:
    """Parse a page; an unusable item is rejected alone.

    Args:
        document: the answer.
        parse: returns the record of an item or None if it has none, or raises UnreadableRow.

    Raises:
        ServiceError: the answer is an error of the service.
        BrokenDocument: it is no answer of such a service, has no items, or none of its items can be parsed.
    """
    items, total = _list_items(document.data)
    records: list[Record] = []
    rejected: list[Rejected] = []
    for place, item in enumerate(items, 1):
        try:
            record = parse(_check_object(item))
        except UnreadableRow as error:
            quoted = _make_printable(json.dumps(item, ensure_ascii=False)[:_MAX_QUOTE])
            rejected.append(Rejected(place, quoted, str(error)))
        else:
            if record is not None:
                records.append(record)
    if rejected and not records:
        raise BrokenDocument(f"no item of the answer can be used; the first: {rejected[0].reason}", rejected[0].line)
    return ResponsePage(tuple(records), tuple(rejected), total, len(items))


def get_text(item: Mapping[str, object], name: str) -> str | None:
    """Return a field of an item as printable text; None if it is missing, null, empty or ``-``.

    Raises:
        UnreadableRow: it is neither text nor a number.
    """
    value = item.get(name)
    # bool is an int.
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise UnreadableRow(f"{name} is neither text nor a number")
    text = "" if value is None else str(value).strip()
    return None if text in {"", "-"} else _make_printable(text)


def _make_printable(text: str) -> str:
    # JSON's escapes give control characters and halves of surrogate pairs, which no terminal and no log can print.
    return text if text.isprintable() else "".join(one if one.isprintable() else REPLACEMENT for one in text)


def _list_items(data: bytes) -> tuple[Sequence[object], int]:
    """Return the items and the number of items of all pages."""
    match _parse_json(data):
        case {"response": {"header": {"resultCode": code}, "body": {"items": items, "totalCount": int(total)}}} if (
            code in _NORMAL
        ):
            listed = _unwrap(items)
        case _:
            raise parse_service_error(data) or BrokenDocument("not an answer of the service")
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
