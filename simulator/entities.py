"""Text with entities: lengths in UTF-16, what Telegram finds by itself, and how it trims a message."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.chats import User

_DETECTED = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)"),
    "url": re.compile(r"(?<!\w)https?://[^\s<>\"]*[^\s<>\".,;:!?()\[\]{}']", re.IGNORECASE),
}
# Telegram shows control characters as spaces, except the line break, and drops carriage returns.
_SIGNS = {"bot_command": "/", "mention": "@", "url": "://"}
_DIRT = re.compile(r"[\x00-\x09\x0b-\x1f]")
_CLEANED = {code: " " for code in range(32) if code not in {10, 13}} | {13: None}


@dataclass(frozen=True, slots=True)
class Entity:
    """One piece of a text that means or looks something; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    user_id: int | None = None
    user: User | None = None

    @property
    def end(self) -> int:
        """The offset just after the entity."""
        return self.offset + self.length

    def of(self, text: str) -> str:
        """Return the part of `text` that the entity covers."""
        if text.isascii():
            return text[self.offset : self.end]
        encoded = text.encode("utf-16-le")
        return encoded[2 * self.offset : 2 * self.end].decode("utf-16-le")

    def to_json(self) -> dict[str, object]:
        """Return Telegram's MessageEntity."""
        fields = {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
            "url": self.url,
            "language": self.language,
            "custom_emoji_id": self.custom_emoji_id,
            "user": self.user.to_json() if self.user else None,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A plain text and its entities, in the order of their offsets, outer ones first."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """Count a text's UTF-16 code units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def clean(text: str) -> str:
    """Replace the control characters of a text as Telegram does."""
    return text.translate(_CLEANED) if _DIRT.search(text) else text


def trim(formatted: FormattedText) -> FormattedText:
    """Cut the blanks around a message, and the entities that cover only blanks."""
    if _is_trim(formatted):
        return formatted
    kept = [entity for entity in formatted.entities if entity.of(formatted.text).strip()]
    # Telegram cuts at the front only up to the first entity, so that no entity begins before its text.
    front_end = min((entity.offset for entity in kept), default=units(formatted.text))
    front = formatted.text.encode("utf-16-le")[: 2 * front_end].decode("utf-16-le")
    cut = len(front) - len(front.lstrip(" \n"))
    text = formatted.text[cut:].rstrip()
    size = units(text)
    moved = (replace(entity, offset=entity.offset - cut) for entity in kept)
    clipped = (replace(entity, length=min(entity.end, size) - entity.offset) for entity in moved)
    return FormattedText(text, _in_order(clipped))


def detect(formatted: FormattedText) -> FormattedText:
    """Add the commands, mentions and web addresses that Telegram finds in a text by itself."""
    entities = list(formatted.entities)
    for kind, pattern in _DETECTED.items():
        if _SIGNS[kind] not in formatted.text:
            continue
        for match in pattern.finditer(formatted.text):
            found = Entity(kind, units(formatted.text[: match.start()]), units(match.group()))
            if not any(_in_the_way(found, entity) for entity in entities):
                entities.append(found)
    return FormattedText(formatted.text, _in_order(entities)) if len(entities) > len(formatted.entities) else formatted


def commands(text: str, entities: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """Yield each command of a text as its name and the bot that it is for ("" is any bot)."""
    for entity in entities:
        if entity.type == "bot_command":
            name, _, bot = entity.of(text).removeprefix("/").partition("@")
            yield name, bot


def _is_trim(formatted: FormattedText) -> bool:
    # So is nearly every message, and then nothing has to be moved.
    text, entities = formatted.text, formatted.entities
    return text == text.strip() and all(entity.of(text).strip() for entity in entities)


def _in_the_way(found: Entity, other: Entity) -> bool:
    overlaps = found.offset < other.end and other.offset < found.end
    return overlaps and other.type in {"pre", "code", "text_link", "text_mention", *_DETECTED}


def _in_order(entities: Iterator[Entity] | list[Entity]) -> tuple[Entity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))
