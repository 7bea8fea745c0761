"""What was typed with the keyboard in the other language: tjdnf for 서울, ㅠㅕㄴ무 for busan.

The Korean layout is the usual one with two sets, consonants left and vowels right (KS X 5002).
"""

import re
import unicodedata

from bot.places.jamo import parted

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
_PARTS = {
    **{chr(0x1100 + number): keys for number, keys in enumerate(_INITIALS)},
    **{chr(0x1161 + number): keys for number, keys in enumerate(_VOWELS)},
    **{chr(0x11A7 + number): keys for number, keys in enumerate(_FINALS)},
}
"""The parts of parted syllables in Unicode's order: initials, vowels, finals."""

_SHIFTED = frozenset("RETQWOP")


def _any_of(keys: list[str]) -> str:
    return "|".join(sorted(filter(None, keys), key=len, reverse=True))


_SYLLABLE = re.compile(f"({_any_of(_INITIALS)})({_any_of(_VOWELS)})((?:{_any_of(_FINALS)})(?![{''.join(_VOWELS)}]))?")
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE.pattern}|[\s\d,?!.]|[^\x00-\x7F])+")


def in_hangul(text: str) -> list[str]:
    """What the keys of a text give on the Korean layout, and what without Shift; nothing where that is no Korean."""
    shifted = "".join(key if key in _SHIFTED else key.casefold() for key in text)
    ways = dict.fromkeys((shifted, text.casefold()))
    return [_SYLLABLE.sub(_composed, keys) for keys in ways if _SYLLABLES.fullmatch(keys)]


def in_latin(text: str) -> str:
    """What the keys of a Korean text give on the Latin layout, in small letters."""
    return "".join(map(_keys, unicodedata.normalize("NFC", parted(text)))).casefold()


def keys_of(letter: str) -> str:
    """The keys that give a letter, without Shift: those of a part of a syllable, or a Latin letter itself."""
    return _PARTS.get(letter, letter).casefold()


def _composed(keys: re.Match[str]) -> str:
    initial, vowel, final = _INITIALS.index(keys[1]), _VOWELS.index(keys[2]), _FINALS.index(keys[3] or "")
    return chr(ord(_FIRST) + (initial * len(_VOWELS) + vowel) * len(_FINALS) + final)


def _keys(letter: str) -> str:
    """The keys of a syllable or of a single letter; another sign as it is."""
    if not _FIRST <= letter <= _LAST:
        return _KEYS.get(letter, letter)
    block, final = divmod(ord(letter) - ord(_FIRST), len(_FINALS))
    initial, vowel = divmod(block, len(_VOWELS))
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
