"""`/subscribe`, `/unsubscribe` and `/status`."""

import datetime as dt
import re
from collections.abc import Sequence
from hashlib import blake2b
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import InlineKeyboardButton, Update
from telegram.ext import CallbackQueryHandler

from bot.context import AnyApplication, Context
from bot.i18n import Translator
from bot.naming import matches_of
from bot.occasions import following, next_moment
from bot.place_text import bears_the_name, labels, spoken_for
from bot.subscription_text import render_status, render_subscribed, render_unclear
from bot.summary import summarize
from bot.text import join_blocks
from bot.weather_text import freshness
from bot.wishes import Wish, parse_wish
from handlers.buttons import choices_of
from handlers.common import (
    ONLY_ADMINISTRATORS,
    OUT_OF_DATE,
    Buttons,
    add_command,
    chat_of,
    edit,
    language_of,
    may_change_settings,
    message_of,
    query_of,
    reply,
    topic_of,
    translator_for,
)
from storage import chats, deliveries, observations, searches, subscriptions
from storage.chats import Chat
from storage.subscriptions import Subscription

_PRESS = re.compile(r"subscribe:([0-9]{1,15}):([0-9a-f]{8})$")

UNSUBSCRIBED = "unsubscribed"
"""Why a subscription is stopped that somebody in the chat has stopped."""


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "subscribe", _subscribe)
    add_command(application, "unsubscribe", _unsubscribe)
    add_command(application, "status", _status)
    application.add_handler(CallbackQueryHandler(_press, pattern=_PRESS))


async def _subscribe(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    if not await may_change_settings(update):
        await reply(update, tr(ONLY_ADMINISTRATORS))
    else:
        await reply(update, *await fulfil(update, context, tr, context.words))


async def fulfil(update: Update, context: Context, tr: Translator, words: Sequence[str]) -> tuple[Markup, Buttons]:
    """Do what words wish, or ask back."""
    places = context.deps.places
    wish = parse_wish(words, places)
    if unclear := render_unclear(wish, places, tr):
        return unclear, await _choices(context, wish, tr)
    async with context.deps.database.write() as connection:
        subscription = await _save(update, context, connection, wish)
    now = context.deps.clock.now()
    others = [spoken_for(match, places, tr) for match in matches_of(wish.names) if not bears_the_name(match)]
    return render_subscribed(subscription, context.deps.catalogue, now, tr, others), ()


async def _choices(context: Context, wish: Wish, tr: Translator) -> Buttons:
    """A button for each meaning of the first name that is unclear, where nothing else is wrong."""
    if wish.bad_times or wish.has_several_times or not wish.unclear:
        return ()
    unclear, now = wish.unclear[0], context.deps.clock.now()
    choices = choices_of(unclear.answer)
    async with context.deps.database.write() as connection:
        data = [await _keep(connection, wish.with_choice(unclear, match), now) for match in choices]
    shown = labels(unclear.answer, context.deps.places, tr)[: len(choices)]
    return [[InlineKeyboardButton(label, callback_data=one)] for label, one in zip(shown, data, strict=True)]


async def _keep(connection: AsyncConnection, words: str, now: dt.datetime) -> str:
    """Note a wish; the data of a button that does it, which hold 64 bytes."""
    return f"subscribe:{await searches.keep(connection, words, now)}:{_mark(words)}"


def _mark(words: str) -> str:
    """Tells a wish from another one that has come to its number, once it was forgotten."""
    return blake2b(words.encode(), digest_size=4).hexdigest()


async def _press(update: Update, context: Context) -> None:
    query, (number, mark) = query_of(update), context.match.groups() if context.match else ("0", "")
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        words = await searches.get(connection, int(number))
    if not await may_change_settings(update):
        await query.answer(tr.plain(ONLY_ADMINISTRATORS))
    elif words is None or _mark(words) != mark:
        await query.answer(tr.plain(OUT_OF_DATE))
    else:
        await query.answer()
        await edit(query, *await fulfil(update, context, tr, words.split()))


async def _save(update: Update, context: Context, connection: AsyncConnection, wish: Wish) -> Subscription:
    """Store the wish; what it does not say stays as it was, or is as the operator has set."""
    chat, topic, settings = chat_of(update), topic_of(message_of(update)), context.deps.settings
    await chats.save(connection, Chat(chat.id, chat.type, None, language_of(update.effective_user)))
    before = await subscriptions.get(connection, chat.id, topic)
    send_at = wish.send_at or (before.send_at if before else settings.send_at)
    zone = before.zone if before else settings.zone
    stations = before.stations if before else ()
    if wish.stations is not None:
        stations = tuple(station.number for station in wish.stations)
    due_at = await _next_due(connection, chat.id, topic, send_at, ZoneInfo(zone), context.deps.clock.now())
    subscription = Subscription(chat.id, topic, send_at, zone, stations, due_at)
    await subscriptions.save(connection, subscription)
    return subscription


async def _next_due(
    connection: AsyncConnection, chat_id: int, topic: int, send_at: dt.time, zone: ZoneInfo, now: dt.datetime
) -> dt.datetime:
    """The next moment of a day for which there is no bulletin yet: a change of time never gives two."""
    due_at = next_moment(now, send_at, zone)
    while await deliveries.has_one(connection, chat_id, topic, day := due_at.astimezone(zone).date()):
        due_at = following(day, send_at, zone)
    return due_at


async def _unsubscribe(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    if not await may_change_settings(update):
        await reply(update, tr(ONLY_ADMINISTRATORS))
        return
    chat, topic = chat_of(update), topic_of(message_of(update))
    async with context.deps.database.write() as connection:
        now = context.deps.clock.now()
        stopped = await subscriptions.stop(connection, chat.id, topic, UNSUBSCRIBED, now)
    if stopped:
        await reply(update, tr("No more bulletins will come. With /subscribe they come again as before."))
    else:
        await reply(update, tr("No bulletins come here. With /subscribe they do."))


async def _status(update: Update, context: Context) -> None:
    chat, topic = chat_of(update), topic_of(message_of(update))
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
        subscription = await subscriptions.get(connection, chat.id, topic)
        last_sent_at = await deliveries.last_sent_at(connection, chat.id, topic)
        country = summarize(await observations.current(connection, context.deps.ranking))
    now = context.deps.clock.now()
    status = render_status(subscription, last_sent_at, context.deps.catalogue, now, tr)
    await reply(update, join_blocks([status, None if country is None else freshness(country, now, tr)]))
