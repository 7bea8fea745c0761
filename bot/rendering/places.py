"""Labels and headings for places: told apart from others with the same name, and with their weather station."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Answer, Match, Places, short_place_name
from sources.korea.gazetteer import Kind, Place
from sources.korea.stations import Catalogue
from storage.terms import City

_MIN_DISTANCE_KM = 1


def short_label(match: Match, places: Places, tr: Translator) -> str:
    """What a place is called on a button: the station that bears its name, or its own name."""
    return match.station.name(tr.language) if match.has_station_name else _unambiguous_name(match, places, tr)


def place_heading(match: Match, places: Places, tr: Translator) -> Markup:
    """The station, or the place with the station that speaks for it and how far that is."""
    if match.has_station_name:
        return tr("<b>{station}</b>", station=match.station.name(tr.language))
    return Markup("<b>{}</b>").format(place_with_station(match, places, tr))


def place_with_station(match: Match, places: Places, tr: Translator) -> Markup:
    """A place with the station that speaks for it and how far that is: ``판교 → 수원 관측소, 18 km``."""
    return tr(
        "{place} → {station} station, {distance} km",
        place=_unambiguous_name(match, places, tr),
        station=match.station.name(tr.language),
        distance=tr.number(max(1, round(match.distance))),
    )


def station_with_distance(match: Match, tr: Translator) -> str:
    """The station that speaks for a place and how far it is: ``수원 관측소, 18 km``."""
    return tr.plain(
        "{station} station, {distance} km",
        station=match.station.name(tr.language),
        distance=tr.number(max(1, round(match.distance))),
    )


def nearest_heading(match: Match, tr: Translator, name: str | None = None) -> Markup:
    """The station nearest to where somebody is, or to a place that bears a name, and how far it is."""
    station = match.station.name(tr.language)
    distance = tr.number(max(_MIN_DISTANCE_KM, round(match.distance)))
    if name:
        place = tr("{place} → {station} station, {distance} km", place=name, station=station, distance=distance)
        return Markup("<b>{}</b>").format(place)
    if match.distance < _MIN_DISTANCE_KM:
        return tr("<b>{station}</b>, the nearest station (less than 1 km away)", station=station)
    return tr("<b>{station}</b>, the nearest station ({distance} km away)", station=station, distance=distance)


def choice_labels(answer: Answer, places: Places, tr: Translator) -> list[str]:
    """What the places are called between which a person can choose, in the answer's order."""
    return (
        _distinct_labels(answer.matches, places, tr)
        if answer.matches
        else suggestion_labels(answer.suggestions, places, tr)
    )


def suggestion_labels(matches: Sequence[Match], places: Places, tr: Translator) -> list[str]:
    """The places' names, with where they are if others have that name too."""
    return [_unambiguous_name(match, places, tr) for match in matches]


def _distinct_labels(matches: Sequence[Match], places: Places, tr: Translator) -> list[str]:
    """The places with their provinces, and where that is not enough with their districts: ``고성 (강원)``."""
    short = [_label(match.place, places, tr) for match in matches]
    counts = Counter(short)
    return [
        label if counts[label] == 1 else _label(match.place, places, tr, with_district=True)
        for label, match in zip(short, matches, strict=True)
    ]


def _unambiguous_name(match: Match, places: Places, tr: Translator) -> str:
    name = short_place_name(match.place, tr.language)
    if match.place.kind is Kind.TOWN:
        return _label(match.place, places, tr, with_district=True)
    return _label(match.place, places, tr) if places.find(name).match is None else name


def _label(place: Place, places: Places, tr: Translator, *, with_district: bool = False) -> str:
    regions = [place.province] if place.kind is not Kind.PROVINCE else []
    if with_district and place.district and place.kind is not Kind.DISTRICT:
        regions.append(f"{place.province} {place.district}")
    where = [found.place.name(tr.language) for key in filter(None, regions) if (found := places.get(key))]
    if not where:
        return short_place_name(place, tr.language)
    return tr.plain("{place} ({region})", place=short_place_name(place, tr.language), region=_region(where, tr))


def _region(names: Sequence[str], tr: Translator) -> str:
    """A province, or a province and a district of it, in the order in which the language names them."""
    province, *districts = names
    return tr.plain("{district}, {province}", district=districts[0], province=province) if districts else province


def to_city(match: Match) -> City:
    """A place as it is kept with a subscription, with its names where its station has another one."""
    if match.has_station_name:
        return City(match.place.key, match.station.number)
    names = {language: short_place_name(match.place, language) for language in match.place.names}
    return City(match.place.key, match.station.number, names)


def city_name(city: City, catalogue: Catalogue, tr: Translator) -> str:
    """What a place is called, with the station that speaks for it where that has another name: 판교 (수원 관측소)."""
    station = catalogue[city.station].name(tr.language)
    if not city.names:
        return station
    place = city.names.get(tr.language, city.names["en"])
    return tr.plain("{place} ({station} station)", place=place, station=station)
