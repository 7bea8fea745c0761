"""Screens of the settings as a message with buttons."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup
from telegram import Update
from telegram.constants import ChatType

from bot.context import Context
from bot.i18n.translator import Translator
from bot.settings_menu.offered_sections import get_offered_sections
from bot.settings_menu.screens import WITHOUT_SUBSCRIPTION, render
from bot.settings_menu.time_zones import ZONES
from bot.settings_menu.view import Row, View
from handlers.callbacks import button
from handlers.replies import Buttons
from handlers.settings.target import Target
from handlers.updates import get_chat
from storage.terms import Section


async def show(
    update: Update, context: Context, tr: Translator, target: Target, screen: str, value: str = ""
) -> tuple[Markup, Buttons]:
    """Return the text and the buttons of a screen; of the first screen if there is no subscription to show.

    Raises:
        OutOfDate: there is no such screen, or not for that value.
    """
    if screen == "list" or (target.subscription is None and screen not in WITHOUT_SUBSCRIPTION):
        target, screen = first_screen(target)
    # Asked of Telegram, because the stored title of a channel is that of its last setup.
    name = None if target.is_here else (await context.bot.get_chat(target.chat_id)).title or ""
    view = _view(update, context, target, name, await get_offered_sections(context.deps))
    found = render(view, tr, screen, value)
    return found.text, _keyboard(found.rows)


def first_screen(target: Target) -> tuple[Target, str]:
    """Return the first screen of a topic's settings, and the subscription that it shows."""
    known = target.subscriptions
    if not known:
        return replace(target, number=target.topics_number), "start"
    return replace(target, number=known[0].id), "home" if len(known) == 1 else "list"


def get_zones(context: Context, target: Target) -> tuple[str, ...]:
    """Return the time zones to offer: the operator's first, and the subscription's own included."""
    own = () if target.subscription is None else (target.subscription.schedule.zone,)
    return tuple(dict.fromkeys((context.deps.settings.zone, *ZONES, *own)))


def _view(update: Update, context: Context, target: Target, name: str | None, offered: Section) -> View:
    """Return the data for the screens; `name` is the title of the target's chat if it is another one."""
    deps, now = context.deps, context.deps.clock.now()
    usual = target.make_default(update, deps.settings, now)
    return View(
        number=target.number,
        subscription=target.subscription or usual,
        others=target.subscriptions,
        alerts=target.alerts,
        unit=target.unit,
        language=target.translator(update, context).language,
        chat=name,
        can_answer=get_chat(update).type != ChatType.CHANNEL,
        offered=offered & ~Section.BUTTONS if target.is_channel(update) else offered,
        languages=deps.translators.names,
        zones=get_zones(context, target),
        catalogue=deps.catalogue,
        places=deps.places,
        now=now,
    )


def _keyboard(rows: Sequence[Row]) -> Buttons:
    """Convert rows of buttons to Telegram's."""
    return [[button(one.label, one.callback) for one in row] for row in rows]
