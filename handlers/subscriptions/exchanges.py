"""Orders in words that put one place of a bulletin in the place of another: a button carries them out."""

from dataclasses import replace

from telegram import Update

from bot.context import Context
from bot.i18n.translator import Translator
from bot.parsing.bulletins.exchanges import Exchange, find_exchange
from bot.parsing.place_names import KEY_PREFIX, PlaceName
from bot.parsing.reader import Asked
from bot.parsing.subscribe import SubscribeRequest, parse_subscribe
from bot.places import Answer as Meanings
from bot.places import Places
from bot.rendering.subscription import render_change_question, render_negated, render_request_errors
from handlers.subscriptions.cities import NO_SUBSCRIPTION, having_cities, keys_here, render_not_here
from handlers.subscriptions.plans import How, Offer, apply
from handlers.subscriptions.requests import Answer, list_own, offer_buttons, settings_button
from storage.chats.subscriptions import Subscription


async def answer_exchange(update: Update, context: Context, tr: Translator, text: str) -> Answer | None:
    """Ask whether a place should stand in the place of another; None if a text exchanges none. Checks no rights.

    Nothing is changed before the button is pressed, which tells what results.
    """
    places = context.deps.places
    if (exchange := find_exchange(text, places)) is None:
        return None
    async with context.deps.database.read() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
    if not running:
        return tr(NO_SUBSCRIPTION), ()
    said = replace(parse_subscribe(exchange.rest.split(), places), is_addition=False)
    if unclear := render_request_errors(replace(said, names=(*said.names, exchange.wanted)), places, tr):
        return unclear, settings_button(tr)
    if not (meant := having_cities(running, [exchange.out])):
        return render_not_here(Asked(named=(exchange.out,)), tr), settings_button(tr)
    request = _make_request(exchange, said, meant[0], places) if len(meant) == 1 else None
    if request is None:
        return render_negated(text, tr), settings_button(tr)
    asked = replace(request, names=(exchange.wanted,))
    question = render_change_question(meant[0], asked, context.deps.catalogue, tr)
    offer = Offer(How.REPLACE, apply(request, meant[0]), request)
    return question, await offer_buttons(context, [offer], tr)


def _make_request(
    exchange: Exchange, said: SubscribeRequest, changed: Subscription, places: Places
) -> SubscribeRequest | None:
    """Return the request for all places that a subscription should have; None if it is unclear which these are."""
    out, wanted = keys_here(exchange.out, [changed]), exchange.wanted.answer.match
    places_after = [wanted if city.key in out else places.get(city.key) for city in changed.cities]
    # Further names, all of Korea, or bulletins of their own are no part of an exchange.
    is_more = bool(said.names or said.includes_country or said.separate)
    if is_more or len(out) != 1 or None in places_after:
        return None
    named = (one for one in places_after if one is not None)
    names = (PlaceName(f"{KEY_PREFIX}{one.place.key}", Meanings((one,))) for one in named)
    # The times tell which of several bulletins is meant.
    times = changed.schedule.times
    moved = times if said.times else ()
    return SubscribeRequest(said.times or times, tuple(names), days=said.days, moved=moved)
