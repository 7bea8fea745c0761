"""`/chart`: a place's last day and week, today, tomorrow and the coming days as pictures."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.parsing.asked_dates import resolve_days
from bot.parsing.pictures import ChartView
from bot.parsing.place_names import PlaceName
from bot.parsing.reader import Asked, read
from bot.parsing.topics import Topic
from bot.pictures.colours import Theme
from bot.places import Match
from bot.rendering.layout import join_blocks
from bot.rendering.pictures.forecast_day import forecast_day_caption, make_forecast_day
from bot.rendering.pictures.forecast_week import forecast_week_caption, make_forecast_week
from bot.rendering.pictures.readings_chart import CHART_SPAN, chart_caption, make_day_chart
from bot.rendering.place_questions import render_place_question, with_suggestions
from bot.rendering.places import place_heading, short_label
from bot.rendering.questions import render_chart_remarks
from bot.weather.outlook import PlaceForecast
from handlers.buttons import place_buttons
from handlers.callbacks import ChangeChart, Notice, ShowChart, ShowForecast, add_callback, button
from handlers.language import get_translator
from handlers.outlooks import get_outlooks_of
from handlers.pictures.sending import Picture, get_theme, replace_picture, send_picture
from handlers.replies import OUT_OF_DATE, Buttons, reply
from handlers.updates import add_command, get_callback_query
from handlers.weather import find_place, get_own_places
from sources.records import KST
from storage.content import observations

_DAYS_AHEAD = {ChartView.TODAY: 0, ChartView.TOMORROW: 1}
_LABELS = {
    ChartView.PAST: N_("Last 24 hours"),
    ChartView.TODAY: N_("today"),
    ChartView.TOMORROW: N_("tomorrow"),
    ChartView.WEEK: N_("Week"),
}


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "chart", show_chart)
    add_callback(application, ShowChart, _on_chart_button)
    add_callback(application, ShowForecast, _on_forecast_button)
    add_callback(application, ChangeChart, _on_change)


async def show_chart(update: Update, context: Context) -> None:
    """Answer with the chart of a place, named after the command, or of the chat's first one."""
    theme, words = get_theme(context.words)
    tr = await get_translator(update, context)
    asked = read(" ".join(words), context.deps.places, Topic.CHART)
    if (remarks := render_chart_remarks(asked, tr)) is not None:
        await reply(update, remarks)
    own = () if asked.named or asked.abroad or asked.north else await get_own_places(update, context)
    name = next(iter((*asked.names, *asked.unknown)), None)
    match = own[0] if own else None if name is None else name.answer.match
    if match is not None:
        await send_chart(update, context, tr, match, _view_of(asked, context.deps.clock.now()), theme)
    elif name is not None:
        await reply(update, *_ask_for_place(name, context, tr))
    elif remarks is None:
        await reply(update, tr("Write the name of a Korean city, for example <code>/chart Seoul</code>."))


def _view_of(asked: Asked, now: dt.datetime) -> ChartView:
    """Return the chart of the days of a request; that of the last day if it names none."""
    today, days = now.astimezone(KST).date(), resolve_days(asked.when, now)
    ahead = [day for day in days or () if day >= today]
    if not ahead:
        return ChartView.PAST
    views = {today + dt.timedelta(days=number): view for view, number in _DAYS_AHEAD.items()}
    return views.get(ahead[0], ChartView.WEEK) if len(ahead) == 1 else ChartView.WEEK


def _ask_for_place(name: PlaceName, context: Context, tr: Translator) -> tuple[Markup, Buttons]:
    places = context.deps.places
    choices = with_suggestions(name.text, name.answer, places)
    return render_place_question(name.text, choices, tr), place_buttons(choices, places, tr, ShowChart)


async def send_chart(
    update: Update, context: Context, tr: Translator, match: Match, view: ChartView, theme: Theme = Theme.LIGHT
) -> None:
    """Send the chart of a place, or say that there are no data for it."""
    chart = await _make_chart(context, tr, match, view, theme)
    if view is ChartView.TODAY and not isinstance(chart, Picture):
        # Without a forecast, the hours until now are what is known of today.
        chart = await _make_chart(context, tr, match, ChartView.PAST, theme)
    if isinstance(chart, Picture):
        await send_picture(update, context, tr, chart)
    else:
        await reply(update, chart)


