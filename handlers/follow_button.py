"""The buttons that subscribe to one place more, below its weather and below the question that a link asks."""

from telegram import Update

from bot.context import AnyApplication, Context
from bot.parsing.place_names import KEY_PREFIX
from handlers.buttons import weather_buttons
from handlers.callbacks import AcceptInvitation, AddCity, add_callback
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings
from handlers.replies import OUT_OF_DATE, edit_buttons, edit_message, reply
from handlers.subscriptions import fulfil
from handlers.updates import get_callback_query
from handlers.weather import own_of, place_of_data, shown_of


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_callback(application, AddCity, _add_city)
    add_callback(application, AcceptInvitation, _add_city)


async def _add_city(update: Update, context: Context, data: AddCity | AcceptInvitation) -> None:
    query, places = get_callback_query(update), context.deps.places
    match = place_of_data(data.place, places)
    tr = await get_translator(update, context)
    own = await own_of(update, context)
    if not await may_change_settings(update):
        await query.answer(tr.plain(ONLY_ADMINISTRATORS))
        return
    if match is None:
        await query.answer(tr.plain(OUT_OF_DATE))
        return
    await query.answer()
    keys = dict.fromkeys(one.stable_key for one in (*own, match))
    answer, buttons = await fulfil(update, context, tr, [", ".join(f"{KEY_PREFIX}{key}" for key in keys)])
    if isinstance(data, AcceptInvitation):
        await edit_message(query, answer, buttons)
        return
    await reply(update, answer, buttons)
    now_own = await own_of(update, context)
    if now_own != own:
        await edit_buttons(query, weather_buttons(shown_of(match, now_own, context.deps), places, tr))
