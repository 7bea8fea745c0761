"""Times that are chosen or typed: of a further bulletin, before it is made, and where a part of the day was said."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TypeAlias

from telegram import InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatType
from telegram.ext import MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.subscribe import SubscribeRequest, parse_subscribe
from bot.rendering.subscription import render_request_errors, render_subscribed, render_time_question
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import check_room, format_time, parse_time
from bot.settings_menu.errors import Refusal
from bot.subscriptions import service
from handlers import pending
from handlers.callbacks import AddBulletin, ChooseTime, Notice, add_callback, button
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, edit_message, reply
from handlers.subscriptions.plans import apply, make_second
from handlers.subscriptions.requests import (
    Answer,
    answer_request,
    arrange_times,
    leave_button,
    list_own,
    make_usual,
    recall,
    render_refusal,
    save_chat,
)
from handlers.updates import WORDS_OF_OTHERS, get_callback_query, get_chat, get_message, get_words
from storage.chats.subscriptions import Subscription

_Question: TypeAlias = AddBulletin | ChooseTime | SettingsCallback
"""Question for a time: of a further bulletin, of a request with a part of the day, or in the settings."""


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_callback(application, AddBulletin, _on_button)
    add_callback(application, ChooseTime, _on_time)
    # In a private chat all text comes to `handlers.fallback`.
    text = filters.UpdateType.MESSAGE & filters.TEXT & ~filters.COMMAND & ~WORDS_OF_OTHERS & ~filters.ChatType.PRIVATE
    application.add_handler(MessageHandler(filters.REPLY & text, _on_reply))


async def _on_button(update: Update, context: Context, data: AddBulletin) -> Notice:
    tr, query = await get_translator(update, context), get_callback_query(update)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if (words := await recall(context, data)) is None:
        return tr.plain(OUT_OF_DATE)
    request = parse_subscribe(words.split(), context.deps.places)
    async with context.deps.database.read() as connection:
        known = await list_own(update, connection)
    times = (parse_time(data.time),) if data.time else request.times
    is_free = bool(times) and len(service.free_times(times, known)) == len(times)
    try:
        if data.time or is_free:
            await edit_message(query, *await _make(update, context, tr, request, times))
        else:
            check_room(known)
            pending.ask(update, context, data)
            await edit_message(query, *_ask(update, context, tr, data, request, known))
    except Refusal as refusal:
        return tr.plain(refusal.message, **refusal.values)
    return None


async def _on_time(update: Update, context: Context, data: ChooseTime) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    if not data.time or (words := await recall(context, data)) is None:
        return tr.plain(OUT_OF_DATE)
    request = replace(parse_subscribe(words.split(), context.deps.places), times=(parse_time(data.time),))
    await edit_message(get_callback_query(update), *await answer_request(update, context, tr, request))
    return None


def _ask(
    update: Update,
    context: Context,
    tr: Translator,
    data: AddBulletin,
    request: SubscribeRequest,
    known: Sequence[Subscription],
) -> Answer:
    """Return the question for the time, with buttons for the usual ones."""
    can_reply = get_chat(update).type != ChatType.CHANNEL
    times = service.free_times(service.USUAL_TIMES, known)
    buttons = [button(tr.time(time), replace(data, time=format_time(time))) for time in times]
    text = render_time_question(request, context.deps.catalogue, tr, can_reply=can_reply)
    return text, [*arrange_times(buttons), *leave_button(tr)]


async def _make(
    update: Update, context: Context, tr: Translator, request: SubscribeRequest, times: Sequence[dt.time]
) -> Answer:
    """Make the bulletin and return the confirmation.

    Raises:
        Refusal: there are too many, or one comes at that time.
    """
    now = context.deps.clock.now()
    async with context.deps.database.write() as connection:
        await save_chat(update, connection)
        known = await list_own(update, connection)
        # The others may have been removed since the question.
        usual = make_usual(update, context, now)
        made = make_second(request, times, known) if known else apply(replace(request, times=tuple(times)), usual)
        added = await service.add(connection, made, now)
    pending.forget(update, context)
    return render_subscribed(added, context.deps.catalogue, now, tr), ()


async def answer_typed_time(update: Update, context: Context) -> bool:
    """Do what was asked for at the time that a message says, if the bot asked for one; return whether it was answered.

    The question is the message that is replied to, or in a private chat the last one.
    """
    asked = _find_question(update, context)
    # First, because this comes before all plain text of a private chat.
    if asked is None:
        return False
    said = parse_subscribe((get_words(get_message(update))).split(), context.deps.places)
    is_time = bool(said.times or said.invalid_times) and replace(said, times=(), invalid_times=(), days=None).is_empty
    # In the settings another bulletin is asked for, without any words.
    words = "" if isinstance(asked, SettingsCallback) else await recall(context, asked)
    if not is_time or words is None:
        return False
    tr = await get_translator(update, context)
    if await may_change_settings(update):
        is_further = not isinstance(asked, ChooseTime)
        await reply(update, *await _answer_time(update, context, tr, said, words, is_further=is_further))
    else:
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    return True


async def _answer_time(
    update: Update, context: Context, tr: Translator, said: SubscribeRequest, words: str, *, is_further: bool
) -> Answer:
    """Carry out a stored request at the time that was said, and return the confirmation, or why it cannot be."""
    places = context.deps.places
    if mistake := render_request_errors(said, places, tr):
        return mistake, ()
    wanted = parse_subscribe(words.split(), places)
    request = replace(wanted, times=said.times, days=said.days or wanted.days)
    if not is_further:
        return await answer_request(update, context, tr, request)
    try:
        return await _make(update, context, tr, request, request.times)
    except Refusal as refusal:
        return render_refusal(refusal, tr)


def _find_question(update: Update, context: Context) -> _Question | None:
    message = get_message(update)
    if asked := _question_of(message, context.bot.id):
        return asked
    last = pending.get_asked(update, context) if get_chat(update).type == ChatType.PRIVATE else None
    return last if isinstance(last, _Question) else None


def _question_of(message: Message, bot_id: int) -> _Question | None:
    """Return the data of the question that a message replies to, or None."""
    question = message.reply_to_message
    if question is None or question.from_user is None or question.from_user.id != bot_id:
        return None
    rows = question.reply_markup.inline_keyboard if isinstance(question.reply_markup, InlineKeyboardMarkup) else ()
    parsed = (_parse_question(str(one.callback_data)) for row in rows for one in row)
    return next((one for one in parsed if one is not None), None)


def _parse_question(data: str) -> _Question | None:
    for kind in (AddBulletin, ChooseTime):
        with suppress(ValueError):
            return kind.decode(data)
    with suppress(ValueError):
        found = SettingsCallback.decode(data)
        return found if found.action == "another" and not found.is_elsewhere else None
    return None


async def _on_reply(update: Update, context: Context) -> None:
    await answer_typed_time(update, context)
