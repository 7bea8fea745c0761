"""`/weather`: a station, several, the chat's own, or the country."""

import re
from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import AnyApplication, Context
from bot.i18n import Translator
from bot.naming import matches_of, name_places
from bot.place_text import bears_the_name, heading
from bot.places import Answer, Match
from bot.station_weather import weather_of
from bot.summary import summarize
from bot.text import join_blocks, join_lines, shorten
from bot.weather_text import render_country, render_station, render_stations
from bot.wishes import MOST_CITIES
from handlers.common import (
    MOST_CHOICES,
    OUT_OF_DATE,
    Buttons,
    add_command,
    chat_of,
    edit,
    message_of,
    place_buttons,
    query_of,
    reply,
    station_buttons,
    topic_of,
    translator_for,
)
from sources.stations import Station
from storage import observations, subscriptions

_PRESS = re.compile(r"weather:(.+)$")
_STATION = re.compile(r"[0-9]{1,4}")
_MOST_WORDS = 3 * MOST_CITIES
_LONGEST_ECHO = 60


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "weather", _weather)
    application.add_handler(CallbackQueryHandler(_press, pattern=_PRESS))


async def _weather(update: Update, context: Context) -> None:
    text = " ".join(context.words)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        if text:
            answer, buttons = await _named(context, connection, tr, text)
        else:
            answer, buttons = await _own_or_country(update, context, connection, tr), ()
    await reply(update, answer, buttons)


async def _named(context: Context, connection: AsyncConnection, tr: Translator, text: str) -> tuple[Markup, Buttons]:
    """One place, or several if all words name some."""
    named = name_places(re.findall(r"[^\s,]+", text)[:_MOST_WORDS], context.deps.places)
    matches = list(matches_of(named))
    if 1 < len(matches) == len(named):
        return await _places(context, connection, tr, matches[:MOST_CITIES]), ()
    answer = named[0].answer if len(named) == 1 else context.deps.places.find(text)
    if answer.match is not None:
        return await _place(context, connection, tr, answer.match), station_buttons(answer.others, tr)
    return _unclear(text, answer, tr), place_buttons(answer, context.deps.places, tr)


def _unclear(text: str, answer: Answer, tr: Translator) -> Markup:
    name = shorten(text, _LONGEST_ECHO)
    if answer.is_ambiguous:
        question = tr("There are several places called “{name}”. Which one do you mean?", name=name)
        hint = tr("If it is none of these, please write its city before the name.")
        return join_lines([question, hint if len(answer.matches) > MOST_CHOICES else None])
    if answer.near:
        return tr("I could not find “{name}”. Did you mean one of these?", name=name)
    hint = tr("Please write the name of a Korean city, such as <code>/weather Seoul</code>.")
    return join_blocks([tr("I could not find “{name}”.", name=name), hint])


async def _own_or_country(update: Update, context: Context, connection: AsyncConnection, tr: Translator) -> Markup:
    subscription = await subscriptions.get(connection, chat_of(update).id, topic_of(message_of(update)))
    if subscription is not None and subscription.stations:
        own = [context.deps.catalogue[number] for number in subscription.stations]
        return await _stations(context, connection, tr, own)
    country = summarize(await observations.current(connection, context.deps.ranking))
    return render_country(country, context.deps.catalogue, context.deps.clock.now(), tr)


async def _place(context: Context, connection: AsyncConnection, tr: Translator, match: Match) -> Markup:
    return await _places(context, connection, tr, [match])


async def _places(context: Context, connection: AsyncConnection, tr: Translator, matches: Sequence[Match]) -> Markup:
    """What each place's station says, under the place's name."""
    weather = await weather_of(connection, [match.station for match in matches], context.deps.ranking)
    now, places = context.deps.clock.now(), context.deps.places
    return join_blocks(
        render_station(known, now, tr, heading(match, places, tr))
        for match, known in zip(matches, weather, strict=True)
    )


async def _stations(context: Context, connection: AsyncConnection, tr: Translator, stations: list[Station]) -> Markup:
    weather = await weather_of(connection, stations, context.deps.ranking)
    return render_stations(weather, context.deps.clock.now(), tr)


async def _press(update: Update, context: Context) -> None:
    query = query_of(update)
    key = context.match[1] if context.match else ""
    places = context.deps.places
    match = places.get(f"station:{int(key)}" if _STATION.fullmatch(key) else key)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        text = None if match is None else await _place(context, connection, tr, match)
    if match is None or text is None:
        await query.answer(tr.plain(OUT_OF_DATE))
        return
    await query.answer()
    alike = places.find(match.station.names["ko"]).others if bears_the_name(match) else ()
    await edit(query, text, station_buttons(alike, tr))
