"""Times of issues and measurements as text."""

import datetime as dt

from bot.i18n.translator import Translator
from sources.records import KST


def name_moment(at: dt.datetime, now: dt.datetime, tr: Translator) -> str:
    """Return a time in Korea, with its day if that is not today: ``05:00``, ``13일 (월) 23:00``."""
    local, today = at.astimezone(KST), now.astimezone(KST).date()
    return tr.time(local.time()) if local.date() == today else tr.moment(tr.short_day(local.date()), local.time())
