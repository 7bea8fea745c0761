"""`/subscribe`, `/unsubscribe` and `/status`."""

import datetime as dt
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update

from bot.context import AnyApplication, Context
from bot.occasions import following, next_moment
from bot.subscription_text import render_status, render_subscribed, render_unclear
from bot.summary import summarize
from bot.text import join_blocks
from bot.weather_text import freshness
from bot.wishes import Wish, parse_wish
from handlers.common import (
    ONLY_ADMINISTRATORS,
    add_command,
    chat_of,
    language_of,
    may_change_settings,
    message_of,
    reply,
    topic_of,
    translator_for,
)
from storage import chats, deliveries, observations, subscriptions
from storage.chats import Chat
from storage.subscriptions import Subscription

UNSUBSCRIBED = "unsubscribed"
"""Why a subscription is stopped that somebody in the chat has stopped."""


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "subscribe", _subscribe)
    add_command(application, "unsubscribe", _unsubscribe)
    add_command(application, "status", _status)


async def _subscribe(update: Update, context: Context) -> None:
    wish = parse_wish(context.words, context.deps.places)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    if not await may_change_settings(update):
        await reply(update, tr(ONLY_ADMINISTRATORS))
    elif unclear := render_unclear(wish, tr):
        await reply(update, unclear)
    else:
        async with context.deps.database.write() as connection:
            subscription = await _save(update, context, connection, wish)
        now = context.deps.clock.now()
        await reply(update, render_subscribed(subscription, context.deps.catalogue, now, tr))


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
