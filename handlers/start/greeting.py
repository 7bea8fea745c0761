"""`/start`: the greeting, and deep links that name a place."""

import datetime as dt
from collections.abc import Sequence

from telegram import Update
from telegram.constants import ChatType

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.parsing.deep_links import GREETING, decode
from bot.places import Answer as PlaceAnswer
from bot.rendering.place_questions import render_place_question
from bot.rendering.start import render_invitation, render_start_again
from bot.subscriptions.resume import can_resume, resume_all
from handlers.buttons import place_buttons
from handlers.callbacks import AcceptInvitation, ShowWeather, button
from handlers.language import get_translator
from handlers.replies import reply
from handlers.start.first_steps import greeting
from handlers.subscriptions.requests import Answer, settings_button
from handlers.updates import add_command, get_chat, get_message, get_topic_id
from storage.chats.subscriptions import Subscription

_GREETED_AT = "greeted at"
_GREETING_INTERVAL = dt.timedelta(minutes=1)
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "start", greet)


async def greet(update: Update, context: Context) -> None:
    """Greet the chat, or ask what the deep link after the command asks."""
    parameter, is_private = " ".join(context.words), get_chat(update).type == ChatType.PRIVATE
    if parameter == GREETING and not is_private:
        await greet_group(update, context)
        return
    topic = get_topic_id(get_message(update))
    active = [one for one in await _active_subscriptions(update, context) if one.thread_id == topic]
    tr = await get_translator(update, context)
    if active and parameter in {"", GREETING}:
        await reply(update, render_start_again(active, context.deps.clock.now(), tr), settings_button(tr))
    else:
        await reply(update, *_greeting(update, context, tr, parameter))


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
    if active:
        await reply(update, render_start_again(active, now, tr))
    else:
        await reply(update, *greeting(update, context, tr))


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


def _greeting(update: Update, context: Context, tr: Translator, parameter: str) -> Answer:
    """Return the greeting; for a deep link with a place, a question instead."""
    places = context.deps.places
    answer = PlaceAnswer() if parameter == GREETING else decode(parameter, places)
    if not (answer.matches or answer.suggestions):
        return greeting(update, context, tr)
    if answer.match is None:
        return render_place_question(parameter, answer, tr), place_buttons(answer, places, tr, AcceptInvitation)
    key = answer.match.stable_key
    # Ask first: opening a link that somebody else made does not mean wanting a subscription.
    yes = button(tr.plain("✅ Yes, please"), AcceptInvitation(key))
    no = button(tr.plain("Just the weather now"), ShowWeather(key))
    return render_invitation(answer.match, places, tr), [[yes], [no]]
