"""Errors of settings in words for operators; none quotes a secret."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from bot.settings import Settings, unknown_variables, variable

_TIME = "is no time; write it as 07:00"
_NUMBER, _WHOLE_NUMBER = "is no number; write one as 3 or 2.5", "is no whole number; write one as 3"
_REASONS = {
    "time_parsing": _TIME,
    "time_type": _TIME,
    "bool_parsing": "is unknown; write on or off",
    "enum": "is unknown; write {expected}",
    "int_parsing": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "greater_than": "is too low; it is more than {gt:g}",
    "greater_than_equal": "is too low; the lowest is {ge:g}",
    "less_than_equal": "is too high; the highest is {le:g}",
}
"""What follows the quoted value, by pydantic's type of error. No field with a secret has one of these types."""


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
        settings = Settings()
    except ValidationError as error:
        raise InvalidSettings(*faults, *_explain(error)) from None
    if faults:
        raise InvalidSettings(*faults)
    return settings


def _explain(error: ValidationError) -> Iterator[str]:
    for one in error.errors(include_url=False):
        field, *inner = one["loc"]
        yield f"{variable(str(field))}: {_get_reason(one, is_id=bool(inner))}"


def _get_reason(error: Any, *, is_id: bool) -> str:
    if is_id:
        return f"{error['input']!r} is no id of Telegram; write ids as 1001,-1002"
    if (reason := _REASONS.get(error["type"])) is None:
        # The message of a check of `bot.settings`.
        return str(error["msg"]).removeprefix("Value error, ")
    context = error.get("ctx", {})
    return f"{error['input']!r} {reason.format(**context)}"
