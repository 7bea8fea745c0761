"""Actions of the settings' buttons; each returns the screen to show after it."""

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram import Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.context import Context
from bot.i18n.translator import N_
from bot.parsing.place_names import MAX_CITIES
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import CHANGES, TOO_MANY_CITIES, Facts, apply, further_subscription, parse_time
from bot.settings_menu.errors import OutOfDate, Refusal
from bot.subscriptions import service
from handlers.language import get_language_tag
from handlers.preview import send_preview
from handlers.settings.city_prompt import ask
from handlers.settings.render import get_zones
from handlers.settings.target import Target, reload
from handlers.updates import get_chat, get_message, get_question_id
from storage.chats import alerts, chats, subscriptions
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.reasons import StopReason
from storage.terms import Unit

SENT = N_("Sent.")
REJECTED = N_("Telegram rejected it. Check that I can write there.")


@dataclass(frozen=True, slots=True)
class Step:
    """The screen to show after an action.

    Attributes:
        target: the subscription that it shows.
        screen: its name; None if the message stays as it is.
        value: the argument of the screen, or empty.
        notice: msgid of a toast, or empty.
    """

    target: Target
    screen: str | None
    value: str = ""
    notice: str = ""


Action: TypeAlias = Callable[[Update, Context, Target, SettingsCallback], Awaitable[Step]]


async def perform(update: Update, context: Context, target: Target, data: SettingsCallback) -> Step:
    """Perform the action of a button that was pressed by somebody with the right to.

    Raises:
        OutOfDate: the button refers to something that no longer exists.
        Refusal: the action is not possible.
        StorageError: the database failed.
    """
    if action := ACTIONS.get(data.action):
        return await action(update, context, target, data)
    if data.action in CHANGES:
        return await _change(update, context, target, data)
    return Step(target, data.action, data.value)


async def _change(_update: Update, context: Context, target: Target, data: SettingsCallback) -> Step:
    now = context.deps.clock.now()
    facts = Facts(now, context.deps.places, get_zones(context, target), context.deps.has_pictures)
    async with context.deps.database.write() as connection:
        # Read in the same transaction, so that two presses at once do not overwrite each other's change.
        before = await _stored(connection, target)
        after = apply(before, data, facts)
        # A new pause also cancels the bulletins that wait.
        is_paused_anew = (after.paused_from, after.paused_until) != (before.paused_from, before.paused_until)
        if after.paused_until is not None and is_paused_anew:
            await service.pause(connection, after, after.paused_until, now, after.paused_from)
        elif after != before:
            await service.change(connection, after, now)
    return Step(await reload(context, target), CHANGES[data.action].screen)


async def _start(update: Update, context: Context, target: Target, _data: SettingsCallback) -> Step:
    """Add the default subscription, if the topic has none."""
    now = context.deps.clock.now()
    async with context.deps.database.write() as connection:
        await chats.save(connection, _chat(update, target))
        # Another person may have pressed the same button since the screen was sent.
        if not await subscriptions.list_all(connection, target.chat_id, target.thread_id):
            usual = target.make_default(update, context.deps.settings, now)
            await service.add(connection, usual, now)
    return Step(await reload(context, target, target.topics_number), "home")


async def _add(_update: Update, context: Context, target: Target, data: SettingsCallback) -> Step:
    """Add another subscription to the topic at the chosen time."""
    # The button carries the number of subscriptions when it was made, so that pressing it twice adds one only.
    count, _, time = data.value.partition("-")
    now = context.deps.clock.now()
    async with context.deps.database.write() as connection:
        known = await subscriptions.list_all(connection, target.chat_id, target.thread_id)
        if not known or count != str(len(known)):
            raise OutOfDate(data.encode())
        added = await service.add(connection, further_subscription(known, [_parse(time, data)]), now)
    return Step(await reload(context, target, added.id), "home")


def _parse(time: str, data: SettingsCallback) -> dt.time:
    try:
        return parse_time(time)
    except ValueError as error:
        raise OutOfDate(data.encode()) from error


async def _stop(_update: Update, context: Context, target: Target, _data: SettingsCallback) -> Step:
    async with context.deps.database.write() as connection:
        one = await _stored(connection, target)
        await subscriptions.stop_one(connection, one.id, StopReason.SWITCHED_OFF, context.deps.clock.now())
    return Step(await reload(context, target), "home")


