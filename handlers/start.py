"""`/start`, `/help`, and the menu of commands in Telegram's apps."""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

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
from telegram.error import RetryAfter, TelegramError

from bot.context import AnyApplication, Context
from bot.dependencies import Dependencies
from bot.i18n.translator import SOURCE_LANGUAGE, Translator
from bot.parsing.deep_links import GREETING, decode
from bot.places import Answer
from bot.rendering.place_questions import render_place_question
from bot.rendering.start import render_help, render_invitation, render_start, render_start_again
from bot.subscriptions.resume import can_resume, resume_all
from bot.telegram_api.api_errors import seconds_of
from handlers.buttons import place_buttons
from handlers.callbacks import AcceptInvitation, ShowWeather, button
from handlers.language import get_translator, load_translator
from handlers.replies import Buttons, reply
from handlers.updates import add_command, get_chat, get_message, get_topic_id
from storage.chats.subscriptions import Subscription

MAX_MENU_PAUSES = 5
"""Pauses that Telegram may ask for before a menu of commands is given up."""

_GREETED_AT = "greeted at"
_GREETING_INTERVAL = dt.timedelta(minutes=1)
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
_log = logging.getLogger(__name__)


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "start", _start)
    add_command(application, "help", show_help)


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
    try:
        for language in deps.translators.languages:
            # Telegram shows the menu without a language code to everybody whose language has no menu.
            code = None if language == SOURCE_LANGUAGE else language
            for scope, commands in _menus(deps.translators[language], has_pictures=deps.has_pictures):
                await _set_menu(bot, commands, scope, code)
    except TelegramError as error:
        _log.warning("Could not set the menu of commands: %s", error.message)


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


def _menus(tr: Translator, *, has_pictures: bool) -> Sequence[tuple[BotCommandScope, Sequence[BotCommand]]]:
    # /data and /forget are only in /help: the menu is for daily use (docs/decisions/028).
    reading = [
        BotCommand("weather", tr.plain("Weather in a city or all of Korea")),
        *(_pictures(tr) if has_pictures else ()),
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
    active = [one for one in await _active_subscriptions(update, context) if one.thread_id == topic]
    tr = await get_translator(update, context)
    if active and parameter in {"", GREETING}:
        await reply(update, render_start_again(active, context.deps.clock.now(), tr))
    else:
        await reply(update, *_greeting(context, tr, parameter))


async def greet_group(update: Update, context: Context) -> None:
    """Greet a group, at most once a minute."""
    # Telegram's link that adds the bot to a group also sends /start there, and the two updates come in any order.
    greeted, now = context.chat_data, context.deps.clock.now()
    # The distance, because the clock may have been set back since.
    if greeted is None or abs(now - greeted.get(_GREETED_AT, _NEVER)) < _GREETING_INTERVAL:
        return
    greeted[_GREETED_AT] = now
    active = await _active_subscriptions(update, context)
    tr = await get_translator(update, context)
    city = context.deps.catalogue.example.name(tr.language)
    again = render_start_again(active, now, tr) if active else None
    await reply(update, again or render_start(city, tr, in_group=True))


async def _active_subscriptions(update: Update, context: Context) -> Sequence[Subscription]:
    """Return the chat's active subscriptions, after resuming those that were stopped because the bot was blocked."""
    chat, cache = get_chat(update), context.deps.caches.chats
    own = (await cache.get(chat.id)).subscriptions
    # The update about the bot's return may have been missed: Telegram keeps updates for 24 hours.
    if any(map(can_resume, own)):
        async with context.deps.database.write() as connection:
            await resume_all(connection, chat.id, context.deps.clock.now())
        own = (await cache.get(chat.id)).subscriptions
    return [one for one in own if one.stopped_at is None]


def _greeting(context: Context, tr: Translator, parameter: str) -> tuple[Markup, Buttons]:
    """Return the greeting; for a deep link with a place, a question instead."""
    places = context.deps.places
    answer = Answer() if parameter == GREETING else decode(parameter, places)
    if not (answer.matches or answer.suggestions):
        return render_start(context.deps.catalogue.example.name(tr.language), tr), ()
    if answer.match is None:
        return render_place_question(parameter, answer, tr), place_buttons(answer, places, tr, AcceptInvitation)
    key = answer.match.stable_key
    # Ask first: opening a link that somebody else made does not mean wanting a subscription.
    yes = button(tr.plain("✅ Yes, please"), AcceptInvitation(key))
    no = button(tr.plain("Just the weather now"), ShowWeather(key))
    return render_invitation(answer.match, places, tr), [[yes], [no]]


async def show_help(update: Update, context: Context) -> None:
    """Answer what the bot can do."""
    async with context.deps.database.read() as connection:
        tr = await load_translator(update, context, connection)
    is_private = get_chat(update).type == ChatType.PRIVATE
    asked_as = context.bot.username if context.bot.supports_inline_queries else None
    city, has_pictures = context.deps.catalogue.example.name(tr.language), context.deps.has_pictures
    languages = list(context.deps.translators.names.values())
    text = render_help(city, asked_as, languages, tr, has_pictures=has_pictures)
    await reply(update, text, _add_buttons(context.bot.username, tr) if is_private else ())


def channel_link(username: str) -> str:
    """Return the link that adds the bot to a channel, with the right to post."""
    return f"https://t.me/{username}?startchannel&admin=post_messages"


def _add_buttons(username: str, tr: Translator) -> Buttons:
    """Return buttons that add the bot to a group, or to a channel."""
    group = f"https://t.me/{username}?startgroup={GREETING}"
    return [
        [InlineKeyboardButton(tr.plain("Add me to a group"), url=group)],
        [InlineKeyboardButton(tr.plain("Add me to a channel"), url=channel_link(username))],
    ]
