"""Breaks that somebody asks for in words, with their dates: until Friday, 다음 주는 보내지 마."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from zoneinfo import ZoneInfo

from markupsafe import Markup
from telegram import InlineKeyboardButton

from bot.context import Context
from bot.i18n.translator import Translator
from bot.parsing.bulletins.spans import Break, find_break, find_break_beginning
from bot.parsing.quotes import quote_all
from bot.parsing.reader import read
from bot.parsing.rewriting import rewrite
from bot.parsing.wording import prepare
from bot.rendering.breaks import render_break_question, render_long_break, render_open_break_question
from bot.rendering.layout import join_blocks
from bot.rendering.subscription import local_day, render_not_understood, summary_label
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.changes import MAX_PAUSE, is_possible_pause, pause_value
from handlers.callbacks import StopBulletins, button
from handlers.replies import Buttons
from handlers.subscriptions.cities import having_cities, render_not_here
from handlers.subscriptions.requests import Answer, leave_button, settings_button
from storage.chats.subscriptions import Subscription

_DAY = dt.timedelta(days=1)
_LENGTHS = (3 * _DAY, 7 * _DAY, 14 * _DAY)
"""Lengths that are offered for a break without an end."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A break that was asked for.

    Attributes:
        dates: its dates; several if no end was said.
        meant: the bulletins that it is about, at least one.
        unread: the words that were not understood.
        has_others: whether the bulletins have cities that were not named.
    """

    dates: Sequence[Break]
    meant: Sequence[Subscription]
    unread: Sequence[str]
    has_others: bool


def make_break_question(context: Context, tr: Translator, text: str, running: Sequence[Subscription]) -> Answer | None:
    """Return the question whether bulletins should pause on the dates that a text names; None if it names none.

    Args:
        context: what the handler received.
        tr: the person's language.
        text: the order.
        running: the topic's running subscriptions, at least one.
    """
    now, order = context.deps.clock.now(), rewrite(prepare(text))
    dates, beginning = find_break(order, now), find_break_beginning(order, now)
    if dates is None and beginning is None:
        return None
    asked = read(text, context.deps.places)
    meant = having_cities(running, asked.names) if asked.names else running
    if not meant:
        return render_not_here(asked, tr), settings_button(tr)
    has_others = bool(asked.names) and any(len(one.cities) > len(asked.names) for one in meant)
    possible = [dates] if dates else [Break(beginning, beginning + length) for length in _LENGTHS if beginning]
    found = _Asked(possible, meant, quote_all(text, (one.text for one in asked.unknown)), has_others=has_others)
    buttons = [[one] for one in _pause_buttons(found, context, tr)]
    return _render(found, context, tr), [*buttons, *_other_buttons(found.meant, tr), *leave_button(tr)]


def _render(asked: _Asked, context: Context, tr: Translator) -> Markup:
    now, catalogue, dates = context.deps.clock.now(), context.deps.catalogue, asked.dates[0]
    unread = render_not_understood(asked.unread, tr) if asked.unread else None
    if not is_possible_pause(dates.until, asked.meant[0], now):
        return join_blocks([unread, render_long_break(MAX_PAUSE.days, tr)])
    if len(asked.dates) > 1:
        question = render_open_break_question(asked.meant, dates.first, catalogue, now, tr)
    else:
        question = render_break_question(asked.meant, dates, catalogue, now, tr)
    remark = tr("A break is for all cities of the bulletin.") if asked.has_others else None
    return join_blocks([unread, question, remark])


def _next_day(one: Subscription) -> dt.date:
    return one.next_due_at.astimezone(ZoneInfo(one.schedule.zone)).date()


def _pause_buttons(asked: _Asked, context: Context, tr: Translator) -> Iterator[InlineKeyboardButton]:
    now = context.deps.clock.now()
    for one, dates in product(asked.meant, asked.dates):
        if is_possible_pause(dates.until, one, now):
            bulletin = f" · {summary_label(one, context.deps.catalogue, tr)}" if len(asked.meant) > 1 else ""
            # One that begins before the next bulletin begins at once.
            first = dates.first if dates.first > _next_day(one) else None
            data = SettingsCallback(one.id, "until", pause_value(first, dates.until))
            yield button(f"{_label(dates, one, now, tr)}{bulletin}", data)


def _label(dates: Break, one: Subscription, now: dt.datetime, tr: Translator) -> str:
    zone = one.schedule.zone
    first, last, until = (local_day(day, zone, now, tr) for day in (dates.first, dates.until - _DAY, dates.until))
    if dates.first <= _next_day(one):
        return tr.plain("⏸ Pause until {day}", day=until)
    return tr.plain("⏸ Pause from {first} to {last}", first=first, last=last)


def _other_buttons(meant: Sequence[Subscription], tr: Translator) -> Buttons:
    """Return the buttons for other dates and for the end."""
    others = [[button(tr.plain("📅 Another day"), SettingsCallback(meant[0].id, "pause"))]] if len(meant) == 1 else []
    return [*others, [button(tr.plain("⏹ Yes, stop"), StopBulletins())]]
