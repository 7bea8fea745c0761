"""Telegram's HTML parse mode: a text with tags becomes plain text with entities, or an error.

Two parsers read it. `parse_simple` is fast, and knows only whole tags of the simplest kinds and links with a quoted
http(s) address, which is how nearly all of it is written. It leaves everything else to `parse_strict`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from simulator import errors
from simulator.formatting.dates import FormattedDate, canonical_format
from simulator.formatting.entities import Entity, FormattedText, clean, is_bmp_only, sort_entities, utf16_length
from simulator.formatting.links import check_custom_emoji, parse_user_id, try_normalize_link

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>[A-Za-z]+));?")
_MAX_REFERENCE_LENGTH = 10
_DATE_LIMIT = 2**31  # Unix time in seconds
_LINK = re.compile(r"a href=\"(https?://[^\"]+)\"")
# Tags without attributes, and their entities.
_SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
}
_ENTITY_OF_TAG = _SIMPLE_TAGS | {
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
# Plain text up to an end tag, a start tag, a reference or the end of the source. The last matched group tells which,
# and whether the tag is complete.
_TOKEN = re.compile(r"([^<&]*)(?:</([^\s>]*)\s*(>)?|<([^\s>]*)(\s*>)?|(&))?")
_END_TAG, _WHOLE_END_TAG, _START_TAG, _WHOLE_START_TAG, _REFERENCE_SIGN = range(2, 7)
_TAG = re.compile(r"<([^<>]*)>")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=>/\"']*)\s*(?P<sign>=)?\s*")
_VALUE = re.compile(r"\"(?P<double>[^\"]*)(?P<end>\")?|'(?P<single>[^']*)(?P<stop>')?|(?P<token>[A-Za-z0-9.\-]*)")
_BLANK = re.compile(r"\s*")
_INVALID_UNICODE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
_NO_ATTRIBUTES: dict[str, str] = {}


@dataclass(slots=True)
class _OpenTag:
    """An open tag; `start` counts the pieces of text before it."""

    name: str
    attributes: dict[str, str]
    offset: int
    start: int


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open_tags: list[_OpenTag] = []
        self.entities: list[Entity] = []

    def parse(self) -> FormattedText:
        # Where every character is one code unit, `len` counts faster.
        count = len if is_bmp_only(self.source) else utf16_length
        # The pattern matches an empty string only at the end of the source.
        while (token := _TOKEN.match(self.source, self.position)) and token[0]:
            if text := token[1]:
                self.pieces.append(text)
                self.offset += count(text)
            self._handle_token(token, token.end(1))
        if self.open_tags:
            name = self.open_tags[-1].name
            raise errors.cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        return FormattedText("".join(self.pieces), sort_entities(map(_without_stray_language, self.entities)))

    def _handle_token(self, token: re.Match[str], begin: int) -> None:
        self.position = token.end()
        last = token.lastindex or 0
        if last == _REFERENCE_SIGN:
            character, self.position = _replace_reference(self.source, begin)
            self.pieces.append(character)
            self.offset += utf16_length(character)
        elif last >= _START_TAG:
            self._open(begin, token, has_ended=last == _WHOLE_START_TAG)
        elif last >= _END_TAG:
            self._close(begin, token[_END_TAG].lower(), has_ended=last == _WHOLE_END_TAG)

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self.source[:position].encode())}"

    def _open(self, begin: int, token: re.Match[str], *, has_ended: bool) -> None:
        if token.end(_START_TAG) == len(self.source):
            raise errors.cannot_parse(f"Unclosed start tag {self._at(begin)}")
        name = token[_START_TAG].lower()
        if name not in _ENTITY_OF_TAG:
            raise errors.cannot_parse(f'Unsupported start tag "{name}" {self._at(begin)}')
        attributes = _NO_ATTRIBUTES if has_ended else self._attributes(begin, name)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise errors.cannot_parse(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        self.open_tags.append(_OpenTag(name, attributes, self.offset, len(self.pieces)))

    def _attributes(self, begin: int, tag: str) -> dict[str, str]:
        found: dict[str, str] = {}
        self._skip_blank()
        while self.source[self.position : self.position + 1] != ">":
            match = _ATTRIBUTE.match(self.source, self.position)
            if match is None or not match["name"]:
                raise errors.cannot_parse(f'Empty attribute name in the tag "{tag}" {self._at(begin)}')
            self.position = match.end()
            if self.position == len(self.source):
                raise errors.cannot_parse(f'Unclosed start tag "{tag}" {self._at(begin)}')
            # An attribute without a value, such as `expandable`.
            found[match["name"]] = self._attribute_value(begin) if match["sign"] else ""
            self._skip_blank()
        self.position += 1
        return found

    def _attribute_value(self, begin: int) -> str:
        match = _VALUE.match(self.source, self.position)
        if match is None:
            raise AssertionError("the pattern matches an empty string")
        start, self.position = self.position, match.end()
        has_next = self.position < len(self.source)
        if match["token"] is None:
            value = _unescape(match["double"] or match["single"] or "")
        else:
            # Telegram lower-cases a value without quotes.
            value = match["token"].lower()
            if not has_next or not (self.source[self.position] == ">" or self.source[self.position].isspace()):
                raise errors.cannot_parse(f"Unexpected end of name token {self._at(start)}")
        if not has_next:
            raise errors.cannot_parse(f"Unclosed start tag {self._at(begin)}")
        return value

    def _skip_blank(self) -> None:
        if blank := _BLANK.match(self.source, self.position):
            self.position = blank.end()

    def _close(self, begin: int, found: str, *, has_ended: bool) -> None:
        if not self.open_tags:
            raise errors.cannot_parse(f"Unexpected end tag {self._at(begin)}")
        if not has_ended:
            raise errors.cannot_parse(f"Unclosed end tag {self._at(begin)}")
        tag = self.open_tags.pop()
        # Telegram accepts </> as the end of any tag.
        if found and found != tag.name:
            raise errors.cannot_parse(
                f'Unmatched end tag {self._at(begin)}, expected "</{tag.name}>", found "</{found}>"'
            )
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
                self.entities.append(entity._replace(custom_emoji_id=_emoji_id(tag.attributes.get("emoji-id", ""))))
            case "tg-time":
                self._add_date(entity, tag.attributes)
            case "blockquote" if "expandable" in tag.attributes:
                self.entities.append(entity._replace(type="expandable_blockquote"))
            case _:
                self.entities.append(entity)

    def _add_link(self, entity: Entity, target: str) -> None:
        if user := parse_user_id(target):
            self.entities.append(entity._replace(type="text_mention", user_id=user))
        elif url := try_normalize_link(target):
            self.entities.append(Entity(entity.type, entity.offset, entity.length, url))

    def _add_date(self, entity: Entity, attributes: dict[str, str]) -> None:
        found = re.match(r"[0-9]*", attributes.get("unix", ""))
        try:
            date = FormattedDate(int((found[0] if found else "") or 0), canonical_format(attributes.get("format", "")))
        except ValueError as error:
            raise errors.cannot_parse(str(error)) from error
        if 0 < date.unix_time < _DATE_LIMIT:
            self.entities.append(entity._replace(date=date))

    def _add_code(self, entity: Entity, css_class: str) -> None:
        language = css_class.removeprefix("language-") if css_class.startswith("language-") else None
        inner = self.entities[-1] if self.entities else None
        if inner and {inner.type, entity.type} == {"code", "pre"} and _cover_same_text(inner, entity):
            # <pre><code class="language-…"> is one entity.
            self.entities[-1] = inner._replace(type="pre", language=inner.language or language)
        else:
            self.entities.append(entity._replace(language=language) if language else entity)


def parse_strict(source: str) -> FormattedText:
    """Parse a clean text in Telegram's HTML, however it is written.

    Raises:
        ApiError: as `parse_html`.
    """
    return _Parser(source).parse()


def parse_simple(source: str) -> FormattedText | None:
    """Parse a clean text in Telegram's HTML; None for a text that needs `parse_strict`, right or wrong."""
    # A numeric reference may stand for a character of two code units.
    count = len if is_bmp_only(source) and "&#" not in source else utf16_length
    pieces = _TAG.split(source)
    if source.count("<") != len(pieces) // 2:  # one of them is no whole tag
        return None
    tags, texts = pieces[1::2], pieces[::2]
    if "&" in source:
        texts = [_unescape(text) for text in texts]
    offset, is_nested = count(texts[0]), False
    entities: list[Entity] = []
    open_tags: list[tuple[str, str, int, str | None]] = []
    for tag, text in zip(tags, texts[1:], strict=True):
        if tag in _SIMPLE_TAGS:
            open_tags.append((f"/{tag}", _SIMPLE_TAGS[tag], offset, None))
        elif open_tags and tag == open_tags[-1][0]:
            _, kind, begin, url = open_tags.pop()
            if offset > begin and kind:
                entities.append(Entity(kind, begin, offset - begin, url))
            is_nested = is_nested or bool(open_tags)
        elif found := _LINK.fullmatch(tag):
            url = try_normalize_link(_unescape(found[1]))
            open_tags.append(("/a", "text_link" if url else "", offset, url))
        else:
            return None
        offset += count(text)
    if open_tags:
        return None
    return FormattedText("".join(texts), sort_entities(entities) if is_nested else tuple(entities))


