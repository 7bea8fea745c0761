"""A pattern of many words, of which only those are looked for that may be in a text."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from bot.parsing.patterns.alternatives import split
from bot.parsing.patterns.literals import cut, find_pieces, fold

_HANGUL = "[가-힣]"
_GROUP = re.compile(r"\((?!\?)|\(\?P<")
_MAX_TEXTS = 256


@dataclass(frozen=True, slots=True)
class _Index:
    """Alternatives by the pieces of text of which their matches have one.

    Attributes:
        parts: the alternatives.
        by_piece: their indexes.
        pieces: all pieces.
        others: the indexes of alternatives that may match without any piece.
    """

    parts: Sequence[str]
    by_piece: Mapping[str, Sequence[int]]
    pieces: frozenset[str]
    others: Sequence[int]


class Words:
    """Pattern over words, which finds what `re` finds.

    The reader asks hundreds of patterns, some with hundreds of words, about each text. Nearly all of them have no word
    in it, and pieces of words (`literals`) tell so faster than `re`. An alternative is compiled for the first text that
    may have it.

    Args:
        pattern: the pattern.
        flags: those of `re`.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: dict[int, re.Pattern[str]] = {}

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        if not (parts := self._choose(text)):
            return None
        return parts[0].search(text) if len(parts) == 1 else next(_find_in_turn(parts, text), None)

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the beginning of a text."""
        return next((found for part in self._choose(text) if (found := part.match(text))), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return the match of a whole text."""
        return next((found for part in self._choose(text) if (found := part.fullmatch(text))), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the matches in a text."""
        parts = self._choose(text)
        return parts[0].finditer(text) if len(parts) == 1 else _find_in_turn(parts, text)

    def findall(self, text: str) -> list[str]:
        """Return the texts of the matches, or of the only group in them."""
        return [match[match.re.groups] or "" for match in self.finditer(text)]

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Return a text with its matches replaced."""
        if not (parts := self._choose(text)):
            return text
        if len(parts) == 1:
            return parts[0].sub(replacement, text)
        rest, end = "", 0
        for found in _find_in_turn(parts, text):
            # Only a pattern without groups has several parts, so that a text has no references to them.
            put = replacement if isinstance(replacement, str) else replacement(found)
            rest, end = f"{rest}{text[end : found.start()]}{put}", found.end()
        return rest + text[end:]

    def _choose(self, text: str) -> Sequence[re.Pattern[str]]:
        """Return the alternatives that may match in a text, in their order."""
        index, pieces = self._index, _pieces(text)
        if not index.pieces.isdisjoint(pieces):
            near = chain.from_iterable(map(index.by_piece.__getitem__, index.pieces & pieces))
            return [self._get(number) for number in sorted({*near, *index.others})]
        return [self._get(number) for number in index.others] if index.others else ()

    def _get(self, number: int) -> re.Pattern[str]:
        return self._compiled.get(number) or self._compile(number)

    @cached_property
    def _index(self) -> _Index:
        parts = split(self.pattern)
        pieces = [find_pieces(part, self._flags) for part in parts]
        # Groups have numbers and names in all of the pattern, and next to an empty match another one may begin.
        if None in pieces or _GROUP.search(self.pattern):
            parts, pieces = [self.pattern], [find_pieces(f"(?:{self.pattern})", self._flags)]
        by_piece = defaultdict[str, list[int]](list)
        for number, needed in enumerate(pieces):
            for piece in needed or ():
                by_piece[piece].append(number)
        others = [number for number, needed in enumerate(pieces) if not needed]
        return _Index(parts, by_piece, frozenset(by_piece), others)

    def _compile(self, number: int) -> re.Pattern[str]:
        source = self._index.parts[number]
        if self._flags & re.IGNORECASE:
            # Hangul has no case, but Python looks for that of each of its 11,172 syllables: half of the time.
            source = source.replace(_HANGUL, f"(?-i:{_HANGUL})")
        self._compiled[number] = re.compile(source, self._flags)
        return self._compiled[number]


def _find_in_turn(parts: Sequence[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Yield the first match in a text, then the first behind it; of two at one place, that of the first part."""
    found = [(match.start(), number, match) for number, part in enumerate(parts) if (match := part.search(text))]
    while found:
        _, _, first = min(found)
        yield first
        end = first.end()
        found = [
            (match.start(), number, match)
            for start, number, one in found
            if (match := one if start >= end else parts[number].search(text, end))
        ]


@lru_cache(_MAX_TEXTS)
def _pieces(text: str) -> set[str]:
    return cut(fold(text))


def forget_texts() -> None:
    """Forget the texts that were looked at, which are words of people."""
    _pieces.cache_clear()
