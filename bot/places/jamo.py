"""Korean letters (jamo): syllables decomposed, compound consonants split, and names by their initials."""

import re
import unicodedata
from collections.abc import Iterator

from bot.places.normalization import fold

# Keyboards join two consonants to one letter: ㄳ and ㅄ are meant as ㄱㅅ and ㅂㅅ.
_COMPOUND_CONSONANTS = "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ"
_SINGLE_CONSONANTS = ("ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ")
_COMPOUNDS = dict(zip(_COMPOUND_CONSONANTS, _SINGLE_CONSONANTS, strict=True))
_SPLIT = str.maketrans(_COMPOUNDS)
_MIN_INITIALS = 2
_REPEATED = re.compile(r"([가-힣])\1")
_FIRST, _LAST = "가", "힣"
_FINALS = 28
"""Final consonants of a syllable, none included."""

# ㅎㅎ is laughter and not 효행구.
_LAUGHTER = frozenset("ᄏᄒ")


def split_compounds(text: str) -> str:
    """Return a text with each compound consonant as two: ㄳ becomes ㄱㅅ."""
    return text.translate(_SPLIT)


def decompose(text: str) -> str:
    """Return a text with its syllables decomposed into letters (NFD), so that 서을 is close to 서울."""
    return unicodedata.normalize("NFD", text)


def without_repetition(text: str) -> str:
    """Return a text in which a syllable typed twice in a row stands once: 서울 for 서울울."""
    return _REPEATED.sub(r"\1", text)


def without_finals(text: str) -> Iterator[tuple[int, str]]:
    """Yield a name in Hangul without the final consonant of each of its syllables, with the index of the syllable."""
    for place, syllable in enumerate(text):
        if _FIRST <= syllable <= _LAST:
            open_syllable = chr(ord(syllable) - (ord(syllable) - ord(_FIRST)) % _FINALS)
            yield place, f"{text[:place]}{open_syllable}{text[place + 1 :]}"


def get_initials(name: str) -> str:
    """Return the initial consonants of a name in Hangul; empty for other scripts."""
    return "".join(filter(_is_initial, decompose(name)))


def parse_initials(text: str) -> str | None:
    """Return the consonants of a text that has nothing else; None if too few, or laughter (ㅎㅎ)."""
    written = fold(split_compounds(text)).replace(" ", "")
    is_name = len(written) >= _MIN_INITIALS and all(map(_is_initial, written)) and not _LAUGHTER.issuperset(written)
    return written if is_name else None


def _is_initial(letter: str) -> bool:
    return "\u1100" <= letter <= "\u1112"
