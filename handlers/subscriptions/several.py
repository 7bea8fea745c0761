"""Several orders in one text: a button carries all of them out, or they are to be sent one by one."""

from collections.abc import Sequence

from markupsafe import Markup
from telegram import Update

from bot.context import Context
from bot.i18n.translator import Translator
from bot.parsing.bulletins.exchanges import find_exchange
from bot.parsing.place_names import KEY_PREFIX, PlaceName
from bot.parsing.reader import Asked
from bot.parsing.several.orders import Kind, SingleOrder, find_several
from bot.parsing.subscribe import SubscribeRequest
from bot.places import Answer as Meanings
from bot.places import Places
from bot.rendering.layout import join_lines
from bot.rendering.subscription import render_several_question
from bot.settings_menu.errors import Refusal
from handlers.subscriptions.cities import NO_SUBSCRIPTION, having_cities, keys_here, render_not_here
from handlers.subscriptions.plans import How, Offer, apply
from handlers.subscriptions.requests import Answer, list_own, offer_buttons, settings_button
from storage.chats.subscriptions import Subscription


async def answer_several(update: Update, context: Context, tr: Translator, text: str) -> Answer | None:
    """Ask whether the orders of a text should be carried out together; None unless it has several. Checks no rights."""
    orders, places = find_several(text, context.deps.places), context.deps.places
    is_exchange = {order.kind for order in orders} == {Kind.REMOVE, Kind.ADD} and find_exchange(text, places)
    if not orders or is_exchange:
        return None
    async with context.deps.database.read() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
    if not running:
        return tr(NO_SUBSCRIPTION), ()
    out = [name for order in orders if order.kind is Kind.REMOVE for name in order.names]
    if unknown := [name for name in out if not keys_here(name, running)]:
        return render_not_here(Asked(named=tuple(unknown)), tr), settings_button(tr)
    meant = having_cities(running, out) if out else running
    offer = _make_offer(orders, out, meant[0], places) if len(meant) == 1 else None
    if offer is None:
        return _render_one_by_one(orders, tr), settings_button(tr)
    return render_several_question(meant[0], context.deps.catalogue, tr), await offer_buttons(context, [offer], tr)


def _make_offer(
    orders: Sequence[SingleOrder], out: Sequence[PlaceName], changed: Subscription, places: Places
) -> Offer | None:
    """Return what all orders together make of a subscription; None if they cannot be carried out together."""
    schedules = [order for order in orders if order.kind is Kind.SCHEDULE]
    is_other = any(order.kind in {Kind.WHOLE, Kind.OTHER} for order in orders)
    is_twice = sum(order.request is not None for order in schedules) > 1
    if is_other or is_twice or any(len(keys_here(name, [changed])) != 1 for name in out):
        return None
    gone = {key for name in out for key in keys_here(name, [changed])}
    kept = [places.get(city.key) for city in changed.cities if city.key not in gone]
    added = [name.answer.match for order in orders if order.kind is Kind.ADD for name in order.names]
    if None in kept or not (kept or added):
        return None
    names = tuple(PlaceName(f"{KEY_PREFIX}{one.place.key}", Meanings((one,))) for one in (*kept, *added) if one)
    request = _apply_schedule(schedules, changed, names)
    try:
        return Offer(How.REPLACE, apply(request, changed), request)
    except Refusal:
        return None


def _apply_schedule(
    schedules: Sequence[SingleOrder], changed: Subscription, names: tuple[PlaceName, ...]
) -> SubscribeRequest:
    said = next((order.request for order in schedules if order.request), SubscribeRequest())
    times, days = changed.schedule.times, said.days
    for remaining in (order.remaining for order in schedules if order.remaining):
        days = (days or changed.schedule.days) & remaining or None
    if said.is_addition:
        return SubscribeRequest((*times, *said.times), names, days=days, moved=times)
    # The times tell which of several bulletins is meant.
    return SubscribeRequest(said.times or times, names, days=days, moved=said.moved or times)


def _render_one_by_one(orders: Sequence[SingleOrder], tr: Translator) -> Markup:
    """Return that nothing was changed, and the orders as said, to be sent one by one."""
    told = tr("These are several orders, and nothing was changed. Please send them one by one:")
    return join_lines([told, *(Markup("• {}").format(order.said) for order in orders)])
