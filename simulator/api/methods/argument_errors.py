"""Telegram's errors for arguments that cannot be read."""

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator import errors
from simulator.world.json_fields import FIELD_ERROR, OBJECT_ERROR

_TYPES = {
    "bool_type": "Boolean",
    "literal_error": "Boolean",
    "list_type": "Array",
    "string_type": "String",
    "int_type": "Number",
    "float_type": "Number",
    "finite_number": "Number",
    "model_type": "Object",
    "model_attributes_type": "Object",
    "dict_type": "Object",
}
# The objects that Telegram's errors name, by the field that contains them: several in lists, and one by itself.
_LISTED_OBJECTS = {
    "inline_keyboard": "inline keyboard button",
    "keyboard": "keyboard button",
    "entities": "MessageEntity",
    "caption_entities": "MessageEntity",
    "quote_entities": "MessageEntity",
    "commands": "BotCommand",
    "results": "inline query result",
}
_SINGLE_OBJECTS = {
    "scope": "BotCommandScope",
    "menu_button": "menu button",
    "rights": "ChatAdministratorRights",
    "media": "InputMedia",
    "button": "inline query results button",
}
# Telegram's texts for a list's item that is no object, by the list's name.
_NOT_OBJECTS = {
    "inline_keyboard": "InlineKeyboardButton must be an Object",
    "keyboard": "KeyboardButton must be a String or an Object",
    "results": "Inline query result must be an object",
}
_NOT_ROWS = {
    "inline_keyboard": 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    "keyboard": 'Field "keyboard" must be an Array of Arrays',
}
# Telegram's texts for a type that it does not have, by the field that contains the object.
_UNKNOWN_TYPES = {
    "scope": "Unsupported type specified",
    "menu_button": "MenuButton has unsupported type",
    "media": 'type "{tag}" is unsupported',
    "results": 'type "{tag}" is unsupported for the inline query result',
    "result": 'type "{tag}" is unsupported for the inline query result',
}


def argument_error(error: ValidationError) -> errors.ApiError:
    """Return Telegram's error for the first wrong argument of a call."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "extra_forbidden":
            return errors.bad_request(f'unknown argument "{place}"')
        case "missing" if len(first["loc"]) == 1:
            return errors.bad_request(f'parameter "{place}" is required')
        case "value_error":
            return errors.bad_request(str(first["ctx"]["error"]))
    if (text := _problem(first)) is None:
        return errors.bad_request(f'can\'t parse "{place}": {first["msg"]}')
    for name in _objects(first):
        text = f"Can't parse {name}: {text}"
    return errors.bad_request(text[0].lower() + text[1:])


def _problem(error: ErrorDetails) -> str | None:
    """Return Telegram's text without the names of the objects around; None where it has no text of its own."""
    match error["type"]:
        case "missing":
            return f'Can\'t find field "{error["loc"][-1]}"'
        case "union_tag_not_found":
            return 'Can\'t find field "type"'
        case "union_tag_invalid":
            return _UNKNOWN_TYPES[_container(error)].format(tag=error["ctx"]["tag"])
        case kind if kind == OBJECT_ERROR:
            return error["msg"]
    return _wrong_type(error)


def _wrong_type(error: ErrorDetails) -> str | None:
    name, container = error["loc"][-1], _container(error)
    if error["type"] == FIELD_ERROR:
        return f'Field "{name}" {error["msg"]}'
    kind = _TYPES.get(error["type"])
    if isinstance(name, int) and kind == "Array":
        return _NOT_ROWS.get(container)
    if isinstance(name, int):
        return _NOT_OBJECTS.get(container, "expected an Object")
    return f'Field "{name}" must be of type {kind}' if kind else None


def _container(error: ErrorDetails) -> str:
    return next(part for part in reversed(error["loc"]) if isinstance(part, str))


def _objects(error: ErrorDetails) -> Iterator[str]:
    """Yield the names of the objects around the wrong value, the innermost first."""
    parts = error["loc"]
    # What is wrong with a row is not said of a button in it.
    is_row = isinstance(parts[-1], int) and error["type"] == "list_type"
    for place in range(len(parts) - 1, -1, -1):
        part = parts[place]
        # The location also has the tags of unions, which may be named like a field.
        is_in_list = place + 1 < len(parts) and isinstance(parts[place + 1], int)
        if part in _LISTED_OBJECTS and is_in_list and not is_row:
            yield _LISTED_OBJECTS[part]
        elif part in _SINGLE_OBJECTS and place == 0:
            yield _SINGLE_OBJECTS[part]
