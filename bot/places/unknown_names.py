"""Whether what is near a name may be another place that nobody here knows: 팔봉산 is a mountain, no slip for 팔공산.

Names are made of few syllables. One that has a syllable which no name has, such as 싼 or 됴, is a slip; one that has
only usual ones is as likely the next university, temple or subway station.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from bot.places.index import is_hangul
from bot.places.normalization import normal, short
from sources.korea.gazetteer import Kind, Place

_LONGEST = 3
"""Syllables in front of what a place is: longer names hardly ever differ in a letter."""
_KIND = re.compile(
    r"(?<=..)(?:해수욕장|해변|대학교|공원|시장|호수|국립공원|전망대|[동읍면리대산사역도항섬호봉령천로길굴곡암댐교])$"
)
_TOWNS = ("동", "읍", "면", "리")
_UNIVERSITIES = ("대", "대학교")
_STATION = "역"


class OtherPlaces:
    """Knows of which syllables the names of places are made.

    Args:
        places: those whose names are known.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = places

    def may_be_meant(self, text: str, near: Place) -> bool:
        """Whether a text that is near a place's name may be the name of another one."""
        written, is_landmark = normal(text), near.kind is Kind.LANDMARK
        if not written or not is_hangul(written):
            return False
        if written.endswith(_TOWNS) and is_landmark:
            return True
        if not is_landmark and not _has_ending_of_less(written, near):
            return False
        own = _KIND.sub("", written)
        return len(own) <= _LONGEST and self._syllables.issuperset(own)

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(letter for place in self._places for letter in normal(place.names["ko"]))


def _has_ending_of_less(written: str, region: Place) -> bool:
    """Whether a name has the ending of what is less than a region: of a neighbourhood, a station or a university."""
    is_its_own = short(region.names["ko"].split()[-1]).endswith(_UNIVERSITIES)
    return written.endswith((*_TOWNS, _STATION)) or (written.endswith(_UNIVERSITIES) and not is_its_own)
