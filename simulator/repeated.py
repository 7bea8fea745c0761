"""What bots give again and again, word for word, such as keyboards: read and checked once, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import WrapValidator
from pydantic_core import to_json

if TYPE_CHECKING:
    from pydantic import ValidatorFunctionWrapHandler

_MOST = 256  # values that are remembered


def read_once() -> WrapValidator:
    """Make a validator for values that cannot be changed: of two that are the same JSON the second is the first."""
    known: dict[str | bytes, object] = {}

    def validate(value: object, read: ValidatorFunctionWrapHandler) -> object:
        if not isinstance(value, str | dict):
            return read(value)
        try:
            written = value if isinstance(value, str) else to_json(value, inf_nan_mode="constants")
        except ValueError:  # it is nested too deeply, which is for the reader to refuse
            return read(value)
        if written not in known:
            result = read(value)
            if len(known) == _MOST:
                known.clear()
            known[written] = result
        return known[written]

    return WrapValidator(validate)
