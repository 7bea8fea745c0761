"""`/start` and `/help`, and the menu of commands that Telegram shows."""

import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    Update,
)
from telegram.error import TelegramError

from bot.context import AnyApplication, Context
from bot.i18n import SOURCE_LANGUAGE, Translator, Translators
from bot.text import join_blocks
from handlers.common import add_command, reply, translator_for

_log = logging.getLogger(__name__)


def register(application: AnyApplication) -> None:
    """Add the handlers of this conversation."""
    add_command(application, "start", _start)
    add_command(application, "help", _help)


async def publish_commands(bot: Bot, translators: Translators) -> None:
    """Tell Telegram the menu of commands, for each language and kind of chat; the bot works without it, too."""
    try:
        for language in translators.languages:
            code = None if language == SOURCE_LANGUAGE else language
            for scope, commands in _menus(translators[language]):
                await bot.set_my_commands(commands, scope=scope, language_code=code)
    except TelegramError as error:
        _log.warning("The menu of commands could not be set: %s", error.message)


def _menus(tr: Translator) -> Sequence[tuple[BotCommandScope, Sequence[BotCommand]]]:
    reading = [
        BotCommand("weather", tr.plain("Weather at a station, or in the whole country")),
        BotCommand("news", tr.plain("Local headlines")),
    ]
    settings = [
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


async def _start(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    example = context.deps.catalogue.example.name(tr.language)
    await reply(
        update,
        join_blocks(
            [
                tr("<b>Hello, this is Jogan.</b> Every morning I bring the weather and the local headline."),
                tr("Try it: <code>/weather {city}</code>", city=example),
                tr("Every morning at seven: <code>/subscribe 07:00 {city}</code>", city=example),
                tr("Everything I can do: /help"),
            ]
        ),
    )


async def _help(update: Update, context: Context) -> None:
    async with context.deps.database.read() as connection:
        tr = await translator_for(update, context, connection)
    example = context.deps.catalogue.example.name(tr.language)
    await reply(
        update,
        join_blocks(
            [
                tr(
                    "<b>Weather</b>\n"
                    "/weather – this chat's cities, or the whole country\n"
                    "<code>/weather {city}</code> – one city",
                    city=example,
                ),
                tr(
                    "<b>News</b>\n"
                    "/news – the newest headlines\n"
                    "<code>/news 2</code> – the second one\n"
                    "<code>/news {city}</code> – about a region or a word",
                    city=example,
                ),
                tr(
                    "<b>Every morning</b>\n"
                    "<code>/subscribe 07:00 {city}</code> – a bulletin every day at that time\n"
                    "/unsubscribe – no more bulletins\n"
                    "/status – what comes, and when",
                    city=example,
                ),
                tr("<b>Settings</b>\n/language – 한국어, English"),
                tr("In groups, only administrators can change settings."),
            ]
        ),
    )