async def _resume(_update: Update, context: Context, target: Target, _data: SettingsCallback) -> Step:
    async with context.deps.database.write() as connection:
        one = await _stored(connection, target)
        if one.stopped_at is not None:
            await service.restart(connection, one, context.deps.clock.now())
    return Step(await reload(context, target), "home")


async def _remove(_update: Update, context: Context, target: Target, _data: SettingsCallback) -> Step:
    async with context.deps.database.write() as connection:
        one = await _stored(connection, target)
        await subscriptions.remove(connection, one.id, context.deps.clock.now())
    return Step(await reload(context, target, target.topics_number), "list")


async def _remove_alert(_update: Update, context: Context, target: Target, data: SettingsCallback) -> Step:
    if not data.value.isdecimal():
        raise OutOfDate(data.encode())
    async with context.deps.database.write() as connection:
        await alerts.remove(connection, target.chat_id, target.thread_id, int(data.value))
    return Step(await reload(context, target), "alerts")


async def _set_unit(update: Update, context: Context, target: Target, data: SettingsCallback) -> Step:
    if data.value not in tuple(Unit):
        raise OutOfDate(data.encode())
    async with context.deps.database.write() as connection:
        await chats.save(connection, replace(_chat(update, target), unit=Unit(data.value)))
    return Step(await reload(context, target), "home")


async def _set_language(update: Update, context: Context, target: Target, data: SettingsCallback) -> Step:
    if data.value not in context.deps.translators.languages:
        raise OutOfDate(data.encode())
    async with context.deps.database.write() as connection:
        await chats.save(connection, replace(_chat(update, target), language=data.value))
    return Step(await reload(context, target), "home")


async def _send_now(update: Update, context: Context, target: Target, _data: SettingsCallback) -> Step:
    """Send the bulletin as it would be now; the scheduled ones stay as they are."""
    deps, now = context.deps, context.deps.clock.now()
    usual = target.make_default(update, deps.settings, now)
    one = target.subscription or usual
    # A button in a group's General topic may be about another topic's bulletin.
    reply_to = get_question_id(get_message(update)) if target.is_here and not target.thread_id else 0
    try:
        await send_preview(context, one, target.translator(update, context), target.chat_id, target.thread_id, reply_to)
    except (BadRequest, Forbidden) as error:
        # Most likely a missing right, which the person can change; it is no error of the bot.
        raise Refusal(REJECTED) from error
    return Step(target, None, notice="" if target.is_here else SENT)


async def _ask(update: Update, context: Context, target: Target, data: SettingsCallback) -> Step:
    # In a channel nobody can reply; there cities are chosen from a list.
    if target.subscription is None or get_chat(update).type == ChatType.CHANNEL:
        raise OutOfDate(data.encode())
    if len(target.subscription.cities) >= MAX_CITIES:
        raise Refusal(TOO_MANY_CITIES, n=MAX_CITIES)
    await ask(update, context, target.subscription)
    return Step(target, None)


ACTIONS: Mapping[str, Action] = {
    "start": _start,
    "another": _add,
    "stop": _stop,
    "go": _resume,
    "removed": _remove,
    "unalert": _remove_alert,
    "unit": _set_unit,
    "speak": _set_language,
    "now": _send_now,
    "ask": _ask,
}
"""Actions that are more than a change of one subscription; those are in `CHANGES`."""


async def _stored(connection: AsyncConnection, target: Target) -> Subscription:
    """Return the stored subscription of a target.

    Raises:
        OutOfDate: it was removed, or there is none yet.
    """
    one = await subscriptions.get_of_chat(connection, target.chat_id, target.number)
    if one is None:
        raise OutOfDate(str(target.number))
    return one


def _chat(update: Update, target: Target) -> Chat:
    """Return the target's chat as a row to save."""
    stored = target.settings.chat
    kind = get_chat(update).type if stored is None else stored.kind
    # A channel keeps its language, whoever sets it up.
    tag = get_language_tag(update, stored) if target.is_here else None
    return Chat(target.chat_id, kind, None, tag)
