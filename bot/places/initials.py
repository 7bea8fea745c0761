"""Names by their initial consonants: ㄱㄹ for 강릉."""

from bot.places.keyboard import parted
from bot.places.normalization import letters, tidy

_SHORTEST = 2
_LAUGHTER = frozenset("ᄏᄒ")


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
