"""One key for all Korean spellings that are spoken alike: 제쥬 for 제주, 데전 for 대전, 쳔안 for 천안.

After ㅅ, ㅈ and ㅊ a y-vowel is spoken without it; ㅐ, ㅔ and ㅖ have become one sound, and so have ㅙ, ㅚ and ㅞ; a
tense consonant (ㄲ, ㄸ, ㅃ, ㅆ, ㅉ) is the plain one for who writes by ear; of the consonants under a vowel only
seven are heard.
"""

import re
import unicodedata

_TENSE = dict(zip("ᄁᄄᄈᄊᄍ", "ᄀᄃᄇᄉᄌ", strict=True))
_VOWELS = dict(zip("ᅢᅤᅨᅫᅬ", "ᅦᅦᅦᅰᅰ", strict=True))
_CODAS = dict(zip("ᆩᆿᆺᆻᆽᆾᇀᇂᇁ", "ᆨᆨᆮᆮᆮᆮᆮᆮᆸ", strict=True))
_HEARD = str.maketrans({**_TENSE, **_VOWELS, **_CODAS})
_AFTER_SIBILANT = re.compile("([ᄉᄌᄎ])([ᅣᅧᅭᅲ])")
_WITHOUT_Y = dict(zip("ᅣᅧᅭᅲ", "ᅡᅥᅩᅮ", strict=True))
_SYLLABLES = re.compile("[가-힣]+")


def heard(text: str) -> str | None:
    """The key of a text in Hangul, or None where it is written otherwise."""
    if not _SYLLABLES.fullmatch(text):
        return None
    parted = unicodedata.normalize("NFD", text).translate(_HEARD)
    return _AFTER_SIBILANT.sub(lambda pair: pair[1] + _WITHOUT_Y[pair[2]], parted)
