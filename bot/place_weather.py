"""The weather of places, each under its own name."""

import datetime as dt
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.dependencies import Dependencies
from bot.i18n import Translator
from bot.place_text import heading
from bot.places import Match, Places
from bot.station_weather import StationWeather
from bot.text import join_blocks
from bot.weather_text import render_station


async def tell_weather(
    deps: Dependencies,
    tr: Translator,
    matches: Sequence[Match],
    title: Markup | None = None,
) -> Markup:
    """What each place's station says, under the place's name, or under a title that is given."""
    stations = (await deps.kept.readings.get()).stations
    return render_places(matches, stations, deps.places, deps.clock.now(), tr, title)


def render_places(
    matches: Sequence[Match],
    stations: Mapping[int, StationWeather],
    places: Places,
    now: dt.datetime,
    tr: Translator,
    title: Markup | None = None,
) -> Markup:
    """What each place's station says.

    Args:
        matches: the places.
        stations: what is known of the stations, by number.
        places: tells what places are called.
        now: aware.
        tr: the reader's language.
        title: stands above it in the place of the place's name.
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
