"""Literals of a pattern of which each of its matches has at least one: few texts have any, and those are found fast.

Python has no public parser of patterns; this is the one that `re` compiles with.
"""

import re
from collections.abc import Iterable, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_FIRST_IDEOGRAPH = "\u3000"
_LONGEST, _LONGEST_OF_SYLLABLES = 3, 2
"""Letters of a piece: two syllables of Korean, or two Chinese characters, are as rare as three Latin letters."""

_MOST_IN_CLASS = 40
# ſ and ı match s and i where case is ignored.
_FOLDED = (("ſ", "s"), ("ı", "i"), ("i̇", "i"))
# Two letters at least, none of which is repeated or left out, behind a look behind.
_BEGINNING = re.compile(r"(?:\(\?<[!=][^()]*\))*([^\\\[\](){}|.*+?^$]{2,})(?![*+?{])")
_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
# They stand between letters that follow each other.
_WITHOUT_WIDTH = frozenset({codes.AT, codes.ASSERT_NOT})

_Items = Iterable[tuple[Any, Any]]


def fold(text: str) -> str:
    """Return a text without the difference of case."""
    folded = text.lower()
    if not folded.isascii():
        for letter, other in _FOLDED:
            folded = folded.replace(letter, other)
    return folded


def cut(text: str) -> set[str]:
    """Return all pieces of a folded text that `find_pieces` may name."""
    pairs = list(map(str.__add__, text, text[1:]))
    return {*text, *pairs, *map(str.__add__, pairs, text[2:])}


def find_pieces(alternative: str, flags: int) -> frozenset[str] | None:
    """Return pieces of folded text of which each match of a pattern has one; empty if there are none.

    Args:
        alternative: a pattern without alternatives outside its groups.
        flags: those of `re`.

    Returns:
        None if a match may be empty.
    """
    # Most begin with a word, and the parser would take a second for all of them.
    if beginning := _BEGINNING.match(alternative):
        return frozenset({_shorten(fold(beginning[1]))})
    parsed = parser.parse(alternative, flags)
    shortest, _ = parsed.getwidth()
    return frozenset(map(_shorten, _find_in(parsed) or ())) if shortest else None


def _find_in(items: _Items) -> frozenset[str] | None:
    """Return literals of which each match of a sequence has one: the rarest ones."""
    choices, run = list[frozenset[str]](), ""
    for code, value in items:
        if code is codes.LITERAL:
            run += fold(chr(value))
        elif code not in _WITHOUT_WIDTH:
            choices += [frozenset({run})] if run else []
            run = ""
            choices += _find_in_item(code, value)
    choices += [frozenset({run})] if run else []
    return min(choices, key=_frequency, default=None)


def _find_in_item(code: Any, value: Any) -> Sequence[frozenset[str]]:
    """Return the literals of an item if it has to match: none or one set of them."""
    found: frozenset[str] | None = None
    if code is codes.SUBPATTERN:
        found = _find_in(value[-1])
    elif code is codes.BRANCH:
        parts = [_find_in(branch) for branch in value[1]]
        known = [part for part in parts if part is not None]
        found = frozenset().union(*known) if len(known) == len(parts) else None
    elif code in _REPEATS and value[0]:
        found = _find_in(value[2])
    elif code is codes.ATOMIC_GROUP:
        found = _find_in(value)
    elif code is codes.ASSERT:
        found = _find_in(value[1])
    elif code is codes.IN:
        found = _find_in_class(value)
    return () if found is None else (found,)


def _find_in_class(items: _Items) -> frozenset[str] | None:
    letters = set[str]()
    for code, value in items:
        first, last = value if code is codes.RANGE else (value, value)
        if code not in {codes.LITERAL, codes.RANGE} or last - first > _MOST_IN_CLASS:
            return None
        letters |= {fold(chr(number)) for number in range(first, last + 1)}
    return frozenset(letters)


def _shorten(literal: str) -> str:
    return literal[: _LONGEST_OF_SYLLABLES if max(literal) > _FIRST_IDEOGRAPH else _LONGEST]


def _frequency(literals: frozenset[str]) -> float:
    """Return about how often one of these is in a text."""
    return sum(map(_frequency_of, map(_shorten, literals)))


def _frequency_of(piece: str) -> float:
    return float((0.02 if max(piece) > _FIRST_IDEOGRAPH else 0.4) / 5 ** (len(piece) - 1))
