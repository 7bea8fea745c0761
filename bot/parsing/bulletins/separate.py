"""Requests in which each place, or each day, has a time of its own: 서울 7시 부산 8시, 평일 7시 주말 9시.

One bulletin has the same places and days at all its times, so that such a text asks for several.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from bot.parsing.patterns.words import Words


class Part(Enum):
    """The parts of a request for a bulletin."""

    DAYS = "days"
    TIMES = "times"
    PLACES = "places"


Values = dict[Part, object]
"""The parts that a text names, with what it says of them; without the parts that it does not name."""

# Chinese and Japanese have no spaces: 首尔7点釜山8点.
_WORDS = Words(r"[^\s,，、;/]+?(?:(?<=[点點時时])(?=[^\W\d_])(?!半)|(?=[\s,，、;/]|$))[,，、;/]*")


def split_by_pairs(text: str, read: Callable[[str], Values]) -> tuple[str, ...]:
    """Return the parts of a text that ask for a bulletin each; empty if one bulletin is meant.

    Args:
        text: the request.
        read: takes out of a text what it names.
    """
    segments = tuple(_segments(text, read))
    values = [one.values for one in segments]
    is_several = any(_differ(values, first, second) for first, second in combinations(Part, 2))
    return tuple(one.text for one in segments) if is_several else ()


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    values: Values


def _segments(text: str, read: Callable[[str], Values]) -> Iterator[_Segment]:
    """Yield the parts of a text, each of which begins where something is named again after something else."""
    words: list[str] = []
    known, last = Values(), frozenset[Part]()
    for word in _WORDS.findall(text):
        words.append(word)
        values = read(" ".join(words))
        changed = frozenset(part for part in values if values[part] != known.get(part))
        repeated = changed & known.keys()
        if repeated - last or len(repeated) > 1:
            start = _find_start(words, repeated, read)
            yield _Segment(" ".join(words[:start]), known)
            words = words[start:]
            values = read(" ".join(words))
            changed = frozenset(values)
        known, last = values, changed or last
    if words:
        yield _Segment(" ".join(words), known)


def _find_start(words: Sequence[str], named: frozenset[Part], read: Callable[[str], Values]) -> int:
    """Return the number of the word from which on the last words name these parts: cuối tuần is two words."""
    starts = range(len(words) - 1, 0, -1)
    return next((start for start in starts if named <= read(" ".join(words[start:])).keys()), len(words) - 1)


def _differ(values: Sequence[Values], first: Part, second: Part) -> bool:
    """Return whether both parts differ between the segments that name both."""
    both = [one for one in values if first in one and second in one]
    return all(any(one[part] != both[0][part] for one in both) for part in (first, second))
