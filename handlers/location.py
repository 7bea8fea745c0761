"""A shared location is answered with the nearest station."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.rendering.layout import join_lines, shorten
from bot.rendering.places import nearest_heading
from handlers.buttons import Shown, weather_buttons
from handlers.language import get_translator
from handlers.replies import reply
from handlers.updates import get_message
from handlers.weather import own_of, render_current

FARTHEST_KM = 100
"""Dokdo, the farthest that one can be from a station in Korea, is 90 km from Ulleungdo's."""

_LONGEST_TITLE = 40


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation; of a location that moves only its first place is a new message."""
    spoken = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler((filters.LOCATION | filters.VENUE) & spoken, _location))


async def _location(update: Update, context: Context) -> None:
    venue = get_message(update).venue
    place = venue.location if venue else get_message(update).location
    if place is None:
        raise ValueError(f"update {update.update_id} shares no place")
    nearest, places = context.deps.places.nearest(place.latitude, place.longitude), context.deps.places
    tr = await get_translator(update, context)
    title = nearest_heading(nearest, tr, shorten(venue.title, _LONGEST_TITLE) if venue else None)
    weather = await render_current(context.deps, tr, [nearest], title)
    shown = Shown(nearest, (), await own_of(update, context), context.deps.has_pictures)
    if nearest.distance <= FARTHEST_KM:
        await reply(update, weather, weather_buttons(shown, places, tr))
        return
    far = tr("This place is too far from Korea's weather stations.")
    hint = tr("Please write the name of a Korean city, such as <code>/weather Seoul</code>.")
    await reply(update, join_lines([far, hint]))
