"""Names, labels and headings of places: distinct from places of the same name, and with their weather station."""

from collections import Counter
from collections.abc import Collection, Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Answer, Match, Places
from sources.korea.gazetteer import Kind, Place
from sources.korea.stations import Catalogue
from sources.korea.succession import present_province
from storage.terms import City

# Coordinates are rounded to a hundredth of a degree, so smaller distances mean nothing.
_MIN_DISTANCE_KM = 1


def short_label(match: Match, places: Places, tr: Translator) -> str:
    """Return the button label of a place: its station if both have the same name, else its own name."""
    return match.station.name(tr.language) if match.has_station_name else _unambiguous_name(match, places, tr)


def place_heading(match: Match, places: Places, tr: Translator) -> Markup:
    """Return the station, or the place with its station and the distance between them."""
    if match.has_station_name:
        return tr("<b>{station}</b>", station=match.station.name(tr.language))
    return Markup("<b>{}</b>").format(place_with_station(match, places, tr))


def place_with_station(match: Match, places: Places, tr: Translator) -> Markup:
    """Return a place with its station and their distance: ``판교 → 수원 관측소, 18 km``."""
    return tr(
        "{place} → {station} station, {distance} km",
        place=_unambiguous_name(match, places, tr),
        station=match.station.name(tr.language),
        distance=tr.number(max(1, round(match.distance))),
    )


def station_with_distance(match: Match, tr: Translator) -> str:
    """Return a place's station and its distance: ``수원 관측소, 18 km``."""
    return tr.plain(
        "{station} station, {distance} km",
        station=match.station.name(tr.language),
        distance=tr.number(max(1, round(match.distance))),
    )


def nearest_heading(match: Match, tr: Translator, name: str | None = None) -> Markup:
    """Return the heading of the station nearest to a position, or to a place with a name, with the distance."""
    station = match.station.name(tr.language)
    distance = tr.number(max(_MIN_DISTANCE_KM, round(match.distance)))
    if name:
        place = tr("{place} → {station} station, {distance} km", place=name, station=station, distance=distance)
        return Markup("<b>{}</b>").format(place)
    if match.distance < _MIN_DISTANCE_KM:
        return tr("<b>{station}</b>, the nearest station (less than 1 km away)", station=station)
    return tr("<b>{station}</b>, the nearest station ({distance} km away)", station=station, distance=distance)


def choice_labels(answer: Answer, places: Places, tr: Translator) -> list[str]:
    """Return the labels of the places to choose from, in the answer's order."""
    return (
        _distinct_labels(answer.matches, places, tr)
        if answer.matches
        else suggestion_labels(answer.suggestions, places, tr)
    )


def suggestion_labels(matches: Sequence[Match], places: Places, tr: Translator) -> list[str]:
    """Return the places' names, with their region if other places share the name."""
    return [_unambiguous_name(match, places, tr) for match in matches]


def _distinct_labels(matches: Sequence[Match], places: Places, tr: Translator) -> list[str]:
    """Return labels with provinces, and with districts for towns or if that is not enough: ``고성 (강원)``."""
    keys = {match.place.key for match in matches}
    short = [
        _label(match.place, places, tr, with_successor=_is_part_of_another(match.place, keys)) for match in matches
    ]
    counts = Counter(short)
    return [
        # 사북면 and 사북읍 are both in 강원, and people know them by their cities.
        label
        if counts[label] == 1 and match.place.kind is not Kind.TOWN
        else _label(match.place, places, tr, with_district=True)
        for label, match in zip(short, matches, strict=True)
    ]


def _unambiguous_name(match: Match, places: Places, tr: Translator) -> str:
    name = match.place.short_name(tr.language)
    # A town's name is unique only in its district.
    if match.place.kind is Kind.TOWN:
        return _label(match.place, places, tr, with_district=True)
    # Only a name that means something else, or several places, needs its region.
    return _label(match.place, places, tr) if places.find(name).match is None else name


def _is_part_of_another(place: Place, keys: Collection[str]) -> bool:
    """Return whether a former province is part of another place to choose from: 광주 of 전남광주."""
    return place.kind is Kind.PROVINCE and place.key != (present := present_province(place.key)) and present in keys


def _label(
    place: Place, places: Places, tr: Translator, *, with_district: bool = False, with_successor: bool = False
) -> str:
    has_region = place.kind is not Kind.PROVINCE or with_successor
    regions = [present_province(place.province)] if place.province and has_region else []
    if with_district and place.district and place.kind is not Kind.DISTRICT:
        regions.append(f"{place.province} {place.district}")
    where = [found.place.name(tr.language) for key in regions if (found := places.get(key))]
    if not where:
        return place.short_name(tr.language)
    return tr.plain("{place} ({region})", place=place.short_name(tr.language), region=_region(where, tr))


def _region(names: Sequence[str], tr: Translator) -> str:
    """Return a province, or a district and its province in the language's order."""
    # English puts the district first, Korean the province.
    province, *districts = names
    return tr.plain("{district}, {province}", district=districts[0], province=province) if districts else province


def to_city(match: Match) -> City:
    """Return a place as it is stored with a subscription; with its names if its station has another name."""
    if match.has_station_name:
        return City(match.place.key, match.station.number)
    names = {language: match.place.short_name(language) for language in match.place.names}
    return City(match.place.key, match.station.number, names)


def place_name(city: City, catalogue: Catalogue, tr: Translator) -> str:
    """Return a stored place's name: 판교."""
    if not city.names:
        return catalogue[city.station].name(tr.language)
    return city.names.get(tr.language, city.names["en"])


def city_name(city: City, catalogue: Catalogue, tr: Translator) -> str:
    """Return a stored place's name, with its station if that has another name: 판교 (수원 관측소)."""
    place = place_name(city, catalogue, tr)
    if not city.names:
        return place
    return tr.plain("{place} ({station} station)", place=place, station=catalogue[city.station].name(tr.language))
