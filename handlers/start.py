"""`/start` and `/help`, and the menu of commands that Telegram shows."""

import datetime as dt
import logging
from collections.abc import Sequence

from markupsafe import Markup
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    InlineKeyboardButton,
    Update,
)
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.context import AnyApplication, Context
from bot.dependencies import Dependencies
from bot.i18n.translator import SOURCE_LANGUAGE, Translator
from bot.parsing.deep_links import GREETING, decode
from bot.places import Answer
from bot.rendering.place_questions import render_place_question
from bot.rendering.start import render_help, render_invitation, render_start, render_start_again
from bot.subscriptions.resume import can_resume, resume_all
from handlers.buttons import place_buttons
from handlers.callbacks import AcceptInvitation, ShowWeather, button
from handlers.language import get_translator, load_translator
from handlers.replies import Buttons, reply
from handlers.updates import add_command, get_chat, get_message, get_topic_id
from storage.chats.subscriptions import Subscription

_GREETED_AT = "greeted at"
_A_WHILE = dt.timedelta(minutes=1)
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_log = logging.getLogger(__name__)


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "start", _start)
    add_command(application, "help", _help)


async def publish_commands(bot: Bot, deps: Dependencies) -> None:
    """Tell Telegram the menu of commands, for each language and kind of chat; the bot works without it, too."""
    try:
        for language in deps.translators.languages:
            code = None if language == SOURCE_LANGUAGE else language
            for scope, commands in _menus(deps.translators[language], has_pictures=deps.has_pictures):
                await bot.set_my_commands(commands, scope=scope, language_code=code)
    except TelegramError as error:
        _log.warning("The menu of commands could not be set: %s", error.message)


def _menus(tr: Translator, *, has_pictures: bool) -> Sequence[tuple[BotCommandScope, Sequence[BotCommand]]]:
    reading = [
        BotCommand("weather", tr.plain("Weather in a city or all of Korea")),
        *(_pictures(tr) if has_pictures else ()),
        BotCommand("news", tr.plain("Local headlines")),
    ]
    settings = [
        BotCommand("settings", tr.plain("Change your bulletins with buttons")),
        BotCommand("subscribe", tr.plain("Get a bulletin every morning")),
        BotCommand("unsubscribe", tr.plain("Stop bulletins")),
        BotCommand("status", tr.plain("Your bulletins and their times")),
        BotCommand("language", tr.plain("Change the language")),
    ]
    channel = BotCommand("channel", tr.plain("Bulletins for your channel"))
    help_ = [BotCommand("help", tr.plain("What I can do"))]
    return (
        (BotCommandScopeAllPrivateChats(), [*reading, *settings, channel, *help_]),
        (BotCommandScopeAllGroupChats(), [*reading, *help_]),
        (BotCommandScopeAllChatAdministrators(), [*reading, *settings, *help_]),
    )


def _pictures(tr: Translator) -> Sequence[BotCommand]:
    return (
        BotCommand("map", tr.plain("Map of temperatures across Korea")),
        BotCommand("chart", tr.plain("Chart of a city's last 24 hours and 7 days")),
    )


async def _start(update: Update, context: Context) -> None:
    parameter, is_private = " ".join(context.words), get_chat(update).type == ChatType.PRIVATE
    if parameter == GREETING and not is_private:
        await greet_group(update, context)
        return
    topic = get_topic_id(get_message(update))
    coming = [one for one in await _coming(update, context) if one.thread_id == topic]
    tr = await get_translator(update, context)
    if coming and parameter in {"", GREETING}:
        await reply(update, render_start_again(coming, context.deps.clock.now(), tr))
    else:
        await reply(update, *_opened(context, tr, parameter))


async def greet_group(update: Update, context: Context) -> None:
    """Greet a group, once in a while.

    Who takes the bot in by a link says ``/start`` there too, and nobody knows which of the two is heard first.
    """
    greeted, now = context.chat_data, context.deps.clock.now()
    if greeted is None or now - greeted.get(_GREETED_AT, _NEVER) < _A_WHILE:
        return
    greeted[_GREETED_AT] = now
    coming = await _coming(update, context)
    tr = await get_translator(update, context)
    city = context.deps.catalogue.example.name(tr.language)
    again = render_start_again(coming, now, tr) if coming else None
    await reply(update, again or render_start(city, tr, in_group=True))


async def _coming(update: Update, context: Context) -> Sequence[Subscription]:
    """What comes in the chat; where somebody lets the bot in or says something to it, it may write again."""
    chat, kept = get_chat(update), context.deps.caches.chats
    own = (await kept.get(chat.id)).subscriptions
    if any(map(can_resume, own)):
        async with context.deps.database.write() as connection:
            await resume_all(connection, chat.id, context.deps.clock.now())
        own = (await kept.get(chat.id)).subscriptions
    return [one for one in own if one.stopped_at is None]


def _opened(context: Context, tr: Translator, parameter: str) -> tuple[Markup, Buttons]:
    """The greeting, or for who comes by a link that names a place a question; nothing is done before its answer."""
    places = context.deps.places
    answer = Answer() if parameter == GREETING else decode(parameter, places)
    if not (answer.matches or answer.suggestions):
        return render_start(context.deps.catalogue.example.name(tr.language), tr), ()
    if answer.match is None:
        return render_place_question(parameter, answer, tr), place_buttons(answer, places, tr, AcceptInvitation)
    key = answer.match.stable_key
    yes = button(tr.plain("✅ Yes, please"), AcceptInvitation(key))
    no = button(tr.plain("Just the weather now"), ShowWeather(key))
    return render_invitation(answer.match, places, tr), [[yes], [no]]


async def _help(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    is_private = get_chat(update).type == ChatType.PRIVATE
    asked_as = context.bot.username if context.bot.supports_inline_queries else None
    city, has_pictures = context.deps.catalogue.example.name(tr.language), context.deps.has_pictures
    languages = list(context.deps.translators.names.values())
    text = render_help(city, asked_as, languages, tr, has_pictures=has_pictures)
    await reply(update, text, _elsewhere(context.bot.username, tr) if is_private else ())


def channel_link(username: str) -> str:
    """Takes the bot into a channel."""
    return f"https://t.me/{username}?startchannel&admin=post_messages"


def _elsewhere(username: str, tr: Translator) -> Buttons:
    """Links that take the bot into a group, and into a channel, where it has to be able to post."""
    group = f"https://t.me/{username}?startgroup={GREETING}"
    return [
        [InlineKeyboardButton(tr.plain("Add me to a group"), url=group)],
        [InlineKeyboardButton(tr.plain("Add me to a channel"), url=channel_link(username))],
    ]
