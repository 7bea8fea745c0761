"""Korean particles, which depend on the last sound of the word before them.

A message has both forms in brackets after the word, ``{city}(은/는)``; the right one is chosen after formatting:
인천은, 서울은, 구미는. If the last sound is unknown, both stay, as Koreans write them: 仁川은(는).
"""

import re
import unicodedata

_PARTICLE = re.compile(
    r"(?P<last>\S)(?P<between>(?:</\w+>|['\"’”)])*)"
    r"\((?P<forms>은/는|이/가|을/를|과/와|으로/로|이에요/예요)\)"
)
_BOTH = {
    "은/는": "은(는)",
    "이/가": "이(가)",
    "을/를": "을(를)",
    "과/와": "과(와)",
    "으로/로": "(으)로",
    "이에요/예요": "이에요",
}
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS = 0xAC00, 0xD7A3, 28
_RIEUL = 8
_SPOKEN_DIGITS = {
    "0": "영",
    "1": "일",
    "2": "이",
    "3": "삼",
    "4": "사",
    "5": "오",
    "6": "육",
    "7": "칠",
    "8": "팔",
    "9": "구",
}
_SPOKEN_LETTERS = {"l": "엘", "m": "엠", "n": "엔", "g": "잉"}


def choose_particles(text: str) -> str:
    """Choose the particles of a formatted text."""
    # macOS writes syllables in parted letters.
    return _PARTICLE.sub(_choose, unicodedata.normalize("NFC", text))


def _choose(match: re.Match[str]) -> str:
    after_consonant, after_vowel = match["forms"].split("/")
    final = _final(match["last"])
    if final is None:
        return match["last"] + match["between"] + _BOTH[match["forms"]]
    takes_vowel_form = final == 0 or (final == _RIEUL and after_vowel == "로")
    return match["last"] + match["between"] + (after_vowel if takes_vowel_form else after_consonant)


def _final(character: str) -> int | None:
    """Return the index of the final consonant in Unicode's order of syllables; 0 for none, None if unknown."""
    spoken = _SPOKEN_DIGITS.get(character) or _SPOKEN_LETTERS.get(character.lower()) or character
    code = ord(spoken)
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return (code - _FIRST_SYLLABLE) % _FINALS
    return 0 if spoken.isascii() and spoken.isalpha() else None
