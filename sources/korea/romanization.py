"""Hangul names in the Revised Romanization of Korean, as the places' names on signs and maps are written."""

import re
from itertools import pairwise

_FIRST, _LAST = "가", "힣"
_VOWELS, _FINALS = 21, 28
_INITIAL = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWEL = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo"),
    *("u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
_FINAL = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l"),
    *("m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"),
)
_BEFORE_VOWEL = {"k": "g", "l": "r", "p": "b"}
"""How a final consonant sounds that goes over to the next syllable; the others are as they are spelled."""

_SPELLED = {7: "d", 19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t", 26: "p", 27: ""}
"""Final consonants that sound alike at an end and apart before a vowel, by their place in Unicode."""

_TOGETHER = {
    "kn": "ngn", "km": "ngm", "kr": "ngn", "tn": "nn", "tm": "nm", "tr": "nn", "pn": "mn", "pm": "mm", "pr": "mn",
    "nr": "ll", "ln": "ll", "lr": "ll", "mr": "mn", "ngr": "ngn",
}  # fmt: skip
"""What two consonants become where they meet."""

_PARTS = re.compile(r"[0-9][0-9.,·]*|[가-힣]+")
_ORDINAL = re.compile(r"제(?=[0-9])")
_UNITS = {"가": "ga", "동": "dong", "리": "ri", "면": "myeon", "읍": "eup"}


def romanized(name: str) -> str:
    """A Hangul name in Latin letters: ``Seongsu`` of 성수; what is no Hangul syllable is left out."""
    syllables = [_parted(ord(letter) - ord(_FIRST)) for letter in name if _FIRST <= letter <= _LAST]
    if not syllables:
        return ""
    text = _INITIAL[syllables[0][0]]
    for (_, vowel, final), (initial, _, _) in pairwise(syllables):
        text += _VOWEL[vowel] + _joint(final, _INITIAL[initial])
    _, vowel, final = syllables[-1]
    return (text + _VOWEL[vowel] + _FINAL[final]).capitalize()


def romanized_town(name: str) -> str:
    """A 읍, 면 or 동 in Latin letters: ``Yeoksam 1-dong`` of 역삼1동, ``Aewol-eup`` of 애월읍."""
    text = ""
    for part in _PARTS.findall(_ORDINAL.sub("", name)):
        if part[0].isdigit():
            text += f" {part}"
        elif text:
            text += "".join(f"-{_UNITS[letter]}" if letter in _UNITS else romanized(letter) for letter in part)
        else:
            text = _with_unit(part)
    return text


def _with_unit(name: str) -> str:
    if len(name) > 1 and name[-1] in _UNITS:
        return f"{romanized(name[:-1])}-{_UNITS[name[-1]]}"
    return romanized(name)


def _parted(number: int) -> tuple[int, int, int]:
    """Initial, vowel and final of a syllable, by their places in Unicode."""
    return number // (_VOWELS * _FINALS), number // _FINALS % _VOWELS, number % _FINALS


def _joint(final: int, initial: str) -> str:
    """What a final consonant and the next syllable's initial one become."""
    sound = _FINAL[final]
    if not initial:
        return _SPELLED.get(final, _BEFORE_VOWEL.get(sound, sound))
    return _TOGETHER.get(sound + initial, sound + initial)
