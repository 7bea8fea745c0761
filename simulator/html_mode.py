"""Telegram's HTML parse mode: a text with tags becomes plain text with entities, or an error."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlsplit

from simulator import errors
from simulator.entities import Entity, FormattedText, clean, units

_ENTITY_OF_TAG = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PLAIN = re.compile(r"[^<&]+")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>[A-Za-z]+));?")
_START_TAG = re.compile(r"<(?P<name>[^\s>]*)")
_TAG_END = re.compile(r"\s*>")
_END_TAG = re.compile(r"</(?P<name>[^\s>]*)\s*")
_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>]+)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<token>[A-Za-z0-9.\-]*)(?=[\s>]|$)))?"
)
_USER_LINK = re.compile(r"tg://user\?id=(\d{1,18})")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_LONGEST_REFERENCE = 10


@dataclass(slots=True)
class _OpenTag:
    """An open tag; `start` counts the pieces of text before it."""

    name: str
    attributes: dict[str, str]
    offset: int
    start: int


@dataclass(slots=True)
class _Parser:
    source: str
    position: int = 0
    pieces: list[str] = field(default_factory=list)
    offset: int = 0
    open_tags: list[_OpenTag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def parse(self) -> FormattedText:
        while self.position < len(self.source):
            self._step()
        if self.open_tags:
            name = self.open_tags[-1].name
            raise errors.cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        ordered = sorted(self.entities, key=lambda entity: (entity.offset, -entity.length))
        return FormattedText("".join(self.pieces), tuple(_only_pre(entity) for entity in ordered))

    def _step(self) -> None:
        if plain := _PLAIN.match(self.source, self.position):
            self._write(plain.group(), plain.end())
        elif self.source.startswith("</", self.position):
            self._close()
        elif self.source[self.position] == "<":
            self._open()
        else:
            character, end = _reference(self.source, self.position)
            self._write(character, end)

    def _write(self, text: str, end: int) -> None:
        self.pieces.append(text)
        self.offset += units(text)
        self.position = end

    def _place(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def _open(self) -> None:
        begin = self.position
        match = _START_TAG.match(self.source, begin)
        if match is None or match.end() == len(self.source):
            raise errors.cannot_parse(f"Unclosed start tag {self._place(begin)}")
        name = match["name"].lower()
        if name not in _ENTITY_OF_TAG:
            raise errors.cannot_parse(f'Unsupported start tag "{name}" {self._place(begin)}')
        self.position = match.end()
        attributes = self._attributes(begin, name)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise errors.cannot_parse(f'Tag "span" must have class "tg-spoiler" {self._place(begin)}')
        self.open_tags.append(_OpenTag(name, attributes, self.offset, len(self.pieces)))

    def _attributes(self, begin: int, tag: str) -> dict[str, str]:
        found: dict[str, str] = {}
        while not (end := _TAG_END.match(self.source, self.position)):
            match = _ATTRIBUTE.match(self.source, self.position)
            if match is None:
                raise self._broken_attribute(begin, tag)
            quoted = match["double"] or match["single"] or ""
            found[match["name"]] = _unescape(quoted) or (match["token"] or "").lower()
            self.position = match.end()
        self.position = end.end()
        return found

    def _broken_attribute(self, begin: int, tag: str) -> errors.ApiError:
        rest = self.source[self.position :].lstrip()
        value = rest.removeprefix("=").lstrip()
        if not rest or not value or value[0] in "\"'":
            return errors.cannot_parse(f"Unclosed start tag {self._place(begin)}")
        if self.source[self.position] == "=":
            return errors.cannot_parse(f"Unexpected end of name token {self._place(self.position + 1)}")
        return errors.cannot_parse(f'Empty attribute name in the tag "{tag}" {self._place(begin)}')

    def _close(self) -> None:
        begin = self.position
        if not self.open_tags:
            raise errors.cannot_parse(f"Unexpected end tag {self._place(begin)}")
        match = _END_TAG.match(self.source, begin)
        if match is None or not self.source.startswith(">", match.end()):
            raise errors.cannot_parse(f"Unclosed end tag {self._place(begin)}")
        tag, found = self.open_tags.pop(), match["name"].lower()
        if found and found != tag.name:
            raise errors.cannot_parse(
                f'Unmatched end tag {self._place(begin)}, expected "</{tag.name}>", found "</{found}>"'
            )
        self.position = match.end() + 1
        if self.offset > tag.offset:
            self._add(tag)

    def _add(self, tag: _OpenTag) -> None:
        entity = Entity(_ENTITY_OF_TAG[tag.name], tag.offset, self.offset - tag.offset)
        match tag.name:
            case "a":
                self._add_link(entity, tag.attributes.get("href") or "".join(self.pieces[tag.start :]))
            case "code" | "pre":
                self._add_code(entity, tag.attributes.get("class", ""))
            case "tg-emoji":
                self.entities.append(replace(entity, custom_emoji_id=tag.attributes.get("emoji-id", "")))
            case "blockquote" if "expandable" in tag.attributes:
                self.entities.append(replace(entity, type="expandable_blockquote"))
            case _:
                self.entities.append(entity)

    def _add_link(self, entity: Entity, target: str) -> None:
        if user := _USER_LINK.fullmatch(target):
            self.entities.append(replace(entity, type="text_mention", user_id=int(user[1])))
        elif url := _checked_link(target):
            self.entities.append(Entity(entity.type, entity.offset, entity.length, url))

    def _add_code(self, entity: Entity, css_class: str) -> None:
        language = css_class.removeprefix("language-") if css_class.startswith("language-") else None
        inner = self.entities[-1] if self.entities else None
        if inner and {inner.type, entity.type} == {"code", "pre"} and _same_place(inner, entity):
            # One block of code in a language is written as two tags, but is one entity.
            self.entities[-1] = replace(inner, type="pre", language=inner.language or language)
        else:
            self.entities.append(replace(entity, language=language) if language else entity)


def parse_html(source: str) -> FormattedText:
    """Parse a text in Telegram's HTML.

    Raises:
        ApiError: 400 `can't parse entities: …`, with the byte offset where Telegram gives it.
    """
    return _Parser(clean(source)).parse()


def _reference(source: str, position: int) -> tuple[str, int]:
    match = _REFERENCE.match(source, position)
    return (_character(match), match.end()) if match else ("&", position + 1)


def _character(match: re.Match[str]) -> str:
    known = _NAMED.get(match["name"]) if match["name"] else _numbered(match)
    # What Telegram does not know as a reference stays in the text as it is written.
    return known or match.group()


def _numbered(match: re.Match[str]) -> str | None:
    digits = match.group().rstrip(";")
    if len(digits) >= _LONGEST_REFERENCE:
        return None
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    is_surrogate = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - half of a pair is no character
    return chr(code) if 0 < code < 0x10FFFF and not is_surrogate else None  # noqa: PLR2004 - Unicode's end


def _unescape(value: str) -> str:
    return _REFERENCE.sub(_character, value) if "&" in value else value


@lru_cache(maxsize=256)  # the same few addresses stand under many messages
def _checked_link(target: str) -> str | None:
    address = target.strip() if _SCHEME.match(target.strip()) else f"http://{target.strip()}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:  # Telegram too shows a link that cannot be one as plain text
        return None
    if parts.scheme.lower() in {"tg", "ton", "tonsite"}:
        return address
    if parts.scheme.lower() not in {"http", "https", "ftp"} or "." not in host or re.search(r"\s", address):
        return None
    return parts._replace(path=parts.path or "/").geturl()


def _only_pre(entity: Entity) -> Entity:
    if entity.language is None or (entity.language and entity.type == "pre"):
        return entity
    return replace(entity, language=None)


def _same_place(first: Entity, second: Entity) -> bool:
    return (first.offset, first.length) == (second.offset, second.length)
