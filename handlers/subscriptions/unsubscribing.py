"""`/unsubscribe`, and `/stop`, which asks first."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup
from telegram import ReplyKeyboardRemove, Update
from telegram.constants import ChatType

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.asked_days.words import take_days_asked
from bot.parsing.bulletins.contents import find_part
from bot.parsing.bulletins.exchanges import find_exchange, find_second_order
from bot.parsing.plain_orders import asks_whether, gives_up, is_break, is_removal, means_all
from bot.parsing.quotes import quote_all
from bot.parsing.reader import Asked, read
from bot.parsing.subscribe import find_negated
from bot.parsing.topics import Topic
from bot.parsing.vocabulary.order_words import BULLETIN
from bot.parsing.vocabulary.stopping_words import NUMBERED_BULLETIN
from bot.parsing.wording import contains, prepare
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.subscription import render_negated, render_not_understood, render_stop_question
from bot.settings_menu.callback_data import SettingsCallback
from handlers import pending
from handlers.callbacks import Notice, StopBulletins, add_callback, button
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import Buttons, edit_message, reply
from handlers.settings import answer_with_cities
from handlers.subscriptions.breaks import make_break_question
from handlers.subscriptions.changes import offer_change
from handlers.subscriptions.cities import NO_SUBSCRIPTION, UNSUBSCRIBED, remove_cities
from handlers.subscriptions.exchanges import answer_exchange
from handlers.subscriptions.requests import leave_button, list_own
from handlers.updates import add_command, get_callback_query, get_chat, get_message, get_topic_id, get_words
from storage.chats import subscriptions
from storage.chats.subscriptions import Subscription
from storage.reasons import StopReason


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "unsubscribe", unsubscribe)
    # Many bots have it.
    add_command(application, "stop", ask_to_stop)
    add_callback(application, StopBulletins, _on_stop)


async def unsubscribe(update: Update, context: Context) -> None:
    """Stop the bulletins of the chat or topic, take out the cities after the command, or ask about other words."""
    tr, words = await get_translator(update, context), " ".join(context.words)
    asked = read(words, context.deps.places, Topic.UNSUBSCRIBE)
    # The same as without the slash.
    said = read(f"unsubscribe {words}", context.deps.places)
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    elif exchanged := await answer_exchange(update, context, tr, words):
        await reply(update, *exchanged)
    elif negated := find_negated(words, context.deps.places, Topic.UNSUBSCRIBE):
        await reply(update, render_negated(negated, tr))
    elif means_all(words):
        await reply(update, await _stop(update, context, tr))
    elif Topic.STOP in said.what or said.when.repeated or said.left_out:
        await _ask_what_is_meant(update, context, tr, said)
    elif asked.named or asked.abroad or asked.north:
        await remove_cities(update, context, tr, words)
    else:
        await _ask_to_stop(update, context, unread=said.rest or [words])


async def _ask_what_is_meant(update: Update, context: Context, tr: Translator, said: Asked) -> None:
    """Ask about the days that the words after the command name: to be left out, or for a break."""
    if said.when.repeated or said.left_out:
        await offer_change(update, context, tr, said)
    else:
        await _ask_to_stop(update, context, " ".join(context.words))


async def unsubscribe_in_words(update: Update, context: Context) -> None:
    """Take the cities after the command out, or ask whether the bulletins should stop, as a sentence asks for."""
    text, places = get_words(get_message(update)), context.deps.places
    if find_exchange(text, places) or find_second_order(text, places):
        context.args = text.split()
        await unsubscribe(update, context)
        return
    named = read(" ".join(context.words), places, Topic.UNSUBSCRIBE)
    asked = read(text, places)
    if asked.when.times and named.names:
        # One bulletin has its places at all its times.
        await reply(update, render_negated(text, await get_translator(update, context)))
    elif asked.when.times:
        await answer_with_cities(update, context, await get_translator(update, context), "times")
    elif contains(NUMBERED_BULLETIN, text) or (
        take_days_asked(prepare(text)).parts and await _has_several_times(update, context)
    ):
        # Several bulletins are shown to choose from, else the times of the only one.
        await answer_with_cities(update, context, await get_translator(update, context), "times")
    elif asked.rest and (part := find_part(text)):
        # 뉴스에서 정치는 빼줘: all of them can be left out.
        await offer_change(update, context, await get_translator(update, context), replace(asked, left_out=part))
    elif asks_whether(text) and named.names:
        await answer_with_cities(update, context, await get_translator(update, context))
    elif named.names or named.abroad or named.north:
        await unsubscribe(update, context)
    elif is_removal(text) and not BULLETIN.search(text):
        await answer_with_cities(update, context, await get_translator(update, context))
    else:
        await _ask_to_stop(update, context, unread=quote_all(text, asked.rest))


async def _has_several_times(update: Update, context: Context) -> bool:
    """Return whether bulletins come at several times, of which a part of the day may mean some: 저녁 알림 꺼줘."""
    async with context.deps.database.read() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
    return sum(len(one.schedule.times) for one in running) > 1


async def stop_in_words(update: Update, context: Context) -> None:
    """Give up the question of the bot that waits for an answer; without one, ask whether the bulletins should stop."""
    text = get_words(get_message(update))
    if pending.get_asked(update, context) is None and not gives_up(text):
        await _ask_to_stop(update, context, text if is_break(text) else None)
        return
    pending.forget(update, context)
    tr = await get_translator(update, context)
    await reply(update, tr("Nothing was changed."), keyboard=ReplyKeyboardRemove())


async def ask_to_stop(update: Update, context: Context) -> None:
    """Ask whether the bulletins of the chat or topic should stop."""
    await _ask_to_stop(update, context)


async def _ask_to_stop(
    update: Update, context: Context, asked_break: str | None = None, unread: Sequence[str] = ()
) -> None:
    """Ask whether the bulletins should stop, or pause if a break is asked for in words.

    Args:
        update: the order.
        context: what the handler received.
        asked_break: the order if it asks for a break.
        unread: words in the order that were not understood.
    """
    pending.forget(update, context)
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
        return
    async with context.deps.database.read() as connection:
        running = [one for one in await list_own(update, connection) if one.stopped_at is None]
    if running and asked_break and (question := make_break_question(context, tr, asked_break, running)):
        await reply(update, *question)
    elif running:
        told = render_not_understood(unread, tr) if unread else None
        text = join_blocks([told, render_stop_question(running, context.deps.catalogue, tr)])
        await reply(update, text, _stop_buttons(running, tr, is_pause_first=asked_break is not None))
    else:
        # The buttons for the first place go with the question.
        is_private = get_chat(update).type == ChatType.PRIVATE
        text = join_lines([tr(NO_SUBSCRIPTION), await _alerts_stay(update, context, tr)])
        await reply(update, text, keyboard=ReplyKeyboardRemove() if is_private else None)


def _stop_buttons(running: Sequence[Subscription], tr: Translator, *, is_pause_first: bool) -> Buttons:
    stop = [button(tr.plain("⏹ Yes, stop"), StopBulletins())]
    # A break is often all that is wanted; of several bulletins one pauses each in the settings.
    is_one = len(running) == 1
    pauses = [[button(tr.plain("⏸ Pause"), SettingsCallback(running[0].id, "pause"))]] if is_one else []
    return [*([*pauses, stop] if is_pause_first else [stop, *pauses]), *leave_button(tr)]


async def _on_stop(update: Update, context: Context, _data: StopBulletins) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    await edit_message(get_callback_query(update), await _stop(update, context, tr))
    return None


async def _stop(update: Update, context: Context, tr: Translator) -> Markup:
    """Stop the bulletins of the chat or topic; return what to say."""
    chat, topic, now = get_chat(update), get_topic_id(get_message(update)), context.deps.clock.now()
    async with context.deps.database.write() as connection:
        stopped = await subscriptions.stop(connection, chat.id, topic, StopReason.UNSUBSCRIBED, now)
    return join_lines([tr(UNSUBSCRIBED if stopped else NO_SUBSCRIPTION), await _alerts_stay(update, context, tr)])


async def _alerts_stay(update: Update, context: Context, tr: Translator) -> Markup | None:
    """Return the line that keyword alerts still come; None if the chat or topic has none."""
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    known = (await context.deps.caches.chats.get(chat.id)).alerts
    has_alerts = any(one.thread_id == topic for one in known)
    return tr("Keyword alerts still come. To remove them: /settings") if has_alerts else None
