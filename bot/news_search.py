"""From what a person writes behind `/news` to what is searched for."""

from bot.places import How, Places
from bot.regions import find, short_name
from sources.gazetteer import Kind
from sources.regions import Region
from storage.articles import Wanted
from storage.search import words as words_of

MOST_WORDS = 10
LONGEST_WORD = 40
_SURE = frozenset({How.EXACT, How.NORMAL, How.ROMANIZED})
_REGIONS = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.STATION})


def parse_search(text: str, places: Places) -> Wanted | None:
    """What is searched for: all of the words; the first that names a region, or all as one name, prefers its news.

    A region is also searched by what it is called in Korean. None where the text has no words.
    """
    words = [word[:LONGEST_WORD] for word in words_of(text)][:MOST_WORDS]
    if not words:
        return None
    if region := _region(" ".join(words), places):
        wanted = [(word,) for word in words] if len(words) > 1 else [_spellings(words[0], region)]
        return Wanted(tuple(wanted), str(region))
    regions = [_region(word, places) for word in words]
    place = next((number for number, region in enumerate(regions) if region is not None), None)
    if place is None or (region := regions[place]) is None:
        return Wanted(tuple((word,) for word in words))
    besides = tuple((word,) for number, word in enumerate(words) if number != place)
    return Wanted((_spellings(words[place], region), *besides), str(region), besides)


def _region(text: str, places: Places) -> Region | None:
    """The region that a name means, in any spelling of its own."""
    if region := find(text):
        return region
    match = places.find(text).match
    if match is None or match.how not in _SURE or match.place.kind not in _REGIONS or match.place.province is None:
        return None
    return Region(match.place.province, match.place.district)


def _spellings(word: str, region: Region) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, short_name(region))))
