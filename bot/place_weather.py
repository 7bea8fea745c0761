"""The weather of places, each under its own name."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.dependencies import Dependencies
from bot.i18n import Translator
from bot.place_text import heading
from bot.places import Match
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
    weather = (await deps.kept.readings.get()).stations
    now, places = deps.clock.now(), deps.places
    return join_blocks(
        render_station(
            weather.get(match.station.number, StationWeather(match.station)),
            now,
            tr,
            title or heading(match, places, tr),
        )
        for match in matches
    )
