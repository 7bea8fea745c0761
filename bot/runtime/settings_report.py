"""Report of the settings that hold, and where each comes from, with secrets hidden."""

import datetime as dt
import enum
from dataclasses import dataclass

from sqlalchemy.engine import make_url

from bot.runtime.settings_reading import list_in_environment
from bot.setting_values import Secret
from bot.settings import SETTINGS, Settings, variable

_HIDDEN = "<secret>"


class Origin(enum.StrEnum):
    """Origin of a setting's value."""

    ENVIRONMENT = "environment"
    FILE = ".env"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class ShownSetting:
    """A setting as operators may see it.

    Attributes:
        name: its variable.
        value: its value as text; empty for none.
        origin: where it comes from.
    """

    name: str
    value: str
    origin: Origin


def list_settings(settings: Settings) -> list[ShownSetting]:
    """Return all settings in the order of their definition."""
    in_environment = list_in_environment()
    shown = []
    for field in SETTINGS:
        name, origin = variable(field), Origin.DEFAULT
        if field in settings.given:
            origin = Origin.ENVIRONMENT if field in in_environment else Origin.FILE
        shown.append(ShownSetting(name, _describe(getattr(settings, field)), origin))
    return shown


def describe_changed(settings: Settings) -> str:
    """Return the settings that are not left at their defaults, in one line."""
    changed = [f"{one.name}={one.value}" for one in list_settings(settings) if one.origin is not Origin.DEFAULT]
    return " ".join(changed) or "all settings are the defaults"


def _describe(value: object) -> str:
    match value:
        case None | frozenset():
            return ",".join(map(str, sorted(value or ())))
        case Secret():
            return _HIDDEN if value.value else ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case dt.time():
            return f"{value:%H:%M}"
        case _:
            return _hide_password(str(value))


def _hide_password(text: str) -> str:
    """Return a text; of a URL that has a password, as one of a database may, without it."""
    return make_url(text).render_as_string(hide_password=True) if "://" in text and "@" in text else text
