"""Regions: from a province's or district's name to the region, and which places its news cover."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.errors import UnknownRegion
from bot.places.jamo import decompose
from bot.places.normalization import fold, normalize, without_ending
from sources.korea.regions import Province, Region, load_provinces
from sources.korea.stations import Catalogue, Station
from sources.korea.succession import find_former, find_present, follow, present_province

_MAX_SUGGESTIONS = 3
_MIN_SIMILARITY = 0.5
_MAX_NAME_LENGTH = 40
_WARD = "구"


def resolve(name: str, catalogue: Catalogue) -> Region:
    """Return the region that a name means: ``인천``, ``강원도``, ``강릉``, ``경남 고성군``, ``Incheon``.

    Args:
        name: a province, a district, or a weather station, in any of its spellings.
        catalogue: the weather stations.

    Raises:
        UnknownRegion: the name has no meaning, or several; the message lists the closest regions.
    """
    found = _find_all(name, catalogue)
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRegion(f"{name!r} may be {', '.join(map(str, found))}; please say which")
    near = _suggest(name, catalogue)
    hint = f"; near are {', '.join(map(str, near))}" if near else "; one is 인천, another 강원 강릉시"
    raise UnknownRegion(f"{name!r} is not a province or a district{hint}")


def find(name: str, catalogue: Catalogue) -> Region | None:
    """Return the region that a name means, or None if that is not exactly one."""
    found = _find_all(name, catalogue)
    return found[0] if len(found) == 1 else None


def short_region_name(region: Region) -> str:
    """Return a region's everyday name: 강원, 강릉, 부평, 중구."""
    return _short_form(region.district or region.province)


def covers(region: str, station: Station) -> bool:
    """Return whether the news of a region, as it is stored, cover a station's place.

    A province covers all its districts. A metropolitan city is covered as a whole: its wards' news are the city's,
    those of a county that belongs to it are not.
    """
    place, region = station.region, follow(region)
    if region in (place.province, str(place)) or region == present_province(place.province):
        return True
    # 인천 부평구 is part of the city, 인천 강화군 is not.
    return place.district is None and region.startswith(f"{place} ") and region.endswith(_WARD)


def _find_all(name: str, catalogue: Catalogue) -> tuple[Region, ...]:
    """Return the regions of a name by the first table that has it."""
    # The order decides: 광주 is the metropolitan city, and 경기 광주시 needs its ending or province.
    readings = fold, normalize, normalize, _short_form, normalize
    for reading, table in zip(readings, _tables(catalogue), strict=True):
        if found := table.get(reading(name[:_MAX_NAME_LENGTH])):
            return tuple(found)
    return ()


def _suggest(name: str, catalogue: Catalogue) -> tuple[Region, ...]:
    spellings = {decompose(spelling): regions for table in _tables(catalogue) for spelling, regions in table.items()}
    alike = difflib.get_close_matches(
        decompose(normalize(name[:_MAX_NAME_LENGTH])), spellings, _MAX_SUGGESTIONS, _MIN_SIMILARITY
    )
    return tuple(dict.fromkeys(region for spelling in alike for region in spellings[spelling]))[:_MAX_SUGGESTIONS]


def _short_form(name: str) -> str:
    """Return a name without its ending: 강릉 of 강릉시, 부평 of 부평구, but 중구 stays 중구."""
    text = without_ending(name)
    return text.removesuffix(_WARD) if len(text) > len("중구") else text


# A process has one catalogue.
@lru_cache(maxsize=1)
def _tables(catalogue: Catalogue) -> tuple[Mapping[str, list[Region]], ...]:
    """Return the regions by spelling: provinces with and without spaces, districts, both short, and stations' names."""
    written, provinces, districts, short, stations = (defaultdict[str, list[Region]](list) for _ in range(5))
    for spelling, region in _provinces():
        # 전남 광주 is a city in 전남광주.
        written[fold(spelling)].append(region)
        provinces[normalize(spelling)].append(region)
        short[_short_form(spelling)].append(region)
    for spelling, region in _districts():
        districts[normalize(spelling)].append(region)
        short[_short_form(spelling)].append(region)
    for station in catalogue:
        for spelling in {normalize(name) for name in (*station.names.values(), *station.aliases)}:
            stations[spelling].append(station.region)
    return tuple(_distinct(table) for table in (written, provinces, districts, short, stations))


def _provinces() -> Iterator[tuple[str, Region]]:
    for province in load_provinces():
        for spelling in (province.name, *province.names):
            yield spelling, Region(province.name)


def _districts() -> Iterator[tuple[str, Region]]:
    """Yield districts alone and after each name of their province, or of the one into which that was merged."""
    provinces = {province.name: province for province in load_provinces()}
    for province in provinces.values():
        merged = provinces[province.part_of].names if province.part_of else ()
        for district in province.districts:
            region = Region(province.name, district)
            for before in ("", province.name, *province.names, *merged):
                yield f"{before} {district}", region
            yield from _former_names(region, provinces)


def _former_names(region: Region, provinces: Mapping[str, Province]) -> Iterator[tuple[str, Region]]:
    """Yield the former names of a district that represents them today, after each name of their province."""
    for former in find_former(region):
        if former.district and find_present(former) == region:
            for before in (former.province, *provinces[former.province].names):
                yield f"{before} {former.district}", region


def _distinct(table: Mapping[str, list[Region]]) -> Mapping[str, list[Region]]:
    return {spelling: list(dict.fromkeys(regions)) for spelling, regions in table.items()}
