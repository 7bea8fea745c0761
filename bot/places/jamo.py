"""Korean letters (jamo): syllables decomposed, compound consonants split, and names by their initials."""

import unicodedata

from bot.places.normalization import fold

# Keyboards join two consonants to one letter: ㄳ and ㅄ are meant as ㄱㅅ and ㅂㅅ.
_COMPOUND_CONSONANTS = "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ"
_SINGLE_CONSONANTS = ("ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ")
_COMPOUNDS = dict(zip(_COMPOUND_CONSONANTS, _SINGLE_CONSONANTS, strict=True))
_SPLIT = str.maketrans(_COMPOUNDS)
_MIN_INITIALS = 2
# ㅎㅎ is laughter and not 효행구.
_LAUGHTER = frozenset("ᄏᄒ")


def split_compounds(text: str) -> str:
    """Return a text with each compound consonant as two: ㄳ becomes ㄱㅅ."""
    return text.translate(_SPLIT)


def decompose(text: str) -> str:
    """Return a text with its syllables decomposed into letters (NFD), so that 서을 is close to 서울."""
    return unicodedata.normalize("NFD", text)


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
