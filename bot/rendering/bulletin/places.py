"""A bulletin's own places: at most three lines each on their day, and a line each on what else was chosen."""

import datetime as dt
from collections.abc import Hashable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.bulletin.content import Bulletin, CityWeather, Detail
from bot.rendering.bulletin.day_lines import DayLines
from bot.rendering.bulletin.later_lines import later_texts
from bot.rendering.bulletin.view import PlaceView, make_view
from bot.rendering.layout import join_lines
from bot.rendering.places import city_name
from sources.korea.stations import Catalogue

_EMOJIS = {Detail.WAY: "🚶", Detail.TOMORROW: "📅", Detail.WEEK: "🗓", Detail.SUN: "🌅"}


@dataclass(frozen=True, slots=True)
class PlaceLines:
    """Lines of a place.

    Attributes:
        name: its name.
        day: at most three lines on the day, joined; may be empty.
        later: further texts without the place's name, by their detail.
    """

    name: str
    day: Markup
    later: dict[Detail, str]


PlaceCache: TypeAlias = MutableMapping[Hashable, PlaceLines]
"""Lines of places that were rendered of the same data."""


def render_places(
    bulletin: Bulletin,
    catalogue: Catalogue,
    now: dt.datetime,
    tr: Translator,
    details: Detail,
    cache: PlaceCache | None = None,
) -> list[PlaceLines]:
    """Return the lines of each of a bulletin's places.

    Args:
        bulletin: the content.
        catalogue: the stations.
        now: an aware time.
        tr: the reader's language.
        details: the details to include.
        cache: lines that were rendered before of the same data; new ones are added.
    """
    view = make_view(bulletin, details)
    known: PlaceCache = {} if cache is None else cache
    found = []
    for one in bulletin.cities:
        key = (tr.language, tr.unit, view, one.city)
        if key not in known:
            known[key] = _render_place(one, view, catalogue, now, tr)
        found.append(known[key])
    return found


def _render_place(
    one: CityWeather, view: PlaceView, catalogue: Catalogue, now: dt.datetime, tr: Translator
) -> PlaceLines:
    name = city_name(one.city, catalogue, tr)
    return PlaceLines(name, DayLines(one, view, now, tr).render(name), later_texts(one, view, now, tr))


def join_days(places: Sequence[PlaceLines]) -> list[Markup]:
    """Return the places' lines on their day as blocks; places with one line each are one block."""
    days = [place.day for place in places if place.day]
    return days if any("\n" in day for day in days) else [join_lines(days)] if days else []


def join_later(places: Sequence[PlaceLines]) -> Markup:
    """Return the further lines of places, by their detail; with their names if there are several."""
    return join_lines(
        _later_line(emoji, place.name if len(places) > 1 else None, text)
        for detail, emoji in _EMOJIS.items()
        for place in places
        if (text := place.later.get(detail))
    )


def _later_line(emoji: str, name: str | None, text: str) -> Markup:
    return Markup("{} {}").format(emoji, text) if name is None else Markup("{} <b>{}</b> {}").format(emoji, name, text)
