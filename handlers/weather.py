"""`/weather`: of one place, of several, of the chat's own places, or of the country; and its buttons."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup
from telegram import KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.constants import ChatType

from bot.cache import ReadWords
from bot.context import AnyApplication, Context
from bot.dependencies import Dependencies
from bot.i18n.translator import Translator
from bot.parsing.asked_dates import judge_past, resolve_days
from bot.parsing.asked_days.packed import pack_days, pack_times
from bot.parsing.pictures import ChartView, MapKind
from bot.parsing.place_names import MAX_CITIES, parse_places
from bot.parsing.reader import Asked
from bot.parsing.topics import Detail, Topic
from bot.places import Answer, Match, Places
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.outlook.answer import Question, render_outlook, sun_line
from bot.rendering.outlook.hours import render_hours
from bot.rendering.outlook.topics import TopicsAnswer
from bot.rendering.place_questions import render_example, render_place_question, with_suggestions
from bot.rendering.places import place_heading
from bot.rendering.questions import (
    find_missing,
    find_near,
    is_answered,
    render_location_request,
    render_missing_place,
    render_remarks,
)
from bot.rendering.weather import render_country, render_places
from bot.subscriptions.own_places import own_places
from handlers.buttons import ShownPlace, map_button, overview_buttons, place_buttons, weather_buttons
from handlers.callbacks import AnswerAt, AnswerFor, CallbackData, Notice, ShowWeather, add_callback
from handlers.language import get_translator
from handlers.outlooks import find_answer, find_command, get_known_topics, get_outlooks_of, make_question
from handlers.replies import OUT_OF_DATE, Buttons, Reply, edit_message, send_reply
from handlers.updates import add_command, get_callback_query, get_chat, get_message, get_topic_id
from sources.records import KST

_MAPS = {Topic.DUST: MapKind.PM25, Topic.WARNINGS: MapKind.WARNINGS}

_STATION = re.compile(r"[0-9]{1,4}")


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "weather", _weather)
    add_callback(application, ShowWeather, _on_button)


def find_place(data: str, places: Places) -> Match | None:
    """Return the place of a button, given by its key or its station's number; None if it no longer exists."""
    return places.get(f"station:{int(data)}" if _STATION.fullmatch(data) else data)


async def get_own_places(update: Update, context: Context) -> tuple[Match, ...]:
    """Return the places of the subscriptions of a chat, or of a topic."""
    settings = await context.deps.caches.chats.get(get_chat(update).id)
    return own_places(settings, context.deps.places, get_topic_id(get_message(update)))


def make_shown_place(match: Match, own: tuple[Match, ...], deps: Dependencies) -> ShownPlace:
    """Return a place that was chosen with a button, with what the buttons below its weather depend on."""
    namesakes = deps.places.find(match.station.names["ko"]).others if match.has_station_name else ()
    return ShownPlace(match, namesakes, own, deps.has_pictures)


async def render_current(
    deps: Dependencies, tr: Translator, matches: Sequence[Match], title: Markup | None = None
) -> Markup:
    """Render the latest readings and the outlook of each place, under its name or the given title."""
    readings, now = await deps.caches.readings.get(), deps.clock.now()
    outlooks = await get_outlooks_of(deps, matches)
    told = {key: render_outlook(outlook, now, tr) for key, outlook in outlooks.items()}
    return render_places(matches, readings.stations, deps.places, now, tr, title, told)


async def answer_place_names(
    update: Update,
    context: Context,
    tr: Translator,
    text: str,
    asked: Asked,
    data_for: Callable[[str], CallbackData] = ShowWeather,
) -> Reply:
    """Return the weather of the places that a text names, or a question if they are unclear or unknown.

    Args:
        update: the question.
        context: what the handler received.
        tr: the person's language.
        text: the names.
        asked: the question as it was read, which has the names without the words around them.
        data_for: makes the data of a button for one of several places from its key.
    """
    found = ReadWords(asked, parse_places(text, context.deps.places, MAX_CITIES))
    return await _answer_names(update, context, tr, text, found, data_for)


