"""Everything that no other handler takes: in a private chat plain words, and buttons without a meaning."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup
from telegram import Update
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.asked_dates import judge_past
from bot.parsing.news_search import search_words
from bot.parsing.pictures import MapKind, find_map_kind
from bot.parsing.place_names import find_bare_town, find_typo, is_only_places
from bot.parsing.plain_orders import (
    asks_for_another,
    asks_for_now,
    asks_for_several_times,
    find_command,
    find_language,
    find_no_dates,
    find_stopped,
    refuses_order,
)
from bot.parsing.reader import Asked, read
from bot.parsing.topics import WEATHER, Topic
from bot.parsing.vocabulary.order_words import SHIFT
from bot.parsing.wording import contains, prepare
from bot.places import MAX_SUGGESTIONS
from bot.places.match import Answer, MatchMethod
from bot.rendering.layout import join_lines
from bot.rendering.questions import render_map_remarks, render_place_offer, render_small_talk
from bot.rendering.subscription import render_not_understood
from handlers.buttons import place_buttons
from handlers.channels import show_channel
from handlers.language import get_translator, show_language
from handlers.news import show_news
from handlers.pictures.charts import show_chart
from handlers.pictures.maps import show_map, show_map_in_words
from handlers.privacy import ask_to_forget, show_data
from handlers.quota import Bursts
from handlers.replies import OUT_OF_DATE, answer_callback, reply, send_reply
from handlers.settings import answer_with_bulletin, answer_with_cities, answer_with_times, show_settings
from handlers.small_talk import answer_talk
from handlers.start.first_steps import answer_typed_place
from handlers.start.greeting import greet
from handlers.start.overview import show_help
from handlers.subscriptions.changes import offer_change, offer_weather
from handlers.subscriptions.cities import has_cities
from handlers.subscriptions.exchanges import answer_exchange
from handlers.subscriptions.setting_orders import change_setting
from handlers.subscriptions.several import answer_several
from handlers.subscriptions.status import show_status
from handlers.subscriptions.subscribing import subscribe_in_words
from handlers.subscriptions.times import answer_typed_time
from handlers.subscriptions.unsubscribing import stop_in_words, unsubscribe_in_words
from handlers.updates import Handler, get_callback_query, get_message, get_words
from handlers.weather import answer_place_names, answer_question

_MEDIA = (
    filters.Sticker.ALL | filters.VOICE | filters.AUDIO | filters.VIDEO | filters.VIDEO_NOTE | filters.ANIMATION
    | filters.PHOTO | filters.Document.ALL | filters.CONTACT | filters.POLL | filters.Dice.ALL | filters.GAME
    | filters.STORY | filters.PAID_MEDIA | filters.CHECKLIST
)  # fmt: skip
_BURSTS = "bursts of media"
_MAX_AGE = dt.timedelta(minutes=1)
_ORDERS = frozenset({Topic.SUBSCRIBE, Topic.UNSUBSCRIBE, Topic.STOP})


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    in_private = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE
    # An inline result that the person chose in this chat is its bot's text. A forwarded message gets a hint.
    words = (filters.TEXT | filters.CAPTION) & ~filters.VIA_BOT
    application.add_handler(MessageHandler(words & in_private, _text))
    application.add_handler(MessageHandler(_MEDIA & in_private, _medium))
    application.add_handler(CallbackQueryHandler(_on_button))


async def _text(update: Update, context: Context) -> None:
    text, places = get_words(get_message(update)), context.deps.places
    # The other files of an album get no word of their own.
    _begins_burst(update, context)
    # Who forwards a message shows it, and orders nothing by it.
    is_own = get_message(update).forward_origin is None
    if is_own and await _answer_order(update, context, text):
        return
    tr = await get_translator(update, context)
    asked = read(text, places)
    asked = replace(asked, when=judge_past(asked.when, context.deps.clock.now()))
    if asked.is_talk and is_own:
        await answer_talk(update, context, tr, asked)
        return
    is_order = not asked.what or not asked.what.isdisjoint(_ORDERS | {Topic.SETTINGS})
    if is_own and is_order and (several := await answer_several(update, context, tr, text)):
        await reply(update, *several)
        return
    is_name = asked.what <= {Topic.NOW} and not asked.details
    is_meant = bool(asked.what) and (is_own or asked.what.isdisjoint(_ORDERS)) and not _is_guess(asked, text)
    if is_name and (bare := find_bare_town(text, places)):
        await _not_understood(update, context, tr, bare, [text])
    # Names in a list are the reader's; the whole text is looked up for one name in any spelling.
    elif len(asked.names) <= 1 and is_name and not asked.invalid_dates and is_only_places(text, places):
        await send_reply(update, await answer_place_names(update, context, tr, text, asked))
    elif is_own and not asked.what and await _answer_unread(update, context, tr, text):
        return
    elif asked.is_residence:
        await _offer_place(update, context, tr, asked)
    elif text.startswith("/") or not is_meant:
        named = tuple(one.answer.match for one in asked.names if one.answer.match is not None)
        near = Answer(suggestions=named[:MAX_SUGGESTIONS]) if named else find_typo(text, places)
        await _not_understood(update, context, tr, near, asked.rest or [text])
    else:
        await _answer(update, context, tr, asked)


_NAMED: dict[str, Handler] = {
    "start": greet,
    "channel": show_channel,
    "data": show_data,
    "forget": ask_to_forget,
}
"""What the texts of `find_command` do."""

_WITH_WORDS: dict[str, Handler] = {
    "channel": show_channel,
    "map": show_map,
    "chart": show_chart,
    "news": show_news,
    "language": show_language,
}
"""What texts do that begin with a command's name and are not understood otherwise: map dark, language en."""


