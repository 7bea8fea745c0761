"""The menus of commands in Telegram's apps."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import RetryAfter, TelegramError

from bot.dependencies import Dependencies
from bot.i18n.translator import SOURCE_LANGUAGE, Translator
from bot.settings_menu.offered_sections import get_offered_sections
from bot.telegram_api.api_errors import seconds_of
from storage.chats import operator_menus
from storage.terms import Section

MAX_MENU_PAUSES = 5
"""Pauses that Telegram may ask for before a menu of commands is given up."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def publishing_commands(bot: Bot, deps: Dependencies) -> AsyncIterator[None]:
    """Set the menus of commands in the background while the block runs."""
    task = asyncio.create_task(publish_commands(bot, deps))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def publish_commands(bot: Bot, deps: Dependencies) -> None:
    """Set the menu of commands for each language and kind of chat; a failure is logged, as the bot works without.

    Telegram may ask for pauses of minutes (429), so that a start should not wait for this.
    """
    offered = await get_offered_sections(deps)
    try:
        await _publish_all(bot, deps, offered)
    except TelegramError as error:
        _log.warning("Could not set the menu of commands: %s", error.message)
    await _publish_for_operators(bot, deps, offered)


async def _publish_all(bot: Bot, deps: Dependencies, offered: Section) -> None:
    for language in deps.translators.languages:
        for scope, commands in _menus(deps.translators[language], offered):
            await _set_menu(bot, commands, scope, _get_code(language))


async def _publish_for_operators(bot: Bot, deps: Dependencies, offered: Section) -> None:
    """Set the menu of each operator's private chat, which has `/admin` too, and delete those of former operators."""
    async with deps.database.read() as connection:
        known = await operator_menus.list_all(connection)
    for number in sorted(deps.settings.operators | known):
        is_operator = number in deps.settings.operators
        try:
            for language in deps.translators.languages:
                await _set_operator_menu(bot, deps.translators[language], offered, number, is_operator=is_operator)
        except TelegramError as error:
            # They have not started the bot, or have blocked it.
            _log.info("Could not set the menu of commands of an operator: %s", error.message)
            continue
        async with deps.database.write() as connection:
            await (operator_menus.record if is_operator else operator_menus.remove)(connection, number)


async def _set_operator_menu(bot: Bot, tr: Translator, offered: Section, number: int, *, is_operator: bool) -> None:
    scope, code = BotCommandScopeChat(number), _get_code(tr.language)
    if is_operator:
        # A menu of a chat takes the place of the one of all private chats.
        (_, private), *_ = _menus(tr, offered)
        await _set_menu(bot, [*private, BotCommand("admin", tr.plain("Operate this bot"))], scope, code)
    else:
        await bot.delete_my_commands(scope, code)


def _get_code(language: str) -> str | None:
    # Telegram shows the menu without a language code to everybody whose language has no menu.
    return None if language == SOURCE_LANGUAGE else language


async def _set_menu(bot: Bot, commands: Sequence[BotCommand], scope: BotCommandScope, language: str | None) -> None:
    for _ in range(MAX_MENU_PAUSES):
        try:
            await bot.set_my_commands(commands, scope=scope, language_code=language)
        except RetryAfter as error:
            _log.info("Telegram asks for a pause of %.0f s before the next menu of commands (429)", seconds_of(error))
            await asyncio.sleep(seconds_of(error))
        else:
            return
    await bot.set_my_commands(commands, scope=scope, language_code=language)


def _menus(tr: Translator, offered: Section) -> Sequence[tuple[BotCommandScope, Sequence[BotCommand]]]:
    # /data and /forget are only in /help: the menu is for daily use (docs/decisions/028).
    reading = [
        BotCommand("weather", tr.plain("Weather in a city or all of Korea")),
        *(_forecasts(tr) if Section.TODAY in offered else ()),
        *([BotCommand("dust", tr.plain("Fine dust near a city"))] if Section.DUST in offered else ()),
        *([BotCommand("warnings", tr.plain("Weather warnings"))] if Section.WARNINGS in offered else ()),
        *(_pictures(tr) if Section.MAP in offered else ()),
        BotCommand("news", tr.plain("Local headlines")),
    ]
    settings = [
        BotCommand("settings", tr.plain("Change your bulletins with buttons")),
        BotCommand("subscribe", tr.plain("Get a bulletin every morning")),
        BotCommand("add", tr.plain("Add a city to your bulletin")),
        BotCommand("remove", tr.plain("Take a city out of your bulletin")),
        BotCommand("unsubscribe", tr.plain("Stop bulletins")),
        BotCommand("status", tr.plain("Your bulletins and their times")),
        BotCommand("language", tr.plain("Change the language")),
    ]
    channel = BotCommand("channel", tr.plain("Bulletins for your channel"))
    help_ = [BotCommand("help", tr.plain("What I can do"))]
    return (
        (BotCommandScopeAllPrivateChats(), [*reading, *settings, channel, *help_]),
        # In a group only administrators can change settings.
        (BotCommandScopeAllGroupChats(), [*reading, *help_]),
        (BotCommandScopeAllChatAdministrators(), [*reading, *settings, *help_]),
    )


def _forecasts(tr: Translator) -> Sequence[BotCommand]:
    return (
        BotCommand("forecast", tr.plain("Today, tomorrow and the coming days")),
        BotCommand("tomorrow", tr.plain("Tomorrow's weather")),
        BotCommand("week", tr.plain("Weather of the coming days")),
    )


def _pictures(tr: Translator) -> Sequence[BotCommand]:
    return (
        BotCommand("map", tr.plain("Map of temperatures across Korea")),
        BotCommand("chart", tr.plain("Chart of a city's last 24 hours and 7 days")),
    )
