"""Check of the tables of places: `python -m sources.korea.gazetteer_check`.

It prints ambiguous spellings, the places whose station is not the nearest one, and errors; the exit code is 1 if there
are errors.
"""

import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sources.korea.changes import load_changes
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.regions import Region
from sources.korea.stations import Catalogue, load_catalogue
from sources.korea.succession import find_present, find_successors, to_region
from sources.korea.tables import read_table, split_names

SOUTH, NORTH, WEST, EAST = 33.0, 38.7, 124.5, 132.0
"""Bounds of Korea with its islands, degrees."""

AMBIGUOUS = (
    ("광주", "경기 광주시"),
    ("강원 고성군", "경남 고성군"),
    ("광주", "전남"),
    ("서울 중구", "부산 중구", "대구 중구", "대전 중구", "울산 중구"),
    ("부산 동구", "대구 동구", "광주 동구", "대전 동구", "울산 동구"),
    ("부산 서구", "대구 서구", "광주 서구", "대전 서구"),
    ("인천 제물포구", "인천 영종구"),
    ("인천 서해구", "인천 검단구"),
    ("부산 남구", "대구 남구", "광주 남구", "울산 남구"),
    ("부산 북구", "대구 북구", "광주 북구", "울산 북구"),
    ("서울 강서구", "부산 강서구"),
    ("station:188", "경남 창원시 성산구"),
    ("전북 고창군", "경남 거창군"),
    ("송정해수욕장", "광주송정역"),
    ("신정동", "울산 신정동"),
    ("삼산동", "부평 삼산동"),
    ("화정", "광주 화정동"),
    ("민락동", "의정부 민락동"),
    ("죽전", "대구 죽전동"),
    ("고덕", "고덕신도시"),
    ("선유도", "선유도공원"),
    ("스타필드하남", "스타필드고양점", "스타필드안성", "스타필드수원"),
    ("이케아광명", "이케아고양", "이케아동부산"),
)
"""Known groups of places in different regions that share a spelling; the bot asks which one is meant."""

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]*")
_HANGUL = re.compile(r"[0-9]*[가-힣]+( [가-힣]+)?")
_LATIN = re.compile(r"[A-Z0-9][A-Za-z0-9 -]*")
_SEPARATORS = re.compile(r"[\s\-'’.]+")
# Sejong is a city and a province at once.
_WITHOUT_DISTRICTS = "세종"

Row = Mapping[str, str]


def find_errors(places: Sequence[Place], rows: Iterable[Row], catalogue: Catalogue) -> list[str]:
    """Return the errors in places and in the rows of their tables, one line each, beginning with the place."""
    return [
        *(f"{key}: occurs {count} times" for key, count in Counter(place.key for place in places).items() if count > 1),
        *(f"{place.key}: {error}" for place in places for error in _check_place(place, catalogue)),
        *(f"{row.get('ko') or row['name']}: {error}" for row in rows for error in _check_row(row)),
        *_check_regions(places),
        *_check_changes(places),
        *(
            f"{', '.join(sorted(group))}: in different regions, but all called {', '.join(spellings)}"
            for group, spellings in find_ambiguous(places).items()
            if group not in set(map(frozenset, AMBIGUOUS))
        ),
    ]


def find_ambiguous(places: Iterable[Place]) -> Mapping[frozenset[str], list[str]]:
    """Return the spellings shared by places in different regions, grouped by the keys of these places.

    A station with the name of the region that it represents does not count.
    """
    bearers: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for spelling in {_normalize(name) for name in (*place.names.values(), *place.spellings)}:
            bearers[spelling].append(place)
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    for spelling, named in bearers.items():
        # A station and its city are one place for a person: 강릉 is no question.
        meant = [place for place in named if place.kind is not Kind.STATION or not _has_region(place, named)]
        if any(not _are_near(one, other) for one in meant for other in meant):
            found[frozenset(place.key for place in meant)].append(spelling)
    return found


