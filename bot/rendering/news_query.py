"""Searches after /news.

A name that reliably means a place has priority over words: for a region, the news of its own sources and those that
name it; for a landmark or a town, those that name it. Everything else is searched as words. Only if no article has
them, similar places are suggested.
"""

from collections.abc import Sequence

from bot.i18n.translator import Translator
from bot.parsing.place_names import KEY_PREFIX
from bot.places import Answer, Match, Places
from bot.places.regions import short_region_name
from bot.rendering.places import short_label
from sources.korea.gazetteer import Kind
from sources.korea.regions import Region, load_provinces
from sources.korea.succession import present_province
from storage.content.articles import ArticleQuery
from storage.content.search import words as words_of

MAX_WORDS = 10
MAX_WORD_LENGTH = 40
_REGIONS = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.STATION})


def parse_search(text: str, places: Places) -> ArticleQuery | None:
    """Parse a search for articles with all of the words; prefer the first region among them, or all as one name.

    A place is also searched by its Korean name. After `KEY_PREFIX` comes the key of a chosen place. Return None if the
    text has no words.
    """
    if chosen := _chosen_place(text, places):
        return _search_for_place(chosen, places)
    words = [word[:MAX_WORD_LENGTH] for word in words_of(text)][:MAX_WORDS]
    if not words:
        return None
    if whole := _reliable_place(" ".join(words), places):
        wanted = [(word,) for word in words] if len(words) > 1 else [_spellings(words[0], whole)]
        return ArticleQuery(tuple(wanted), _region_name(whole))
    matches = [_reliable_place(word, places) for word in words]
    place = next((number for number, match in enumerate(matches) if match and _region_name(match)), None)
    if place is None or (match := matches[place]) is None:
        return ArticleQuery(tuple((word,) for word in words))
    others = tuple((word,) for number, word in enumerate(words) if number != place)
    return ArticleQuery((_spellings(words[place], match), *others), _region_name(match), others)


def find_ambiguous_regions(text: str, places: Places) -> Answer:
    """Return the regions to choose from if a text may name several; empty if it is clear."""
    matches = tuple(
        match
        for match in _without_former(places.find(text).matches)
        if match.is_reliable and _region_name(match) and not _is_part(text, match)
    )
    return Answer(matches) if len(matches) > 1 else Answer()


def _is_part(text: str, match: Match) -> bool:
    """Return whether a text names a 동 of a region, and not the region: articles have its name as a word."""
    name = text.strip()
    return name.endswith("동") and not match.place.names["ko"].startswith(name)


def suggest_regions(text: str, places: Places) -> Answer:
    """Return the regions, each once, that a search without results may have meant."""
    answer = places.find(text)
    if matches := _containing_regions(answer.matches, places):
        return Answer(matches)
    # The mayor of Incheon has to do with no region that is only spelled like Incheon.
    named = tuple(filter(None, (_reliable_place(word, places) for word in words_of(text)[:MAX_WORDS])))
    return Answer(suggestions=_containing_regions(named or answer.suggestions, places))


def is_region_search(text: str, places: Places) -> bool:
    """Return whether a text names a region and nothing else."""
    wanted = parse_search(text, places)
    return wanted is not None and wanted.region is not None and not wanted.other_words


def search_title(text: str, places: Places, tr: Translator) -> str:
    """Return the title of a search: the chosen place's label, or the text itself."""
    chosen = _chosen_place(text, places)
    return short_label(chosen, places, tr) if chosen else text


def _chosen_place(text: str, places: Places) -> Match | None:
    return places.get(text.removeprefix(KEY_PREFIX)) if text.startswith(KEY_PREFIX) else None


def _search_for_place(match: Match, places: Places) -> ArticleQuery:
    """Return the search for a region's news; for a shared name, articles must also name the province."""
    name = short_region_name(region) if (region := _region(match)) else match.place.names["ko"]
    words: tuple[tuple[str, ...], ...] = ((name,),)
    # 경남 고성 and 강원 고성 share a name, so their articles must also name the province.
    if places.find(name).is_ambiguous and region and region.district:
        words = ((name,), _names_of_province(region.province))
    return ArticleQuery(words, _region_name(match))


def _reliable_place(text: str, places: Places) -> Match | None:
    """Return the place that a name reliably means; of several only the one region."""
    found = [match for match in _without_former(places.find(text).matches) if match.is_reliable]
    regions = [match for match in found if _region(match)]
    return next(iter(regions if len(regions) == 1 else found if len(found) == 1 else ()), None)


def _without_former(matches: Sequence[Match]) -> Sequence[Match]:
    """Return the places without a former province beside the one that it is part of: 광주 of 전남광주."""
    keys = {match.place.key for match in matches}
    return [match for match in matches if present_province(match.place.key) not in keys - {match.place.key}]


def _containing_regions(matches: tuple[Match, ...], places: Places) -> tuple[Match, ...]:
    """Return places that are regions, and the cities and counties of the others."""
    found = {}
    for match in matches:
        city = (match.place.district or "").split(" ")[0]
        name = _region_name(match) or f"{match.place.province} {city}".strip()
        if region := places.get(name):
            found[name] = region
    return tuple(found.values())


def _region(match: Match) -> Region | None:
    place = match.place
    return Region(place.province, place.district) if place.kind in _REGIONS and place.province else None


def _region_name(match: Match) -> str | None:
    region = _region(match)
    return None if region is None else str(region)


def _spellings(word: str, match: Match) -> tuple[str, ...]:
    region = _region(match)
    # Articles are in Korean, whatever language the name was written in.
    return tuple(dict.fromkeys((word, short_region_name(region) if region else match.place.names["ko"])))


def _names_of_province(name: str) -> tuple[str, ...]:
    province = next(one for one in load_provinces() if one.name == name)
    # Articles name provinces in Korean only.
    return (name, *(other for other in province.names if "가" <= other[0] <= "힣"))
