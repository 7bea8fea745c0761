"""`/weather`: a station, several, the chat's own, or the country."""

import re

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.context import AnyApplication, Context
from bot.i18n import Translator
from bot.places import Answer
from bot.station_weather import weather_of
from bot.summary import summarize
from bot.text import join_blocks, shorten
from bot.weather_text import render_country, render_station, render_stations
from bot.wishes import MOST_CITIES
from handlers.common import (
    OUT_OF_DATE,
    Buttons,
    add_command,
    chat_of,
    edit,
    message_of,
    query_of,
    reply,
    station_buttons,
    topic_of,
    translator_for,
)
from sources.stations import Station
from storage import observations, subscriptions

_PRESS = re.compile(r"weather:([0-9]{1,4})$")
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
    """One city, or several if each word is one."""
    answer = context.deps.places.find(text)
    if answer.match is not None:
        return await _station(context, connection, tr, answer.match.station), station_buttons(answer.others, tr)
    several = [found.match for found in map(context.deps.places.find, context.words[:MOST_CITIES])]
    stations = [match.station for match in several if match is not None]
    if len(several) > 1 and len(stations) == len(several):
        return await _stations(context, connection, tr, stations), ()
    return _unclear(text, answer, tr), station_buttons(answer.others, tr)


def _unclear(text: str, answer: Answer, tr: Translator) -> Markup:
    name = shorten(text, _LONGEST_ECHO)
    if answer.others:
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


async def _station(context: Context, connection: AsyncConnection, tr: Translator, station: Station) -> Markup:
    (weather,) = await weather_of(connection, [station], context.deps.ranking)
    return render_station(weather, context.deps.clock.now(), tr)


async def _stations(context: Context, connection: AsyncConnection, tr: Translator, stations: list[Station]) -> Markup:
    weather = await weather_of(connection, stations, context.deps.ranking)
    return render_stations(weather, context.deps.clock.now(), tr)


async def _press(update: Update, context: Context) -> None:
    query = query_of(update)
    match = context.match
    number = int(match[1]) if match else 0
    station = context.deps.catalogue.get(number)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        text = None if station is None else await _station(context, connection, tr, station)
    if station is None or text is None:
        await query.answer(tr.plain(OUT_OF_DATE))
        return
    await query.answer()
    alike = context.deps.places.find(station.names["ko"]).others
    await edit(query, text, station_buttons(alike, tr))
