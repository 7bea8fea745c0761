"""AirKorea's list of measuring stations, ``getMsrstnList``: names, addresses and coordinates.

The names of the coordinates tell nothing: ``dmX`` is the latitude (37.56), and from version 1.1 of the service on the
longitude (126.98). All of Korea's latitudes are below all of its longitudes, so the values tell which is which. The
province is the first word of the address, in its short or full name.
"""

import re

from sources.air import AirStation
from sources.airkorea import response
from sources.airkorea.response import parse_name, parse_province
from sources.kma.open_api import ResponsePage, get_text, parse_page
from sources.kma.table import UnreadableRow
from sources.records import Document

_DEGREES = re.compile(r"[0-9]{2,3}(?:\.[0-9]{1,15})?")

# From Mara to Goseong, and from Baengnyeong to Dokdo.
_LATITUDES = (32.0, 39.5)
_LONGITUDES = (123.5, 132.5)


def build_url(base: str, key: str, page: int = 1) -> str:
    """Return the URL of a page of the list of all stations; arguments as in `response.build_url`."""
    return response.build_url(base, key, page)


def parse_station_list(document: Document) -> ResponsePage[AirStation]:
    """Parse a page of the list.

    Raises:
        ServiceError: the answer is an error of the service.
        BrokenDocument: the answer cannot be used.
    """
    return parse_page(document, _parse_item)


def _parse_item(item: dict[str, object]) -> AirStation:
    latitude, longitude = sorted((_parse_degrees(item, "dmX"), _parse_degrees(item, "dmY")))
    if not (_is_in(latitude, _LATITUDES) and _is_in(longitude, _LONGITUDES)):
        raise UnreadableRow(f"the station is not in Korea: {latitude}, {longitude}")
    address = get_text(item, "addr") or ""
    return AirStation(
        name=parse_name(item),
        province=parse_province(address.partition(" ")[0]),
        latitude=latitude,
        longitude=longitude,
    )


def _parse_degrees(item: dict[str, object], name: str) -> float:
    printed = get_text(item, name)
    if printed is None or not _DEGREES.fullmatch(printed):
        raise UnreadableRow("the station has no coordinates" if printed is None else f"unreadable {name}")
    return float(printed)


def _is_in(value: float, limits: tuple[float, float]) -> bool:
    least, most = limits
    return least <= value <= most