def _refuse(text: str, context: Context, tr: Translator) -> Markup | None:
    """Return that nothing was changed, if an order is one not to do something, or is for a day that does not exist."""
    if refuses_order(text, context.deps.places):
        return join_lines([tr("Nothing was changed."), tr("To see what comes here: /status")])
    told = [tr("There is no such day as “{date}”.", date=date) for date in find_no_dates(text)]
    return join_lines([*told, tr("Nothing was changed.")]) if told else None


async def _answer_unread(update: Update, context: Context, tr: Translator, text: str) -> bool:
    """Do what a text says that the reader does not know; return whether it was anything."""
    if exchanged := await answer_exchange(update, context, tr, text):
        await reply(update, *exchanged)
        return True
    if command := _WITH_WORDS.get(text.split(" ", maxsplit=1)[0].lower()):
        context.args = text.split()[1:]
        await command(update, context)
    return command is not None


async def _answer_order(update: Update, context: Context, text: str) -> bool:
    """Do what a text says that answers a question of the bot, or is an order in a few words; return whether it was."""
    if await answer_typed_time(update, context) or await answer_typed_place(update, context):
        return True
    names = find_stopped(text, context.deps.places)
    if names and await has_cities(update, context, names):
        context.args = names.split()
        await unsubscribe_in_words(update, context)
        return True
    if command := find_command(text):
        context.args = []
        await _NAMED[command](update, context)
        return True
    if refused := _refuse(text, context, await get_translator(update, context)):
        await reply(update, refused)
        return True
    if asks_for_several_times(text):
        await answer_with_cities(update, context, await get_translator(update, context), "times")
        return True
    answer = answer_with_bulletin if asks_for_now(text) else answer_with_times if asks_for_another(text) else None
    if answer is not None:
        await answer(update, context, await get_translator(update, context))
    return answer is not None


def _is_guess(asked: Asked, text: str) -> bool:
    """Return whether a single word is only spelled like a name: many words are."""
    return len(text.split()) == 1 and any(
        match.method is MatchMethod.SPELLING for name in asked.names for match in name.answer.matches
    )


# What the command of the same meaning does.
_COMMANDS: dict[Topic, Handler] = {
    Topic.SUBSCRIBE: subscribe_in_words,
    Topic.UNSUBSCRIBE: unsubscribe_in_words,
    Topic.STOP: stop_in_words,
    Topic.NEWS: show_news,
    Topic.MAP: show_map_in_words,
    Topic.CHART: show_chart,
    Topic.SETTINGS: show_settings,
    Topic.LANGUAGE: show_language,
    Topic.STATUS: show_status,
    Topic.HELP: show_help,
}


_SHOWN_BY = (
    (MapKind.LOW, Topic.FORECAST),
    (MapKind.HIGH, Topic.FORECAST),
    (MapKind.PM25, Topic.DUST),
    (MapKind.PM10, Topic.DUST),
    (MapKind.WARNINGS, Topic.WARNINGS),
)
"""Maps, and the topics of which they tell."""


