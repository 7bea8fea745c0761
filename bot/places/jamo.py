"""Korean letters (jamo): syllables decomposed, compound consonants split, and names by their initials."""

import unicodedata

from bot.places.normalization import tidy

_TOGETHER = "ㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ"
_ONE_BY_ONE = ("ㄱㅅ", "ㄴㅈ", "ㄴㅎ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ", "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅂㅅ")
_COMPOUNDS = dict(zip(_TOGETHER, _ONE_BY_ONE, strict=True))
_PARTED = str.maketrans(_COMPOUNDS)
_SHORTEST = 2
_LAUGHTER = frozenset("ᄏᄒ")


def parted(text: str) -> str:
    """A text with the consonants that a keyboard puts into one letter parted again: ㄳ is ㄱㅅ."""
    return text.translate(_PARTED)


def letters(text: str) -> str:
    """Return a text with its syllables decomposed into letters (NFD), so that 서을 is close to 서울."""
    return unicodedata.normalize("NFD", text)


def initials_of(name: str) -> str:
    """The initial consonants of a name in Hangul; empty for other writing."""
    return "".join(filter(_is_initial, letters(name)))


def read_initials(text: str) -> str | None:
    """The consonants of which a text consists, or None where it says more, or too little, or laughs (ㅎㅎ)."""
    written = tidy(parted(text)).replace(" ", "")
    is_name = len(written) >= _SHORTEST and all(map(_is_initial, written)) and not _LAUGHTER.issuperset(written)
    return written if is_name else None


def _is_initial(letter: str) -> bool:
    return "\u1100" <= letter <= "\u1112"
