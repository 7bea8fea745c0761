"""Places that share a name: landmarks and regions, the towns with their names, and the districts of those towns."""

from collections.abc import Iterable

from bot.places.index import distinct
from bot.places.normalization import normalize, short_form, town_short_form
from sources.korea.everyday_words import load_everyday_words
from sources.korea.gazetteer import Kind, Place


def merge_namesakes(places: list[Place], towns: list[Place]) -> list[Place]:
    """Return places and the towns with their name, a landmark's own town in its place, a district without its seat."""
    around = {place.key: [town for town in towns if _is_in(town, place)] for place in places}
    seats = {town.key for place in places if place.kind is not Kind.LANDMARK for town in around[place.key]}
    own = (one for place in places for one in (place.kind is Kind.LANDMARK and around[place.key]) or [place])
    return distinct([*own, *(town for town in towns if town.key not in seats)])


def merge_districts(places: list[Place], districts: list[Place]) -> list[Place]:
    """Return places and the districts that have a town with their name, without those in which one of the places is."""
    others = [one for one in districts if not any(_is_in(place, one) or _is_in(one, place) for place in places)]
    return [*places, *others]


def _is_own_name(text: str, place: Place) -> bool:
    """Return whether a text is a place's present Korean name, a region's without its ending and its city too."""
    name = place.names["ko"]
    if place.kind is Kind.LANDMARK:
        return text == normalize(name)
    word = name.split()[-1]
    return text in {normalize(name), word, short_form(word), place.key}


def is_known(name: str, places: Iterable[Place]) -> bool:
    """Return whether one of the places is known by a name: by its own, or an everyday word by a landmark's short one.

    The 국회 is 국회의사당, but 개봉, the release of a film, no 개봉동.
    """
    is_word = name in load_everyday_words()
    return any(_is_own_name(name, place) or (is_word and _is_short_name(name, place)) for place in places)


def _is_short_name(name: str, place: Place) -> bool:
    """Return whether a name is a landmark's short one, and not that of a 동 without its ending."""
    return place.kind is Kind.LANDMARK and name in place.spellings and town_short_form(place.names["ko"]) != name


def _is_in(town: Place, place: Place) -> bool:
    """Return whether a town lies in a region, or around a landmark in its district."""
    return town.province == place.province and (town.district or "").startswith(place.district or "")
