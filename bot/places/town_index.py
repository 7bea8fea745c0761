"""Index of imported towns (읍, 면, 동), by names with and without endings, numbers and parts, and by their sound."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from bot.places.index import KeyedPlaces, all_names, distinct
from bot.places.normalization import normalize, town_short_form
from bot.places.romanization import coarse_key, fine_key, has_diacritics, is_latin
from bot.places.romanization import romanize as romanize_sounds
from bot.places.unknown_names import is_township, undivided
from sources.kma.town_table import without_ordinal_prefix
from sources.korea.gazetteer import Place
from sources.korea.romanization import romanize, romanize_town

# Towns that were merged have the numbers or names of all: 종로1.2.3.4가동, 봉명2.송정동.
_JOINT = re.compile(r"[.,·ㆍ]")
_NUMBERED = re.compile(r"([가-힣]*?)([0-9]+)")
_JOINT_ENDING = re.compile(r"(?:가동|가|동)$")
# Of ten 읍 and 면 hardly two are renamed between two tables.
_MIN_COMPLETE = 0.8
_DIGITS = re.compile(r"[0-9]+")
_RANKS = {"동": ("동", "가"), "읍": ("읍", "면"), "면": ("읍", "면")}
"""Endings that a town may have that is written with the first."""


class TownIndex:
    """Towns by name.

    Args:
        towns: the towns; results keep this order.

    Attributes:
        written: the names as they are in the table.
    """

    def __init__(self, towns: Iterable[Place]) -> None:
        known = tuple(towns)
        self.written = {name for town in known for name in all_names(town)}
        self._known = {(town.province, town.district, undivided(town.names["ko"])) for town in known}
        self._complete: dict[str, bool] = {}
        self._full: defaultdict[str, list[Place]] = defaultdict(list)
        self._parts: defaultdict[str, list[Place]] = defaultdict(list)
        self._stems: defaultdict[str, list[Place]] = defaultdict(list)
        for town in known:
            self._full[_key(town.names["ko"])].append(town)
            for part in dict.fromkeys(_joint_names(town.names["ko"])):
                self._parts[_key(part)].append(town)
            self._stems[town_short_form(town.names["ko"])].append(town)
        self._sounds = KeyedPlaces(known, lambda town: map(fine_key, _spellings(town)))
        self._coarse = KeyedPlaces(known, lambda town: [coarse_key(fine_key(town.names["en"]))])

    def is_complete(self, region: Place, names: Collection[str]) -> bool:
        """Return whether the table has nearly all towns of a region, and is no part of KMA's.

        Args:
            region: the region.
            names: those of its towns that are known without the table; a few may be out of date.
        """
        if (known := self._complete.get(region.key)) is None:
            found = sum((region.province, region.district, name) in self._known for name in names)
            known = self._complete[region.key] = found >= _MIN_COMPLETE * len(names)
        return known

    def find_full(self, text: str) -> list[Place]:
        """Return the towns with a name that is written with its ending."""
        key = _key(text)
        return self._full.get(key) or self._parts.get(key, [])

    def find(self, text: str) -> list[Place]:
        """Return the towns with a name, those that have it as written before those that have it with an ending."""
        name, bare = normalize(text), town_short_form(text)
        if name != bare and (found := self.find_full(text)):
            return found
        # 답십리 is 답십리동, although it ends like a village.
        if name == bare or name in self._stems:
            return distinct([*self.find_full(text), *self._stems.get(name, [])])
        # 역삼동 is in parts, and 향남면 has become a 읍; but 모서리, the corner, is no 모서면.
        ranks = _RANKS.get(name[-1], ())
        return [town for town in self._stems.get(bare, []) if town.names["ko"].endswith(ranks)]

    def find_romanized(self, text: str) -> list[Place]:
        """Return the towns whose name in Latin letters a text is, letter by letter or in full McCune–Reischauer.

        A 읍 or 면 is also found without its ending (Cheongpyeong); a 동 is not, so that Guam is no 구암동.
        """
        if not is_latin(text):
            return []
        towns = self._with_number(text, self._sounds.find(fine_key(text)))
        # The sound does not tell 창수 from 장수.
        return towns if has_diacritics(text) else [town for town in towns if _is_spelled(text, town)]

    def find_like(self, text: str) -> list[Place]:
        """Return the towns whose whole name sounds like a text in Latin letters."""
        return self._with_number(text, self._coarse.find(coarse_key(fine_key(text))))

    @staticmethod
    def _with_number(text: str, towns: list[Place]) -> list[Place]:
        """Return the towns that have the numbers of a text, or all if it has none."""
        numbers = _DIGITS.findall(text)
        return [town for town in towns if _DIGITS.findall(town.names["ko"]) == numbers] if numbers else towns


def _key(name: str) -> str:
    """Return a name without differences that do not matter."""
    # People leave the prefix of a number out: 월곡1동 for 월곡제1동.
    return normalize(without_ordinal_prefix(name))


def _joint_names(name: str) -> Iterator[str]:
    """Yield the single names of a joint one: 봉명2동 and 송정동 of 봉명2.송정동."""
    ending = _JOINT_ENDING.search(name)
    parts = _JOINT.split(name[: ending.start()]) if ending else []
    if ending is None or len(parts) == 1:
        return
    stem = ""
    for part in parts:
        numbered = _NUMBERED.fullmatch(without_ordinal_prefix(part))
        # A number alone belongs to the name before it: 종로5.6가동.
        stem = (numbered[1] or stem) if numbered else part
        whole = f"{stem}{numbered[2]}" if numbered else part
        yield f"{whole}{ending[0]}"
        if ending[0] == "가동":
            yield f"{whole}가"


def _is_spelled(text: str, town: Place) -> bool:
    return normalize(text) in map(normalize, _spellings(town))


def _spellings(town: Place) -> Iterator[str]:
    """Yield a town's names in Latin letters."""
    yield from filter(is_latin, all_names(town))
    name = town.names["ko"]
    for form in (name, name[:-1]) if is_township(name) else (name, *_joint_names(name)):
        yield from (romanize(form), romanize_town(form), *romanize_sounds(form))
