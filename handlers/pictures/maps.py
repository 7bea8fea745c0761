"""`/map`: the country's temperatures, lows, highs, fine dust and weather warnings as pictures."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

from markupsafe import Markup
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.parsing.pictures import MapKind, find_map_kind
from bot.pictures.colours import Theme
from bot.places.spots import make_spot
from bot.rendering.pictures.dust_map import MeasuredDust, dust_map_caption, make_dust_map
from bot.rendering.pictures.range_map import make_range_map, range_map_caption
from bot.rendering.pictures.temperature_map import make_country_map, map_caption, source_line, summarize_current
from bot.rendering.pictures.warning_map import make_warning_map, place_warnings, warning_map_caption
from bot.rendering.places import short_label
from bot.settings_menu.offered_sections import get_offered_sections
from bot.weather.country import Summary
from bot.weather.freshness import get_start_of_yesterday
from bot.weather.stations import get_day_ranges
from handlers.callbacks import ChangeMap, Notice, ShowMap, add_callback, button
from handlers.language import get_translator, load_translator
from handlers.pictures.sending import Picture, get_theme, replace_picture, send_picture
from handlers.replies import Buttons, reply
from handlers.updates import add_command, get_callback_query, get_message, get_words
from handlers.weather import get_own_places
from storage.content import air, observations, warnings
from storage.terms import Section

_COLUMNS = 3
_LABELS = {
    MapKind.TEMPERATURE: N_("Temperature"),
    MapKind.LOW: N_("Low"),
    MapKind.HIGH: N_("High"),
    MapKind.PM25: N_("Dust PM2.5"),
    MapKind.PM10: N_("Dust PM10"),
    MapKind.WARNINGS: N_("Warnings"),
}
_NO_READINGS = N_("There are no current readings. Please try again later.")
_NO_HOURS = N_("The latest readings do not tell their hours, so the lows and highs of the day are not known.")
_NO_DUST = N_("There are no current readings of fine dust.")
_NO_WARNINGS = N_("I do not know right now which weather warnings are in force.")


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "map", show_map)
    add_callback(application, ShowMap, _on_button)
    add_callback(application, ChangeMap, _on_change)


async def show_map(update: Update, context: Context) -> None:
    """Answer with the map that the words after the command name, by default that of the temperatures."""
    theme, words = get_theme(context.words)
    kind = find_map_kind(" ".join(words)) if words else MapKind.TEMPERATURE
    tr = await get_translator(update, context)
    if kind is None:
        hint = tr(
            "Write <code>/map</code>, <code>/map {dust}</code> or <code>/map dark</code>.", dust=tr.plain("fine dust")
        )
        await reply(update, hint)
        return
    await send_map(update, context, tr, kind, theme)


async def show_map_in_words(update: Update, context: Context) -> None:
    """Answer a text that asks for a map with the one that it names."""
    kind = find_map_kind(get_words(get_message(update))) or MapKind.TEMPERATURE
    await send_map(update, context, await get_translator(update, context), kind)


async def send_map(update: Update, context: Context, tr: Translator, kind: MapKind, theme: Theme = Theme.LIGHT) -> None:
    """Send a map, or say that there are no data for it."""
    shown = await _make_map(update, context, tr, kind, theme)
    if isinstance(shown, Picture):
        await send_picture(update, context, tr, shown)
    else:
        await reply(update, shown)


async def _make_map(update: Update, context: Context, tr: Translator, kind: MapKind, theme: Theme) -> Picture | Markup:
    """Return a map with buttons for the others; a text if there are no data for it."""
    shown = await _MAKERS[kind](update, context, tr, kind, theme)
    if not isinstance(shown, Picture):
        return shown
    return Picture(shown.content, shown.caption, await _kind_buttons(context, tr, kind, theme))


async def _make_temperature_map(
    update: Update, context: Context, tr: Translator, _kind: MapKind, theme: Theme
) -> Picture | Markup:
    country, own = await _get_country(context), await _get_own_stations(update, context)
    if country is None:
        return tr(_NO_READINGS)
    now, catalogue = context.deps.clock.now(), context.deps.catalogue
    return Picture(
        make_country_map(country, catalogue, own, theme, now, tr), map_caption(country, catalogue, own, now, tr)
    )


async def _make_range_map(
    update: Update, context: Context, tr: Translator, kind: MapKind, theme: Theme
) -> Picture | Markup:
    country, own = await _get_country(context), await _get_own_stations(update, context)
    if country is None:
        return tr(_NO_READINGS)
    async with context.deps.database.read() as connection:
        ranges = await get_day_ranges(connection, country.newest)
    if ranges is None:
        return tr(_NO_HOURS)
    source, catalogue = source_line(country.newest, tr), context.deps.catalogue
    content = make_range_map(kind, ranges, source, catalogue, own, theme, tr)
    return Picture(content, range_map_caption(kind, ranges, source, catalogue, own, tr))


async def _make_dust_map(
    update: Update, context: Context, tr: Translator, kind: MapKind, theme: Theme
) -> Picture | Markup:
    deps, now = context.deps, context.deps.clock.now()
    async with deps.database.read() as connection:
        readings = await air.list_current(connection, now)
    if not readings:
        return tr(_NO_DUST)
    dust = MeasuredDust(kind, readings, await _name_own_measuring_stations(update, context, tr))
    content = make_dust_map(dust, deps.catalogue, deps.places, theme, now, tr)
    return Picture(content, dust_map_caption(dust, deps.places, now, tr))


async def _make_warning_map(
    _update: Update, context: Context, tr: Translator, _kind: MapKind, theme: Theme
) -> Picture | Markup:
    deps, now = context.deps, context.deps.clock.now()
    async with deps.database.read() as connection:
        current = await warnings.get_current(connection, now)
        read_at = await warnings.get_read_at(connection)
    if current is None or read_at is None:
        return tr(_NO_WARNINGS)
    listed = place_warnings(current, read_at)
    content = make_warning_map(listed, deps.catalogue, theme, now, tr)
    return Picture(content, warning_map_caption(listed, deps.catalogue, now, tr))


_Maker: TypeAlias = Callable[[Update, Context, Translator, MapKind, Theme], Awaitable[Picture | Markup]]
_MAKERS: Mapping[MapKind, _Maker] = {
    MapKind.TEMPERATURE: _make_temperature_map,
    MapKind.LOW: _make_range_map,
    MapKind.HIGH: _make_range_map,
    MapKind.PM25: _make_dust_map,
    MapKind.PM10: _make_dust_map,
    MapKind.WARNINGS: _make_warning_map,
}


async def _get_country(context: Context) -> Summary | None:
    since = get_start_of_yesterday(context.deps.clock.now())
    async with context.deps.database.read() as connection:
        return summarize_current(await observations.list_current(connection, context.deps.ranking, since))


async def _get_own_stations(update: Update, context: Context) -> Sequence[int]:
    return list(dict.fromkeys(match.station.number for match in await get_own_places(update, context)))


async def _name_own_measuring_stations(
    update: Update, context: Context, tr: Translator
) -> Mapping[tuple[str, str], str]:
    """Return the names of the chat's own places by the measuring stations that speak for them."""
    own = await get_own_places(update, context)
    outlooks = await context.deps.caches.outlooks.get([make_spot(match.place) for match in own])
    named: dict[tuple[str, str], str] = {}
    for match in own:
        if (near := outlooks[match.place.key].air) is not None:
            named.setdefault((near.reading.province, near.reading.station), short_label(match, context.deps.places, tr))
    return named


async def _kind_buttons(context: Context, tr: Translator, shown: MapKind, theme: Theme) -> Buttons:
    """Return buttons for the other maps of which there are data."""
    offered = await get_offered_sections(context.deps)
    kinds = [
        *(MapKind.TEMPERATURE, MapKind.LOW, MapKind.HIGH),
        *((MapKind.PM25, MapKind.PM10) if Section.DUST in offered else ()),
        *((MapKind.WARNINGS,) if Section.WARNINGS in offered else ()),
    ]
    others = [button(tr.plain(_LABELS[kind]), ChangeMap(kind, theme[0])) for kind in kinds if kind is not shown]
    return [others[first : first + _COLUMNS] for first in range(0, len(others), _COLUMNS)]


async def _on_button(update: Update, context: Context, data: ShowMap) -> None:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    await send_map(update, context, tr, data.kind)


async def _on_change(update: Update, context: Context, data: ChangeMap) -> Notice:
    tr = await get_translator(update, context)
    shown = await _make_map(update, context, tr, data.kind, data.get_theme())
    if not isinstance(shown, Picture):
        return shown.striptags()
    await replace_picture(get_callback_query(update), context, shown)
    return None