async def _answer_names(
    update: Update,
    context: Context,
    tr: Translator,
    text: str,
    found: ReadWords,
    data_for: Callable[[str], CallbackData] = ShowWeather,
) -> Reply:
    places, asked = context.deps.places, found.asked
    if found.query.several:
        return Reply(await render_current(context.deps, tr, found.query.several))
    answer = found.query.answer
    if answer.match is None:
        choices = with_suggestions(text, answer, places)
        name = next((one.text for one in asked.names if _keys(one.answer) == _keys(answer)), text)
        return Reply(render_place_question(name, choices, tr), place_buttons(choices, places, tr, data_for))
    own = await get_own_places(update, context)
    shown = ShownPlace(answer.match, answer.others, own, context.deps.has_pictures)
    return await _render_place(context, tr, shown)


def _keys(answer: Answer) -> list[str]:
    return [match.place.key for match in answer.matches]


async def _render_place(context: Context, tr: Translator, shown: ShownPlace) -> Reply:
    """Return the weather of a place with its buttons, from the cache of rendered replies if possible."""
    places, now = context.deps.places, context.deps.clock.now()
    readings = await context.deps.caches.readings.get()
    namesakes, own = (station.number for station in shown.namesakes), (match.place.key for match in shown.own)
    (outlook,) = (await get_outlooks_of(context.deps, [shown.match])).values()

    def render() -> Reply:
        told = {shown.match.place.key: render_outlook(outlook, now, tr)}
        text = render_places([shown.match], readings.stations, places, now, tr, outlooks=told)
        return Reply(text, weather_buttons(replace(shown, is_awaited=outlook.is_awaited), places, tr))

    # Everything that the text and the buttons depend on, besides the readings.
    key = (tr.language, tr.unit, shown.match.place.key, outlook.version, *namesakes, *own)
    return context.deps.caches.rendered.get(key, readings, now, render)


async def _weather(update: Update, context: Context) -> None:
    text = " ".join(context.words)
    tr = await get_translator(update, context)
    if text:
        await send_reply(update, await _answer_words(update, context, tr, text))
    else:
        await send_reply(update, await _own_or_country(update, context, tr))


async def _answer_words(update: Update, context: Context, tr: Translator, text: str) -> Reply:
    """Return the answer to the words after /weather: names of places, or a question about them."""
    found = context.deps.caches.names.read(text, context.deps.places)
    asked, reading = found.asked, found.query
    elsewhere = asked.abroad or asked.north or asked.includes_country
    if asked.what == {Topic.NOW} and not (elsewhere or asked.details or asked.invalid_dates):
        is_list = len(asked.places) > 1 and not asked.rest
        # A text that is nothing but a name is looked up as a whole, in any spelling.
        if not asked.names or (reading.is_place and not reading.is_guess and not is_list):
            return await _answer_names(update, context, tr, text, found)
    return await answer_question(update, context, tr, asked)


async def answer_question(update: Update, context: Context, tr: Translator, asked: Asked) -> Reply:
    """Return the weather that is known, after what was asked for and is not known, or was not understood."""
    if not asked.parts:
        return await _answer_one(update, context, tr, asked)
    answers = [await _answer_one(update, context, tr, one) for one in asked.parts]
    return Reply(join_blocks([answer.text for answer in answers]))


async def _answer_one(update: Update, context: Context, tr: Translator, asked: Asked) -> Reply:
    if asked.is_here and not asked.names and get_chat(update).type == ChatType.PRIVATE:
        return _ask_for_location(context, tr)
    asked = replace(asked, when=judge_past(asked.when, context.deps.clock.now()))
    own = () if asked.names or asked.includes_country else await get_own_places(update, context)
    matches = (asked.places if asked.names else own)[:MAX_CITIES]
    if is_answered(asked) and not asked.names and not own and (command := await find_command(context.deps, asked)):
        return ask_for_missing_place(context, tr, command)
    known = await find_answer(context.deps, tr, asked, matches)
    data_for = await _find_question_data(context, asked)
    if known is not None:
        asked = replace(asked, what=asked.what - known.known)
    elif asked.names and not matches:
        # What is known depends on the place that is meant.
        asked = replace(asked, what=asked.what - await get_known_topics(context.deps))
    limit = tr("Only the first {n} places are shown.", n=MAX_CITIES) if len(asked.places) > MAX_CITIES else None
    remarks = join_blocks([limit, await find_remarks(context, tr, asked, own, known)]) or None
    if not is_answered(asked):
        return _ask_for_place(context, tr, asked, remarks)
    unclear = next((name for name in asked.names if name.answer.match is None), None)
    # Beside the weather now, all else is told with it.
    if known is not None and known.text and not asked.what and unclear is not None:
        question = render_place_question(unclear.text, unclear.answer, tr)
        buttons = place_buttons(unclear.answer, context.deps.places, tr, data_for)
        return Reply(join_blocks([remarks, known.text, question]), buttons)
    if known is not None and known.text and not asked.what:
        return Reply(
            join_blocks([remarks, known.text]),
            await _buttons_of(
                update, context, tr, matches, _choose_chart(known.known, asked, context), _choose_map(known.known)
            ),
        )
    answer = await _answer_places(update, context, tr, asked, data_for)
    return answer if remarks is None else Reply(join_blocks([remarks, answer.text]), answer.buttons)


