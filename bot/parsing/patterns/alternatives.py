"""Alternatives of a pattern that can be searched one by one: a|b, and those between a look behind and an end."""

import re
from collections.abc import Iterator

# A look behind has no choice of its own, so that (?<!x)(?:a|b)c may be written out: (?<!x)ac|(?<!x)bc.
_BEFORE_GROUP = re.compile(r"((?:\(\?<[!=][^()]*\))*)\(\?:")
_REPEATS = ("*", "+", "?", "{")
# A bracket that opens a class may be followed by one that belongs to it.
_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+", re.DOTALL)


def split(pattern: str) -> list[str]:
    """Return the alternatives of a pattern without groups, in order: of two at one place the first one matches."""
    return [part for alternative in _split_at_bars(pattern) for part in _write_out(alternative)]


def _split_at_bars(pattern: str) -> list[str]:
    found, depth = [""], 0
    for sign in _SIGN.findall(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


def _write_out(alternative: str) -> Iterator[str]:
    """Yield an alternative, or one for each alternative of the group that it begins with."""
    start = _BEFORE_GROUP.match(alternative)
    end = None if start is None else _find_end(alternative, start.end())
    if start is None or end is None or alternative.startswith(_REPEATS, end + 1):
        yield alternative
        return
    inside, rest = alternative[start.end() : end], alternative[end + 1 :]
    for part in split(inside):
        yield f"{start[1]}{part}{rest}"


def _find_end(pattern: str, start: int) -> int | None:
    """Return where the group ends whose inside starts at an index."""
    depth = 1
    for sign in _SIGN.finditer(pattern, start):
        depth += (sign[0] == "(") - (sign[0] == ")")
        if not depth:
            return sign.start()
    return None
