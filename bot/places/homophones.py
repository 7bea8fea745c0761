"""Keys for Korean names that sound the same: 제쥬 and 제주, 강능 and 강릉, 할라산 and 한라산."""

import re
import unicodedata

# People who go by ear write a tense consonant as the plain one.
_TENSE = dict(zip("ᄁᄄᄈᄊᄍ", "ᄀᄃᄇᄉᄌ", strict=True))
# ㅐ, ㅔ and ㅖ sound the same, as do ㅙ, ㅚ and ㅞ: 데전 for 대전, 게룡 for 계룡.
_VOWELS = dict(zip("ᅢᅤᅨᅫᅬ", "ᅦᅦᅦᅰᅰ", strict=True))
# Only seven consonants are distinguished at the end of a syllable.
_CODAS = dict(zip("ᆩᆿᆪᆺᆻᆽᆾᇀᇂᇁᆹᆬᆭ", "ᆨᆨᆨᆮᆮᆮᆮᆮᆮᆸᆸᆫᆫ", strict=True))
_SAME_SOUND = str.maketrans({**_TENSE, **_VOWELS, **_CODAS})
# After ㅅ, ㅈ and ㅊ a y-vowel loses its y: 셔울 for 서울, 쳔안 for 천안.
_WITHOUT_Y = dict(zip("ᅣᅧᅭᅲ", "ᅡᅥᅩᅮ", strict=True))
# ㄱ, ㄷ and ㅂ before ㄴ or ㅁ become ㅇ, ㄴ and ㅁ: 뱅녕 for 백령.
_NASAL = dict(zip("ᆨᆮᆸ", "ᆼᆫᆷ", strict=True))

_SYLLABLES = re.compile("[가-힣]+")
# A lengthened vowel counts once: 김포오.
_REPEATED_VOWEL = re.compile("([ᅡ-ᅵ])(?:ᄋ\\1)+")
_AFTER_SIBILANT = re.compile("([ᄉᄌᄎ])([ᅣᅧᅭᅲ])")
# ㄹ after most consonants becomes ㄴ: 강능 for 강릉.
_LIQUID_AFTER = re.compile("([ᆨᆮᆷᆸᆼ])ᄅ")
_BEFORE_NASAL = re.compile("([ᆨᆮᆸ])(?=[ᄂᄆ])")
# ㄴ next to ㄹ becomes ㄹ: 할라 for 한라.
_LIQUIDS = re.compile("ᆫᄅ|ᆯᄂ")
# ㄹ is added before a y-vowel, and ㅅ is not heard before another: 밀량 for 밀양, 붓산 for 부산.
_ADDED_LIQUID = re.compile("ᆯᄅ(?=[ᅣᅧᅭᅲ])")
_DOUBLED_SIBILANT = re.compile("ᆮᄉ")
# ㅢ is ㅣ except at the start of a word: 여이도 for 여의도.
_WEAK_UI = re.compile("(?<!^ᄋ)ᅴ")


def sound_key(text: str) -> str | None:
    """Return the key of a text in Hangul, or None for other scripts."""
    if not _SYLLABLES.fullmatch(text):
        return None
    key = _REPEATED_VOWEL.sub(r"\1", unicodedata.normalize("NFD", text))
    key = assimilate(key.translate(_SAME_SOUND))
    key = _DOUBLED_SIBILANT.sub("ᄉ", _ADDED_LIQUID.sub("ᆯᄋ", key))
    key = _AFTER_SIBILANT.sub(lambda pair: pair[1] + _WITHOUT_Y[pair[2]], key)
    return _WEAK_UI.sub("ᅵ", key)


def assimilate(parted: str) -> str:
    """Return decomposed letters as they sound where consonants meet: 강능 for 강릉, 뱅녕 for 백령, 할라 for 한라."""
    # In this order: ㄹ first becomes ㄴ (백녕), before which ㄱ becomes ㅇ (뱅녕).
    key = _LIQUID_AFTER.sub(r"\1ᄂ", parted)
    key = _BEFORE_NASAL.sub(lambda final: _NASAL[final[1]], key)
    return _LIQUIDS.sub("ᆯᄅ", key)
