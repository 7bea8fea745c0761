"""Names of places in no table: 팔봉산 is a mountain, and no typo of 팔공산.

Names are made of few syllables. One with a syllable that no name has, such as 싼 or 됴, is a typo; one of common
syllables may be another university, temple or subway station.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from bot.places.index import is_hangul
from bot.places.normalization import normalize, short_form
from sources.korea.gazetteer import Kind, Place

# Syllables before the kind of place; longer names hardly ever differ in one letter.
_MAX_SYLLABLES = 3
_KIND = re.compile(
    r"(?<=..)(?:해수욕장|해변|대학교|공원|시장|호수|국립공원|전망대|[동읍면리대산사역도항섬호봉령천로길굴곡암댐교])$"
)
_TOWNS = ("동", "읍", "면", "리")
_UNIVERSITIES = ("대", "대학교")
_STATION = "역"


class UnknownNames:
    """Detects names that no place has, by the syllables that names of places are made of.

    Args:
        places: the places with known names.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = places

    def may_mean_other_place(self, text: str, near: Place) -> bool:
        """Return whether a text that is near a place's name may be another place's name."""
        written, is_landmark = normalize(text), near.kind is Kind.LANDMARK
        if not written or not is_hangul(written):
            return False
        # Korea has thousands of towns, so a town's name close to a landmark's is a town without a table.
        if written.endswith(_TOWNS) and is_landmark:
            return True
        if not is_landmark and not _has_lesser_ending(written, near):
            return False
        stem = _KIND.sub("", written)
        return len(stem) <= _MAX_SYLLABLES and self._syllables.issuperset(stem)

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(letter for place in self._places for letter in normalize(place.names["ko"]))


def _has_lesser_ending(written: str, region: Place) -> bool:
    """Return whether a name has the ending of a neighbourhood, a station or a university, not of a region."""
    is_university = short_form(region.names["ko"].split()[-1]).endswith(_UNIVERSITIES)
    return written.endswith((*_TOWNS, _STATION)) or (written.endswith(_UNIVERSITIES) and not is_university)
