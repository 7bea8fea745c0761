"""From the name of a province or district to the region, and which region's news concern a chat."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.errors import UnknownRegion
from bot.places.jamo import letters
from bot.places.normalization import normal, stem
from sources.korea.regions import Region, load_provinces
from sources.korea.stations import Catalogue, Station

_MOST_SUGGESTIONS = 3
_LIKENESS = 0.5
_LONGEST_NAME = 40
_WARD = "구"


def resolve(name: str, catalogue: Catalogue) -> Region:
    """Return the region that a name means: ``인천``, ``강원도``, ``강릉``, ``경남 고성군``, ``Incheon``.

    Args:
        name: a province, a district, or a weather station, in any of its spellings.
        catalogue: the weather stations.

    Raises:
        UnknownRegion: the name has no meaning, or several; the message lists the closest regions.
    """
    found = _meanings(name, catalogue)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRegion(f"{name!r} may be {', '.join(map(str, found))}; please say which")
    near = _near(name, catalogue)
    hint = f"; near are {', '.join(map(str, near))}" if near else "; one is 인천, another 강원 강릉시"
    raise UnknownRegion(f"{name!r} is not a province or a district{hint}")


def find(name: str, catalogue: Catalogue) -> Region | None:
    """Return the region that a name means, or None if that is not exactly one."""
    found = _meanings(name, catalogue)
    return found[0] if len(found) == 1 else None


def short_name(region: Region) -> str:
    """What people call a region: 강원, 강릉, 부평, 중구."""
    return _short(region.district or region.province)


def concerns(region: str, station: Station) -> bool:
    """Whether the news of a region, as it is stored, are those of a station's place.

    A province's news are those of all its districts. A metropolitan city is told as a whole: its wards' news are the
    city's, those of a county that belongs to it are not.
    """
    place = station.region
    if region in {place.province, str(place)}:
        return True
    return place.district is None and region.startswith(f"{place} ") and region.endswith(_WARD)


def _meanings(name: str, catalogue: Catalogue) -> tuple[Region, ...]:
    """What a name means by the first way of reading it that has a meaning."""
    for reading, table in zip((normal, normal, _short, normal), _tables(catalogue), strict=True):
        if found := table.get(reading(name[:_LONGEST_NAME])):
            return tuple(found)
    return ()


def _near(name: str, catalogue: Catalogue) -> tuple[Region, ...]:
    spellings = {letters(spelling): regions for table in _tables(catalogue) for spelling, regions in table.items()}
    alike = difflib.get_close_matches(letters(normal(name[:_LONGEST_NAME])), spellings, _MOST_SUGGESTIONS, _LIKENESS)
    return tuple(dict.fromkeys(region for spelling in alike for region in spellings[spelling]))[:_MOST_SUGGESTIONS]


def _short(name: str) -> str:
    """A name without its ending: 강릉 of 강릉시, 부평 of 부평구, but 중구 as it is."""
    text = stem(name)
    return text.removesuffix(_WARD) if len(text) > len("중구") else text


@lru_cache(maxsize=1)
def _tables(catalogue: Catalogue) -> tuple[Mapping[str, list[Region]], ...]:
    """Return the regions by spelling: provinces, districts, both without their endings, and stations' names."""
    provinces, districts, short, stations = (defaultdict[str, list[Region]](list) for _ in range(4))
    for spelling, region in _provinces():
        provinces[normal(spelling)].append(region)
        short[_short(spelling)].append(region)
    for spelling, region in _districts():
        districts[normal(spelling)].append(region)
        short[_short(spelling)].append(region)
    for station in catalogue:
        for spelling in {normal(name) for name in (*station.names.values(), *station.aliases)}:
            stations[spelling].append(station.region)
    return tuple(_distinct(table) for table in (provinces, districts, short, stations))


def _provinces() -> Iterator[tuple[str, Region]]:
    for province in load_provinces():
        for spelling in (province.name, *province.names):
            yield spelling, Region(province.name)


def _districts() -> Iterator[tuple[str, Region]]:
    """Districts alone and behind each of their province's names."""
    for province in load_provinces():
        for district in province.districts:
            for before in ("", province.name, *province.names):
                yield f"{before} {district}", Region(province.name, district)


def _distinct(table: Mapping[str, list[Region]]) -> Mapping[str, list[Region]]:
    return {spelling: list(dict.fromkeys(regions)) for spelling, regions in table.items()}
