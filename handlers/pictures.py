"""`/map` and `/chart`: the country's temperatures, and a station's day and week, as pictures."""

from collections.abc import Sequence

from markupsafe import Markup
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.parsing.place_names import PlaceName
from bot.parsing.reader import read
from bot.parsing.topics import Topic
from bot.pictures.colours import Theme
from bot.pictures.content import Content
from bot.places import Match
from bot.rendering.chart import CHART_SPAN, chart_caption, make_day_chart
from bot.rendering.layout import join_blocks
from bot.rendering.map import make_country_map, map_caption, summarize_current
from bot.rendering.place_questions import render_place_question, with_suggestions
from bot.rendering.places import place_heading
from bot.rendering.questions import render_picture_remarks
from bot.telegram_api.photo_cache import SentPhoto
from bot.weather.freshness import get_start_of_yesterday
from handlers.buttons import place_buttons
from handlers.callbacks import Notice, ShowChart, ShowMap, add_callback
from handlers.language import get_translator, load_translator
from handlers.replies import OUT_OF_DATE, Buttons, get_reply_parameters, reply, send_photo
from handlers.updates import add_command, get_message, get_topic_id
from handlers.weather import find_place, get_own_places
from storage.content import observations

NO_PICTURES = N_("I cannot show pictures here. For the weather in words: /weather")

_THEMES = {
    "dark": Theme.DARK, "어둡게": Theme.DARK, "다크": Theme.DARK, "밤": Theme.DARK,
    "light": Theme.LIGHT, "밝게": Theme.LIGHT, "라이트": Theme.LIGHT, "낮": Theme.LIGHT,
    "ダーク": Theme.DARK, "深色": Theme.DARK, "tối": Theme.DARK,
    "ライト": Theme.LIGHT, "浅色": Theme.LIGHT, "sáng": Theme.LIGHT,
}  # fmt: skip


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "map", show_map)
    add_command(application, "chart", show_chart)
    add_callback(application, ShowChart, _on_chart_button)
    add_callback(application, ShowMap, _on_map_button)


async def show_map(update: Update, context: Context) -> None:
    """Answer with the map of the country."""
    theme, words = _theme_of(context.words)
    if not words:
        await _send_map(update, context, theme)
        return
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    await reply(update, tr("Write <code>/map</code> or <code>/map dark</code>."))


async def _send_map(update: Update, context: Context, theme: Theme) -> None:
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
    await _send(update, context, tr, make_country_map(country, catalogue, own, theme, now, tr), caption)


async def show_chart(update: Update, context: Context) -> None:
    """Answer with the chart of a place, named after the command, or of the chat's first one."""
    theme, words = _theme_of(context.words)
    tr = await get_translator(update, context)
    asked = read(" ".join(words), context.deps.places, Topic.CHART)
    if (remarks := render_picture_remarks(asked, tr)) is not None:
        await reply(update, remarks)
    own = () if asked.named or asked.abroad or asked.north else await get_own_places(update, context)
    name = next(iter((*asked.names, *asked.unknown)), None)
    match = own[0] if own else None if name is None else name.answer.match
    if match is not None:
        await _send_chart(update, context, tr, match, theme)
    elif name is not None:
        await reply(update, *_ask_for_place(name, context, tr))
    elif remarks is None:
        await reply(update, tr("Write the name of a Korean city, for example <code>/chart Seoul</code>."))


def _ask_for_place(name: PlaceName, context: Context, tr: Translator) -> tuple[Markup, Buttons]:
    places = context.deps.places
    choices = with_suggestions(name.text, name.answer, places)
    return render_place_question(name.text, choices, tr), place_buttons(choices, places, tr, ShowChart)


async def _send_chart(update: Update, context: Context, tr: Translator, match: Match, theme: Theme) -> None:
    now, station = context.deps.clock.now(), match.station
    async with context.deps.database.read() as connection:
        readings = await observations.list_history(connection, station.number, now - CHART_SPAN, context.deps.ranking)
    title = place_heading(match, context.deps.places, tr)
    if not readings:
        await reply(update, join_blocks([title, tr("There are no readings from this station in the last 7 days.")]))
        return
    chart = make_day_chart(station, readings, theme, now, tr)
    await _send(update, context, tr, chart, chart_caption(title, readings, now, tr))


async def _send(update: Update, context: Context, tr: Translator, content: Content, caption: Markup) -> None:
    """Send a picture to the chat, and the topic or thread, of an update."""
    photo_cache, message = context.deps.photo_cache, get_message(update)
    if photo_cache is None:
        await reply(update, tr(NO_PICTURES))
        return

    async def send(photo: str | bytes, topic: int) -> SentPhoto:
        sent = await message.reply_photo(
            photo,
            caption=caption,
            filename="weather.png",
            message_thread_id=topic or None,
            reply_parameters=get_reply_parameters(message),
        )
        # Telegram lists the sizes of a photo from the smallest; the last one is the picture itself.
        return SentPhoto(sent.message_id, sent.photo[-1].file_id)

    photo = photo_cache.get(context.bot.id, content)
    await send_photo(photo, message.chat_id, get_topic_id(message), send, context.bot)


async def _on_chart_button(update: Update, context: Context, data: ShowChart) -> Notice:
    match = find_place(data.place, context.deps.places)
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    await _send_chart(update, context, tr, match, Theme.LIGHT)
    return None


async def _on_map_button(update: Update, context: Context, _data: ShowMap) -> None:
    await _send_map(update, context, Theme.LIGHT)


def _theme_of(words: Sequence[str]) -> tuple[Theme, Sequence[str]]:
    """Return the theme that the last word names (default: light), and the words before it."""
    theme = _THEMES.get(words[-1].lower()) if words else None
    return (Theme.LIGHT, words) if theme is None else (theme, words[:-1])
