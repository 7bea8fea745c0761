"""Text with entities: lengths in UTF-16 code units, detection of entities, and Telegram's trimming."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from simulator.formatting.detection import find

# Of entities over the same part of a text, Telegram names these first, and those last.
_FIRST = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")
_LAST = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")
_RANKS = {kind: rank for rank, kind in enumerate(_FIRST, -len(_FIRST))} | {k: rank for rank, k in enumerate(_LAST, 1)}
_COMMON_RANK = 0
_FOUND = {"bot_command", "mention", "hashtag", "cashtag", "url", "email", "phone_number"}
_CONTINUOUS = {"pre", "code", "text_link", "text_mention", *_FOUND}
# Telegram shows control characters as spaces, except the line break, and drops carriage returns.
_DIRT = re.compile(r"[\x00-\x09\x0b-\x1f]")
_CLEANED = {code: " " for code in range(32) if code not in {10, 13}} | {13: None}


class Mentioned(Protocol):
    """A mentioned user."""

    def to_json(self) -> dict[str, object]:
        """Return Telegram's User."""


class Entity(NamedTuple):
    """Telegram's MessageEntity; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    user_id: int | None = None
    user: Mentioned | None = None

    @property
    def end(self) -> int:
        """The offset just after the entity."""
        return self.offset + self.length

    def of(self, text: str) -> str:
        """Return the part of `text` that the entity covers."""
        if is_flat(text):
            return text[self.offset : self.end]
        encoded = text.encode("utf-16-le")
        return encoded[2 * self.offset : 2 * self.end].decode("utf-16-le")

    def to_json(self) -> dict[str, object]:
        """Return Telegram's MessageEntity."""
        fields: dict[str, object] = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.url is not None:
            fields["url"] = self.url
        if self.language is not None:
            fields["language"] = self.language
        if self.custom_emoji_id is not None:
            fields["custom_emoji_id"] = self.custom_emoji_id
        if self.user:
            fields["user"] = self.user.to_json()
        return fields


class FormattedText(NamedTuple):
    """A plain text and its entities, in the order of their offsets, outer ones first."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """Return a text's length in UTF-16 code units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def is_longer(text: str, most: int) -> bool:
    """Return whether a text has more UTF-16 code units than this."""
    # No character has more than two, so that most texts need not be counted.
    return 2 * len(text) > most and units(text) > most


def is_flat(text: str) -> bool:
    """Return whether each character is one UTF-16 code unit, so that both offsets are equal."""
    return text.isascii() or len(text.encode("utf-16-le")) == 2 * len(text)


def clean(text: str) -> str:
    """Replace the control characters of a text as Telegram does."""
    # Most texts hold nothing that cannot be printed, which is quicker to see than what it is.
    is_clean = text.replace("\n", "").isprintable() or not _DIRT.search(text)
    return text if is_clean else text.translate(_CLEANED)


def trim(formatted: FormattedText) -> FormattedText:
    """Strip the whitespace around a message, and drop the entities that cover only whitespace."""
    if _is_trim(formatted):
        return formatted
    kept = [entity for entity in formatted.entities if entity.of(formatted.text).strip()]
    # Telegram cuts at the front only up to the first entity, so that no entity begins before its text.
    front_end = min((entity.offset for entity in kept), default=units(formatted.text))
    front = formatted.text.encode("utf-16-le")[: 2 * front_end].decode("utf-16-le")
    cut = len(front) - len(front.lstrip(" \n"))
    text = formatted.text[cut:].rstrip()
    size = units(text)
    moved = (entity._replace(offset=entity.offset - cut) for entity in kept)
    clipped = (entity._replace(length=min(entity.end, size) - entity.offset) for entity in moved)
    return FormattedText(text, in_order(clipped))


def detect(formatted: FormattedText) -> FormattedText:
    """Add the entities that Telegram detects, such as commands, mentions and URLs."""
    text, given = formatted
    if not (found := find(text)):
        return formatted
    entities = [Entity(kind, units(text[:start]), units(text[start:end])) for kind, start, end in found]
    free = [entity for entity in entities if not any(_in_the_way(entity, other) for other in given)]
    return FormattedText(text, in_order([*given, *free])) if free else formatted


def commands(text: str, entities: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """Yield each command of a text: its name, and the addressed bot ("" is any bot)."""
    for entity in entities:
        if entity.type == "bot_command":
            name, _, bot = entity.of(text).removeprefix("/").partition("@")
            yield name, bot


def in_order(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Sort by offset, outer ones first."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, _RANKS.get(e.type, _COMMON_RANK))))


def _is_trim(formatted: FormattedText) -> bool:
    # So is nearly every message, and then nothing has to be moved.
    text, entities = formatted.text, formatted.entities
    if text != text.strip():
        return False
    if is_flat(text):
        return "" not in [text[entity.offset : entity.offset + entity.length].strip() for entity in entities]
    return all(entity.of(text).strip() for entity in entities)


def _in_the_way(found: Entity, other: Entity) -> bool:
    overlaps = found.offset < other.end and other.offset < found.end
    return overlaps and other.type in _CONTINUOUS
