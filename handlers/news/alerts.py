"""The button below the news of a search that sends its new articles to the chat."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import CallbackQuery, InlineKeyboardButton, Message, Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.places import Places
from bot.rendering.layout import shorten
from bot.rendering.news_query import parse_search, search_title
from handlers.callbacks import KeepPosted, Notice, ShowHeadlines, add_callback, button
from handlers.language import get_translator, load_language_tag
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings
from handlers.replies import OUT_OF_DATE, Alert, Buttons, edit_buttons, edit_message
from handlers.settings import alerts_screen
from handlers.subscriptions.requests import checksum_of, recall
from handlers.updates import get_callback_query, get_chat, get_message, get_topic_id
from storage.chats import alerts, chats
from storage.chats.alerts import KeywordAlert
from storage.chats.chats import Chat

MAX_ALERTS = 10
"""Most keyword alerts of a chat, in all its topics."""

MAX_WORDS_LENGTH = 100
"""Characters of the longest search with the button."""

_MAX_TITLE_LENGTH = 40


def register(application: AnyApplication) -> None:
    """Register the handler."""
    add_callback(application, KeepPosted, _on_button)


def can_keep(words: str, places: Places) -> bool:
    """Return whether a search can be a keyword alert."""
    return len(words) <= MAX_WORDS_LENGTH and parse_search(words, places) is not None


async def alert_row(
    update: Update, connection: AsyncConnection, context: Context, tr: Translator, search: int, words: str
) -> Buttons:
    """Return the row with the button for a stored search, given by its row id and its words; or no row."""
    if not can_keep(words, context.deps.places):
        return []
    chat, topic = get_chat(update), get_topic_id(get_message(update))
    known = await alerts.list_of_chats(connection, [chat.id])
    return [[_button(KeepPosted(search, checksum_of(words)), tr, is_on=_find(known, topic, words))]]


def _button(data: KeepPosted, tr: Translator, *, is_on: bool) -> InlineKeyboardButton:
    return button(tr.plain("🔔 My keyword alerts") if is_on else tr.plain("🔔 Keep me posted"), data)


def _find(known: Sequence[KeywordAlert], topic: int, words: str) -> bool:
    """Return whether a topic has a running alert with these words."""
    return any(one.thread_id == topic and one.words == words and one.stopped_reason is None for one in known)


async def _on_button(update: Update, context: Context, data: KeepPosted) -> Notice:
    tr, words = await get_translator(update, context), await recall(context, data)
    if words is None or not can_keep(words, context.deps.places):
        return tr.plain(OUT_OF_DATE)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    query, topic = get_callback_query(update), get_topic_id(get_message(update))
    known = (await context.deps.caches.chats.get(get_chat(update).id)).alerts
    if _find(known, topic, words):
        text, buttons = await alerts_screen(update, context, tr)
        back = [button(tr.plain("‹ Back to the list"), ShowHeadlines(1, data.request))]
        await edit_message(query, text, [back, *buttons])
        return None
    if not await _add(update, context, topic, words):
        return Alert(tr.plain("There are {n} keyword alerts here, and no room for more: /settings", n=MAX_ALERTS))
    await edit_buttons(query, _with_label(query, data, tr))
    title = shorten(search_title(words, context.deps.places, tr), _MAX_TITLE_LENGTH)
    promise = tr.plain(
        "🔔 New articles for “{words}” come here, at most once an hour. To remove it: /settings", words=title
    )
    return Alert(promise)


async def _add(update: Update, context: Context, topic: int, words: str) -> bool:
    """Store an alert for a topic of the update's chat; return False if the chat has no room for it."""
    chat, now = get_chat(update), context.deps.clock.now()
    async with context.deps.database.write() as connection:
        known = await alerts.list_of_chats(connection, [chat.id])
        # One that was stopped is there already, and begins anew.
        is_known = any(one.thread_id == topic and one.words == words for one in known)
        if len(known) >= MAX_ALERTS and not is_known:
            return False
        tag = await load_language_tag(update, connection)
        await chats.save(connection, Chat(chat.id, chat.type, None, tag))
        await alerts.add(connection, KeywordAlert(chat.id, topic, words, now))
    return True


def _with_label(query: CallbackQuery, data: KeepPosted, tr: Translator) -> Buttons:
    """Return the buttons of the pressed button's message, with the label of an alert that is on."""
    keyboard = query.message.reply_markup if isinstance(query.message, Message) else None
    on = _button(data, tr, is_on=True)
    rows = keyboard.inline_keyboard if keyboard else ()
    return [[on if one.callback_data == on.callback_data else one for one in row] for row in rows]
