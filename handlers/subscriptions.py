"""`/subscribe`, `/unsubscribe`, `/status`, and the buttons that subscribe to one more place."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import N_, Translator
from bot.parsing.place_names import KEY_PREFIX
from bot.parsing.reader import Asked, read
from bot.parsing.subscribe import SubscribeRequest, parse_subscribe
from bot.parsing.topics import Topic
from bot.rendering.layout import join_blocks, shorten
from bot.rendering.places import choice_labels
from bot.rendering.status import MAX_PAST_DELIVERIES, SubscriptionHistory, lost_topics, render_lost_topic, render_status
from bot.rendering.subscription import render_request_errors, render_subscribed
from bot.rendering.weather import source_and_age
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import with_places, without_places
from bot.settings_menu.errors import Refusal
from bot.subscriptions import service
from bot.weather.country import summarize
from handlers.buttons import get_choices, weather_buttons
from handlers.callbacks import AcceptInvitation, AddCity, Notice, Subscribe, add_callback, button
from handlers.language import get_translator, load_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, Buttons, edit_buttons, edit_message, reply
from handlers.topics import get_topic_name
from handlers.updates import add_command, get_callback_query, get_chat, get_language_code, get_message, get_topic_id
from handlers.weather import find_place, get_own_places, make_shown_place
from storage.chats import chats, subscriptions, topics
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.content import observations, saved_searches
from storage.ledger import history
from storage.reasons import StopReason

_UNSUBSCRIBED = N_("Unsubscribed. /subscribe turns bulletins back on with the same settings.")
_MAX_ECHO_LENGTH = 40


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "subscribe", subscribe)
    add_command(application, "unsubscribe", unsubscribe)
    add_command(application, "status", show_status)
    add_callback(application, Subscribe, _on_choice)
    add_callback(application, AddCity, _add_city)
    add_callback(application, AcceptInvitation, _add_city)


async def subscribe(update: Update, context: Context) -> None:
    """Subscribe with the times, days and cities after the command."""
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    else:
        await reply(update, *await _carry_out(update, context, tr, context.words))


async def _carry_out(update: Update, context: Context, tr: Translator, words: Sequence[str]) -> tuple[Markup, Buttons]:
    """Carry out a request and return the confirmation, or a question with buttons if a part of it is unclear."""
    places = context.deps.places
    request = parse_subscribe(words, places)
    if unclear := render_request_errors(request, places, tr):
        return unclear, await _choices(context, request, tr)
    try:
        async with context.deps.database.write() as connection:
            subscription = await _save(update, context, connection, request)
    except Refusal as refusal:
        return tr(refusal.message, **refusal.values), ()
    return render_subscribed(subscription, context.deps.catalogue, context.deps.clock.now(), tr), ()


async def _choices(context: Context, request: SubscribeRequest, tr: Translator) -> Buttons:
    """Return a button for each meaning of the first unclear name, if nothing else is wrong."""
    # A button could correct only the name, and the rest would still be wrong.
    if request.invalid_times or request.lacks_time or request.abroad or not request.unclear:
        return ()
    unclear, now = request.unclear[0], context.deps.clock.now()
    answer = unclear.answer
    choices = get_choices(answer)
    async with context.deps.database.write() as connection:
        data = [await _keep(connection, request.with_choice(unclear, match), now) for match in choices]
    shown = choice_labels(answer, context.deps.places, tr)[: len(choices)]
    return [[button(label, one)] for label, one in zip(shown, data, strict=True)]


async def _keep(connection: AsyncConnection, words: str, now: dt.datetime) -> Subscribe:
    """Store a request, which may be longer than a button's 64 bytes, and return the data of a button for it."""
    return Subscribe(await saved_searches.save(connection, words, now), _checksum(words))


def _checksum(words: str) -> str:
    """Return a checksum of a request: 8 hexadecimal digits."""
    # It tells requests apart, because row ids of deleted ones are used again.
    return blake2b(words.encode(), digest_size=4).hexdigest()


async def _on_choice(update: Update, context: Context, data: Subscribe) -> Notice:
    query = get_callback_query(update)
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        words = await saved_searches.get(connection, data.request)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if words is None or _checksum(words) != data.checksum:
        return tr.plain(OUT_OF_DATE)
    await edit_message(query, *await _carry_out(update, context, tr, words.split()))
    return None


async def _save(
    update: Update, context: Context, connection: AsyncConnection, request: SubscribeRequest
) -> Subscription:
    """Store the request in the topic's oldest subscription, and resume those that were stopped with it."""
    chat, topic, now = get_chat(update), get_topic_id(get_message(update)), context.deps.clock.now()
    await chats.save(connection, Chat(chat.id, chat.type, None, get_language_code(update.effective_user)))
    if topic and (name := get_topic_name(get_message(update))):
        await topics.save(connection, chat.id, topic, name)
    known = await subscriptions.list_all(connection, chat.id, topic)
    # A subscription that somebody switched off individually stays off.
    for other in known[1:]:
        if other.stopped_at is not None and other.stopped_reason is not StopReason.SWITCHED_OFF:
            await service.restart(connection, other, now)
    if known:
        return await service.restart(connection, _apply(request, known[0]), now)
    usual = service.make_default(chat.id, topic, context.deps.settings, now)
    return await service.add(connection, _apply(request, usual), now)


