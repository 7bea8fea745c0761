"""Random damage to documents."""

import re
from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

FIGURE = re.compile(r"[-+−]?[0-9]+(?:\.[0-9]+)?")
_CHARACTERS = "•℃.-−0123456789 \n\r맑음서울(예)<>&\"'/=#\N{NO-BREAK SPACE}\0\ud800"
_FIGURES = ("-9", "-9.0", "-99.0", "0", "36", "999", "1e5", "nan", "-", "", "−4.5", "٣", "0108", "24")
_KINDS = ("cut", "drop", "double", "swap", "insert", "replace")


def _mutation(seed: bytes) -> tuple[str, int, str]:
    """A kind of damage, where, and with what; every second one gives a figure another value."""
    kind, place = seed[0] >> 1, int.from_bytes(seed[1:3], "big")
    if seed[0] % 2:
        return "refigure", place, _FIGURES[kind % len(_FIGURES)]
    return _KINDS[kind % len(_KINDS)], place, _character(seed[3:])


def _character(seed: bytes) -> str:
    if seed[0] % 2:
        return _CHARACTERS[seed[1] % len(_CHARACTERS)]
    return chr(seed[1]) if seed[0] % 4 else chr(int.from_bytes(seed, "big") % 0x110000)


def _chunks(number: int, seed: bytes, size: int) -> Iterator[bytes]:
    """Return the first so many chunks of a seed."""
    return (seed[at : at + size] for at in range(0, number * size, size))


# All mutations of a document are drawn as one text of bytes and their number: drawn one by one, choice by choice, they
# take longer than what is tested.
MUTATIONS = st.builds(
    lambda number, seed: [_mutation(chunk) for chunk in _chunks(number, seed, 6)],
    st.integers(0, 12),
    st.binary(min_size=72, max_size=72),
)
FLIPS = st.builds(
    lambda number, seed: [(int.from_bytes(chunk[:2], "big"), chunk[2]) for chunk in _chunks(number, seed, 3)],
    st.integers(1, 8),
    st.binary(min_size=24, max_size=24),
)


def damaged(text: str, mutations: Iterable[tuple[str, int, str]]) -> str:
    """Return a text after all mutations."""
    for kind, place, words in mutations:
        text = _mutated(text, kind, place, words)
    return text


def flipped(data: bytes, flips: Iterable[tuple[int, int]]) -> bytes:
    """Return bytes with some of them replaced."""
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
