"""Breaks of bulletins as text: the questions before one begins."""

import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.parsing.bulletins.spans import Break
from bot.rendering.layout import join_blocks, join_lines
from bot.rendering.subscription import local_day, summary_label
from sources.korea.stations import Catalogue
from storage.chats.subscriptions import Subscription

_DAY = dt.timedelta(days=1)


def render_break_question(
    meant: Sequence[Subscription],
    dates: Break,
    catalogue: Catalogue,
    now: dt.datetime,
    tr: Translator,
) -> Markup:
    """Ask whether bulletins should pause.

    Args:
        meant: the bulletins, at least one.
        dates: the break that was asked for.
        catalogue: the stations.
        now: aware.
        tr: the reader's language.
    """
    zone = meant[0].schedule.zone
    first, last, until = (local_day(day, zone, now, tr) for day in (dates.first, dates.until - _DAY, dates.until))
    if first == last:
        question = tr("Should no bulletin come on {first}? They resume on {until}.", first=first, until=until)
    else:
        question = tr(
            "Should I pause from {first} to {last}? Bulletins resume on {until}.", first=first, last=last, until=until
        )
    return join_blocks([question, render_meant(meant, catalogue, tr)])


def render_open_break_question(
    meant: Sequence[Subscription], first: dt.date, catalogue: Catalogue, now: dt.datetime, tr: Translator
) -> Markup:
    """Ask how long bulletins should pause from a day on."""
    day = local_day(first, meant[0].schedule.zone, now, tr)
    return join_blocks([tr("How long should I pause from {first} on?", first=day), render_meant(meant, catalogue, tr)])


def render_meant(meant: Sequence[Subscription], catalogue: Catalogue, tr: Translator) -> Markup:
    """Return a line for each bulletin that an order is about."""
    return join_lines(Markup.escape(summary_label(one, catalogue, tr)) for one in meant)


def render_long_break(most: int, tr: Translator) -> Markup:
    """Say that a break cannot have its dates, and how long one can be, in days."""
    return tr("A break can end {n} days from today at the latest. Choose a day, or stop the bulletins.", n=most)
