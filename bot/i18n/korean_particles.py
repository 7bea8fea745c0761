"""Korean particles, which depend on the last sound of the word before them.

A message has both forms in brackets after the word, ``{city}(은/는)``; the right one is chosen after formatting:
인천은, 서울은, 구미는. If the last sound is unknown, both stay, as Koreans write them: 仁川은(는).
"""

import re
import string
import unicodedata

# A tag, a bracket or another sign that is not read aloud may stand before the particle: <b>인천</b>은, [인천]은.
# Each sign of a text is tried as the last one, so that a limit keeps the time linear.
_PARTICLE = re.compile(
    r"(?P<last>\S)(?P<between>(?:</\w+>|&#?\w+;|[^\w\s%℃℉(;]){0,12})"
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
_LOOK_BACK = 40
"""Characters before a particle that decide how the last word is read."""

_UNITS = {
    **dict.fromkeys(("mm", "cm", "m", "km", "mm/h", "m/s", "km/h"), "터"),
    **dict.fromkeys(("°C", "°F"), "도"),
    **dict.fromkeys(("g", "kg"), "램"),
    "hPa": "칼",
}
"""The last syllable of each unit's Korean name: 밀리미터, 섭씨 도, 킬로그램, 헥토파스칼."""
# Only after a figure: 6mm is 육 밀리미터, but a name may end in m, too.
_UNIT = re.compile(rf"\d\s?({'|'.join(_UNITS)})$")

_LATIN = re.compile(r"[A-Za-z]+$")
_LONGEST_ACRONYM = 4
_LETTERS = dict(zip(string.ascii_lowercase, "이비시디이프지치이이이엘엠엔오피큐알스티유이유스이트", strict=True))
"""The last syllable of each letter's Korean name: 에이, 비, 시, … 알, … 제트."""
_SIGNS = dict(zip("0123456789%℃℉", "영일이삼사오육칠팔구트도도", strict=True))

# Romanized Korean keeps these final consonants: Gangneung, Seoul, Jeonbuk. A k, p or t after a consonant gets a vowel
# in Korean instead, as in 데스크.
_ENDINGS = (
    (re.compile(r"ng$"), "강"),
    (re.compile(r"l$"), "울"),
    (re.compile(r"[mn]$"), "인"),
    (re.compile(r"[aeiou][kpt]$"), "북"),
)
_VOWEL = "이"


def choose_particles(text: str) -> str:
    """Choose the particles of a formatted text."""
    # macOS writes syllables in parted letters.
    return _PARTICLE.sub(_choose, unicodedata.normalize("NFC", text))


def _choose(match: re.Match[str]) -> str:
    after_consonant, after_vowel = match["forms"].split("/")
    end = match.end("last")
    final = _final(match.string[max(end - _LOOK_BACK, 0) : end])
    if final is None:
        return match["last"] + match["between"] + _BOTH[match["forms"]]
    # After a final ㄹ only 으로/로 takes the form for vowels: 서울로, but 서울은.
    takes_vowel_form = final == 0 or (final == _RIEUL and after_vowel == "로")
    return match["last"] + match["between"] + (after_vowel if takes_vowel_form else after_consonant)


def _final(text: str) -> int | None:
    """Return the number of the text's final consonant in Unicode's order, 0 for none; None if it cannot be read."""
    code = ord(_last_syllable(text))
    return (code - _FIRST_SYLLABLE) % _FINALS if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE else None


def _last_syllable(text: str) -> str:
    """Return the last character as it is read aloud."""
    if unit := _UNIT.search(text):
        return _UNITS[unit[1]]
    if latin := _LATIN.search(text):
        return _last_syllable_of_latin(latin[0])
    return _SIGNS.get(text[-1], text[-1])


def _last_syllable_of_latin(word: str) -> str:
    # KBS is spelled out, BUSAN is not.
    if len(word) == 1 or (word.isupper() and len(word) <= _LONGEST_ACRONYM):
        return _LETTERS[word[-1].lower()]
    return next((syllable for ending, syllable in _ENDINGS if ending.search(word.lower())), _VOWEL)
