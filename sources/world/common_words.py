"""Frequent words of five languages (`common_words_*.txt`), from wordfreq 3.1.1.

Each file has the first words of the small list of its language that are letters only, without those that negate or
limit (not, only): 6,000 of English and of Chinese, 5,000 of Japanese, 3,000 syllables of Vietnamese, and 18,000 of
Korean of two to five syllables, among them endings.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib import resources

_LONGEST_IDEOGRAPHIC = 6
_LONGEST_KOREAN = 5
_KOREAN_WORDS = re.compile("([가-힣]{2,12}?)(?:방|철|용|들)?(?:[은는이가만의]|이라|이라서|인데)?")


def is_common(text: str) -> bool:
    """Return whether a text consists of frequent words: bother bringing, 合适."""
    if text.isascii() or " " in text:
        return all(word.casefold() in _load("en") or word.casefold() in _load("vi") for word in text.split())
    return text.casefold() in _load("vi") or _is_run_of_words(text, _is_ideographic, _LONGEST_IDEOGRAPHIC)


def is_frequent_ideographic(word: str) -> bool:
    """Return whether a word is itself a frequent one of Chinese or Japanese: 高兴, ショップ, but not 水原."""
    return _is_ideographic(word)


def is_common_korean(text: str) -> bool:
    """Return whether a text consists of frequent Korean words, with particles or without: 학생들은, 실외수업."""
    return all(map(_is_korean_run, text.split()))


def _is_korean_run(word: str) -> bool:
    match = _KOREAN_WORDS.fullmatch(word)
    forms = () if match is None else (word, match[1])
    return any(_is_run_of_words(form, _is_korean, _LONGEST_KOREAN) for form in forms)


def _is_run_of_words(text: str, is_word: Callable[[str], bool], longest: int) -> bool:
    """Return whether a text without spaces can be divided into words."""
    ends = {0}
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - longest), end)
        if any(start in ends and is_word(text[start:end]) for start in starts):
            ends.add(end)
    return len(text) in ends


def _is_ideographic(text: str) -> bool:
    return text in _load("zh") or text in _load("ja")


def _is_korean(text: str) -> bool:
    return text in _load("ko")


@cache
def _load(language: str) -> frozenset[str]:
    path = resources.files("sources.world").joinpath(f"common_words_{language}.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
