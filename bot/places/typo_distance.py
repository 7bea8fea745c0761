"""How far one spelling is from another, in letters, where a slip that people often make counts less.

Often made are: the key beside the right one (in Korean for vowels only, which are under one hand), a letter doubled or
not doubled, two letters exchanged, a key too few in a compound vowel (ㅓ for ㅝ), a sound like the right one (ㅋ for
ㄱ, ㄴ for ㅇ under a vowel, e for eo). At the beginning of a word people look at their keys: there only the ear errs.
`python -m bench.places_slips` tells what other choices would cost.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise, permutations

from bot.places.keyboard import keys_of

OFTEN = 0.6
"""What a slip counts that is often made; any other counts 1."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = (
    *("ᄀᄁᄏ", "ᄃᄄᄐ", "ᄇᄈᄑ", "ᄌᄍᄎ", "ᄉᄊ", "ᄂᄅ"),
    *("ᅢᅤᅦᅨ", "ᅫᅬᅰ", "ᅡᅣ", "ᅥᅧ", "ᅩᅭ", "ᅮᅲ"),
    *("ᆨᆩᆿ", "ᆫᆷᆼ", "ᆮᆺᆻᆽᆾᇀ", "ᆸᇁ"),
    *("aeiou", "gk", "dt", "bp", "lr", "iy", "uw"),
)
"""Letters that are taken for one another by ear."""

_KOREAN_VOWELS = "".join(map(chr, range(0x1161, 0x1176)))
_VOWELS = frozenset("aeiou")


def distance(written: str, name: str) -> float:
    """The cheapest way from what was written to a name, by letters that are wrong, missing, too many or exchanged."""
    by_ear, often = _by_ear(), _often()
    before: list[float] = []
    last = [0.0]
    for column in range(len(name)):
        last.append(last[-1] + _alone(name, column))
    for row, letter in enumerate(written):
        extra = _alone(written, row)
        here = [last[0] + extra]
        for column, right in enumerate(name):
            usual = often if row or column else by_ear
            wrong = 0 if letter == right else OFTEN if (letter, right) in usual else 1
            best = min(last[column] + wrong, last[column + 1] + extra, here[column] + _alone(name, column))
            if row and column and letter == name[column - 1] and right == written[row - 1] and letter != right:
                best = min(best, before[column - 1] + OFTEN)
            here.append(best)
        before, last = last, here
    return last[-1]


def often_written_for(letter: str) -> Iterator[str]:
    """The letters that are often written for a letter inside a word."""
    return (other for right, other in _often() if right == letter)


def _alone(text: str, place: int) -> float:
    """What a letter counts that one spelling lacks: less beside its double, and for a vowel beside another."""
    letter = text[place]
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    is_often = letter in around or (letter in _VOWELS and not _VOWELS.isdisjoint(around))
    return OFTEN if is_often else 1


@cache
def _by_ear() -> frozenset[tuple[str, str]]:
    """The pairs of letters of which one is taken for the other by ear."""
    return frozenset(pair for letters in _ALIKE for pair in permutations(letters, 2))


@cache
def _often() -> frozenset[tuple[str, str]]:
    """The pairs of letters of which one is often written for the other, by ear or by hand."""
    beside = frozenset(pair for row in _ROWS for keys in pairwise(row) for pair in permutations(keys, 2))
    vowels = (pair for pair in permutations(_KOREAN_VOWELS, 2) if _is_near(*pair, beside))
    return _by_ear() | beside | frozenset(vowels)


def _is_near(one: str, other: str, beside: frozenset[tuple[str, str]]) -> bool:
    """Whether a vowel's key is beside the other's, or its keys are the other's but for Shift or one that is missing."""
    short, long = sorted((keys_of(one), keys_of(other)), key=len)
    if len(long) == len(short) == 1:
        return short == long or (short, long) in beside
    return len(long) == len(short) + 1 and short in long
