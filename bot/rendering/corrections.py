"""Short message about a correction, for bulletins that can no longer be edited."""

import datetime as dt

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.layout import shorten
from bot.rendering.news import MAX_HEADLINE_LENGTH
from sources.korea.stations import Station


def render_headline_correction(day: dt.date, headline: str, tr: Translator) -> Markup:
    """Return that a bulletin of a day had a wrong headline, and the right one."""
    return tr(
        "✏️ The bulletin of {day} had a wrong headline. The right one is: {headline}",
        day=tr.day(day),
        headline=shorten(headline, MAX_HEADLINE_LENGTH),
    )


def render_withdrawal(tr: Translator) -> Markup:
    """Return the line of a bulletin in the place of a headline that was taken back."""
    return tr("📰 <i>This headline was taken back.</i>")


def render_withdrawal_notice(day: dt.date, headline: str, tr: Translator) -> Markup:
    """Return that a headline of a day's bulletin was taken back."""
    return tr(
        "✏️ A headline of the bulletin of {day} was taken back: {headline}",
        day=tr.day(day),
        headline=shorten(headline, MAX_HEADLINE_LENGTH),
    )


def render_reading_correction(day: dt.date, station: Station, temperature: float, tr: Translator) -> Markup:
    """Return that a bulletin of a day had a wrong temperature (℃) of a station, and the right one."""
    return tr(
        "✏️ The bulletin of {day} had a wrong temperature. The right one of {place} is: {temperature}",
        day=tr.day(day),
        place=station.name(tr.language),
        temperature=tr.degrees(temperature),
    )
