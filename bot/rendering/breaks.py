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
    *,
    begins_later: bool,
) -> Markup:
    """Ask whether bulletins should pause.

    Args:
        meant: the bulletins, at least one.
        dates: the break that was asked for.
        catalogue: the stations.
        now: aware.
        tr: the reader's language.
        begins_later: whether a bulletin is due before the break that was asked for begins.
    """
    zone = meant[0].schedule.zone
    first, last, until = (local_day(day, zone, now, tr) for day in (dates.first, dates.until - _DAY, dates.until))
    if begins_later:
        remark = tr("A break begins at once, and not on {first}: no bulletin would come from now on.", first=first)
        question = tr(
            "Should I pause until {until}? Or write to me again shortly before {first}.", until=until, first=first
        )
    elif first == last:
        remark, question = (
            None,
            tr("Should no bulletin come on {first}? They resume on {until}.", first=first, until=until),
        )
    else:
        remark = None
        question = tr(
            "Should I pause from {first} to {last}? Bulletins resume on {until}.", first=first, last=last, until=until
        )
    labels = join_lines(Markup.escape(summary_label(one, catalogue, tr)) for one in meant)
    return join_blocks([join_lines([remark, question]), labels])


def render_long_break(most: int, tr: Translator) -> Markup:
    """Say that a break cannot have its dates, and how long one can be, in days."""
    return tr("I can pause from today on, for {n} days at most. Choose a day, or stop the bulletins.", n=most)
