"""Telegram's HTML as nearly all of it is written, read fast; `simulator.html_mode` reads whatever there is.

Only whole tags of the simplest kinds and links with a quoted http(s) address are known here. What is not usual is left
to the other module, so that there is one place that knows what is wrong, and how Telegram says it.
"""

from __future__ import annotations

import re

from simulator.entities import Entity, FormattedText, in_order, is_flat, units
from simulator.html_references import unescape
from simulator.links import checked_link

_LINK = re.compile(r"a href=\"(https?://[^\"]+)\"")
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
    # A character that is written as a number may be two units of UTF-16.
    count = len if is_flat(source) and "&#" not in source else units
    first, *parts = source.split("<")
    pieces = [unescape(first) if "&" in first else first]
    offset, is_nested = count(pieces[0]), False
    entities: list[Entity] = []
    begun: list[tuple[str, int, str]] = []
    for part in parts:
        tag, end, text = part.partition(">")
        if not end:
            return None
        if tag.startswith("/"):
            if not begun or begun[-1][0] != tag[1:]:
                return None
            name, begin, link = begun.pop()
            url = checked_link(unescape(link)) if link else None
            if offset > begin and (url or not link):
                entities.append(Entity("text_link" if link else USUAL_TAGS[name], begin, offset - begin, url))
            is_nested |= bool(begun)
        elif tag in USUAL_TAGS:
            begun.append((tag, offset, ""))
        elif found := _LINK.fullmatch(tag):
            begun.append(("a", offset, found[1]))
        else:
            return None
        pieces.append(unescape(text) if "&" in text else text)
        offset += count(pieces[-1])
    if begun:
        return None
    return FormattedText("".join(pieces), in_order(entities) if is_nested else tuple(entities))
