"""`/settings`: one message that its buttons edit in place.

`bot.settings_menu` has the screens and the changes, without Telegram. A button may name a subscription of another chat,
so that channels can be set up from a private chat; the rights are checked at each press.
"""

from dataclasses import replace
from typing import Literal

from markupsafe import Markup
from telegram import Update

from bot.context import AnyApplication, Context
from bot.i18n.translator import Translator
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.errors import OutOfDate, Refusal
from bot.subscriptions.service import MAX_BULLETINS
from handlers import pending
from handlers.callbacks import Notice, add_callback
from handlers.language import get_translator
from handlers.permissions import ONLY_ADMINISTRATORS, may_change_settings, refuse
from handlers.replies import OUT_OF_DATE, Buttons, edit_message, reply
from handlers.settings import city_prompt
from handlers.settings.actions import perform
from handlers.settings.render import show
from handlers.settings.target import Target, find_target
from handlers.updates import add_command, get_callback_query


def register(application: AnyApplication) -> None:
    """Register the handlers."""
    add_command(application, "settings", show_settings)
    add_callback(application, SettingsCallback, _on_button)
    city_prompt.register(application)


async def open_settings(update: Update, context: Context, number: int = 0) -> None:
    """Answer with the settings of a topic, or from a private chat with those of a channel.

    Args:
        update: the command.
        context: its context.
        number: 0 for the topic of the update, or Telegram's id of a channel that the person administers.
    """
    tr = await get_translator(update, context)
    target = await find_target(update, context, number, is_elsewhere=number != 0)
    if target is None:
        await reply(update, tr(OUT_OF_DATE))
    elif not await may_change_settings(update, target.chat_id):
        await refuse(update, context, tr(ONLY_ADMINISTRATORS))
    else:
        await reply(update, *await show(update, context, tr, target, "list"))


async def answer_with_cities(
    update: Update, context: Context, tr: Translator, screen: Literal["cities", "times"] = "cities"
) -> None:
    """Answer with the cities of the topic's subscription, or its times, and buttons to add and remove some.

    The rights are not checked. If there are several subscriptions, or none yet, these are the answer.
    """
    here = await find_target(update, context, 0, is_elsewhere=False)
    if here is None:
        raise LookupError("the topic of an update is always found")
    known = here.subscriptions
    target = replace(here, number=known[0].id) if len(known) == 1 else here
    await reply(update, *await show(update, context, tr, target, screen))


async def answer_with_times(update: Update, context: Context, tr: Translator) -> None:
    """Answer with the usual times of a further bulletin; with all bulletins if there is none yet, or no room.

    The rights are not checked.
    """
    here = await find_target(update, context, 0, is_elsewhere=False)
    if here is None:
        raise LookupError("the topic of an update is always found")
    count = len(here.subscriptions)
    if 0 < count < MAX_BULLETINS:
        asked = SettingsCallback(here.subscriptions[0].id, "more", str(count))
        pending.ask(update, context, asked)
        target = replace(here, number=asked.number)
        await reply(update, *await show(update, context, tr, target, asked.action, asked.value))
    else:
        await reply(update, *await show(update, context, tr, here, "list"))


async def answer_with_bulletin(update: Update, context: Context, tr: Translator) -> None:
    """Answer with the bulletin as it would be now; of several with all of them to choose from.

    The rights are not checked.
    """
    here = await find_target(update, context, 0, is_elsewhere=False)
    if here is None:
        raise LookupError("the topic of an update is always found")
    known = here.subscriptions
    if len(known) > 1:
        await reply(update, *await show(update, context, tr, here, "list"))
        return
    target = replace(here, number=known[0].id) if known else here
    await perform(update, context, target, target.callback("now"))


async def alerts_screen(update: Update, context: Context, tr: Translator) -> tuple[Markup, Buttons]:
    """Return the keyword alerts of the topic, with buttons that remove them. The rights are not checked."""
    here = await find_target(update, context, 0, is_elsewhere=False)
    if here is None:
        raise LookupError("the topic of an update is always found")
    return await show(update, context, tr, here, "alerts")


async def show_settings(update: Update, context: Context) -> None:
    """Answer with the settings and their buttons."""
    await open_settings(update, context)


async def _on_button(update: Update, context: Context, data: SettingsCallback) -> Notice:
    tr = await get_translator(update, context)
    target = await find_target(update, context, data.number, is_elsewhere=data.is_elsewhere)
    if target is None:
        return tr.plain(OUT_OF_DATE)
    if not await may_change_settings(update, target.chat_id):
        return tr.plain(ONLY_ADMINISTRATORS)
    return await _perform(update, context, target, data)


async def _perform(update: Update, context: Context, target: Target, data: SettingsCallback) -> Notice:
    try:
        step = await perform(update, context, target, data)
        # Read after the action, which may have changed the language.
        tr = await get_translator(update, context)
        screen = None if step.screen is None else await show(update, context, tr, step.target, step.screen, step.value)
    except OutOfDate:
        return (await get_translator(update, context)).plain(OUT_OF_DATE)
    except Refusal as refusal:
        return (await get_translator(update, context)).plain(refusal.message, **refusal.values)
    if step.screen == "more" and step.target.is_here:
        pending.ask(update, context, data)
    if screen is not None:
        await edit_message(get_callback_query(update), *screen)
    return tr.plain(step.notice) if step.notice else None
