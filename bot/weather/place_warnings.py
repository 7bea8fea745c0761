"""Weather warnings that concern a place."""

from collections import defaultdict
from collections.abc import Sequence

from sources.korea.regions import Region
from sources.korea.warning_zones import concerns, find_regions, is_at_sea, load_zones
from sources.warnings import WarningLevel, WeatherWarning
from storage.content.warnings import CurrentWarnings

_ASCENDING = {level: number for number, level in enumerate(WarningLevel)}


class PlaceWarnings:
    """Warnings of a list, found by place.

    Args:
        current: the list; None if it is unknown which warnings are in force.
    """

    def __init__(self, current: CurrentWarnings | None) -> None:
        self._is_known = current is not None
        self._unread = frozenset(current.unread if current else ())
        # Of several hundred warnings few are in one province, and a broadcast asks for many places.
        self._by_province = defaultdict[str, list[tuple[WeatherWarning, Sequence[Region]]]](list)
        for warning in current.warnings if current else ():
            regions = find_regions_of(warning)
            for province in {region.province for region in regions}:
                self._by_province[province].append((warning, regions))

    def of(self, province: str | None, district: str | None) -> Sequence[WeatherWarning] | None:
        """Return the warnings of a place, the highest level first; None if it is unknown whether there are any.

        Args:
            province: the short Korean name of its province, or None.
            district: the Korean name of its district; None for the whole province.
        """
        if not self._is_known or province is None:
            return None
        place = Region(province, district)
        found = [warning for warning, regions in self._by_province.get(province, ()) if concerns(regions, place)]
        if not found and any(_may_concern(zone, place) for zone in self._unread):
            return None
        return sorted(found, key=lambda one: _ASCENDING[one.level], reverse=True)


def find_regions_of(warning: WeatherWarning) -> Sequence[Region]:
    """Return the districts, or whole provinces, that a warning concerns."""
    return find_regions(warning.zone, warning.zone_name, warning.upper_name, warning.issued_at)


def _may_concern(zone: str, place: Region) -> bool:
    if is_at_sea(zone):
        return False
    known = load_zones().get(zone)
    return known is None or concerns(known.regions, place)