def parse_html(source: str) -> FormattedText:
    """Parse a text in Telegram's HTML.

    Raises:
        ApiError: 400 `can't parse entities: …`, with the byte offset where Telegram gives it.
    """
    cleaned = clean(source)
    # Only the strict parser knows what is wrong with a text, and how Telegram says it.
    return parse_simple(cleaned) or parse_strict(cleaned)


def _emoji_id(identifier: str) -> str:
    try:
        check_custom_emoji(identifier)
    except ValueError as error:
        raise errors.cannot_parse(str(error)) from error
    return identifier


def _without_stray_language(entity: Entity) -> Entity:
    if entity.language is None or (entity.language and entity.type == "pre"):
        return entity
    return entity._replace(language=None)


def _cover_same_text(first: Entity, second: Entity) -> bool:
    return (first.offset, first.length) == (second.offset, second.length)


def _replace_reference(source: str, position: int) -> tuple[str, int]:
    """Return the character of the reference at a position, and the position after it."""
    match = _REFERENCE.match(source, position)
    return (_character(match), match.end()) if match else ("&", position + 1)


def _character(match: re.Match[str]) -> str:
    known = _NAMED.get(match["name"]) if match["name"] else _numeric_character(match)
    # Telegram leaves unknown references in the text.
    return known or match.group()


def _numeric_character(match: re.Match[str]) -> str | None:
    digits = match.group().rstrip(";")
    # Telegram leaves longer numbers in the text.
    if len(digits) >= _MAX_REFERENCE_LENGTH:
        return None
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 - half of a pair in UTF-16
        raise errors.cannot_parse(_INVALID_UNICODE)
    return chr(code) if 0 < code < 0x10FFFF else None  # noqa: PLR2004 - Unicode's end


@lru_cache(maxsize=256)  # a broadcast repeats the same few values
def _unescape(value: str) -> str:
    """Return an attribute's value with its references replaced."""
    return _REFERENCE.sub(_character, value) if "&" in value else value