def _normalize(spelling: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", spelling).casefold())


def _has_region(station: Place, named: Iterable[Place]) -> bool:
    return any(place.kind is not Kind.STATION and _are_near(station, place) for place in named)


def _are_near(one: Place, other: Place) -> bool:
    """Return whether one place lies in the other's city or province, or both in the same city."""
    if one.province != other.province or one.district is None or other.district is None:
        return one.province == other.province
    # A ward's name begins with its city's: 수원시 장안구.
    return one.district.split()[0] == other.district.split()[0]


def _check_place(place: Place, catalogue: Catalogue) -> Iterator[str]:
    if not (SOUTH <= place.latitude <= NORTH and WEST <= place.longitude <= EAST):
        yield "lies outside Korea"
    if (place.station is None) != (place.reason is None):
        yield "a station needs a reason, and vice versa"
    if place.station is not None and catalogue.get(place.station) is None:
        yield f"there is no station {place.station}"
    if place.station == find_nearest(place, catalogue):
        yield f"station {place.station} is the nearest one and can be omitted"


def find_nearest(place: Place, catalogue: Catalogue) -> int:
    """Return the number of the station nearest to a place by great circle."""
    return min(catalogue, key=lambda station: station.distance_km(place.latitude, place.longitude)).number


def _check_row(row: Row) -> Iterator[str]:
    if not _HANGUL.fullmatch(row.get("ko") or row["name"]):
        yield "the Korean name is not in Hangul"
    if not _LATIN.fullmatch(row["en"]):
        yield f"{row['en']!r} is not in Latin letters"
    if not _HAN.fullmatch(row["hanja"]):
        yield f"{row['hanja']!r} is not in Chinese characters"
    spellings = split_names(row.get("aliases") or row.get("names") or "")
    if doubled := [name for name, count in Counter(spellings).items() if count > 1]:
        yield f"has {', '.join(doubled)} twice"
    if not (row["ja"] and row["zh"]):
        yield "has no Japanese or no Chinese name"
    if row.get("district") and len(find_successors(Region(row["province"], row["district"]))) > 1:
        yield f"{row['province']} {row['district']} has been divided; write the district of today"


def _check_regions(places: Iterable[Place]) -> Iterator[str]:
    """Yield places in an unknown district, and provinces without districts."""
    provinces = {place.province for place in places if place.kind is Kind.PROVINCE}
    districts = {(place.province, place.district) for place in places if place.kind is Kind.DISTRICT}
    for place in places:
        if place.district is not None and (place.province, place.district) not in districts:
            yield f"{place.key}: unknown district {place.province} {place.district}"
    for province in provinces - {province for province, _ in districts} - {_WITHOUT_DISTRICTS}:
        yield f"{province}: has no districts"


def _check_changes(places: Sequence[Place]) -> Iterator[str]:
    """Yield changes of the administration that lead to no region of today, or that send a town to two of them."""
    names = {name for place in places if place.kind is Kind.PROVINCE for name in (place.key, *place.spellings)}
    districts = {place.key for place in places if place.kind is Kind.DISTRICT}
    moved = Counter((change.former, town) for change in load_changes() for town in change.towns)
    for (former, town), count in moved.items():
        if count > 1:
            yield f"{former} {town}: went to several districts"
    for change in load_changes():
        is_known = change.present in names or str(find_present(to_region(change.present))) in districts
        if not is_known:
            yield f"{change.former}: became {change.present}, which is no region of today"


def main() -> int:
    """Print the report and return the exit code: 1 if there are errors, else 0."""
    catalogue = load_catalogue()
    places = load_places(catalogue)
    rows = [row for name in ("regions.csv", "districts.csv", "landmarks.csv") for row in read_table(name)]
    for kind, count in Counter(place.kind for place in places).items():
        _print(f"{count} of kind {kind}")
    for group, spellings in find_ambiguous(places).items():
        _print(f"ambiguous: {', '.join(spellings)} ({', '.join(sorted(group))})")
    for place in places:
        if place.station is not None:
            _print(f"{place.key}: {catalogue[place.station].names['ko']} is its station. {place.reason}")
    errors = find_errors(places, rows, catalogue)
    for error in errors:
        _print(f"error: {error}")
    return int(bool(errors))


def _print(line: str) -> None:
    print(line)  # noqa: T201 - the output


if __name__ == "__main__":
    sys.exit(main())
