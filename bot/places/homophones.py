"""One key for all Korean spellings that are spoken alike: 제쥬 for 제주, 강능 for 강릉, 할라산 for 한라산.

Of the consonants under a vowel only seven are heard, and they change with what follows (ㄱ before ㄴ is ㅇ, ㄹ after ㅇ
is ㄴ, ㄴ beside ㄹ is ㄹ). After ㅅ, ㅈ and ㅊ a y-vowel is spoken without it; ㅐ, ㅔ and ㅖ have become one sound, and
so have ㅙ, ㅚ and ㅞ; ㅢ is ㅣ but at a word's beginning; a tense consonant (ㄲ, ㄸ, ㅃ, ㅆ, ㅉ) is the plain one for
who writes by ear. A vowel that is drawn out (포오) is still one.
"""

import re
import unicodedata

_TENSE = dict(zip("ᄁᄄᄈᄊᄍ", "ᄀᄃᄇᄉᄌ", strict=True))
_VOWELS = dict(zip("ᅢᅤᅨᅫᅬ", "ᅦᅦᅦᅰᅰ", strict=True))
_CODAS = dict(zip("ᆩᆿᆪᆺᆻᆽᆾᇀᇂᇁᆹᆬᆭ", "ᆨᆨᆨᆮᆮᆮᆮᆮᆮᆸᆸᆫᆫ", strict=True))
_HEARD = str.maketrans({**_TENSE, **_VOWELS, **_CODAS})
_WITHOUT_Y = dict(zip("ᅣᅧᅭᅲ", "ᅡᅥᅩᅮ", strict=True))
_NASAL = dict(zip("ᆨᆮᆸ", "ᆼᆫᆷ", strict=True))

_SYLLABLES = re.compile("[가-힣]+")
_DRAWN_OUT = re.compile("([ᅡ-ᅵ])(?:ᄋ\\1)+")
_AFTER_SIBILANT = re.compile("([ᄉᄌᄎ])([ᅣᅧᅭᅲ])")
_LIQUID_AFTER = re.compile("([ᆨᆮᆷᆸᆼ])ᄅ")
_BEFORE_NASAL = re.compile("([ᆨᆮᆸ])(?=[ᄂᄆ])")
_LIQUIDS = re.compile("ᆫᄅ|ᆯᄂ")
_WEAK_UI = re.compile("(?<!^ᄋ)ᅴ")


def heard(text: str) -> str | None:
    """The key of a text in Hangul, or None where it is written otherwise."""
    if not _SYLLABLES.fullmatch(text):
        return None
    key = _DRAWN_OUT.sub(r"\1", unicodedata.normalize("NFD", text))
    key = assimilated(key.translate(_HEARD))
    key = _AFTER_SIBILANT.sub(lambda pair: pair[1] + _WITHOUT_Y[pair[2]], key)
    return _WEAK_UI.sub("ᅵ", key)


def assimilated(parted: str) -> str:
    """A name in parted letters as its consonants sound where they meet: 강능 for 강릉, 뱅녕 for 백령, 할라 for 한라."""
    key = _LIQUID_AFTER.sub(r"\1ᄂ", parted)
    key = _BEFORE_NASAL.sub(lambda final: _NASAL[final[1]], key)
    return _LIQUIDS.sub("ᆯᄅ", key)
