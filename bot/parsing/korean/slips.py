"""Slips of the finger in Korean words of the grammar: 오널 for 오늘, 어떄 for 어때."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from bot.parsing.patterns.words import Words
from bot.parsing.vocabulary.korean_words import WORDS
from bot.places import Places
from bot.places.jamo import decompose
from bot.places.normalization import short_form
from bot.places.typo_distance import distance
from sources.korea.everyday_words import load_adverbs, load_everyday_words
from sources.world.common_words import is_common_korean

_MIN_LENGTH, _MAX_LENGTH = 2, 6
_MAX_COST = 1
# 뱔씨 and 냘씨: 날씨 with other letters beside its vowel, but no 말씨, and no Mr 갈.
_FIRSTS, _VOWELS_LIKE_A, _FINAL_L = range(19), range(3), 8
_LIKE_NAL = "".join(chr(0xAC00 + (first * 21 + vowel) * 28 + _FINAL_L) for first in _FIRSTS for vowel in _VOWELS_LIKE_A)
_WEATHER_SLIP = Words(f"(?<![가-힣])(?![말갈])[{_LIKE_NAL}][씨시](?![가-힣])")
# 날이 is no slip of 날씨, and 일을 none of 일욜; 알람 is said of the bulletins.
_PARTICLES, _ALARM = "이은을도", "알람"
_TOKEN = Words(rf"(?<![가-힣0-9])[가-힣]{{{_MIN_LENGTH},{_MAX_LENGTH}}}(?![가-힣0-9])")


def correct(text: str, places: Places) -> str:
    """Return a text with the words of the grammar instead of words that are one slip away and mean nothing else."""

    def right(match: re.Match[str]) -> str:
        word = match[0]
        slip = None if _is_known(word, places) else find_slip(word)
        return word if slip is None or _is_as_near_to_place(word, slip, places) else slip

    return _TOKEN.sub(right, _WEATHER_SLIP.sub("날씨", text))


def _is_known(word: str, places: Places) -> bool:
    if word in WORDS or word in load_everyday_words() or word in load_adverbs() or _is_common(word):
        return True
    return bool(places.find_written(word).matches)


def _is_common(word: str) -> bool:
    """Return whether a word is a frequent one: 행사 is no 황사, and 날이 no 날씨."""
    is_noun = len(word) == _MIN_LENGTH and word[1] in _PARTICLES
    return is_noun or (word != _ALARM and is_common_korean(word))


def _is_as_near_to_place(word: str, slip: str, places: Places) -> bool:
    """Return whether a name of a place is as near to a word as its slip: 고제 may be 그제, and 거제."""
    letters, answer = decompose(word), places.find(word)
    names = (short_form(match.place.names["ko"].split()[-1]) for match in (*answer.matches, *answer.suggestions))
    return any(distance(letters, decompose(name)) <= distance(letters, decompose(slip)) for name in names)


def find_slip(word: str) -> str | None:
    """Return the only word of the grammar within one slip; never one with another first letter."""
    letters = decompose(word)
    near = {other for key in _variants(letters) for other in _slips().get(key, ())}
    costs = {other: distance(letters, decompose(other)) for other in near if decompose(other)[0] == letters[0]}
    best = min(costs.values(), default=_MAX_COST + 1)
    nearest = [other for other, cost in costs.items() if cost == best <= _MAX_COST]
    return nearest[0] if len(nearest) == 1 else None


@cache
def _slips() -> dict[str, set[str]]:
    """Return the words of the grammar by what remains of them without one of their letters."""
    found = defaultdict[str, set[str]](set)
    for word in WORDS:
        if len(word) >= _MIN_LENGTH:
            for key in _variants(decompose(word)):
                found[key].add(word)
    return found


def _variants(letters: str) -> Iterator[str]:
    yield letters
    for place in range(len(letters)):
        yield letters[:place] + letters[place + 1 :]
