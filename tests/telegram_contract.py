"""A second opinion on what is sent to Telegram, and on what the local one answers.

The first is Telegram's own documentation as data, where that file lies next to the repository; the second is
aiogram's models, always.
"""

import json
import re
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from pydantic import BaseModel, TypeAdapter, ValidationError

_PATH = Path(__file__).resolve().parents[2] / "shared" / "data" / "telegram-bot-api.json"
_PLAIN: dict[str, type | tuple[type, ...]] = {
    "String": str,
    "Integer": int,
    "Float": (int, float),
    "Boolean": bool,
}
_LENGTH = re.compile(r"\b(\d+)-(\d+) (characters|bytes)")


@cache
def specification() -> dict[str, Any] | None:
    """Return the documentation's `methods` and `types`, or None where the file is not there."""
    return json.loads(_PATH.read_text(encoding="utf-8")) if _PATH.exists() else None


def problems(method: str, arguments: Mapping[str, object]) -> list[str]:
    """Tell what is wrong with a call, as both opinions see it; nothing where it is right.

    `arguments` are values as JSON can hold them, not serialised once more.
    """
    return [*_documented_problems(method, arguments), *_aiogram_problems(method, arguments)]


def answer_problems(method: str, result: object) -> list[str]:
    """Tell what is wrong with the result of a call, as both opinions see it."""
    found = []
    if documentation := specification():
        # Of fields that are newer than the documentation aiogram alone can tell whether they exist.
        documented = _type_problems(result, documentation["methods"][method]["returns"], method)
        found += [problem for problem in documented if not problem.endswith("is not documented")]
    try:
        parsed = _adapter(method).validate_python(result)
    except ValidationError as error:
        return [*found, *_errors_of(error, method)]
    return [*found, *(f"aiogram: {place} is unknown" for place in _unknown(parsed, method))]


def load_models() -> None:
    """Import aiogram's models, before anything runs that would have to stand still for the seconds that this takes."""
    _aiogram()


def check_update(update: object) -> None:
    """Check an update as the bot would be told it.

    Raises:
        ValidationError: aiogram cannot read it.
    """
    _build(_aiogram().types.Update)
    _aiogram().types.Update.model_validate(update)


@cache
def _aiogram() -> Any:
    """Import aiogram without building the validators of its 784 models, which takes three seconds."""
    with patch.object(BaseModel, "model_rebuild", lambda **_: None):
        aiogram = import_module("aiogram")
        import_module("aiogram.methods")
    return aiogram


@cache
def _names() -> dict[str, Any]:
    """Return the names that annotations of aiogram's models use, as `aiogram.types` resolves them."""
    types = _aiogram().types
    ours = {name: getattr(types, name) for name in types.__all__}
    return {**vars(typing), "Default": import_module("aiogram.client.default").Default, **ours}


def _build(annotation: Any) -> None:
    """Build the validators of the models in an annotation, unless they are built already."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        annotation.model_rebuild(_types_namespace=_names())
    for argument in typing.get_args(annotation):
        _build(argument)


@cache
def _model(method: str) -> Any:
    """Return the model of a method's arguments, None if aiogram does not know the method."""
    model = getattr(_aiogram().methods, method[:1].upper() + method[1:], None)
    _build(model)
    return model


@cache
def _adapter(method: str) -> TypeAdapter[Any]:
    """Return the validator of a method's result."""
    returned = _model(method).__returning__
    _build(returned)
    return TypeAdapter(returned)


def _documented_problems(method: str, arguments: Mapping[str, object]) -> list[str]:
    documentation = specification()
    if documentation is None:
        return []
    if method not in documentation["methods"]:
        return [f"{method} is not documented"]
    documented = documentation["methods"][method].get("fields", [])
    # What a parse mode takes away does not count, so only a text without one can be measured here.
    is_parsed = bool(arguments.get("parse_mode"))
    return list(_field_problems(arguments, documented, method, is_parsed=is_parsed))


def _field_problems(
    value: Mapping[str, object], fields: list[dict[str, Any]], place: str, *, is_parsed: bool
) -> Iterator[str]:
    known = {field["name"]: field for field in fields}
    yield from (f"{place}.{name} is not documented" for name in value if name not in known)
    for name, field in known.items():
        if name in value:
            yield from _type_problems(value[name], field["types"], f"{place}.{name}")
            if not (is_parsed and "pars" in field["description"]):
                yield from _length_problems(value[name], field["description"], f"{place}.{name}")
        elif field["required"]:
            yield f"{place}.{name} is missing"


def _type_problems(value: object, types: list[str], place: str) -> list[str]:
    """The problems of the type that fits best: none, or the fewest."""
    return min((_one_type_problems(value, name, place) for name in types), key=len)


def _one_type_problems(value: object, name: str, place: str) -> list[str]:
    mismatch = [f"{place} is no {name}"]
    if name.startswith("Array of "):
        if not isinstance(value, list):
            return mismatch
        inner = [name.removeprefix("Array of ")]
        return [p for i, item in enumerate(value) for p in _type_problems(item, inner, f"{place}[{i}]")]
    if name in _PLAIN:
        # In Python a flag is a number too; in JSON it is not.
        fits = isinstance(value, _PLAIN[name]) and (name == "Boolean" or not isinstance(value, bool))
        return [] if fits else mismatch
    documentation = specification() or {"types": {}}
    described = documentation["types"][name]
    if described.get("subtypes"):
        return _type_problems(value, described["subtypes"], place)
    if not isinstance(value, dict):
        is_upload = name == "InputFile" and isinstance(value, str) and value.startswith("attach://")
        return [] if is_upload else mismatch
    return list(_field_problems(value, described.get("fields", []), place, is_parsed=False))


def _length_problems(value: object, description: str, place: str) -> list[str]:
    if not isinstance(value, str) or not (match := _LENGTH.search(description)):
        return []
    size = len(value.encode()) if match[3] == "bytes" else len(value)
    return [] if int(match[1]) <= size <= int(match[2]) else [f"{place} has {size}, not {match.group()}"]


def _aiogram_problems(method: str, arguments: Mapping[str, object]) -> list[str]:
    model = _model(method)
    if model is None:
        return [f"aiogram knows no {method}"]
    try:
        parsed = model.model_validate({name: _as_given(model, name, value) for name, value in arguments.items()})
    except ValidationError as error:
        return _errors_of(error, method)
    return [f"aiogram: {place} is unknown" for place in _unknown(parsed, method)]


def _as_given(model: Any, name: str, value: object) -> object:
    """Return an argument as aiogram takes it: a file that can only be uploaded is no text there."""
    is_upload = isinstance(value, str) and value.startswith("attach://") and name in model.model_fields
    if is_upload and str not in {
        model.model_fields[name].annotation,
        *typing.get_args(model.model_fields[name].annotation),
    }:
        return _aiogram().types.BufferedInputFile(b"", name)
    return value


def _errors_of(error: ValidationError, method: str) -> list[str]:
    return [f"aiogram: {method}.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]


def _unknown(value: object, place: str) -> Iterator[str]:
    """The fields that aiogram let through without knowing them, at any depth."""
    if isinstance(value, BaseModel):
        yield from (f"{place}.{name}" for name in value.model_extra or {})
        for name in value.model_fields_set - set(value.model_extra or {}):
            yield from _unknown(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, list | tuple):
        for i, item in enumerate(value):
            yield from _unknown(item, f"{place}[{i}]")
