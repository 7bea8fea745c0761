"""`/start` and `/help`, and the menu of commands that Telegram shows."""

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
from bot.deep_links import GREETING, decode
from bot.dependencies import Dependencies
from bot.i18n import SOURCE_LANGUAGE, Translator
from bot.place_questions import render_unclear
from bot.place_text import lasting_key
from bot.places import Answer
from bot.start_text import render_help, render_invitation, render_start
from handlers.buttons import place_buttons
from handlers.common import Buttons, add_command, chat_of, reply, translator_for
from handlers.following import ACCEPT

_log = logging.getLogger(__name__)


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
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
        BotCommand("weather", tr.plain("Weather at a station, or in the whole country")),
        *(_pictures(tr) if has_pictures else ()),
        BotCommand("news", tr.plain("Local headlines")),
    ]
    settings = [
        BotCommand("settings", tr.plain("What comes, when and how: all by buttons")),
        BotCommand("subscribe", tr.plain("A bulletin every morning")),
        BotCommand("unsubscribe", tr.plain("No more bulletins")),
        BotCommand("status", tr.plain("What this chat gets, and when")),
        BotCommand("language", tr.plain("Change the language")),
    ]
    help_ = [BotCommand("help", tr.plain("What I can do"))]
    return (
        (BotCommandScopeAllPrivateChats(), [*reading, *settings, *help_]),
        (BotCommandScopeAllGroupChats(), [*reading, *help_]),
        (BotCommandScopeAllChatAdministrators(), [*reading, *settings, *help_]),
    )


def _pictures(tr: Translator) -> Sequence[BotCommand]:
    return (
        BotCommand("map", tr.plain("The country's temperatures on a map")),
        BotCommand("chart", tr.plain("A city's day and week as a picture")),
    )


async def _start(update: Update, context: Context) -> None:
    parameter = " ".join(context.words)
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    await reply(update, *_opened(context, tr, parameter))


def _opened(context: Context, tr: Translator, parameter: str) -> tuple[Markup, Buttons]:
    """The greeting, or for who comes by a link that names a place a question; nothing is done before its answer."""
    places = context.deps.places
    answer = Answer() if parameter == GREETING else decode(parameter, places)
    if not (answer.matches or answer.near):
        return render_start(context.deps.catalogue.example.name(tr.language), tr), ()
    if answer.match is None:
        return render_unclear(parameter, answer, tr), place_buttons(answer, places, tr, ACCEPT)
    key = lasting_key(answer.match)
    yes = InlineKeyboardButton(tr.plain("✅ Yes, please"), callback_data=f"{ACCEPT}:{key}")
    no = InlineKeyboardButton(tr.plain("Only the weather now"), callback_data=f"weather:{key}")
    return render_invitation(answer.match, places, tr), [[yes], [no]]


async def _help(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    is_private = chat_of(update).type == ChatType.PRIVATE
    asked_as = context.bot.username if context.bot.supports_inline_queries else None
    city, has_pictures = context.deps.catalogue.example.name(tr.language), context.deps.has_pictures
    languages = list(context.deps.translators.names.values())
    text = render_help(city, asked_as, languages, tr, has_pictures=has_pictures)
    await reply(update, text, _elsewhere(context.bot.username, tr) if is_private else ())


def _elsewhere(username: str, tr: Translator) -> Buttons:
    """Links that take the bot into a group, and into a channel, where it has to be able to post."""
    group = f"https://t.me/{username}?startgroup={GREETING}"
    channel = f"https://t.me/{username}?startchannel&admin=post_messages"
    return [
        [InlineKeyboardButton(tr.plain("Add me to a group"), url=group)],
        [InlineKeyboardButton(tr.plain("Add me to a channel"), url=channel)],
    ]
