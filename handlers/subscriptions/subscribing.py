"""`/subscribe` and `/add`, and the buttons that carry a request out."""

from dataclasses import replace

from telegram import Update

from bot.context import AnyApplication, Context
from bot.parsing.place_names import KEY_PREFIX
from bot.parsing.subscribe import SubscribeRequest, is_conditional, parse_sentence, parse_subscribe
from bot.rendering.layout import join_blocks
from bot.rendering.subscription import render_chosen_weather
from handlers import pending
from handlers.buttons import weather_buttons
from handlers.callbacks import AcceptInvitation, AddCity, ChangeCities, ChangeNothing, Notice, Subscribe, add_callback
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, edit_buttons, edit_message, reply
from handlers.settings import answer_with_cities
from handlers.subscriptions.exchanges import answer_exchange
from handlers.subscriptions.plans import How
from handlers.subscriptions.requests import answer_request, carry_out, recall
from handlers.updates import add_command, get_callback_query, get_message, get_words
from handlers.weather import find_place, get_own_places, make_shown_place


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "subscribe", subscribe)
    add_command(application, "add", _add)
    add_callback(application, Subscribe, _on_choice)
    add_callback(application, ChangeCities, _on_offer)
    add_callback(application, ChangeNothing, _on_leave)
    add_callback(application, AddCity, _add_city)
    add_callback(application, AcceptInvitation, _add_city)


async def subscribe(update: Update, context: Context) -> None:
    """Subscribe with the times, days and cities after the command."""
    await _answer(update, context, parse_subscribe(context.words, context.deps.places), " ".join(context.words))


async def subscribe_in_words(update: Update, context: Context) -> None:
    """Subscribe, or change a subscription, as a sentence asks for."""
    text = get_words(get_message(update))
    await _answer(update, context, parse_sentence(text, context.deps.places), text)


async def _add(update: Update, context: Context) -> None:
    request = parse_subscribe(context.words, context.deps.places)
    await _answer(update, context, replace(request, is_addition=True), " ".join(context.words))


async def _answer(update: Update, context: Context, request: SubscribeRequest, said: str) -> None:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    elif exchanged := await answer_exchange(update, context, tr, said):
        await reply(update, *exchanged)
    elif request.is_addition and request.is_empty:
        await answer_with_cities(update, context, tr)
    else:
        text, buttons = await answer_request(update, context, tr, request)
        condition = render_chosen_weather(tr) if is_conditional(context.words) else None
        await reply(update, join_blocks([text, condition]), buttons)


async def _on_choice(update: Update, context: Context, data: Subscribe) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if (words := await recall(context, data)) is None:
        return tr.plain(OUT_OF_DATE)
    request = parse_subscribe(words.split(), context.deps.places)
    await edit_message(get_callback_query(update), *await answer_request(update, context, tr, request))
    return None


async def _on_offer(update: Update, context: Context, data: ChangeCities) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if (words := await recall(context, data)) is None:
        return tr.plain(OUT_OF_DATE)
    request, keeps_cities = parse_subscribe(words.split(), context.deps.places), data.how == How.ADD
    answer = await carry_out(update, context, tr, request, keeps_cities=keeps_cities)
    await edit_message(get_callback_query(update), *answer)
    return None


async def _on_leave(update: Update, context: Context, _data: ChangeNothing) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    pending.forget(update, context)
    await edit_message(get_callback_query(update), tr("Nothing was changed."))
    return None


async def _add_city(update: Update, context: Context, data: AddCity | AcceptInvitation) -> Notice:
    query, places = get_callback_query(update), context.deps.places
    match = find_place(data.place, places)
    tr = await get_translator(update, context)
    own = await get_own_places(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    request = replace(parse_subscribe([f"{KEY_PREFIX}{match.stable_key}"], places), is_addition=True)
    answer, buttons = await answer_request(update, context, tr, request)
    if isinstance(data, AcceptInvitation):
        await edit_message(query, answer, buttons)
        return None
    await reply(update, answer, buttons)
    now_own = await get_own_places(update, context)
    # The message still offers to subscribe, and lacks the new city among the chat's others.
    if now_own != own:
        await edit_buttons(query, weather_buttons(make_shown_place(match, now_own, context.deps), places, tr))
    return None
