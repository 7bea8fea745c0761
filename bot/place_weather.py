"""The weather of places, each under its own name."""

from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dependencies import Dependencies
from bot.i18n import Translator
from bot.place_text import heading
from bot.places import Match
from bot.station_weather import weather_of
from bot.text import join_blocks
from bot.weather_text import render_station


async def tell_weather(
    connection: AsyncConnection,
    deps: Dependencies,
    tr: Translator,
    matches: Sequence[Match],
    title: Markup | None = None,
) -> Markup:
    """What each place's station says, under the place's name, or under a title that is given."""
    weather = await weather_of(connection, [match.station for match in matches], deps.ranking)
    now, places = deps.clock.now(), deps.places
    return join_blocks(
        render_station(known, now, tr, title or heading(match, places, tr))
        for match, known in zip(matches, weather, strict=True)
    )