async def _make_chart(
    context: Context, tr: Translator, match: Match, view: ChartView, theme: Theme
) -> Picture | Markup:
    """Return the chart of a place; a text if there are no data for it."""
    forecast = await _get_forecast(context, match, can_wait=view is not ChartView.PAST)
    made = (
        await _make_readings_chart(context, tr, match, theme)
        if view is ChartView.PAST
        else _make_forecast_chart(context, tr, match, forecast, view, theme)
    )
    if isinstance(made, Picture):
        return Picture(made.content, made.caption, _view_buttons(forecast, match, view, theme, context, tr))
    return made


async def _get_forecast(context: Context, match: Match, *, can_wait: bool) -> PlaceForecast | None:
    outlooks = await get_outlooks_of(context.deps, [match], can_wait=can_wait)
    return outlooks[match.place.key].forecast


async def _make_readings_chart(context: Context, tr: Translator, match: Match, theme: Theme) -> Picture | Markup:
    now, station = context.deps.clock.now(), match.station
    async with context.deps.database.read() as connection:
        readings = await observations.list_history(connection, station.number, now - CHART_SPAN, context.deps.ranking)
    title = place_heading(match, context.deps.places, tr)
    if not readings:
        return join_blocks([title, tr("There are no readings from this station in the last 7 days.")])
    return Picture(make_day_chart(station, readings, theme, now, tr), chart_caption(title, readings, now, tr))


def _make_forecast_chart(
    context: Context, tr: Translator, match: Match, forecast: PlaceForecast | None, view: ChartView, theme: Theme
) -> Picture | Markup:
    now, place = context.deps.clock.now(), short_label(match, context.deps.places, tr)
    missing = join_blocks([Markup("<b>{}</b>").format(place), tr("I have no forecast for that here.")])
    if forecast is None:
        return missing
    if view is ChartView.WEEK:
        content = make_forecast_week(place, forecast, theme, now, tr)
        return Picture(content, forecast_week_caption(place, forecast, now, tr))
    day = forecast.of(_day_of(view, now))
    if day is None:
        return missing
    content_of_day = make_forecast_day(place, forecast, day, theme, now, tr)
    return Picture(content_of_day, forecast_day_caption(place, forecast, day, now, tr))


def _day_of(view: ChartView, now: dt.datetime) -> dt.date:
    return now.astimezone(KST).date() + dt.timedelta(days=_DAYS_AHEAD[view])


def _view_buttons(
    forecast: PlaceForecast | None, match: Match, shown: ChartView, theme: Theme, context: Context, tr: Translator
) -> Buttons:
    """Return buttons for the other views of which something is known."""
    views = [view for view in _known_views(forecast, context.deps.clock.now()) if view is not shown]
    row = [button(_label(view, tr), ChangeChart(view, theme[0], match.stable_key)) for view in views]
    return [row] if row else []


def _label(view: ChartView, tr: Translator) -> str:
    label = tr.plain(_LABELS[view])
    return label[0].upper() + label[1:]


def _known_views(forecast: PlaceForecast | None, now: dt.datetime) -> Sequence[ChartView]:
    if forecast is None:
        return [ChartView.PAST]
    days = [view for view in _DAYS_AHEAD if forecast.of(_day_of(view, now)) is not None]
    return [ChartView.PAST, *days, ChartView.WEEK]


async def _on_chart_button(update: Update, context: Context, data: ShowChart) -> Notice:
    return await _on_button(update, context, data.place, ChartView.PAST)


async def _on_forecast_button(update: Update, context: Context, data: ShowForecast) -> Notice:
    return await _on_button(update, context, data.place, data.view)


async def _on_button(update: Update, context: Context, place: str, view: ChartView) -> Notice:
    match, tr = find_place(place, context.deps.places), await get_translator(update, context)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    await send_chart(update, context, tr, match, view)
    return None


async def _on_change(update: Update, context: Context, data: ChangeChart) -> Notice:
    match, tr = find_place(data.place, context.deps.places), await get_translator(update, context)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    chart = await _make_chart(context, tr, match, data.view, data.get_theme())
    if not isinstance(chart, Picture):
        return chart.striptags()
    await replace_picture(get_callback_query(update), context, chart)
    return None
