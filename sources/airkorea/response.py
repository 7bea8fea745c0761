"""What AirKorea's services have in common: parameters, and the names of stations and provinces.

Format: data.go.kr, datasets 15073861 (measurements) and 15073877 (stations); see `sources.kma.open_api`.
"""

from sources.kma import open_api
from sources.kma.open_api import get_text
from sources.kma.table import REPLACEMENT, UnreadableRow
from sources.korea.succession import present_province, to_region

_MAX_NAME_LENGTH = 40


def build_url(base: str, key: str, page: int, **query: str) -> str:
    """Return the URL of a page; AirKorea had 672 stations in October 2026, which is one page.

    Args:
        base: the service's URL.
        key: the operator's key, as data.go.kr prints it: with or without percent-encoding.
        page: counted from 1.
        query: further parameters.
    """
    return open_api.build_url(base, page, {"returnType": "json", **query}, key=key)


def parse_name(item: dict[str, object]) -> str:
    """Return the name of an item's station.

    Raises:
        UnreadableRow: it has none, or the text is no name.
    """
    name = get_text(item, "stationName")
    if name is None:
        raise UnreadableRow("the station has no name")
    if len(name) > _MAX_NAME_LENGTH or REPLACEMENT in name:
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
