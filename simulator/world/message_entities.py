"""Entities that a bot gives with a text, as Telegram reads them."""

import re
from collections.abc import Mapping
from typing import Annotated, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from simulator.world.json_fields import (
    Identifier,
    Int32,
    Int64,
    OptionalString,
    String,
    TelegramObject,
    not_null,
    object_error,
    parse_json,
)

NO_PARSE_MODE = frozenset({"", "none"})
_DATE_FORMAT = re.compile(r"[rR]|[tTdDwW]*")


def _keep_id(user: object) -> object:
    # Bots send the whole User that they got.
    return {"id": user["id"]} if isinstance(user, dict) and "id" in user else user


class MentionedUser(TelegramObject):
    """Telegram's User, with the field that a mention needs."""

    id: Int64


# What an entity of a type needs besides its place; Telegram does not look at anything else.
_ENTITY_DETAILS: Mapping[str, tuple[str, ...]] = {
    "text_link": ("url",),
    "text_mention": ("user",),
    "custom_emoji": ("custom_emoji_id",),
    "date_time": ("unix_time",),
}
_OPTIONAL_DETAILS = {"pre": {"language"}, "date_time": {"date_time_format"}}
_PLAIN_TYPES = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "expandable_blockquote",
    "code",
    "pre",
}
# Telegram finds these in the text itself.
DETECTED_TYPES = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)


def _check_entity_type(kind: str) -> str:
    if not kind:
        raise object_error("Type is not specified")
    if kind not in _PLAIN_TYPES | DETECTED_TYPES and kind not in _ENTITY_DETAILS:
        raise object_error("Unsupported type specified")
    return kind


def _check_date_format(value: str) -> str:
    if not _DATE_FORMAT.fullmatch(value):
        raise object_error("Invalid date-time format specified")
    return value


class MessageEntity(TelegramObject):
    """Telegram's MessageEntity; offset and length in UTF-16 code units, `unix_time` in seconds."""

    offset: Int32
    length: Int32
    type: Annotated[String, AfterValidator(_check_entity_type)]
    url: OptionalString = None
    user: Annotated[MentionedUser | None, BeforeValidator(_keep_id), not_null("Object")] = None
    language: OptionalString = None
    custom_emoji_id: Annotated[Identifier | None, not_null("Number")] = None
    unix_time: Annotated[Int32 | None, not_null("Number")] = None
    date_time_format: Annotated[String, AfterValidator(_check_date_format)] = ""

    @model_validator(mode="before")
    @classmethod
    def _drop_unneeded_details(cls, given: object) -> object:
        if not isinstance(given, dict):
            return given
        kind = given.get("type")
        needed = {*_ENTITY_DETAILS.get(kind, ()), *_OPTIONAL_DETAILS.get(kind, ())} if isinstance(kind, str) else set()
        return {name: value for name, value in given.items() if name not in _DETAIL_NAMES or name in needed}

    @model_validator(mode="after")
    def _has_details(self) -> Self:
        for name in _ENTITY_DETAILS.get(self.type, ()):
            if getattr(self, name) is None:
                raise object_error(f'Can\'t find field "{name}"')
        return self


_DETAIL_NAMES = {name for names in (*_ENTITY_DETAILS.values(), *_OPTIONAL_DETAILS.values()) for name in names}


def entities_beside(mode_field: str) -> WrapValidator:
    """Return a validator of entities, which count only without a parse mode, given by this field before them."""

    def read(value: object, validate: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
        if info.data.get(mode_field, "").lower() not in NO_PARSE_MODE:
            return None
        try:
            found = parse_json(value) if isinstance(value, str) else value
        except ValueError:
            return None
        return validate(found) if isinstance(found, list) else None

    return WrapValidator(read)


Entities: TypeAlias = Annotated[list[MessageEntity] | None, entities_beside("parse_mode")]
