"""Fields of the objects inside arguments, read as Telegram's server reads them.

It takes numbers for texts and texts for whole numbers, but never null. A field that it does not know is ignored;
`strict` servers refuse it, see `simulator.api.methods.Method.read`.
"""

import json
import re
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError, from_json

# Types of errors: the text of a `FIELD_ERROR` begins with the field's name, that of an `OBJECT_ERROR` with the name of
# the object.
FIELD_ERROR = "telegram_field"
OBJECT_ERROR = "telegram_object"
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,18}")


class TelegramObject(BaseModel):
    """Base of all objects inside arguments."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)


def parse_json(text: str) -> Any:
    """Parse JSON.

    Raises:
        ValueError: the text is no JSON, or nested too deeply.
    """
    try:
        return from_json(text)
    except ValueError:
        # The slower parser accepts more, e.g. NaN.
        try:
            return json.loads(text)
        except RecursionError as error:
            raise ValueError("JSON is nested too deeply") from error


def object_error(text: str) -> PydanticCustomError:
    """Make the error of an object that Telegram cannot read, e.g. `Unsupported type specified`."""
    return PydanticCustomError(OBJECT_ERROR, "{text}", {"text": text})


def field_error(text: str) -> PydanticCustomError:
    """Make the error of a field that Telegram cannot read; the text follows its name, e.g. `must be a Number`."""
    return PydanticCustomError(FIELD_ERROR, "{text}", {"text": text})


def number_to_text(value: object) -> object:
    """Return a number as Telegram reads it where it expects a text; other values as they are."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def not_null(kind: str) -> BeforeValidator:
    """Return a validator that refuses null; `kind` is the field's type in Telegram's error."""

    def check(value: object) -> object:
        if value is None:
            raise field_error(f"must be of type {kind}")
        return value

    return BeforeValidator(check)


def _integer_reader(bits: int) -> Callable[[object], int]:
    smallest = -(2 ** (bits - 1))

    def read(value: object) -> int:
        text = number_to_text(value)
        if not isinstance(text, str):
            raise field_error("must be a Number")
        if not _INTEGER.fullmatch(text) or not smallest <= int(text) < -smallest:
            raise field_error("must be a valid Number")
        return int(text)

    return read


def _read_identifier(value: object) -> str:
    return str(_INT64_READER(value))


_INT64_READER = _integer_reader(64)
String: TypeAlias = Annotated[str, BeforeValidator(number_to_text)]
OptionalString: TypeAlias = Annotated[String | None, not_null("String")]
OptionalBoolean: TypeAlias = Annotated[bool | None, not_null("Boolean")]
Int32: TypeAlias = Annotated[int, BeforeValidator(_integer_reader(32))]
Int64: TypeAlias = Annotated[int, BeforeValidator(_INT64_READER)]
# The id of a custom emoji: a number of 64 bits, which Telegram writes as a text.
Identifier: TypeAlias = Annotated[str, BeforeValidator(_read_identifier)]
Double: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]
