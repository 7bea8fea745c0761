"""Opposite results in the same words: 울산, 전북 꺾고 결승행 and 전북, 울산 꺾고 결승행.

A headline says by the order of two names who beats whom, and by the order of two figures who has more of them. Two
headlines tell opposite results if the names have changed places or the figures have, but not both.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile
from typing import NamedTuple

_SCORE = re.compile(r"(?<![0-9.,:-])([0-9]{1,3}) ?(?:[-–:]|대) ?([0-9]{1,3})(?![0-9.,:-])")
_LISTED = re.compile(r"([^\W_]+) ?(?:[·ㆍ・‧/&+]|\b(?:and|및)\b) ?(?=([^\W_]+))")
_WITH = ("와", "과", "랑", "하고")
"""Particles of a name beside which the order does not matter."""
_PARTICLES = {"이": "가", "은": "는", "을": "를", "으로": "로"}
"""Particles behind a consonant, as they are behind a vowel."""
_MIN_COMMON = 2
"""Syllables that two forms of a word have in common at least."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Statement of a text about two sides.

    Attributes:
        words: its words, normalized.
        listed: the words that are joined by a mark such as ·, so that their order says nothing.
        score: its only pair of figures, such as 3-1 and 3대1; None without one, or if both figures are equal.
    """

    words: tuple[str, ...]
    listed: frozenset[str]
    score: tuple[int, int] | None


class _Exchange(NamedTuple):
    """Part of an order in which the first words and the last ones have changed places, and those between have not.

    Attributes:
        begin: where it begins.
        end: where it ends.
        first: how many words were first and are last.
        second: how many words were last and are first.
    """

    begin: int
    end: int
    first: int
    second: int


def find_sides(text: str, words: Sequence[str]) -> Sides:
    """Return what a text says of two sides.

    Args:
        text: the text in Unicode's form NFKC.
        words: its words, normalized.
    """
    listed = frozenset(chain.from_iterable(_LISTED.findall(text.casefold())))
    scores = {(int(one), int(other)) for one, other in _SCORE.findall(text)}
    score = next(iter(scores)) if len(scores) == 1 else None
    return Sides(tuple(words), listed, score if score is not None and score[0] != score[1] else None)


def are_opposite(one: Sides, other: Sides) -> bool:
    """Return whether two texts tell opposite results of the same sides."""
    mirrored = one.score is not None and other.score is not None and one.score == other.score[::-1]
    return _have_changed_places(one, other) != mirrored


def _have_changed_places(one: Sides, other: Sides) -> bool:
    """Return whether two names of one text stand in each other's place in the other text."""
    pairs = list(_pair_words(one, other))
    exchange = _find_exchange([place for _, place in pairs])
    if exchange is None:
        return False
    moved = pairs[exchange.begin : exchange.end]
    is_whole = exchange.first + exchange.second == len(moved)
    # Names with words of both texts between them cannot be one part that was moved.
    if is_whole and (exchange.first != exchange.second or not _stand_alike(one, other, moved)):
        return False
    return _have_same_particles(one, other, moved) and not _are_joined(one, other, moved)


def _find_exchange(places: Sequence[int]) -> _Exchange | None:
    """Return the two parts of an order that have changed places; None if anything else has been moved, or nothing.

    Args:
        places: the place of each word in the other text.
    """
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    order = [ranks[place] for place in places]
    moved = [rank for rank, place in enumerate(order) if rank != place]
    if not moved:
        return None
    begin, end = moved[0], moved[-1] + 1
    first, second = order[end - 1] + 1 - begin, end - order[begin]
    expected = [*range(end - second, end), *range(begin + first, end - second), *range(begin, begin + first)]
    return _Exchange(begin, end, first, second) if order[begin:end] == expected else None


def _stand_alike(one: Sides, other: Sides, pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether two names are as far apart in both texts, with a word between or behind them.

    Otherwise a part of the text was moved to its front or end: 전북 꺾은 울산, 결승행.
    """
    places, others = [place for place, _ in pairs], [number for _, number in pairs]
    distance = max(places) - min(places)
    is_followed = max(places) < len(one.words) - 1 and max(others) < len(other.words) - 1
    return distance == max(others) - min(others) and (distance >= len(pairs) or is_followed)


def _pair_words(one: Sides, other: Sides) -> Iterator[tuple[int, int]]:
    """Yield the places of the words that both texts have once, in the order of the first text; figures are none."""
    for place, word in enumerate(one.words):
        found = [number for number, others in enumerate(other.words) if _is_one_name(word, others)]
        again = sum(_is_one_name(word, mine) for mine in one.words)
        if len(found) == 1 and again == 1 and not word[0].isdecimal():
            yield place, found[0]


def _is_one_name(word: str, other: str) -> bool:
    """Return whether two words are one but for their particles."""
    common = max(_MIN_COMMON, (min(len(word), len(other)) + 1) // 2)
    return word == other or (len(word) > 1 and word[:common] == other[:common])


def _have_same_particles(one: Sides, other: Sides, pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether the first name of each text has the same particle, and the last one: 울산이 전북을, 전북이 울산을.

    Otherwise they have other parts in the sentence: 사과밭에 우박, 우박 사과밭.
    """
    endings = [_split_endings(one.words[place], other.words[number]) for place, number in pairs]
    in_one = endings[0][0], endings[-1][0]
    by_place = sorted(zip((number for _, number in pairs), endings, strict=True))
    return in_one == (by_place[0][1][1], by_place[-1][1][1])


def _split_endings(word: str, other: str) -> tuple[str, str]:
    """Return what stands behind the common beginning of two forms of a name, particles in one of their forms."""
    length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    ending, other_ending = (form[length:] for form in (word, other))
    return _PARTICLES.get(ending, ending), _PARTICLES.get(other_ending, other_ending)


def _are_joined(one: Sides, other: Sides, pairs: Sequence[tuple[int, int]]) -> bool:
    """Return whether the moved words are a list, or both sides of one act: 울산·전북, 울산과 전북."""
    moved = [(one.words[place], other.words[number]) for place, number in pairs]
    listed = one.listed | other.listed
    return any(
        word in listed or written in listed or (word != written and (word.endswith(_WITH) or written.endswith(_WITH)))
        for word, written in moved
    )
