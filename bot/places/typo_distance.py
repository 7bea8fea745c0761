"""Edit distance in letters, in which frequent typos cost less.

Frequent are: the neighbouring key, a letter doubled or not doubled, two letters exchanged, a missing key in a compound
vowel (ㅓ for ㅝ), a similar sound (ㅋ for ㄱ, a final ㄴ for ㅇ, e for eo); for the first letter only similar sounds.
`python -m bench.places_slips` measures other choices.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise, permutations

from bot.places.keyboard import get_keys

# If all typos cost 1, 21 of 2,700 places abroad would be taken for places in Korea; so none is (docs/decisions/020).
FREQUENT_TYPO_COST = 0.6
"""The cost of a frequent typo; any other costs 1."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SIMILAR_SOUNDS = (
    *("ᄀᄁᄏ", "ᄃᄄᄐ", "ᄇᄈᄑ", "ᄌᄍᄎ", "ᄉᄊ", "ᄂᄅ"),
    *("ᅢᅤᅦᅨ", "ᅫᅬᅰ", "ᅡᅣ", "ᅥᅧ", "ᅩᅭ", "ᅮᅲ"),
    *("ᆨᆩᆿ", "ᆫᆷᆼ", "ᆮᆺᆻᆽᆾᇀ", "ᆸᇁ"),
    *("aeiou", "gk", "dt", "bp", "lr", "iy", "uw"),
)
"""Letters that are confused by ear."""

_KOREAN_VOWELS = "".join(map(chr, range(0x1161, 0x1176)))
_VOWELS = frozenset("aeiou")


def distance(written: str, name: str) -> float:
    """Return the lowest cost from a text to a name: letters replaced, missing, added or exchanged."""
    # The Levenshtein table, with exchanged neighbours as one step (optimal string alignment).
    by_ear, often = _similar_sounds(), _frequent_typos()
    missing = _insertion_costs(name, FREQUENT_TYPO_COST)
    before: list[float] = []
    last = [0.0]
    for cost in missing:
        last.append(last[-1] + cost)
    for row, letter in enumerate(written):
        extra = _insertion_cost(written, row, FREQUENT_TYPO_COST)
        here = [last[0] + extra]
        for column, right in enumerate(name):
            # People look at the keyboard for the first letter.
            usual = often if row or column else by_ear
            wrong = 0 if letter == right else FREQUENT_TYPO_COST if (letter, right) in usual else 1
            best = min(last[column] + wrong, last[column + 1] + extra, here[column] + missing[column])
            if row and column and letter == name[column - 1] and right == written[row - 1] and letter != right:
                best = min(best, before[column - 1] + FREQUENT_TYPO_COST)
            here.append(best)
        before, last = last, here
    return last[-1]


def get_frequent_typos(letter: str) -> Iterator[str]:
    """Yield the letters that are often typed instead of a letter inside a word."""
    return (other for right, other in _frequent_typos() if right == letter)


# Each name is compared many times, and there are a few thousand.
@lru_cache(maxsize=16_384)
def _insertion_costs(name: str, often: float) -> tuple[float, ...]:
    return tuple(_insertion_cost(name, place, often) for place in range(len(name)))


def _insertion_cost(text: str, place: int, often: float) -> float:
    """Return the cost of a letter that only one spelling has: less next to its double, or a vowel next to another."""
    letter = text[place]
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    is_often = letter in around or (letter in _VOWELS and not _VOWELS.isdisjoint(around))
    return often if is_often else 1


@cache
def _similar_sounds() -> frozenset[tuple[str, str]]:
    """Return the pairs of letters that are confused by ear."""
    return frozenset(pair for letters in _SIMILAR_SOUNDS for pair in permutations(letters, 2))


@cache
def _frequent_typos() -> frozenset[tuple[str, str]]:
    """Return the pairs of letters that are often confused, by ear or on the keyboard."""
    beside = frozenset(pair for row in _ROWS for keys in pairwise(row) for pair in permutations(keys, 2))
    # In Korean only vowels are under one hand, where a finger slips to the next key.
    vowels = (pair for pair in permutations(_KOREAN_VOWELS, 2) if _are_neighbours(*pair, beside))
    return _similar_sounds() | beside | frozenset(vowels)


def _are_neighbours(one: str, other: str, beside: frozenset[tuple[str, str]]) -> bool:
    """Return whether two vowels have neighbouring keys, or the same keys but for Shift or one more key."""
    short, long = sorted((get_keys(one), get_keys(other)), key=len)
    if len(long) == len(short) == 1:
        return short == long or (short, long) in beside
    return len(long) == len(short) + 1 and short in long
