"""Keys for Korean names that sound the same: 제쥬 and 제주, 강능 and 강릉, 할라산 and 한라산.

Only seven consonants are distinguished at the end of a syllable, and they change with the next sound (ㄱ before ㄴ
becomes ㅇ, ㄹ after ㅇ becomes ㄴ, ㄴ beside ㄹ becomes ㄹ). After ㅅ, ㅈ and ㅊ a y-vowel loses its y. ㅐ, ㅔ and ㅖ
sound the same, as do ㅙ, ㅚ and ㅞ; ㅢ is ㅣ except at the start of a word. A tense consonant (ㄲ, ㄸ, ㅃ, ㅆ, ㅉ) is
written as the plain one by ear. A lengthened vowel (포오) counts once.
"""

import re
import unicodedata

_TENSE = dict(zip("ᄁᄄᄈᄊᄍ", "ᄀᄃᄇᄉᄌ", strict=True))
_VOWELS = dict(zip("ᅢᅤᅨᅫᅬ", "ᅦᅦᅦᅰᅰ", strict=True))
_CODAS = dict(zip("ᆩᆿᆪᆺᆻᆽᆾᇀᇂᇁᆹᆬᆭ", "ᆨᆨᆨᆮᆮᆮᆮᆮᆮᆸᆸᆫᆫ", strict=True))
_SAME_SOUND = str.maketrans({**_TENSE, **_VOWELS, **_CODAS})
_WITHOUT_Y = dict(zip("ᅣᅧᅭᅲ", "ᅡᅥᅩᅮ", strict=True))
_NASAL = dict(zip("ᆨᆮᆸ", "ᆼᆫᆷ", strict=True))

_SYLLABLES = re.compile("[가-힣]+")
_REPEATED_VOWEL = re.compile("([ᅡ-ᅵ])(?:ᄋ\\1)+")
_AFTER_SIBILANT = re.compile("([ᄉᄌᄎ])([ᅣᅧᅭᅲ])")
_LIQUID_AFTER = re.compile("([ᆨᆮᆷᆸᆼ])ᄅ")
_BEFORE_NASAL = re.compile("([ᆨᆮᆸ])(?=[ᄂᄆ])")
_LIQUIDS = re.compile("ᆫᄅ|ᆯᄂ")
_WEAK_UI = re.compile("(?<!^ᄋ)ᅴ")


def sound_key(text: str) -> str | None:
    """Return the key of a text in Hangul, or None for other scripts."""
    if not _SYLLABLES.fullmatch(text):
        return None
    key = _REPEATED_VOWEL.sub(r"\1", unicodedata.normalize("NFD", text))
    key = assimilate(key.translate(_SAME_SOUND))
    key = _AFTER_SIBILANT.sub(lambda pair: pair[1] + _WITHOUT_Y[pair[2]], key)
    return _WEAK_UI.sub("ᅵ", key)


def assimilate(parted: str) -> str:
    """Return decomposed letters as they sound where consonants meet: 강능 for 강릉, 뱅녕 for 백령, 할라 for 한라."""
    key = _LIQUID_AFTER.sub(r"\1ᄂ", parted)
    key = _BEFORE_NASAL.sub(lambda final: _NASAL[final[1]], key)
    return _LIQUIDS.sub("ᆯᄅ", key)
