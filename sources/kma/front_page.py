"""KMA's front page, `current-weather-obs-stn.do`: temperatures of the stations, without a key and without their time.

    {"data": [{"stnKo": "서울", "wwKo": "맑음", "ta": "15.9", "rnHr1": "0.5", "icon": "01"}, …]}

Readings without a time cannot be stored; they can only confirm readings of another source.
"""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from sources.errors import BrokenDocument
from sources.kma.table import TEMPERATURE, UnreadableRow, check_row_count, check_size
from sources.korea.stations import Catalogue
from sources.records import Document
from sources.text.encoding import decode

_NONE = frozenset({"", "-"})


def build_url(base: str, catalogue: Catalogue) -> str:
    """Return the URL of all stations of the catalogue; `base` may have a query of its own."""
    stations = ",".join(map(str, catalogue.numbers))
    return f"{base}{'&' if '?' in base else '?'}{urlencode({'stns': stations}, safe=',')}"


def parse_front_page(document: Document, catalogue: Catalogue) -> Mapping[int, float]:
    """Return the temperatures (℃) by station; unknown names and unusable values are left out.

    Raises:
        BrokenDocument: it is not such a document, or it has no usable temperature.
    """
    check_size(document.data)
    try:
        found = json.loads(decode(document.data, document.charset))
    # Deeply nested JSON raises RecursionError.
    except (ValueError, RecursionError) as error:
        raise BrokenDocument("KMA's front page is not JSON") from error
    match found:
        case {"data": list(items)}:
            check_row_count(len(items))
            temperatures = dict(_list_temperatures(items, catalogue))
        case _:
            raise BrokenDocument("KMA's front page has no list of stations")
    if not temperatures:
        raise BrokenDocument("KMA's front page has no temperature of a known station")
    return temperatures


def _list_temperatures(items: list[object], catalogue: Catalogue) -> Iterator[tuple[int, float]]:
    for item in items:
        match item:
            # Numbers are printed as text by KMA, but JSON has numbers too.
            case {"stnKo": str(name), "ta": str() | int() | float() as printed} if str(printed).strip() not in _NONE:
                station = catalogue.find_printed(name.strip())
                if station is not None and (temperature := _parse(str(printed))) is not None:
                    yield station, temperature


def _parse(printed: str) -> float | None:
    try:
        return TEMPERATURE.parse(printed)
    except UnreadableRow:
        return None
