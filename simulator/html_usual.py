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
    begun: list[tuple[str, str, int, str | None]] = []
    for part in parts:
        tag, end, text = part.partition(">")
        if not end:
            return None
        if tag in USUAL_TAGS:
            begun.append((f"/{tag}", USUAL_TAGS[tag], offset, None))
        elif begun and tag == begun[-1][0]:
            _, kind, begin, url = begun.pop()
            if offset > begin and kind:
                entities.append(Entity(kind, begin, offset - begin, url))
            is_nested = is_nested or bool(begun)
        elif found := _LINK.fullmatch(tag):
            url = checked_link(unescape(found[1]))
            begun.append(("/a", "text_link" if url else "", offset, url))
        else:
            return None
        pieces.append(unescape(text) if "&" in text else text)
        offset += count(pieces[-1])
    if begun:
        return None
    return FormattedText("".join(pieces), in_order(entities) if is_nested else tuple(entities))
