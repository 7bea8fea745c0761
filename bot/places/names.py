"""A place's name beside the name of its weather station, and the key that buttons store."""

import re

from bot.places.model import Match
from bot.places.normalization import stem
from sources.korea.gazetteer import Kind, Place

_ENDING = re.compile(r"(?<=..)[시군]$")


def bears_the_name(match: Match) -> bool:
    """Return whether a place and its station have the same name, such as 강릉시 and 강릉; a town never does."""
    place, station = match.place, match.station
    if place.kind is Kind.TOWN or place.province not in {None, station.region.province}:
        return False
    name, own = place.names["ko"], station.names["ko"]
    return name == own or (place.kind is not Kind.LANDMARK and stem(name) == stem(own))


def lasting_key(match: Match) -> str:
    """Return the key of a place in a button's data: its station's key if both have the same name."""
    # The stations 고창 and 고창군 lie in the same district, so the district's key does not tell them apart.
    return f"station:{match.station.number}" if bears_the_name(match) else match.place.key


def short_name(place: Place, language: str) -> str:
    """Return a place's everyday name: 고성 for 고성군."""
    name = place.name(language)
    return _ENDING.sub("", name) if place.kind is Kind.DISTRICT else name
