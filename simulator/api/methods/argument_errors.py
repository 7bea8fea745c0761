"""Telegram's errors for arguments that cannot be read."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator import errors

_TYPES = {
    "bool_type": "Boolean",
    "list_type": "Array",
    "string_type": "String",
    "int_type": "Number",
    "float_type": "Number",
    "model_type": "Object",
    "dict_type": "Object",
}
# The objects that Telegram's errors name, by the field that contains them.
_OBJECT_NAMES = {
    "inline_keyboard": "inline keyboard button",
    "keyboard": "keyboard button",
    "entities": "MessageEntity",
    "caption_entities": "MessageEntity",
    "quote_entities": "MessageEntity",
    "commands": "BotCommand",
}


def argument_error(error: ValidationError) -> errors.ApiError:
    """Return Telegram's error for the first wrong argument of a call."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "missing" if len(first["loc"]) == 1:
            return errors.bad_request(f"{place} is empty")
        case "extra_forbidden":
            return errors.bad_request(f'unknown argument "{place}"')
        case "value_error":
            return errors.bad_request(str(first["ctx"]["error"]))
    if (text := _inner_text(first)) is None:
        return errors.bad_request(f'can\'t parse "{place}": {first["msg"]}')
    if object_name := _object_name(first):
        return errors.bad_request(f"can't parse {object_name}: {text}")
    return errors.bad_request(text[0].lower() + text[1:])


def _inner_text(error: ErrorDetails) -> str | None:
    """Return the error text of a field inside an object; None where Telegram has no text of its own."""
    if len(error["loc"]) == 1 or not isinstance(name := error["loc"][-1], str):
        return None
    if error["type"] == "missing":
        return f'Can\'t find field "{name}"'
    if _object_name(error) == "MessageEntity" and error["type"] == "literal_error" and name == "type":
        return "Unsupported type specified"
    if error["type"] == "literal_error" and error["ctx"]["expected"] == "True":
        return f'Field "{name}" must be of type Boolean'
    kind = _TYPES.get(error["type"])
    return f'Field "{name}" must be of type {kind}' if kind else None


def _object_name(error: ErrorDetails) -> str | None:
    # The last part is the wrong field, not an object around it.
    return next(
        (_OBJECT_NAMES[part] for part in error["loc"][:-1] if isinstance(part, str) and _is_object(error, part)), None
    )


def _is_object(error: ErrorDetails, part: str) -> bool:
    # pydantic's location also has the tag of the union of keyboards, which has the same name but no index after it.
    place = error["loc"].index(part)
    return part in _OBJECT_NAMES and any(isinstance(inner, int) for inner in error["loc"][place:])
