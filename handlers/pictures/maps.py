"""`/map`: the country's temperatures as a picture."""

from telegram import Update

from bot.context import AnyApplication, Context
from bot.pictures.colours import Theme
from bot.rendering.pictures.temperature_map import make_country_map, map_caption, summarize_current
from bot.weather.freshness import get_start_of_yesterday
from handlers.callbacks import ShowMap, add_callback
from handlers.language import get_translator, load_translator
from handlers.pictures.sending import Picture, get_theme, send_picture
from handlers.replies import reply
from handlers.updates import add_command
from handlers.weather import get_own_places
from storage.content import observations


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "map", show_map)
    add_callback(application, ShowMap, _on_button)


async def show_map(update: Update, context: Context) -> None:
    """Answer with the map of the country."""
    theme, words = get_theme(context.words)
    if not words:
        await send_map(update, context, theme)
        return
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    await reply(update, tr("Write <code>/map</code> or <code>/map dark</code>."))


async def send_map(update: Update, context: Context, theme: Theme) -> None:
    """Send the map of the country to the chat, and the topic or thread, of an update."""
    now, catalogue = context.deps.clock.now(), context.deps.catalogue
    tr = await get_translator(update, context)
    own = list(dict.fromkeys(match.station.number for match in await get_own_places(update, context)))
    async with context.deps.database.read() as connection:
        since = get_start_of_yesterday(now)
        country = summarize_current(await observations.list_current(connection, context.deps.ranking, since))
    if country is None:
        await reply(update, tr("There are no current readings. Please try again later."))
        return
    caption = map_caption(country, catalogue, own, now, tr)
    picture = Picture(make_country_map(country, catalogue, own, theme, now, tr), caption)
    await send_picture(update, context, tr, picture)


async def _on_button(update: Update, context: Context, _data: ShowMap) -> None:
    await send_map(update, context, Theme.LIGHT)
