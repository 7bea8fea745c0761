"""Telegram's legacy parse mode `Markdown`, in which entities do not nest."""

import re

from simulator import errors
from simulator.formatting.entities import FormattedText, clean
from simulator.formatting.markup_builder import MarkupBuilder, byte_offset

# Only these four signs can be escaped; any other backslash stays in the text.
_PLAIN = re.compile(r"(?:[^\\_*`\[]|\\(?![_*`\[]))+")
_BLOCK = re.compile(r"```(?:(?P<language>[^ \n`]+)(?=[ \n]))?\n?")
_STYLES = {"_": "italic", "*": "bold", "`": "code"}


def parse_markdown(source: str) -> FormattedText:
    """Parse a text in the parse mode `Markdown`.

    Raises:
        ApiError: 400 `can't parse entities: …` with the byte offset of an entity that does not end.
    """
    source, text, position = clean(source), MarkupBuilder(), 0
    while position < len(source):
        if plain := _PLAIN.match(source, position):
            text.add(plain[0])
            position = plain.end()
        elif source[position] == "\\":
            text.add(source[position + 1])
            position += 2
        elif block := _BLOCK.match(source, position):
            position = _add_block(source, block, text)
        else:
            position = _add_entity(source, position, text)
    return text.build()


def _add_block(source: str, block: re.Match[str], text: MarkupBuilder) -> int:
    end = _find_end(source, "```", block.end(), block.start())
    begin = text.offset
    text.add(source[block.end() : end])
    text.add_entity("pre", begin, language=block["language"])
    return end + len("```")


def _add_entity(source: str, position: int, text: MarkupBuilder) -> int:
    sign = source[position]
    end = _find_end(source, "]" if sign == "[" else sign, position + 1, position)
    begin, inside = text.offset, source[position + 1 : end]
    text.add(inside)
    if sign != "[":
        text.add_entity(_STYLES[sign], begin)
    elif inside:
        target, end = _find_target(source, end)
        text.add_link(begin, inside if target is None else target)
    return end + 1


def _find_target(source: str, end: int) -> tuple[str | None, int]:
    # A link without an address uses its text as the address. Telegram also accepts an address without its bracket.
    if not source.startswith("](", end):
        return None, end
    found = source.find(")", end)
    close = found if found >= 0 else len(source)
    return source[end + 2 : close], close


def _find_end(source: str, sign: str, start: int, begin: int) -> int:
    if (end := source.find(sign, start)) < 0:
        raise errors.cannot_parse(f"Can't find end of the entity starting {byte_offset(source, begin)}")
    return end
