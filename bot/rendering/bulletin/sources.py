"""The last line of a bulletin: times and sources of readings, forecast and fine dust."""

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.bulletin.content import Bulletin
from bot.rendering.layout import join_lines
from bot.rendering.measurements import join_facts
from bot.rendering.outlook.times import name_moment
from bot.rendering.weather import reading_age, reading_source
from bot.weather.freshness import is_late
from storage.terms import Section

_FORECAST = Section.TODAY | Section.RAIN | Section.TOMORROW | Section.WEEK | Section.WAY


def shows_readings(bulletin: Bulletin) -> bool:
    """Return whether a bulletin has readings of its cities or of the country."""
    has_cities = Section.CITIES in bulletin.sections and bool(bulletin.cities)
    return has_cities or bool(bulletin.sections & (Section.COUNTRY | Section.MAP))


def render_sources(bulletin: Bulletin, now: dt.datetime, tr: Translator) -> Markup | None:
    """Return times and sources in one line, with a warning if readings are late; None if there is nothing to name."""
    country = bulletin.country if shows_readings(bulletin) else None
    line = join_facts([*_readings(bulletin, now, tr), *_outlooks(bulletin, now, tr)])
    if country is None:
        return Markup.escape(line) if line else None
    # Late readings have a warning of their own.
    is_missing = bulletin.awaited and not is_late(country.newest, now)
    missing = tr("⚠️ Newer readings have not arrived yet.") if is_missing else None
    return join_lines([Markup.escape(line), reading_age(country.newest, now, tr), missing])


def _readings(bulletin: Bulletin, now: dt.datetime, tr: Translator) -> Iterator[str]:
    if bulletin.country is not None and shows_readings(bulletin):
        yield reading_source(bulletin.country.newest, now, tr)


def _outlooks(bulletin: Bulletin, now: dt.datetime, tr: Translator) -> Iterator[str]:
    outlooks = [one.outlook for one in bulletin.cities]
    # Of several issues the oldest one is told.
    issued = [one.forecast.issued_at for one in outlooks if one.forecast is not None]
    if issued and bulletin.sections & _FORECAST:
        yield tr.plain("forecast of {when}", when=name_moment(min(issued), now, tr))
    measured = [one.air.reading.measured_at for one in outlooks if one.air is not None]
    if measured and Section.DUST in bulletin.sections:
        yield tr.plain("AirKorea {when}", when=name_moment(min(measured), now, tr))
