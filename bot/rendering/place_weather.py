"""The weather of places, each under its own name."""

import datetime as dt
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Match, Places
from bot.rendering.layout import join_blocks
from bot.rendering.places import heading
from bot.rendering.weather import render_station
from bot.weather.stations import StationWeather


def render_places(
    matches: Sequence[Match],
    stations: Mapping[int, StationWeather],
    places: Places,
    now: dt.datetime,
    tr: Translator,
    title: Markup | None = None,
) -> Markup:
    """Return the weather of each place's station as one text.

    Args:
        matches: the places.
        stations: the stations' latest readings, by station number.
        places: the known places, for names that several places share.
        now: an aware time.
        tr: the reader's language.
        title: the heading instead of the place's name.
    """
    return join_blocks(
        render_station(
            stations.get(match.station.number, StationWeather(match.station)),
            now,
            tr,
            title or heading(match, places, tr),
        )
        for match in matches
    )