def _apply(request: SubscribeRequest, subscription: Subscription) -> Subscription:
    """Return the subscription with the requested changes; what the request leaves out stays as it is."""
    if request.times:
        subscription = replace(subscription, schedule=replace(subscription.schedule, times=request.times))
    if request.days is not None:
        subscription = replace(subscription, schedule=replace(subscription.schedule, days=request.days))
    if request.places is None:
        return subscription
    return with_places(subscription if request.is_addition else replace(subscription, cities=()), request.places)


async def _add_city(update: Update, context: Context, data: AddCity | AcceptInvitation) -> Notice:
    query, places = get_callback_query(update), context.deps.places
    match = find_place(data.place, places)
    tr = await get_translator(update, context)
    own = await get_own_places(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if match is None:
        return tr.plain(OUT_OF_DATE)
    # A request replaces the cities, so it has to list those that the chat has.
    keys = dict.fromkeys(one.stable_key for one in (*own, match))
    answer, buttons = await _carry_out(update, context, tr, [", ".join(f"{KEY_PREFIX}{key}" for key in keys)])
    if isinstance(data, AcceptInvitation):
        await edit_message(query, answer, buttons)
        return None
    await reply(update, answer, buttons)
    now_own = await get_own_places(update, context)
    # The message still offers to subscribe, and lacks the new city among the chat's others.
    if now_own != own:
        await edit_buttons(query, weather_buttons(make_shown_place(match, now_own, context.deps), places, tr))
    return None


async def unsubscribe(update: Update, context: Context) -> None:
    """Stop the bulletins of the chat or topic, or take out the cities after the command."""
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    asked = read(" ".join(context.words), context.deps.places, Topic.UNSUBSCRIBE)
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    elif asked.named or asked.abroad or asked.north:
        await reply(update, await _remove_cities(update, context, tr, asked))
    else:
        await _stop(update, context, tr)


async def _remove_cities(update: Update, context: Context, tr: Translator, asked: Asked) -> Markup:
    """Take the named cities out of the subscriptions of a chat or topic, and return what there is now.

    Nothing is changed unless each name means a city that is there. A subscription without a city left is stopped.
    """
    matches, topic, now = asked.places, get_topic_id(get_message(update)), context.deps.clock.now()
    async with context.deps.database.write() as connection:
        known = await subscriptions.list_all(connection, get_chat(update).id, topic)
        running = [one for one in known if one.stopped_at is None]
        is_here = all(any(without_places(one, [match]) != one for one in running) for match in matches)
        if len(matches) < len(asked.named) or not matches or not is_here:
            return _not_here(asked, tr)
        changed = [after for one in running if (after := without_places(one, matches)) != one]
        for one in changed:
            if not one.cities:
                await subscriptions.stop_one(connection, one.id, StopReason.UNSUBSCRIBED, now)
        left = [await service.change(connection, one, now) for one in changed if one.cities]
    if left:
        return join_blocks([render_subscribed(one, context.deps.catalogue, now, tr) for one in left])
    return tr(_UNSUBSCRIBED)


def _not_here(asked: Asked, tr: Translator) -> Markup:
    names = " ".join((*(one.text for one in asked.named), *asked.abroad, *asked.north))
    name = shorten(names, _MAX_ECHO_LENGTH)
    return tr("“{name}” is not among the cities here, and nothing was changed. To see them: /status", name=name)


async def _stop(update: Update, context: Context, tr: Translator) -> None:
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    async with context.deps.database.write() as connection:
        now = context.deps.clock.now()
        stopped = await subscriptions.stop(connection, chat.id, topic, StopReason.UNSUBSCRIBED, now)
    if stopped:
        await reply(update, tr(_UNSUBSCRIBED))
    else:
        await reply(update, tr("This chat has no subscription. Start one with /subscribe."))


async def show_status(update: Update, context: Context) -> None:
    """Answer what the chat gets and when."""
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        own = await subscriptions.list_all(connection, chat.id)
        histories = [
            SubscriptionHistory(one, await history.list_newest(connection, one.id, MAX_PAST_DELIVERIES))
            for one in own
            if one.thread_id == topic
        ]
        # Names are shown only for other topics, which may have lost their bulletins.
        names = await topics.get_names(connection, chat.id) if len(own) > len(histories) else {}
        country = summarize(await observations.list_current(connection, context.deps.ranking))
    now = context.deps.clock.now()
    catalogue = context.deps.catalogue
    lost = [render_lost_topic(names.get(one.thread_id), one, catalogue, tr) for one in lost_topics(own, topic, now)]
    status = render_status(histories, catalogue, now, tr)
    buttons = [[button(tr.plain("⚙️ Settings"), SettingsCallback(0, "list"))]]
    blocks = [status, *lost, None if country is None else source_and_age(country, now, tr)]
    await reply(update, join_blocks(blocks), buttons)
