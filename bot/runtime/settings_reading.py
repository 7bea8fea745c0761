"""Reads the operator's settings from the environment, and from a `.env` file in the current folder."""

import os
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from dotenv import dotenv_values

from bot.settings import SETTINGS, Settings, find_name, variable

_FILE = ".env"


class InvalidSettings(Exception):
    """Some settings are invalid or misspelt.

    Attributes:
        faults: a line for each.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_settings() -> Settings:
    """Read the operator's settings.

    Raises:
        InvalidSettings: a setting is invalid, or a name resembles that of one.
    """
    # The setting that was meant would have its default: another database, or another time.
    faults = [f"{name} is no setting; did you mean {similar}?" for name, similar in unknown_variables() if similar]
    try:
        settings = parse_settings(_read_all())
    except InvalidSettings as error:
        raise InvalidSettings(*faults, *error.faults) from None
    if faults:
        raise InvalidSettings(*faults)
    return settings


def parse_settings(texts: Mapping[str, str]) -> Settings:
    """Return settings from their texts, by their names; what is no setting is ignored.

    Raises:
        InvalidSettings: settings are invalid; all of them are named.
    """
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, setting in SETTINGS.items():
        if name in texts:
            try:
                values[name] = setting.metadata["parse"](texts[name])
            except ValueError as error:
                faults += (f"{variable(name)}: {reason}" for reason in error.args)
    settings = Settings(**values, given=frozenset(values))
    faults += _check_together(settings, invalid=texts.keys() - values.keys())
    if faults:
        raise InvalidSettings(*faults)
    return settings


def _check_together(settings: Settings, invalid: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with settings beside one another, without those that are invalid themselves."""
    if "cut_off_hours" not in invalid and settings.readings_deadline >= settings.cut_off:
        reason = "a bulletin may not wait for readings until its cut-off (JOGAN_CUT_OFF_HOURS)"
        yield f"{variable('readings_deadline_minutes')}: {reason}"
    if (settings.webhook_key is None) != (settings.webhook_certificate is None):
        reason = "a certificate (JOGAN_WEBHOOK_CERTIFICATE) and its key (JOGAN_WEBHOOK_KEY) go together"
        yield f"{variable('webhook_key')}: {reason}"


def list_in_environment() -> frozenset[str]:
    """Return the names of the settings that the environment sets."""
    return frozenset(_by_name(os.environ))


def unknown_variables() -> Iterator[tuple[str, str | None]]:
    """Yield each `JOGAN_` variable of the environment and of `.env` that is no setting, and the one that it resembles.

    Other programs make such names too: Kubernetes sets JOGAN_SERVICE_HOST where a service is called jogan.
    """
    for name in sorted(_read_all().keys() - SETTINGS.keys()):
        similar = get_close_matches(name, SETTINGS, n=1)
        yield variable(name), variable(similar[0]) if similar else None


def _read_all() -> dict[str, str]:
    """Return the texts of all variables that may be settings; the environment precedes the file."""
    return _by_name(dotenv_values(_FILE, encoding="utf-8")) | _by_name(os.environ)


def _by_name(variables: Mapping[str, str | None]) -> dict[str, str]:
    return {name: text for key, text in variables.items() if text is not None and (name := find_name(key)) is not None}
