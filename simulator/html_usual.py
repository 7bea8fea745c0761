"""Telegram's HTML as nearly all of it is written, read fast; `simulator.html_mode` reads whatever there is.

Only whole tags of the simplest kinds, links with a quoted http(s) address and the named references are known here. What
is not usual is left to the other module, so that there is one place that knows what is wrong, and how Telegram says it.
"""

from __future__ import annotations

import re

from simulator.entities import Entity, FormattedText, in_order, is_flat, units
from simulator.html_references import NAMED, unescape
from simulator.links import checked_link

# Plain text, and behind it an end tag, a start tag, a reference, or the end of the source.
_PIECE = re.compile(r"([^<&]*)(?:</([a-z]+)>|<([a-z]+)(?: href=\"(https?://[^\"]+)\")?>|&(amp|lt|gt|quot);|$)")
USUAL_TAGS = {
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
"""The entity of each tag that carries nothing but its name."""


def parse_usual(source: str) -> FormattedText | None:
    """Parse a clean text in Telegram's HTML; None where it is not written as usual, be it right or wrong."""
    count = len if is_flat(source) else units
    pieces: list[str] = []
    entities: list[Entity] = []
    begun: list[tuple[str, int, str | None]] = []
    offset = position = 0
    for token in _PIECE.finditer(source):
        if token.start() != position:
            return None
        position = token.end()
        text, ended, started, link, sign = token.groups()
        text += NAMED[sign] if sign else ""
        pieces.append(text)
        offset += count(text)
        if started:
            if started not in USUAL_TAGS if link is None else started != "a":
                return None
            begun.append((started, offset, link))
        elif ended:
            if not begun or begun[-1][0] != ended:
                return None
            _, begin, link = begun.pop()
            if offset > begin:
                entities.extend(_entity(ended, begin, offset - begin, link))
    if begun or position != len(source):
        return None
    return FormattedText("".join(pieces), in_order(entities))


def _entity(tag: str, offset: int, length: int, link: str | None) -> list[Entity]:
    if link is None:
        return [Entity(USUAL_TAGS[tag], offset, length)]
    address = checked_link(unescape(link))
    return [Entity("text_link", offset, length, address)] if address else []
