"""Characters that Telegram's HTML writes by name or number."""

from __future__ import annotations

import re
from functools import lru_cache

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>[0-9]+)|(?P<name>[A-Za-z]+));?")
_LONGEST_REFERENCE = 10


def reference(source: str, position: int) -> tuple[str, int]:
    """Return the character that is written at a position, and where what is behind it begins."""
    match = _REFERENCE.match(source, position)
    return (_character(match), match.end()) if match else ("&", position + 1)


def _character(match: re.Match[str]) -> str:
    known = NAMED.get(match["name"]) if match["name"] else _numbered(match)
    # What Telegram does not know as a reference stays in the text as it is written.
    return known or match.group()


def _numbered(match: re.Match[str]) -> str | None:
    digits = match.group().rstrip(";")
    if len(digits) >= _LONGEST_REFERENCE:
        return None
    code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
    is_surrogate = 0xD800 <= code <= 0xDFFF  # noqa: PLR2004 - half of a pair is no character
    return chr(code) if 0 < code < 0x10FFFF and not is_surrogate else None  # noqa: PLR2004 - Unicode's end


@lru_cache(maxsize=256)  # the same few stand in many messages
def unescape(value: str) -> str:
    """Return an attribute's value with its references replaced."""
    return _REFERENCE.sub(_character, value) if "&" in value else value
