"""Names typed on the other keyboard layout (tjdnf for 서울), or with two keys exchanged (수우너 for 수원).

The Korean layout is the common two-set one, consonants left and vowels right (KS X 5002).
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.places.jamo import split_compounds

# ruff: noqa: SIM905 - rows of keys that can be compared with a keyboard
_INITIALS = "r R s e E f a q Q t T d w W c z x v g".split()
_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l".split()
_FINALS = ["", *"r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split()]
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_FIRST, _LAST, _FIRST_VOWEL = "가", "힣", "ㅏ"
_KEYS = {
    **dict(zip(_CONSONANTS, _INITIALS, strict=True)),
    **{chr(ord(_FIRST_VOWEL) + number): keys for number, keys in enumerate(_VOWELS)},
}
_LETTER_KEYS = {
    **{chr(0x1100 + number): keys for number, keys in enumerate(_INITIALS)},
    **{chr(0x1161 + number): keys for number, keys in enumerate(_VOWELS)},
    **{chr(0x11A7 + number): keys for number, keys in enumerate(_FINALS)},
}
"""The keys of decomposed letters in Unicode's order: initials, vowels, finals."""

_SHIFTED = frozenset("RETQWOP")
"""The keys that type another Korean letter with Shift; for all other keys Shift makes no difference."""


def _alternatives(keys: list[str]) -> str:
    # The longest first: ㅝ is typed nj and must not end at n (dnjswn is 원주).
    return "|".join(sorted(filter(None, keys), key=len, reverse=True))


# A consonant before a vowel begins the next syllable: tjdnf is 서울, although tjd alone is 성.
_SYLLABLE = re.compile(
    f"({_alternatives(_INITIALS)})({_alternatives(_VOWELS)})((?:{_alternatives(_FINALS)})(?![{''.join(_VOWELS)}]))?"
)
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE.pattern}|[\s\d,?!.]|[^\x00-\x7F])+")


def retype_as_hangul(text: str) -> list[str]:
    """Return what a text's keys type on the Korean layout, with and without Shift; empty if that is no Korean."""
    # Caps Lock also shifts the keys that have no shifted letter.
    shifted = "".join(key if key in _SHIFTED else key.casefold() for key in text)
    variants = dict.fromkeys((shifted, text.casefold()))
    return [_SYLLABLE.sub(_compose, keys) for keys in variants if _SYLLABLES.fullmatch(keys)]


def retype_as_latin(text: str) -> str:
    """Return what a Korean text's keys type on the Latin layout, in lower case."""
    return "".join(map(_keys, unicodedata.normalize("NFC", split_compounds(text)))).casefold()


def exchange_keys(text: str) -> Iterator[str]:
    """Yield what a text in Hangul is with two neighbouring keys exchanged, but not the first one."""
    keys = "".join(map(_keys, text))
    if not _SYLLABLES.fullmatch(keys):
        return
    for place in range(1, len(keys) - 1):
        if keys[place] != keys[place + 1]:
            exchanged = f"{keys[:place]}{keys[place + 1]}{keys[place]}{keys[place + 2 :]}"
            if _SYLLABLES.fullmatch(exchanged):
                yield _SYLLABLE.sub(_compose, exchanged)


def get_keys(letter: str) -> str:
    """Return the keys of a decomposed letter, without Shift; a Latin letter is its own key."""
    return _LETTER_KEYS.get(letter, letter).casefold()


def _compose(keys: re.Match[str]) -> str:
    initial, vowel, final = _INITIALS.index(keys[1]), _VOWELS.index(keys[2]), _FINALS.index(keys[3] or "")
    return chr(ord(_FIRST) + (initial * len(_VOWELS) + vowel) * len(_FINALS) + final)


def _keys(letter: str) -> str:
    """Return the keys of a syllable or a single letter; any other character unchanged."""
    if not _FIRST <= letter <= _LAST:
        return _KEYS.get(letter, letter)
    block, final = divmod(ord(letter) - ord(_FIRST), len(_FINALS))
    initial, vowel = divmod(block, len(_VOWELS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
