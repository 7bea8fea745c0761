"""Entities that a bot gives explicitly, instead of a parse mode."""

from collections.abc import Iterator, Sequence

from simulator import errors
from simulator.api.caller import Caller
from simulator.formatting.entities import Entity, sort_entities, utf16_length
from simulator.formatting.links import check_custom_emoji, normalize_link
from simulator.world.fields import MessageEntity

_MAX_OFFSET = 1_000_000  # UTF-16 code units
_REQUIRED_FIELDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def explicit_entities(caller: Caller, text: str, given: Sequence[MessageEntity]) -> tuple[Entity, ...]:
    """Return the entities that the bot gave for a text, in order.

    Raises:
        ApiError: 400 for an entity that is incomplete or does not fit the text.
    """
    return sort_entities(_check_entities(caller, text, given))


def _check_entities(caller: Caller, text: str, given: Sequence[MessageEntity]) -> Iterator[Entity]:
    for entity in given:
        for name, value in (("offset", entity.offset), ("length", entity.length)):
            if not 0 <= value <= _MAX_OFFSET:
                raise errors.bad_request(f"receive an entity with incorrect {name} {value}")
        _check_place(text, entity)
        url = _check_details(caller, entity)
        # An empty entity is checked like any other, and then dropped.
        if entity.length:
            user_id = entity.user.id if entity.user else None
            yield Entity(
                entity.type, entity.offset, entity.length, url, entity.language, entity.custom_emoji_id, user_id
            )


def _check_details(caller: Caller, entity: MessageEntity) -> str | None:
    required = _REQUIRED_FIELDS.get(entity.type)
    if required and getattr(entity, required) is None:
        raise errors.bad_request(f"can't parse MessageEntity: Can't find field \"{required}\"")
    if entity.user and entity.user.id not in caller.world.users:
        raise errors.bad_request("user not found")
    try:
        if entity.custom_emoji_id is not None:
            check_custom_emoji(entity.custom_emoji_id)
    except ValueError as error:
        raise errors.bad_request(
            'can\'t parse MessageEntity: Field "custom_emoji_id" must be a valid Number'
        ) from error
    return _check_url(entity.url) if entity.type == "text_link" and entity.url is not None else None


def _check_url(url: str) -> str:
    try:
        return normalize_link(url)
    except ValueError as error:
        raise errors.bad_request(f"entity URL '{url}' is invalid: {error}") from error


def _check_place(text: str, entity: MessageEntity) -> None:
    size, end = utf16_length(text), entity.offset + entity.length
    if entity.offset > size:
        raise errors.bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
    if end > size:
        raise errors.bad_request(
            f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 offset {end}"
        )
    _check_boundary(text, entity.offset, "begins")
    _check_boundary(text, end, "ends")


def _check_boundary(text: str, offset: int, verb: str) -> None:
    encoded = text.encode("utf-16-le")
    if 2 * offset < len(encoded) and encoded[2 * offset + 1] & 0xFC == 0xDC:  # noqa: PLR2004 - a pair's second half
        place = len(encoded[: 2 * offset - 2].decode("utf-16-le").encode())
        raise errors.bad_request(f"entity {verb} in a middle of a UTF-16 symbol at byte offset {place}")
