"""Entities that a bot gives explicitly, instead of a parse mode."""

from collections.abc import Iterator, Sequence

from simulator import errors
from simulator.api.caller import Caller
from simulator.formatting.dates import FormattedDate, canonical_format
from simulator.formatting.entities import Entity, sort_entities, utf16_length
from simulator.formatting.links import check_custom_emoji, normalize_link, parse_user_id
from simulator.world.message_entities import DETECTED_TYPES, MessageEntity

_MAX_OFFSET = 1_000_000  # UTF-16 code units


def explicit_entities(caller: Caller, text: str, given: Sequence[MessageEntity]) -> tuple[Entity, ...]:
    """Return the entities that the bot gave for a text, in order.

    Raises:
        ApiError: 400 for an entity that is incomplete or does not fit the text.
    """
    return sort_entities(_check_entities(caller, text, given))


def _check_entities(caller: Caller, text: str, given: Sequence[MessageEntity]) -> Iterator[Entity]:
    for entity in given:
        # Telegram finds these itself.
        if entity.type in DETECTED_TYPES:
            continue
        found = _entity(caller, entity)
        for name, value in (("offset", entity.offset), ("length", entity.length)):
            if not 0 <= value <= _MAX_OFFSET:
                raise errors.bad_request(f"receive an entity with incorrect {name} {value}")
        if entity.length:
            _check_place(text, entity)
            yield found


def _entity(caller: Caller, given: MessageEntity) -> Entity:
    entity = Entity(given.type, given.offset, given.length, language=given.language or None)
    match given.type:
        case "text_link" if user := parse_user_id(given.url or ""):
            return _mention(caller, entity, user)
        case "text_link":
            return entity._replace(url=_check_url(given.url or ""))
        case "text_mention" if given.user:
            return _mention(caller, entity, given.user.id)
        case "custom_emoji":
            return entity._replace(custom_emoji_id=_check_emoji(given.custom_emoji_id or ""))
        case "date_time":
            if (time := given.unix_time or 0) <= 0:
                raise errors.bad_request("invalid date specified")
            return entity._replace(date=FormattedDate(time, canonical_format(given.date_time_format)))
    return entity


def _mention(caller: Caller, entity: Entity, user_id: int) -> Entity:
    if user_id not in caller.world.users:
        raise errors.bad_request("user not found")
    return entity._replace(type="text_mention", user_id=user_id)


def _check_emoji(identifier: str) -> str:
    try:
        check_custom_emoji(identifier)
    except ValueError as error:
        raise errors.bad_request(str(error)[0].lower() + str(error)[1:]) from error
    return identifier


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