def ask_for_missing_place(context: Context, tr: Translator, command: str) -> Reply:
    """Return the question for the place of a command, with the button of the country's map if there is one of it."""
    text = render_missing_place(command, context.deps.catalogue.example.name(tr.language), tr)
    kind = next((kind for topic, kind in _MAPS.items() if topic == command), None)
    return Reply(text, [[map_button(kind, tr)]] if kind and context.deps.has_pictures else ())


async def _find_question_data(context: Context, asked: Asked) -> Callable[[str], CallbackData]:
    """Return what makes the data of buttons for an unclear place: they answer the same question, if it can be."""
    command, question = await find_command(context.deps, asked), make_question(asked, context.deps.clock.now())
    if command is None or question is None:
        return ShowWeather
    if command == "forecast" and (question.hours or question.parts or Topic.RAIN in question.topics or question.days):
        return partial(AnswerAt, *_pack(question, context))
    return partial(AnswerFor, command)


def _pack(question: Question, context: Context) -> tuple[str, str, str]:
    """Return the topic, the days and the times of a question about the forecast as a button's data has them."""
    topic = Topic.RAIN if Topic.RAIN in question.topics else Topic.FORECAST
    days = question.days or [context.deps.clock.now().astimezone(KST).date()]
    return topic[0], pack_days(days), pack_times(question.hours, question.parts)


def _ask_for_location(context: Context, tr: Translator) -> Reply:
    """Return the question where somebody is who asks about the weather near them."""
    city = context.deps.catalogue.example.name(tr.language)
    here = KeyboardButton(tr.plain("📍 Share my location"), request_location=True)
    keyboard = ReplyKeyboardMarkup([[here]], resize_keyboard=True, one_time_keyboard=True, input_field_placeholder=city)
    return Reply(render_location_request(city, tr), keyboard=keyboard)


async def _buttons_of(
    update: Update,
    context: Context,
    tr: Translator,
    matches: Sequence[Match],
    chart: ChartView | None,
    kind: MapKind = MapKind.TEMPERATURE,
) -> Buttons:
    """Return the buttons of a place's weather; of several places only that for another map than the usual one."""
    if len(matches) != 1:
        has_map = context.deps.has_pictures and kind is not MapKind.TEMPERATURE
        return [[map_button(kind, tr)]] if has_map else ()
    shown = make_shown_place(matches[0], await get_own_places(update, context), context.deps)
    shown = replace(shown, chart=chart, map=kind)
    return weather_buttons(shown, context.deps.places, tr)


def _choose_chart(known: Collection[Topic], asked: Asked, context: Context) -> ChartView | None:
    """Return the view of the chart for a question that was answered from the forecast; None if it was not."""
    if not {Topic.FORECAST, Topic.RAIN}.intersection(known):
        return None
    now = context.deps.clock.now()
    today, days = now.astimezone(KST).date(), resolve_days(asked.when, now)
    ahead = {(day - today).days for day in days or ()}
    return ChartView.TODAY if ahead <= {0} else ChartView.TOMORROW if ahead == {1} else ChartView.WEEK


def _choose_map(known: Collection[Topic]) -> MapKind:
    """Return the map of what a question was answered from."""
    return next((kind for topic, kind in _MAPS.items() if topic in known), MapKind.TEMPERATURE)


def _ask_for_place(context: Context, tr: Translator, asked: Asked, remarks: Markup | None) -> Reply:
    """Return what is to be said of a question without a known place, with the places that are spelled like it."""
    if near := find_near(asked):
        question = render_place_question(near.text, near.answer, tr)
        return Reply(join_blocks([remarks, question]), place_buttons(near.answer, context.deps.places, tr))
    return Reply(join_blocks([remarks, render_example(tr) if asked.unknown else None]))


