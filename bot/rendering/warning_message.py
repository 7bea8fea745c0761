"""Messages about weather warnings that are sent at once, and edited when a warning changes or ends."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.i18n.warning_terms import warning_name
from bot.rendering.layout import join_blocks, join_lines
from sources.korea.romanization import romanize_zone
from sources.warnings import WarningLevel, WeatherWarning

_SIGNS = {WarningLevel.WARNING: "🚨", WarningLevel.SEVERE: "🚨"}
_USUAL_SIGN = "⚠️"
_DESCENDING = tuple(reversed(WarningLevel))


@dataclass(frozen=True, slots=True)
class PlacedWarning:
    """Warning with the reader's places that it concerns.

    Attributes:
        warning: its latest listing.
        places: names of the places in the reader's language.
        ended_at: when it was no longer listed (aware), or None.
    """

    warning: WeatherWarning
    places: tuple[str, ...]
    ended_at: dt.datetime | None = None


def render_warnings(warnings: Iterable[PlacedWarning], now: dt.datetime, zone: str, tr: Translator) -> Markup:
    """Return the message: a block for each kind and level, those in force first, the highest level first.

    Args:
        warnings: at least one.
        now: the current time, aware.
        zone: the reader's IANA time zone.
        tr: the reader's language.
    """
    alike: dict[tuple[object, ...], list[PlacedWarning]] = {}
    for one in sorted(warnings, key=_get_rank):
        alike.setdefault(_get_key(one), []).append(one)
    times = _Times(now, ZoneInfo(zone), tr)
    return join_blocks(_render_block(same, times, tr) for same in alike.values())


@dataclass(frozen=True, slots=True)
class _Times:
    """Times as the reader sees them: with their day if that is not today."""

    now: dt.datetime
    zone: ZoneInfo
    tr: Translator

    def format(self, moment: dt.datetime) -> str:
        local = moment.astimezone(self.zone)
        if local.date() == self.now.astimezone(self.zone).date():
            return self.tr.time(local.time())
        return self.tr.moment(self.tr.short_day(local.date()), local.time())


def _get_rank(one: PlacedWarning) -> tuple[bool, int]:
    return one.ended_at is not None, _DESCENDING.index(one.warning.level)


def _get_key(one: PlacedWarning) -> tuple[object, ...]:
    warning = one.warning
    return warning.kind, warning.level, warning.issued_at, warning.in_force_from, one.ended_at


def _name_zone(warning: WeatherWarning, tr: Translator) -> str:
    """Return KMA's name of a warning's zone, for readers of other languages also in Latin letters."""
    # Signs and KMA's map have the Korean name only.
    name = warning.zone_name
    return name if tr.language == "ko" else f"{romanize_zone(name)} ({name})"


def _render_block(same: Sequence[PlacedWarning], times: _Times, tr: Translator) -> Markup:
    first = same[0]
    places = tr.join_names(tuple(dict.fromkeys(name for one in same for name in one.places)))
    zones = tr.join_names([_name_zone(one.warning, tr) for one in same])
    name = warning_name(first.warning, tr)
    if first.ended_at is not None:
        ended = times.format(first.ended_at)
        return join_lines(
            [
                tr("✅ <b>{places}: {warning} has ended</b>", places=places, warning=name),
                tr("{zones} · until {ended}", zones=zones, ended=ended),
            ]
        )
    sign = _SIGNS.get(first.warning.level, _USUAL_SIGN)
    values = {
        "zones": zones,
        "issued": times.format(first.warning.issued_at),
        "start": times.format(first.warning.in_force_from),
    }
    is_ahead = first.warning.in_force_from > times.now
    return join_lines(
        [
            tr("{sign} <b>{places}: {warning}</b>", sign=sign, places=places, warning=name),
            tr("{zones} · from {start}", **values) if is_ahead else tr("{zones} · in force since {start}", **values),
            tr("Issued by KMA at {issued}", **values),
        ]
    )
