"""A shared location is answered with the nearest station."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.place_text import nearest_heading
from bot.station_weather import weather_of
from bot.weather_text import render_station
from handlers.common import message_of, reply, translator_for

FARTHEST_KM = 150
"""Dokdo, the farthest that one can be from a station in Korea, is 87 km from Ulleungdo's."""


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    spoken = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(filters.LOCATION & spoken, _location))


async def _location(update: Update, context: Context) -> None:
    place = message_of(update).location
    if place is None:
        return
    nearest = context.deps.places.nearest(place.latitude, place.longitude)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        (weather,) = await weather_of(connection, [nearest.station], context.deps.ranking)
    if nearest.distance > FARTHEST_KM:
        await reply(update, tr("This place is too far from Korea's weather stations."))
        return
    await reply(update, render_station(weather, context.deps.clock.now(), tr, nearest_heading(nearest, tr)))
