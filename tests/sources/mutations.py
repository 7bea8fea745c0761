"""Ways in which a document is damaged on its way."""

import re
from collections.abc import Iterable

from hypothesis import strategies as st

FIGURE = re.compile(r"[-+−]?[0-9]+(?:\.[0-9]+)?")
_CHARACTERS = st.sampled_from("•℃.-−0123456789 \n\r맑음서울(예)<>&\"'/=#\N{NO-BREAK SPACE}\0\ud800") | st.characters()
_FIGURES = st.sampled_from(["-9", "-9.0", "-99.0", "0", "36", "999", "1e5", "nan", "-", "", "−4.5", "٣", "0108", "24"])
_KINDS = st.sampled_from(["cut", "drop", "double", "swap", "insert", "replace"])
_PLACES = st.integers(0, 2**16)

MUTATIONS = st.lists(
    st.tuples(_KINDS, _PLACES, _CHARACTERS) | st.tuples(st.just("refigure"), _PLACES, _FIGURES), max_size=12
)
FLIPS = st.lists(st.tuples(_PLACES, st.integers(0, 255)), min_size=1, max_size=8)


def damaged(text: str, mutations: Iterable[tuple[str, int, str]]) -> str:
    """A text after each mutation in turn."""
    for kind, place, words in mutations:
        text = _mutated(text, kind, place, words)
    return text


def flipped(data: bytes, flips: Iterable[tuple[int, int]]) -> bytes:
    """Bytes of which some are other ones."""
    broken = bytearray(data)
    for place, byte in flips:
        broken[place % len(broken)] = byte
    return bytes(broken)


def _mutated(text: str, kind: str, place: int, words: str) -> str:
    at = place % (len(text) + 1)
    if kind == "cut":
        return text[:at] if place % 2 else text[at:]
    if kind == "insert":
        return text[:at] + words + text[at:]
    if kind == "replace":
        return text[:at] + words + text[at + 1 :]
    if kind == "refigure":
        return _with_another_figure(text, place, words)
    return _with_other_lines(text, kind, place)


def _with_another_figure(text: str, place: int, words: str) -> str:
    figures = list(FIGURE.finditer(text))
    if not figures:
        return text
    figure = figures[place % len(figures)]
    return text[: figure.start()] + words + text[figure.end() :]


def _with_other_lines(text: str, kind: str, place: int) -> str:
    lines = text.split("\n")
    line = lines.pop(place % len(lines))
    if kind == "swap":
        lines.insert(place % 7, line)
    elif kind == "double":
        at = place % (len(lines) + 1)
        lines[at:at] = [line, line]
    return "\n".join(lines)
