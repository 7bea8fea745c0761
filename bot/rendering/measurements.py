"""Measured values as text: changes, feels-like temperature, precipitation, humidity and wind."""

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from storage.content.observations import Observation

WINDS = (
    N_("N"), N_("NE"), N_("E"), N_("SE"), N_("S"), N_("SW"), N_("W"), N_("NW"),
)  # fmt: skip
"""Wind directions, clockwise from north."""


def render_change(change: float, tr: Translator) -> Markup:
    """Return the difference from yesterday at the same hour as a sentence; `change` in ℃."""
    if change > 0:
        return tr("{degrees} warmer than yesterday at the same hour", degrees=tr.difference(change))
    if change < 0:
        return tr("{degrees} colder than yesterday at the same hour", degrees=tr.difference(-change))
    return tr("Same temperature as yesterday at the same hour")


def render_short_change(change: float, tr: Translator) -> str:
    """Return the difference from yesterday in a few words: ``어제보다 +2.3℃``; `change` in ℃."""
    if change == 0:
        return tr.plain("same as yesterday")
    sign = "+" if change > 0 else ""
    return tr.plain("{degrees} from yesterday", degrees=sign + tr.difference(change))


def render_measurements(observation: Observation, tr: Translator) -> Markup | None:
    """Return feels-like temperature, rain, snow, humidity and wind in one line; None if none is known."""
    parts = [*_feels_like(observation, tr), *precipitation(observation, tr)]
    if observation.humidity is not None:
        parts.append(tr.plain("humidity {percent}%", percent=tr.number(round(observation.humidity))))
    if observation.wind_speed is not None:
        parts.append(_wind(observation.wind_direction, tr.number(observation.wind_speed), tr))
    line = join_facts(parts)
    return Markup.escape(line[0].upper() + line[1:]) if line else None


def precipitation(observation: Observation, tr: Translator) -> list[str]:
    """Return rain and snow as short texts; empty if it is dry."""
    parts = []
    if observation.rain:
        parts.append(tr.plain("rain {amount} mm/h", amount=tr.number(observation.rain)))
    if observation.rain_today:
        parts.append(tr.plain("rain today {amount} mm", amount=tr.number(observation.rain_today)))
    if observation.snow:
        parts.append(tr.plain("new snow today {amount} cm", amount=tr.number(observation.snow)))
    return parts


def _feels_like(observation: Observation, tr: Translator) -> list[str]:
    """Return the feels-like temperature as a short text; empty if it is that of the air."""
    if observation.feels_like is None or observation.feels_like == observation.temperature:
        return []
    return [tr.plain("feels like {degrees}", degrees=tr.degrees(observation.feels_like))]


def join_facts(parts: list[str]) -> str:
    """Join short facts in one line."""
    return " · ".join(parts)


def _wind(direction: float | None, speed: str, tr: Translator) -> str:
    if direction is None:
        return tr.plain("wind {speed} m/s", speed=speed)
    # Sectors are centred on their direction, so north reaches from 337.5° to 22.5°.
    place = round(direction / (360 / len(WINDS))) % len(WINDS)
    return tr.plain("wind {direction} {speed} m/s", direction=tr.plain(WINDS[place]), speed=speed)
