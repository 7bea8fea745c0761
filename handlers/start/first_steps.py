"""First steps from the greeting: subscribe with a place, choose the language, see a bulletin."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from telegram import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update
from telegram.constants import ChatType

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.place_names import KEY_PREFIX
from bot.parsing.reader import read
from bot.parsing.subscribe import SubscribeRequest, parse_subscribe
from bot.parsing.topics import Topic
from bot.places import Match
from bot.rendering.places import to_city
from bot.rendering.start import render_first_place, render_start
from bot.settings_menu.callback_data import SettingsCallback
from bot.subscriptions import service
from handlers import pending
from handlers.callbacks import FirstStep, Greet, Notice, add_callback, button
from handlers.language import choose_language, get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings
from handlers.preview import send_preview
from handlers.replies import OUT_OF_DATE, edit_message, reply
from handlers.subscriptions.requests import Answer, answer_request
from handlers.updates import get_callback_query, get_chat, get_message, get_topic_id, get_words

_MORNING = FirstStep("morning")


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_callback(application, FirstStep, _on_step)
    add_callback(application, Greet, _on_language)


def greeting(update: Update, context: Context, tr: Translator) -> Answer:
    """Return the greeting with buttons for the first steps."""
    kind = get_chat(update).type
    is_private = kind == ChatType.PRIVATE
    time = tr.time(context.deps.settings.send_at)
    # A place can be asked for in a private chat only; elsewhere the settings begin with the same time.
    morning = button(
        tr.plain("🔔 Every day at {time}", time=time), _MORNING if is_private else SettingsCallback(0, "list")
    )
    language = button(tr.plain("🌐 Language"), FirstStep("language"))
    example = [button(tr.plain("👀 See an example"), FirstStep("example"))] if is_private else []
    city, is_group = context.deps.catalogue.example.name(tr.language), kind not in {ChatType.PRIVATE, ChatType.CHANNEL}
    return render_start(city, tr, in_group=is_group), [[morning], [*example, language]]


async def _on_step(update: Update, context: Context, data: FirstStep) -> Notice:
    tr = await get_translator(update, context)
    if not await may_change_settings(update):
        return tr.plain(ONLY_ADMINISTRATORS)
    await _STEPS[data.step](update, context, tr)
    return None


async def _ask_for_place(update: Update, context: Context, tr: Translator) -> None:
    city, time = context.deps.catalogue.example.name(tr.language), context.deps.settings.send_at
    here = KeyboardButton(tr.plain("📍 Share my location"), request_location=True)
    rows = [[here], [KeyboardButton(tr.plain("All of Korea"))]]
    keyboard = ReplyKeyboardMarkup(rows, resize_keyboard=True, one_time_keyboard=True, input_field_placeholder=city)
    pending.ask(update, context, _MORNING)
    await reply(update, render_first_place(city, tr, time=time), keyboard=keyboard)


async def _show_languages(update: Update, context: Context, tr: Translator) -> None:
    names = context.deps.translators.names
    buttons = [[button(name, Greet(language))] for language, name in names.items()]
    await edit_message(get_callback_query(update), tr("Which language should I speak here?"), buttons)


async def _send_example(update: Update, context: Context, tr: Translator) -> None:
    deps, chat_id, topic = context.deps, get_chat(update).id, get_topic_id(get_message(update))
    usual = service.make_default(chat_id, topic, deps.settings, deps.clock.now(), is_channel=False)
    match = deps.places.get(f"station:{deps.catalogue.example.number}")
    example = replace(usual, cities=(to_city(match),)) if match else usual
    await send_preview(context, example, tr, chat_id, topic)


_STEPS: Mapping[str, Callable[[Update, Context, Translator], Awaitable[None]]] = {
    "morning": _ask_for_place,
    "language": _show_languages,
    "example": _send_example,
}


async def _on_language(update: Update, context: Context, data: Greet) -> Notice:
    if not await may_change_settings(update):
        return (await get_translator(update, context)).plain(ONLY_ADMINISTRATORS)
    if data.language not in context.deps.translators.languages:
        return (await get_translator(update, context)).plain(OUT_OF_DATE)
    tr = await choose_language(update, context, data.language)
    await edit_message(get_callback_query(update), *greeting(update, context, tr))
    return None


async def answer_typed_place(update: Update, context: Context) -> bool:
    """Subscribe to the place that a message names, if one was asked for; return whether it was answered."""
    if pending.get_asked(update, context) != _MORNING:
        return False
    text, places = get_words(get_message(update)), context.deps.places
    request, asked = parse_subscribe(text.split(), places), read(text, places)
    # 강릉 6시 says when it should come, 내일 강릉 asks for a forecast.
    wanted = {Topic.NOW, Topic.SUBSCRIBE} | (set() if asked.when.days else {Topic.FORECAST})
    # Another question or wish in between is answered as always.
    if request.places is None or asked.what - wanted:
        return False
    await _subscribe(update, context, request)
    return True


async def subscribe_at(update: Update, context: Context, match: Match) -> bool:
    """Subscribe to the place of a location, if one was asked for; return whether it was answered."""
    if pending.get_asked(update, context) != _MORNING:
        return False
    await _subscribe(update, context, parse_subscribe([f"{KEY_PREFIX}{match.stable_key}"], context.deps.places))
    return True


async def _subscribe(update: Update, context: Context, request: SubscribeRequest) -> None:
    tr = await get_translator(update, context)
    # The greeting has promised this time, also where an older subscription has another one.
    promised = replace(request, times=request.times or (context.deps.settings.send_at,))
    text, buttons = await answer_request(update, context, tr, promised)
    await reply(update, text, buttons, ReplyKeyboardRemove())
