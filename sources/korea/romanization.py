"""Revised Romanization of Korean for place names, as signs and maps show them."""

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
"""Sound of a final consonant that moves to the next syllable; others keep their spelling."""

_BEFORE_VOWEL_BY_INDEX = {7: "d", 19: "s", 20: "ss", 22: "j", 23: "ch", 24: "k", 25: "t", 26: "p", 27: ""}
"""Final consonants whose sounds differ only before a vowel, by index in Unicode's order."""

_ASSIMILATED = {
    "kn": "ngn", "km": "ngm", "kr": "ngn", "tn": "nn", "tm": "nm", "tr": "nn", "pn": "mn", "pm": "mm", "pr": "mn",
    "nr": "ll", "ln": "ll", "lr": "ll", "mr": "mn", "ngr": "ngn",
}  # fmt: skip
"""Assimilation of a final consonant and the next initial one."""

_PARTS = re.compile(r"[0-9][0-9.,·]*|[가-힣]+")
# Numbers are joined too: 종로1.2.3.4가동.
_JOINED = re.compile(r"[.,·](?=[가-힣])")
# The ordinal prefix is not romanized: 성수1가제1동 is Seongsu 1-ga 1-dong.
_ORDINAL = re.compile(r"제(?=[0-9])")
_WORDS = re.compile(r"[^가-힣]+")
_PART = "(?:[동서남북중]{1,2}부(?:중산간|앞바다|먼바다)?|[동서남북]{0,2}산[지간]|평지|[동서남북]{1,2}권|도서)"
_AREA = re.compile(rf"([가-힣]{{2,}}?)(광역시|특별시|[시군구])?({_PART})?")
_UNITS = {"가": "ga", "동": "dong", "리": "ri", "면": "myeon", "읍": "eup"}
_DISTRICTS = {"구": "gu", "군": "gun", "시": "si"}


def romanize(name: str) -> str:
    """Romanize a Hangul name: ``Seongsu`` for 성수. Characters other than Hangul syllables are dropped."""
    syllables = [_decompose(ord(letter) - ord(_FIRST)) for letter in name if _FIRST <= letter <= _LAST]
    if not syllables:
        return ""
    text = _INITIAL[syllables[0][0]]
    # A final consonant is written as it sounds before the next syllable: 청량리 is Cheongnyangni.
    for (_, vowel, final), (initial, _, _) in pairwise(syllables):
        text += _VOWEL[vowel] + _join(final, _INITIAL[initial])
    _, vowel, final = syllables[-1]
    return (text + _VOWEL[vowel] + _FINAL[final]).capitalize()


def romanize_town(name: str) -> str:
    """Romanize a 읍, 면 or 동: ``Yeoksam 1-dong`` for 역삼1동, ``Hwasu 1·Hwapyeong-dong`` for 화수1.화평동."""
    *others, last = _JOINED.split(_ORDINAL.sub("", name))
    # 화수1.화평동 was merged from two towns, whose unit stands at the end.
    return "·".join((*map(_romanize_numbered, others), _romanize_parts(last)))


def romanize_zone(name: str) -> str:
    """Romanize a warning zone of KMA, its parts apart: ``Gangneung-si Sanji`` for 강릉시산지."""
    words = (word for word in _WORDS.split(name) if word)
    return " ".join(part for word in words for part in _romanize_area(word))


def romanize_measuring_station(name: str) -> str:
    """Romanize a measuring station of AirKorea: ``Jongno-gu``, ``Yeocheon-dong (Yeosu)`` for 여천동(여수)."""
    # Most have the name of their town, some that of a district; a city behind it tells namesakes apart.
    base, _, city = name.partition("(")
    if len(base) > 1 and base[-1] in _DISTRICTS:
        own = f"{romanize(base[:-1])}-{_DISTRICTS[base[-1]]}"
    else:
        own = romanize_town(base)
    return f"{own} ({romanize(city)})" if city else own


def _romanize_area(word: str) -> list[str]:
    found = _AREA.fullmatch(word)
    if found is None:
        return [romanize(word)]
    base, unit, part = found.groups()
    name = f"{romanize(base)}-{romanize(unit).lower()}" if unit else romanize(base)
    return [name, romanize(part)] if part else [name]


def _romanize_numbered(name: str) -> str:
    return " ".join(part if part[0].isdigit() else romanize(part) for part in _PARTS.findall(name))


def _romanize_parts(name: str) -> str:
    text = ""
    for part in _PARTS.findall(name):
        if part[0].isdigit():
            text += f" {part}"
        elif text:
            text += "".join(f"-{_UNITS[letter]}" if letter in _UNITS else romanize(letter) for letter in part)
        else:
            text = _romanize_with_unit(part)
    return text


def _romanize_with_unit(name: str) -> str:
    # 이동 is a name and its unit (I-dong), but a single syllable is only a name.
    if len(name) > 1 and name[-1] in _UNITS:
        return f"{romanize(name[:-1])}-{_UNITS[name[-1]]}"
    return romanize(name)


def _decompose(number: int) -> tuple[int, int, int]:
    """Return the indices of a syllable's initial, vowel and final in Unicode's order."""
    return number // (_VOWELS * _FINALS), number // _FINALS % _VOWELS, number % _FINALS


def _join(final: int, initial: str) -> str:
    """Return the letters of a final consonant followed by the next syllable's initial one."""
    sound = _FINAL[final]
    if not initial:
        return _BEFORE_VOWEL_BY_INDEX.get(final, _BEFORE_VOWEL.get(sound, sound))
    return _ASSIMILATED.get(sound + initial, sound + initial)
