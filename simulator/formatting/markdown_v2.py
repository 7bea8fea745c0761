"""Telegram's parse mode `MarkdownV2`, in which entities nest and special characters are escaped."""

import re
from typing import NamedTuple

from simulator import errors
from simulator.formatting.entities import FormattedText, clean
from simulator.formatting.links import parse_emoji_or_date
from simulator.formatting.markup_builder import MarkupBuilder, byte_offset

_ESCAPED = re.compile(r"\\([\x01-\x7e])")
# A backslash before a character that cannot be escaped stays in the text.
_PLAIN = re.compile(r"[^\\_*\[\]()~`>#+\-=|{}.!\n]+|\\")
_PLAIN_IN_CODE = re.compile(r"[^\\`]+|\\")
_OPENING = re.compile(r"__|_|\*|~|\|\||!?\[|```(?:(?P<language>[^ \n`]+)(?=[ \n]))?\n?|`")
_TARGET = re.compile(r"((?:\\[\x01-\x7e]|[^)])*+)(\))?")
# The names are those in Telegram's error texts.
_NAMES = {
    "__": "Underline",
    "_": "Italic",
    "*": "Bold",
    "~": "Strikethrough",
    "||": "Spoiler",
    "[": "TextUrl",
    "![": "CustomEmoji",  # or a date
    "`": "Code",
}
_ENDS = {name: "]" if "[" in sign else sign for sign, name in _NAMES.items()} | {"Pre": "```", "PreCode": "```"}
_CODE = {"Code", "Pre", "PreCode"}


class _OpenEntity(NamedTuple):
    """An open entity: its position in the source, and its offset in the text in UTF-16 code units."""

    name: str
    position: int
    offset: int
    language: str = ""


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text = MarkupBuilder()
        self.open: list[_OpenEntity] = []
        self.is_quoting = False
        # Only markup has come since the line began, so a > begins a quote or goes on with it.
        self.is_line_start = True

    def parse(self) -> FormattedText:
        while self.position < len(self.source):
            self._step()
        if self.is_quoting:
            self._end_quote("")
        if self.open:
            raise self._missing_end()
        return self.text.build()

    def _step(self) -> None:
        plain = _PLAIN_IN_CODE if self.open and self.open[-1].name in _CODE else _PLAIN
        if escaped := _ESCAPED.match(self.source, self.position):
            self._add(escaped[1], escaped.end(), is_line_start=escaped[1] == "\n")
        elif run := plain.match(self.source, self.position):
            self._add(run[0], run.end(), is_line_start=False)
        elif self.source[self.position] == "\n":
            self._break_line()
        elif self._is_at_end():
            self._close(self.open.pop())
        elif self.source[self.position] == ">" and self.is_line_start:
            self._quote()
        else:
            self._open_entity()

    def _add(self, text: str, position: int, *, is_line_start: bool) -> None:
        self.text.add(text)
        self.position = position
        self.is_line_start = is_line_start

    def _break_line(self) -> None:
        if self.is_quoting and not self.source.startswith(">", self.position + 1):
            self._end_quote("\n")
        else:
            self.text.add("\n")
        self.position += 1
        self.is_line_start = True

    def _quote(self) -> None:
        if not self.is_quoting:
            self.open.append(_OpenEntity("BlockQuote", self.position, self.text.offset))
            self.is_quoting = True
        self.position += 1

    def _end_quote(self, line_break: str) -> None:
        kind = "blockquote"
        if self._is_expandable():
            self.open.pop()
            kind = "expandable_blockquote"
        if self.open[-1].name != "BlockQuote":
            raise self._missing_end()
        quote = self.open.pop()
        self.is_quoting = False
        self.text.add(line_break)
        self.text.add_entity(kind, quote.offset)

    def _is_expandable(self) -> bool:
        # The || that ends an expandable quote was read as the start of a spoiler.
        last = self.open[-1]
        return last.name == "Spoiler" and last.position + len("||") == self.position

    def _is_at_end(self) -> bool:
        if not self.open or (end := _ENDS.get(self.open[-1].name)) is None:
            return False
        # Two underscores always belong to an underlined text and end no italic one (Bot API, “MarkdownV2 style”).
        is_underline = end == "_" and self.source.startswith("__", self.position)
        return self.source.startswith(end, self.position) and not is_underline

    def _open_entity(self) -> None:
        opening = _OPENING.match(self.source, self.position)
        if opening is None:
            sign = self.source[self.position]
            raise errors.cannot_parse(f"Character '{sign}' is reserved and must be escaped with the preceding '\\'")
        language = opening["language"] or ""
        name = _NAMES.get(opening[0]) or ("PreCode" if language else "Pre")
        self.open.append(_OpenEntity(name, self.position, self.text.offset, language))
        self.position = opening.end()

    def _close(self, entity: _OpenEntity) -> None:
        self.position += len(_ENDS[entity.name])
        match entity.name:
            case "TextUrl":
                target = self._find_target()
                self.text.add_link(entity.offset, self.text.text_from(entity.offset) if target is None else target)
            case "CustomEmoji":
                self._close_emoji_or_date(entity)
            case "PreCode":
                self.text.add_entity("pre", entity.offset, language=entity.language)
            case name:
                self.text.add_entity(name.lower(), entity.offset)

    def _close_emoji_or_date(self, entity: _OpenEntity) -> None:
        target = self._find_target()
        if target is None:
            raise errors.cannot_parse("The entity must contain a tg://emoji or tg://time URL")
        try:
            found = parse_emoji_or_date(target)
        except ValueError as error:
            raise errors.cannot_parse(str(error)) from error
        if isinstance(found, str):
            self.text.add_entity("custom_emoji", entity.offset, custom_emoji_id=found)
        else:
            self.text.add_entity("date_time", entity.offset, date=found)

    def _find_target(self) -> str | None:
        if not self.source.startswith("(", self.position):
            return None
        begin = self.position + 1
        found = _TARGET.match(self.source, begin)
        if found is None or found[2] is None:
            raise errors.cannot_parse(f"Can't find end of a URL {byte_offset(self.source, begin)}")
        self.position = found.end()
        return _ESCAPED.sub(r"\1", found[1])

    def _missing_end(self) -> errors.ApiError:
        last = self.open[-1]
        return errors.cannot_parse(f"Can't find end of {last.name} entity {byte_offset(self.source, last.position)}")


def parse_markdown_v2(source: str) -> FormattedText:
    """Parse a text in the parse mode `MarkdownV2`.

    Raises:
        ApiError: 400 `can't parse entities: …`, with the byte offset where Telegram gives it.
    """
    return _Parser(clean(source)).parse()
