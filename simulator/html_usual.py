"""Telegram's HTML as nearly all of it is written, read fast; `simulator.html_mode` reads whatever there is.

Only whole tags of the simplest kinds, links with a quoted http(s) address and the named references are known here. What
is not usual is left to the other module, so that there is one place that knows what is wrong, and how Telegram says it.
"""

from __future__ import annotations

import re

from simulator.entities import Entity, FormattedText, in_order, is_flat, units
from simulator.html_references import NAMED, unescape
from simulator.links import checked_link

# An end tag, a start tag or a reference; plain text stands between.
_MARK = re.compile(r"</([a-z]+)>|<([a-z]+)(?: href=\"(https?://[^\"]+)\")?>|&(amp|lt|gt|quot);")
_PARTS = _MARK.groups + 1  # into which a source is split for each mark: its groups, and the text behind it
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
    parts = _MARK.split(source)
    plain = "".join(parts[::_PARTS])
    if "<" in plain or "&" in plain:
        return None
    count = len if is_flat(source) else units
    pieces, offset, is_nested = [parts[0]], count(parts[0]), False
    entities: list[Entity] = []
    begun: list[tuple[str, int, str | None]] = []
    for ended, started, link, sign, text in zip(*[iter(parts[1:])] * _PARTS, strict=True):
        if started:
            if started not in USUAL_TAGS if link is None else started != "a":
                return None
            is_nested |= bool(begun)
            begun.append((started, offset, link))
        elif ended:
            if not begun or begun[-1][0] != ended:
                return None
            _, begin, written = begun.pop()
            url = checked_link(unescape(written)) if written else None
            if offset > begin and (url or not written):
                entities.append(Entity("text_link" if url else USUAL_TAGS[ended], begin, offset - begin, url))
        piece = NAMED[sign] + text if sign else text
        pieces.append(piece)
        offset += count(piece)
    if begun:
        return None
    return FormattedText("".join(pieces), in_order(entities) if is_nested else tuple(entities))
