"""Frequent words of four languages (`common_words_*.txt`), from wordfreq 3.1.1.

Each file has the first words of the small list of its language that are letters only, without those that negate or
limit (not, only): 6,000 of English and of Chinese, 5,000 of Japanese, 3,000 syllables of Vietnamese.
"""

from functools import cache
from importlib import resources

_LONGEST_IDEOGRAPHIC = 6


def is_common(text: str) -> bool:
    """Return whether a text consists of frequent words: bother bringing, 合适."""
    if text.isascii() or " " in text:
        return all(word.casefold() in _load("en") or word.casefold() in _load("vi") for word in text.split())
    return text.casefold() in _load("vi") or _is_run_of_words(text)


def _is_run_of_words(text: str) -> bool:
    """Return whether a text without spaces can be divided into words."""
    ends = {0}
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - _LONGEST_IDEOGRAPHIC), end)
        if any(start in ends and _is_word(text[start:end]) for start in starts):
            ends.add(end)
    return len(text) in ends


def _is_word(text: str) -> bool:
    return text in _load("zh") or text in _load("ja")


@cache
def _load(language: str) -> frozenset[str]:
    path = resources.files("sources.world").joinpath(f"common_words_{language}.txt")
    return frozenset(path.read_text(encoding="utf-8").split())
