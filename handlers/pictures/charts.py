"""`/chart`: a station's day and week as a picture."""

from markupsafe import Markup
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.place_names import PlaceName
from bot.parsing.reader import read
from bot.parsing.topics import Topic
from bot.pictures.colours import Theme
from bot.places import Match
from bot.rendering.layout import join_blocks
from bot.rendering.pictures.readings_chart import CHART_SPAN, chart_caption, make_day_chart
from bot.rendering.place_questions import render_place_question, with_suggestions
from bot.rendering.places import place_heading
from bot.rendering.questions import render_picture_remarks
from handlers.buttons import place_buttons
from handlers.callbacks import Notice, ShowChart, add_callback
from handlers.language import get_translator, load_translator
from handlers.pictures.sending import get_theme, send_picture
from handlers.replies import OUT_OF_DATE, Buttons, reply
from handlers.updates import add_command
from handlers.weather import find_place, get_own_places
from storage.content import observations


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "chart", show_chart)
    add_callback(application, ShowChart, _on_button)


async def show_chart(update: Update, context: Context) -> None:
    """Answer with the chart of a place, named after the command, or of the chat's first one."""
    theme, words = get_theme(context.words)
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
    await send_picture(update, context, tr, chart, chart_caption(title, readings, now, tr))


async def _on_button(update: Update, context: Context, data: ShowChart) -> Notice:
    match = find_place(data.place, context.deps.places)
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    await _send_chart(update, context, tr, match, Theme.LIGHT)
    return None
