"""`/subscribe`, `/unsubscribe` and `/status`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.subscribe import SubscribeRequest, parse_subscribe
from bot.rendering.layout import join_blocks
from bot.rendering.place_questions import with_suggestions
from bot.rendering.places import choice_labels, to_city
from bot.rendering.status import LOOKED_AT, SubscriptionHistory, lost_topics, render_lost_topic, render_status
from bot.rendering.subscription import render_request_errors, render_subscribed
from bot.rendering.weather import source_and_age
from bot.settings_menu.callback_data import SettingsCallback
from bot.subscriptions import service
from bot.weather.country import summarize
from handlers.buttons import choices_of
from handlers.callbacks import Subscribe, add_callback, button
from handlers.language import load_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings
from handlers.replies import OUT_OF_DATE, Buttons, edit_message, reply
from handlers.topics import topic_name_of
from handlers.updates import add_command, get_callback_query, get_chat, get_language_code, get_message, get_topic_id
from storage.chats import chats, subscriptions, topics
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.content import observations, saved_searches
from storage.ledger import history
from storage.reasons import StopReason


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "subscribe", _subscribe)
    add_command(application, "unsubscribe", _unsubscribe)
    add_command(application, "status", _status)
    add_callback(application, Subscribe, _on_choice)


async def _subscribe(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    if not await may_change_settings(update):
        await reply(update, tr(ONLY_ADMINISTRATORS))
    else:
        await reply(update, *await fulfil(update, context, tr, context.words))


async def fulfil(update: Update, context: Context, tr: Translator, words: Sequence[str]) -> tuple[Markup, Buttons]:
    """Do what words wish, or ask back."""
    places = context.deps.places
    wish = parse_subscribe(words, places)
    if unclear := render_request_errors(wish, places, tr):
        return unclear, await _choices(context, wish, tr)
    async with context.deps.database.write() as connection:
        subscription = await _save(update, context, connection, wish)
    return render_subscribed(subscription, context.deps.catalogue, context.deps.clock.now(), tr), ()


async def _choices(context: Context, wish: SubscribeRequest, tr: Translator) -> Buttons:
    """A button for each meaning of the first name that is unclear, where nothing else is wrong."""
    if wish.invalid_times or wish.has_several_times or not wish.unclear:
        return ()
    unclear, now = wish.unclear[0], context.deps.clock.now()
    answer = with_suggestions(unclear.text, unclear.answer, context.deps.places)
    choices = choices_of(answer)
    async with context.deps.database.write() as connection:
        data = [await _keep(connection, wish.with_choice(unclear, match), now) for match in choices]
    shown = choice_labels(answer, context.deps.places, tr)[: len(choices)]
    return [[button(label, one)] for label, one in zip(shown, data, strict=True)]


async def _keep(connection: AsyncConnection, words: str, now: dt.datetime) -> Subscribe:
    """Store a request, which may be longer than a button's 64 bytes, and return the data of a button for it."""
    return Subscribe(await saved_searches.keep(connection, words, now), _checksum(words))


def _checksum(words: str) -> str:
    """Tells a wish from another one that has come to its number, once it was forgotten."""
    return blake2b(words.encode(), digest_size=4).hexdigest()


async def _on_choice(update: Update, context: Context, data: Subscribe) -> None:
    query = get_callback_query(update)
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        words = await saved_searches.get(connection, data.request)
    if not await may_change_settings(update):
        await query.answer(tr.plain(ONLY_ADMINISTRATORS))
    elif words is None or _checksum(words) != data.checksum:
        await query.answer(tr.plain(OUT_OF_DATE))
    else:
        await query.answer()
        await edit_message(query, *await fulfil(update, context, tr, words.split()))


async def _save(update: Update, context: Context, connection: AsyncConnection, wish: SubscribeRequest) -> Subscription:
    """Store the wish in the topic's oldest subscription; all that were stopped together come again."""
    chat, topic, now = get_chat(update), get_topic_id(get_message(update)), context.deps.clock.now()
    await chats.save(connection, Chat(chat.id, chat.type, None, get_language_code(update.effective_user)))
    if topic and (name := topic_name_of(get_message(update))):
        await topics.save(connection, chat.id, topic, name)
    known = await subscriptions.list_all(connection, chat.id, topic)
    for other in known[1:]:
        if other.stopped_at is not None and other.stopped_reason is not StopReason.SWITCHED_OFF:
            await service.start_again(connection, other, now)
    if known:
        return await service.start_again(connection, _wished(known[0], wish), now)
    usual = service.usual(chat.id, topic, context.deps.settings, now)
    return await service.add(connection, _wished(usual, wish), now)


def _wished(subscription: Subscription, wish: SubscribeRequest) -> Subscription:
    """The subscription as it is wished; what the wish does not say stays as it is."""
    if wish.send_at is not None:
        subscription = replace(subscription, schedule=replace(subscription.schedule, times=(wish.send_at,)))
    if wish.days is not None:
        subscription = replace(subscription, schedule=replace(subscription.schedule, days=wish.days))
    if wish.places is not None:
        subscription = replace(subscription, cities=tuple(map(to_city, wish.places)))
    return subscription


async def _unsubscribe(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    if not await may_change_settings(update):
        await reply(update, tr(ONLY_ADMINISTRATORS))
        return
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    async with context.deps.database.write() as connection:
        now = context.deps.clock.now()
        stopped = await subscriptions.stop(connection, chat.id, topic, StopReason.UNSUBSCRIBED, now)
    if stopped:
        await reply(update, tr("No more bulletins will come. With /subscribe they come again as before."))
    else:
        await reply(update, tr("No bulletins come here. With /subscribe they do."))


async def _status(update: Update, context: Context) -> None:
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        own = await subscriptions.list_all(connection, chat.id)
        standing = [
            SubscriptionHistory(one, await history.newest(connection, one.id, LOOKED_AT))
            for one in own
            if one.thread_id == topic
        ]
        names = await topics.names_of(connection, chat.id) if len(own) > len(standing) else {}
        country = summarize(await observations.current(connection, context.deps.ranking))
    now = context.deps.clock.now()
    catalogue = context.deps.catalogue
    lost = [render_lost_topic(names.get(one.thread_id), one, catalogue, tr) for one in lost_topics(own, topic, now)]
    status = render_status(standing, catalogue, now, tr)
    buttons = [[button(tr.plain("⚙️ Settings"), SettingsCallback(0, "list"))]]
    blocks = [status, *lost, None if country is None else source_and_age(country, now, tr)]
    await reply(update, join_blocks(blocks), buttons)
