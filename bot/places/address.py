"""Addresses: the city or district speaks for a street or a neighbourhood in it that nobody knows."""

import re
from collections.abc import Iterator
from itertools import chain

from bot.places.containment import APART, Lookup, regions
from bot.places.index import is_metropolitan
from sources.korea.gazetteer import Kind, Place

_POSTCODE = re.compile(r"(?<![\w-])(?:우\)?\s*)?\(?(?:[0-9]{5}|[0-9]{3}-[0-9]{3})\)?(?![\w-])")
_NUMBER = re.compile(r"(?:지하)?[0-9]+(?:-[0-9]+)?(?:번지|번|호|층)?")
_TOWN = re.compile(r"[가-힣0-9·]+[동읍면리가]")
_STREET = re.compile(r"[가-힣a-z0-9·]+[로길](?:[0-9]+(?:-[0-9]+)?)?")
_LATIN = re.compile(r"[\w'-]+-(?:daero|ro|gil|dong|eup|myeon|ri|ga)")
_ENDINGS = ("시", "군", "구")
_MOST_WORDS = 10


def surroundings(text: str, named: Lookup, known: Lookup) -> list[Place]:
    """The places in which an address lies, by the longest part of it that is known; none where it is no address.

    수원 우만동 is in 수원, and 강남구 테헤란로 152 in 강남구, whatever is there. A name that is known elsewhere is
    taken for one in a city only where that has its ending, or a house number follows: 부산 명동 may be two places.

    Args:
        text: without what is said around the name.
        named: the places that bear a name.
        known: the places that a text means, a name alone or inside a region.
    """
    bare = _POSTCODE.sub(" ", text).strip(" ,()")
    if bare != text.strip() and (found := known(bare)):
        return found
    words = [word for word in APART.split(bare) if word][:_MOST_WORDS]
    return next(filter(None, chain(_from_the_front(words, named, known), _from_the_back(words, named))), [])


def _from_the_front(words: list[str], named: Lookup, known: Lookup) -> Iterator[list[Place]]:
    for cut in range(len(words) - 1, 0, -1):
        around = " ".join(words[:cut])
        if _NUMBER.fullmatch(words[cut]):
            yield known(around)
        elif _is_part(words, cut, named):
            yield _cities(around, named)


def _from_the_back(words: list[str], named: Lookup) -> Iterator[list[Place]]:
    """As it is written in Latin letters: 152 Teheran-ro, Gangnam-gu, Seoul."""
    for cut in range(1, len(words)):
        if any(map(_LATIN.fullmatch, words[:cut])):
            yield _cities(" ".join(words[cut:]), named)


def _is_part(words: list[str], place: int, named: Lookup) -> bool:
    """Whether a word may be a street or a neighbourhood in what stands before it."""
    word = words[place]
    if not (_TOWN.fullmatch(word) or _STREET.fullmatch(word)):
        return False
    bearers = named(word)
    if not bearers:
        return True
    has_number = any(map(_NUMBER.fullmatch, words[place + 1 : place + 2]))
    is_known_region = any(bearer.kind not in {Kind.LANDMARK, Kind.TOWN} for bearer in bearers)
    return not is_known_region and (has_number or words[place - 1].endswith(_ENDINGS))


def _cities(text: str, named: Lookup) -> list[Place]:
    """The cities and districts that a text names; none where it may name a whole province."""
    found = regions(text, named)
    has_province = any(place.kind is Kind.PROVINCE and not is_metropolitan(place) for place in found)
    return [] if has_province else found
