"""A chat's places: how they are kept, and what they are called."""

from bot.i18n.translator import Translator
from bot.places import Match, bears_the_name, short_name
from sources.korea.stations import Catalogue
from storage.terms import City


def city_of(match: Match) -> City:
    """A place as it is kept with a subscription, with its names where its station has another one."""
    if bears_the_name(match):
        return City(match.place.key, match.station.number)
    names = {language: short_name(match.place, language) for language in match.place.names}
    return City(match.place.key, match.station.number, names)


def city_name(city: City, catalogue: Catalogue, tr: Translator) -> str:
    """What a place is called, with the station that speaks for it where that has another name: 판교 (수원 관측소)."""
    station = catalogue[city.station].name(tr.language)
    if not city.names:
        return station
    place = city.names.get(tr.language, city.names["en"])
    return tr.plain("{place} ({station} station)", place=place, station=station)
