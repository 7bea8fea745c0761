"""Times of issues and measurements, and the end of forecasts, as text."""

import datetime as dt

from markupsafe import Markup

from bot.i18n.translator import Translator
from sources.records import KST


def name_moment(at: dt.datetime, now: dt.datetime, tr: Translator) -> str:
    """Return a time in Korea, with its day if that is not today: ``05:00``, ``13일 (월) 23:00``."""
    local, today = at.astimezone(KST), now.astimezone(KST).date()
    return tr.time(local.time()) if local.date() == today else tr.moment(tr.short_day(local.date()), local.time())


def render_reach(last: dt.date, tr: Translator) -> Markup:
    """Return how far a forecast reaches, as a sentence."""
    return tr("The forecast reaches until {day} only.", day=tr.day(last))
