"""The words of the map of weather warnings, and its caption."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.i18n.warning_terms import warning_kind_name, warning_name
from bot.pictures.colours import WARNING_COLOURS, Theme
from bot.pictures.content import CountryMap, MapMark, Step, StepScale
from bot.rendering.layout import MAX_CAPTION_LENGTH, cut_lines
from bot.rendering.outlook.times import name_moment
from bot.rendering.outlook.warnings import WARNING, warning_text
from bot.rendering.pictures.degree_map import LABELLED_STATIONS
from bot.weather.place_warnings import find_regions_of
from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.regions import Region, load_provinces
from sources.korea.stations import Catalogue
from sources.warnings import WarningLevel, WeatherWarning
from storage.content.warnings import CurrentWarnings

MAX_LINES = 8
"""Warnings that are named in the panel."""

MAX_NAMES = 12
"""Places of a warning that are named in the caption."""

_LEVELS = tuple(WarningLevel)
_LEVEL_NAMES = {
    WarningLevel.PRELIMINARY: N_("Preliminary"),
    WarningLevel.ADVISORY: N_("Advisory"),
    WarningLevel.WARNING: N_("Warning"),
    WarningLevel.SEVERE: N_("Severe warning"),
}


@dataclass(frozen=True, slots=True)
class ListedWarnings:
    """Warnings of the latest list, placed.

    Attributes:
        read_at: when the list was read, aware.
        by_region: the warnings of each district that has any.
        elsewhere: those of zones at sea, and of zones that no table has.
        is_complete: False if a part of the list could not be read.
    """

    read_at: dt.datetime
    by_region: Mapping[Region, Sequence[WeatherWarning]]
    elsewhere: Sequence[WeatherWarning] = field(default=())
    is_complete: bool = True


def place_warnings(current: CurrentWarnings, read_at: dt.datetime) -> ListedWarnings:
    """Return the warnings of a list by the districts that they concern, those of whole provinces by all of theirs."""
    by_region = defaultdict[Region, list[WeatherWarning]](list)
    elsewhere = []
    for warning in current.warnings:
        regions = find_regions_of(warning)
        for region in {district for one in regions for district in _split(one)}:
            by_region[region].append(warning)
        if not regions:
            elsewhere.append(warning)
    return ListedWarnings(read_at, dict(by_region), elsewhere, is_complete=not current.unread)


def _split(region: Region) -> list[Region]:
    if region.district is not None:
        return [region]
    districts = next((one.districts for one in load_provinces() if one.name == region.province), ())
    return [Region(region.province, district) for district in districts] or [region]


def make_warning_map(
    listed: ListedWarnings, catalogue: Catalogue, theme: Theme, now: dt.datetime, tr: Translator
) -> CountryMap:
    """Return the map of the districts with warnings, each in the colour of its highest level.

    No polygons of KMA's zones are at hand; a point stands for the district's office and claims no border.

    Args:
        listed: the warnings.
        catalogue: the weather stations, whose districts are labelled first, and the places.
        theme: light or dark.
        now: an aware time.
        tr: the reader's language.
    """
    marks = tuple(_marks(listed, catalogue, now, tr))
    used = {mark.value for mark in marks}
    names = zip(_LEVELS, WARNING_COLOURS, strict=True)
    return CountryMap(
        language=tr.language,
        theme=theme,
        title=tr.plain("Weather warnings"),
        when=_checked(listed, now, tr),
        marks=marks,
        panel=tuple(_panel(listed, tr)),
        legend=tr.plain("begins later") if any(mark.is_ahead for mark in marks) else None,
        source=tr.plain("{source} · Coast: Natural Earth", source=tr.plain("KMA warnings")),
        scale=StepScale(
            tuple(
                Step(colour, tr.plain(_LEVEL_NAMES[level]), "", is_used=number in used)
                for number, (level, colour) in enumerate(names)
            )
        ),
    )


def warning_map_caption(listed: ListedWarnings, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """Return the caption, which describes the map for people who cannot see it; arguments as for the map."""
    lines = [
        Markup("{} {}: {}").format(WARNING, name, _name_regions(regions, catalogue, tr))
        for name, regions in _group(listed, lambda one, to: warning_text(one, now, to), tr).items()
    ]
    remarks = [
        Markup.escape(line) for heading, some in _panel(listed, tr)[1 if lines else 0 :] for line in (heading, *some)
    ]
    return cut_lines(
        [
            Markup("<b>{}</b>").format(tr("Weather warnings")),
            Markup.escape(_checked(listed, now, tr)),
            *lines,
            *remarks,
        ],
        MAX_CAPTION_LENGTH,
    )


def _checked(listed: ListedWarnings, now: dt.datetime, tr: Translator) -> str:
    return tr.plain("KMA's list of {when}", when=name_moment(listed.read_at, now, tr))


def _panel(listed: ListedWarnings, tr: Translator) -> list[tuple[str, tuple[str, ...]]]:
    """Return the warnings with the number of their places, and what is not on the map."""
    lines = [f"{name} {tr.number(len(regions))}" for name, regions in _group(listed, warning_name, tr).items()]
    elsewhere = Counter(warning_name(warning, tr) for warning in listed.elsewhere)
    others = [f"{name} {tr.number(count)}" for name, count in elsewhere.items()]
    return [
        (tr.plain("Number of places"), _limit(lines)) if lines else (tr.plain("No warnings on land"), ()),
        *([(tr.plain("Not on the map"), _limit(others))] if others else []),
        *([] if listed.is_complete else [(tr.plain("A part of the list could not be read."), ())]),
    ]


def _limit(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(lines) if len(lines) <= MAX_LINES else (*lines[: MAX_LINES - 1], "…")


def _group(
    listed: ListedWarnings, name_of: Callable[[WeatherWarning, Translator], str], tr: Translator
) -> Mapping[str, list[Region]]:
    """Return the districts of each warning by its name, the highest level first."""
    levels: dict[str, int] = {}
    groups = defaultdict[str, list[Region]](list)
    for region, warnings in listed.by_region.items():
        for name, warning in {name_of(one, tr): one for one in warnings}.items():
            levels[name] = _LEVELS.index(warning.level)
            groups[name].append(region)
    return dict(sorted(groups.items(), key=lambda group: (-levels[group[0]], -len(group[1]), group[0])))


def _name_regions(regions: Sequence[Region], catalogue: Catalogue, tr: Translator) -> str:
    """Return the names of districts; those of metropolitan cities by the names of the cities."""
    names = list(
        dict.fromkeys(place.short_name(tr.language) for one in regions if (place := _label_place(one, catalogue)))
    )
    shown = tr.join_names(names[:MAX_NAMES])
    return shown if len(names) <= MAX_NAMES else f"{shown}…"


def _marks(listed: ListedWarnings, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Iterator[MapMark]:
    cities = {catalogue[number].region: rank for rank, number in enumerate(LABELLED_STATIONS)}
    order = sorted(listed.by_region, key=lambda region: (cities.get(region, len(cities)), str(region)))
    named = set[str]()
    for rank, region in enumerate(order):
        place, label = _places(catalogue).get(str(region)), _label_place(region, catalogue)
        if place is None or label is None:
            continue
        # What is in force comes before what begins later, then the higher level.
        main = max(listed.by_region[region], key=lambda one: (one.in_force_from <= now, _LEVELS.index(one.level)))
        kinds = dict.fromkeys(warning_kind_name(one.kind, tr) for one in listed.by_region[region])
        # A metropolitan city is named once.
        is_named = label.key in named
        yield MapMark(
            longitude=place.longitude,
            latitude=place.latitude,
            value=_LEVELS.index(main.level),
            name="" if is_named else label.short_name(tr.language),
            text="" if is_named else tr.join_names(list(kinds)),
            rank=rank,
            is_ahead=main.in_force_from > now,
        )
        named.add(label.key)


def _label_place(region: Region, catalogue: Catalogue) -> Place | None:
    """Return the place whose name stands for a district: itself, or the metropolitan city that it is a part of."""
    key = region.province if region.province in _metropolitan_cities() else str(region)
    return _places(catalogue).get(key)


@cache
def _places(catalogue: Catalogue) -> Mapping[str, Place]:
    """Return the provinces and districts by their keys."""
    return {one.key: one for one in load_places(catalogue) if one.kind in {Kind.PROVINCE, Kind.DISTRICT}}


@cache
def _metropolitan_cities() -> frozenset[str]:
    return frozenset(one.name for one in load_provinces() if one.is_city)
