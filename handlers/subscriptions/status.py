"""`/status`: what a chat or topic gets and when."""

from telegram import Update

from bot.context import AnyApplication, Context
from bot.rendering.alerts import render_alerts
from bot.rendering.layout import join_blocks
from bot.rendering.status import MAX_PAST_DELIVERIES, SubscriptionHistory, lost_topics, render_lost_topic, render_status
from bot.rendering.weather import source_and_age
from bot.weather.country import summarize
from handlers.language import load_translator
from handlers.replies import reply
from handlers.subscriptions.requests import settings_button
from handlers.updates import add_command, get_chat, get_message, get_topic_id
from storage.chats import alerts, subscriptions, topics
from storage.content import observations
from storage.ledger import history


def register(application: AnyApplication) -> None:
    """Register the handler."""
    add_command(application, "status", show_status)


async def show_status(update: Update, context: Context) -> None:
    """Answer what the chat gets and when."""
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
        own = await subscriptions.list_all(connection, chat.id)
        words = [one.words for one in await alerts.list_of_chats(connection, [chat.id]) if one.thread_id == topic]
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
    alerted = render_alerts(words, context.deps.places, tr)
    blocks = [status, alerted, *lost, None if country is None else source_and_age(country, now, tr)]
    await reply(update, join_blocks(blocks), settings_button(tr))