async def _answer(update: Update, context: Context, tr: Translator, asked: Asked) -> None:
    """Answer a question about the weather, and do what the command of the same meaning does."""
    city = context.deps.catalogue.example.name(tr.language)
    if said := render_small_talk(min(asked.what), city, tr):
        await reply(update, said)
        return
    if Topic.SUBSCRIBE in asked.what:
        # A bulletin has the news in any case; the weather in which it comes is chosen in the settings.
        if asked.what & WEATHER:
            await offer_weather(update, context, tr)
            return
        asked = replace(asked, what=frozenset({Topic.SUBSCRIBE}))
    if Topic.SETTINGS in asked.what and await _change_in_words(update, context, tr, asked):
        return
    if Topic.MAP in asked.what and not asked.names:
        # A map of fine dust is all that is wanted.
        kind = find_map_kind(get_words(get_message(update)))
        asked = replace(asked, what=asked.what - {topic for shown, topic in _SHOWN_BY if shown is kind})
    if asked.what & WEATHER:
        await send_reply(update, await answer_question(update, context, tr, asked))
    if Topic.MAP in asked.what and (remarks := render_map_remarks(asked, tr)) is not None:
        await reply(update, remarks)
    for topic, handler in _COMMANDS.items():
        if topic in asked.what:
            context.args = _arguments(topic, update, asked)
            await handler(update, context)


async def _change_in_words(update: Update, context: Context, tr: Translator, asked: Asked) -> bool:
    """Do or offer what should change about the bulletins; return whether it is said what."""
    if asked.setting:
        await change_setting(update, context, tr, asked, asked.setting)
    elif asked.left_out or asked.when.repeated:
        await offer_change(update, context, tr, asked)
    elif contains(SHIFT, prepare(get_words(get_message(update)))):
        # 조금 늦게 does not say when.
        await answer_with_cities(update, context, tr, "times")
    else:
        return False
    return True


def _arguments(topic: Topic, update: Update, asked: Asked) -> list[str]:
    """Return the words after the command of the same meaning."""
    if topic is Topic.NEWS and asked.what & WEATHER:
        # Seoul weather & news: only the names are words to search for.
        return [word for one in asked.names for word in one.text.split()]
    if topic is Topic.NEWS:
        return search_words(get_words(get_message(update))).split()
    if topic is Topic.LANGUAGE:
        return list(filter(None, [find_language(get_words(get_message(update)))]))
    if topic in {Topic.SUBSCRIBE, Topic.CHART}:
        return (get_words(get_message(update))).split()
    if topic is not Topic.UNSUBSCRIBE:
        return []
    return [word for one in asked.named for word in one.text.split()]


async def _not_understood(update: Update, context: Context, tr: Translator, near: Answer, words: Sequence[str]) -> None:
    city = context.deps.catalogue.example.name(tr.language)
    hint = tr("Try <code>/weather {city}</code>, /news, /settings or /help.", city=city)
    question = tr("Or did you mean this place?") if near.matches or near.suggestions else None
    text = join_lines([render_not_understood(words, tr), hint, question])
    await reply(update, text, place_buttons(near, context.deps.places, tr))


async def _offer_place(update: Update, context: Context, tr: Translator, asked: Asked) -> None:
    """Offer the weather of the place where somebody says to be."""
    found = Answer(suggestions=asked.places)
    text = render_place_offer(found.suggestions[0].place.name(tr.language), tr)
    await reply(update, text, place_buttons(found, context.deps.places, tr))


async def _medium(update: Update, context: Context) -> None:
    """Say once for a sticker, a voice message and the like what can be asked."""
    # What waited for the bot while it was away needs no word any more.
    if not _begins_burst(update, context) or context.deps.clock.now() - get_message(update).date > _MAX_AGE:
        return
    tr = await get_translator(update, context)
    city = context.deps.catalogue.example.name(tr.language)
    await reply(
        update, tr("I can only read text 🙂 Write a place, for example <code>{city}</code>, or see /help.", city=city)
    )


def _begins_burst(update: Update, context: Context) -> bool:
    """Return whether a message is a medium that begins a burst; a text is none, and belongs to no burst."""
    bursts: Bursts = context.bot_data.setdefault(_BURSTS, Bursts())
    message = get_message(update)
    return message.text is None and bursts.begins(message.chat_id, context.deps.clock.now().timestamp())


async def _on_button(update: Update, context: Context) -> None:
    tr = await get_translator(update, context)
    await answer_callback(get_callback_query(update), tr.plain(OUT_OF_DATE))
