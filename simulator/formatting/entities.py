"""Text with entities: lengths in UTF-16 code units, detection of entities, and Telegram's trimming."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from simulator.formatting.dates import FormattedDate
from simulator.formatting.detection import find_entities

# Telegram's order of entities that cover the same text: these types first, then all others, then the last ones.
_FIRST_TYPES = ("blockquote", "expandable_blockquote", "pre", "code", "date_time", "text_link", "text_mention")
_LAST_TYPES = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")
_RANKS = {kind: rank for rank, kind in enumerate(_FIRST_TYPES, -len(_FIRST_TYPES))} | {
    k: rank for rank, k in enumerate(_LAST_TYPES, 1)
}
_COMMON_RANK = 0
_QUOTES = {"blockquote", "expandable_blockquote"}
_DETECTED_TYPES = {"bot_command", "mention", "hashtag", "cashtag", "url", "email", "phone_number"}
_CONTINUOUS_TYPES = {"pre", "code", "date_time", "text_link", "text_mention", "custom_emoji", *_DETECTED_TYPES}
# Telegram shows control characters as spaces, except the line break, and drops carriage returns, separators and marks
# of direction, and marks that reach far above or below a line.
_RING, _LINE, _OVERLINE = "\u030a\u0333\u033f"
_DROPPED = f"\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e{_RING}{_LINE}{_OVERLINE}"
_DROPPED_CHARACTER = re.compile(f"[{_DROPPED}]")
_UNCLEAN_CHARACTER = re.compile(f"[\x00-\x09\x0b-\x1f{_DROPPED}]")
_REPLACEMENTS = dict.fromkeys(range(10), " ") | dict.fromkeys(range(11, 32), " ") | dict.fromkeys(map(ord, _DROPPED))
# A text of nothing else is empty to Telegram.
_BLANK_TEXT = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)


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
    date: FormattedDate | None = None

    @property
    def end(self) -> int:
        """The offset just after the entity."""
        return self.offset + self.length

    def covered_text(self, text: str) -> str:
        """Return the part of `text` that the entity covers."""
        if is_bmp_only(text):
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
        if self.date:
            fields |= {"unix_time": self.date.unix_time, "date_time_format": self.date.format}
        return fields


class FormattedText(NamedTuple):
    """A plain text and its entities, in the order of their offsets, outer ones first."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Return a text's length in UTF-16 code units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def is_longer(text: str, limit: int) -> bool:
    """Return whether a text has more UTF-16 code units than this."""
    # A character has at most two code units, so most texts need no exact count.
    return 2 * len(text) > limit and utf16_length(text) > limit


def is_bmp_only(text: str) -> bool:
    """Return whether each character is one UTF-16 code unit, so that both offsets are equal."""
    return text.isascii() or len(text.encode("utf-16-le")) == 2 * len(text)


def clean(text: str) -> str:
    """Replace the control characters of a text, and drop others, as Telegram does."""
    # `isprintable` is faster than the search, and enough for most texts.
    is_clean = text.replace("\n", "").isprintable() and not (_RING in text or _LINE in text or _OVERLINE in text)
    return text if is_clean or not _UNCLEAN_CHARACTER.search(text) else text.translate(_REPLACEMENTS)


def clean_with_entities(formatted: FormattedText) -> FormattedText:
    """Clean a text as `clean` does, and move its entities by the characters that are dropped."""
    text, entities = formatted
    dropped = [utf16_length(text[: match.start()]) for match in _DROPPED_CHARACTER.finditer(text)]
    if not dropped:
        return FormattedText(clean(text), entities)
    starts = ((entity, entity.offset - bisect_left(dropped, entity.offset)) for entity in entities)
    moved = (
        entity._replace(offset=start, length=entity.end - bisect_left(dropped, entity.end) - start)
        for entity, start in starts
    )
    return FormattedText(clean(text), sort_entities(entity for entity in moved if entity.length))


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing, and so is empty to Telegram."""
    return _BLANK_TEXT.fullmatch(text) is not None


def trim(formatted: FormattedText) -> FormattedText:
    """Strip the whitespace around a message, and drop the entities that cover only whitespace."""
    if _is_trimmed(formatted):
        return formatted
    visible = [entity for entity in formatted.entities if entity.covered_text(formatted.text).strip()]
    # Telegram strips the front only up to the first entity, so that no offset becomes negative.
    front_end = min((entity.offset for entity in visible), default=utf16_length(formatted.text))
    front = formatted.text.encode("utf-16-le")[: 2 * front_end].decode("utf-16-le")
    cut = len(front) - len(front.lstrip(" \n"))
    text = formatted.text[cut:].rstrip(" \n")
    size = utf16_length(text)
    moved = (entity._replace(offset=entity.offset - cut) for entity in visible)
    clipped = (entity._replace(length=min(entity.end, size) - entity.offset) for entity in moved)
    return FormattedText(text, sort_entities(clipped))


def detect(formatted: FormattedText) -> FormattedText:
    """Add the entities that Telegram detects, such as commands, mentions and URLs."""
    text, given = formatted
    if not (found := find_entities(text)):
        return formatted
    entities = [Entity(kind, utf16_length(text[:start]), utf16_length(text[start:end])) for kind, start, end in found]
    free = [entity for entity in entities if not any(_conflicts(entity, other) for other in given)]
    return FormattedText(text, sort_entities([*given, *free])) if free else formatted


def find_commands(text: str, entities: Sequence[Entity]) -> Iterator[tuple[str, str]]:
    """Yield each command of a text: its name, and the addressed bot ("" is any bot)."""
    for entity in entities:
        if entity.type == "bot_command":
            name, _, bot = entity.covered_text(text).removeprefix("/").partition("@")
            yield name, bot


def sort_entities(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Sort by offset, outer ones first."""
    return tuple(sorted(entities, key=lambda e: (e.offset, -e.length, _RANKS.get(e.type, _COMMON_RANK))))


def _is_trimmed(formatted: FormattedText) -> bool:
    # Fast path: nearly every message is trimmed already.
    text, entities = formatted.text, formatted.entities
    if text != text.strip():
        return False
    if not entities:
        return True
    if is_bmp_only(text):
        return not any(text[entity.offset : entity.offset + entity.length].isspace() for entity in entities)
    return all(entity.covered_text(text).strip() for entity in entities)


def _conflicts(found: Entity, other: Entity) -> bool:
    overlaps = found.offset < other.end and other.offset < found.end
    is_inside = other.offset <= found.offset and found.end <= other.end
    return overlaps and (other.type in _CONTINUOUS_TYPES or (other.type in _QUOTES and not is_inside))
