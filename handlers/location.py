"""Shared locations: the weather of the nearest station."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.rendering.layout import join_lines, shorten
from bot.rendering.places import nearest_heading
from handlers.buttons import ShownPlace, weather_buttons
from handlers.language import get_translator
from handlers.replies import reply
from handlers.start.first_steps import subscribe_at
from handlers.updates import get_message
from handlers.weather import get_own_places, render_current

# Dokdo is 90 km from the station on Ulleungdo.
MAX_DISTANCE_KM = 100
"""Distance to the nearest station up to which a place counts as Korean."""

_MAX_TITLE_LENGTH = 40


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    # A live location sends edits as it moves; only its first position is a new message.
    in_private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    application.add_handler(MessageHandler((filters.LOCATION | filters.VENUE) & in_private, _location))


async def _location(update: Update, context: Context) -> None:
    venue = get_message(update).venue
    place = venue.location if venue else get_message(update).location
    if place is None:
        raise ValueError(f"update {update.update_id} has no location")
    nearest, places = context.deps.places.nearest(place.latitude, place.longitude), context.deps.places
    is_own = get_message(update).forward_origin is None
    if is_own and nearest.distance <= MAX_DISTANCE_KM and await subscribe_at(update, context, nearest):
        return
    tr = await get_translator(update, context)
    title = nearest_heading(nearest, tr, shorten(venue.title, _MAX_TITLE_LENGTH) if venue else None)
    weather = await render_current(context.deps, tr, [nearest], title)
    shown = ShownPlace(nearest, (), await get_own_places(update, context), context.deps.has_pictures)
    if nearest.distance <= MAX_DISTANCE_KM:
        await reply(update, weather, weather_buttons(shown, places, tr))
        return
    far = tr("This place is too far from Korea's weather stations.")
    hint = tr("Write the name of a Korean city, for example <code>/weather Seoul</code>.")
    await reply(update, join_lines([far, hint]))