async def find_remarks(
    context: Context, tr: Translator, asked: Asked, own: Sequence[Match], known: TopicsAnswer | None = None
) -> Markup | None:
    """Return what is to be said before the weather that answers a question; None if nothing.

    Args:
        context: what the handler received.
        tr: the person's language.
        asked: the question, without the topics that are answered.
        own: the chat's own places.
        known: the answer from forecasts, fine dust and warnings.
    """
    missing = frozenset[Detail]()
    matches = asked.places or ([] if asked.names else own)
    details = asked.details - {Detail.SUN} if matches else asked.details
    if details and (asked.places or not asked.names):
        stations = (await context.deps.caches.readings.get()).stations
        current = (stations.get(match.station.number) for match in matches)
        missing = find_missing(details, [one.observation for one in current if one and one.observation])
    is_dated = resolve_days(asked.when, context.deps.clock.now()) is not None
    remarks = render_remarks(asked, missing, tr, None if known is None else known.reaches, is_dated=is_dated)
    sun = _sun_lines(context, tr, asked, matches) if Detail.SUN in asked.details else None
    return join_blocks([remarks, sun]) or None


def _sun_lines(context: Context, tr: Translator, asked: Asked, matches: Sequence[Match]) -> Markup:
    """Return sunrise and sunset at places, of the first day that was said or today."""
    now = context.deps.clock.now()
    day = next(iter(resolve_days(asked.when, now) or ()), now.astimezone(KST).date())
    return join_lines(sun_line(match.place, day, tr) for match in matches)


async def _answer_places(
    update: Update, context: Context, tr: Translator, asked: Asked, data_for: Callable[[str], CallbackData]
) -> Reply:
    """Return the weather of the named places, and a question about the first unclear name; of its own without names."""
    if len(asked.names) == 1:
        return await answer_place_names(update, context, tr, asked.names[0].text, asked, data_for)
    if asked.includes_country and not asked.names:
        return await _render_country(context, tr, await get_own_places(update, context))
    if not asked.names:
        return await _own_or_country(update, context, tr)
    known = asked.places[:MAX_CITIES]
    weather = await render_current(context.deps, tr, known) if known else None
    unclear = next((name for name in asked.names if name.answer.match is None), None)
    if unclear is None:
        return Reply(join_blocks([weather]))
    question = render_place_question(unclear.text, unclear.answer, tr)
    return Reply(join_blocks([weather, question]), place_buttons(unclear.answer, context.deps.places, tr, data_for))


async def _own_or_country(update: Update, context: Context, tr: Translator) -> Reply:
    deps, own = context.deps, await get_own_places(update, context)
    if len(own) == 1:
        return await _render_place(context, tr, make_shown_place(own[0], own, deps))
    if own:
        buttons = overview_buttons(own, deps.places, tr, has_pictures=deps.has_pictures)
        return Reply(await render_current(deps, tr, own), buttons)
    return await _render_country(context, tr, own)


async def _render_country(context: Context, tr: Translator, own: Sequence[Match]) -> Reply:
    deps = context.deps
    country = (await deps.caches.readings.get()).country
    buttons = overview_buttons(own, deps.places, tr, has_pictures=deps.has_pictures)
    return Reply(render_country(country, deps.catalogue, deps.clock.now(), tr), buttons if country else ())


async def show_hours(update: Update, context: Context) -> None:
    """Answer with the coming hours at the chat's places; where none are known, with the weather now."""
    tr, own = await get_translator(update, context), await get_own_places(update, context)
    outlooks, now = await get_outlooks_of(context.deps, own), context.deps.clock.now()
    told = {
        key: render_hours(outlook.forecast, now, tr)
        for key, outlook in outlooks.items()
        if outlook.forecast is not None
    }
    if not any(told.values()):
        await send_reply(update, await _own_or_country(update, context, tr))
        return
    blocks = [join_lines([place_heading(match, context.deps.places, tr), told.get(match.place.key)]) for match in own]
    await send_reply(update, Reply(join_blocks(blocks), await _buttons_of(update, context, tr, own, ChartView.TODAY)))


async def _on_button(update: Update, context: Context, data: ShowWeather) -> Notice:
    query, match = get_callback_query(update), find_place(data.place, context.deps.places)
    tr = await get_translator(update, context)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    shown = make_shown_place(match, await get_own_places(update, context), context.deps)
    answer = await _render_place(context, tr, shown)
    await edit_message(query, answer.text, answer.buttons)
    return None
