"""Keys for Korean names written in kana: プサン and ブサン, カンヌン, チェジュ, ｿｳﾙ, ぷさん.

A key is in Latin letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from bot.places.homophones import assimilate

# Kana follow the sound: they do not distinguish ㅓ from ㅗ, ㅡ from ㅜ, a final ㅇ from ㄴ, or a plain consonant from
# an aspirated one.
# ruff: noqa: SIM905 - rows in the order of Unicode's syllables
_INITIALS = "k k n t t r m p p s s - c c c k t p h".split()
_VOWELS = "a e ya e o e yo e o wa we we yo u wo we wi yu u wi i".split()
_SOUNDS = {
    **{chr(0x1100 + number): sound.replace("-", "") for number, sound in enumerate(_INITIALS)},
    **{chr(0x1161 + number): sound for number, sound in enumerate(_VOWELS)},
}
# A final ㄱ, ㄹ, ㅁ or ㅂ is a syllable of its own: ク, ル, ム, プ.
_FINALS = dict(zip("ᆨᆩᆿᆫᆼᆯᆷᆸᇁ", "ku ku ku n n ru mu pu pu".split(), strict=True))
# Rarer spellings: a final ㅁ as ン (キンポ for 김포), a stop as ッ or nothing (モッポ for 목포).
_LIGHT_FINALS = _FINALS | {"ᆷ": "n", "ᆨ": "", "ᆩ": "", "ᆿ": "", "ᆸ": "", "ᇁ": ""}
_FINALS_WITH_N = _FINALS | {"ᆷ": "n"}
# Before a vowel a final consonant begins the next syllable: ナムォン for 남원.
_LIAISON_INITIALS = dict(zip("ᆨᆫᆯᆷᆸ", "ᄀᄂᄅᄆᄇ", strict=True))
_LIAISON = re.compile(f"([{''.join(_LIAISON_INITIALS)}])ᄋ")
_PLAIN_AFTER = re.compile("([cs])y")

_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タ  テト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "y": "ヤ ユ ヨ", "r": "ラリルレロ", "w": "ワヰ ヱヲ", "c": " チツ  ",
}  # fmt: skip
_MORAS = {
    mora: consonant + vowel
    for consonant, row in _ROWS.items()
    for mora, vowel in zip(row, "aiueo", strict=True)
    if mora != " "
} | {"ン": "n", "ッ": "", "ー": ""}
_SMALL = dict(zip("ァィゥェォャュョヮ", "a i u e o ya yu yo wa".split(), strict=True))
_VOICED, _HALF_VOICED = "\u3099", "\u309a"
# Voicing varies (カ or ガ), so only marks that change the Korean consonant count: ブ is ㅂ, ジ is ㅈ.
_VOICED_CONSONANTS = {"h": "p", "s": "c"}
_TO_KATAKANA = {number: number + 0x60 for number in range(0x3041, 0x3097)}
_ENDINGS = {"駅": "역", "空港": "공항", "国際空港": "공항", "島": "도"}
# The range ends before ー, because no Korean name has a long vowel: テープ is a Japanese word.
_WRITTEN = re.compile(f"([ァ-ヺ]{{2,}})([市郡区道]?|{'|'.join(_ENDINGS)})")
# Short words in hiragana are Japanese: おい is a nephew and not 오이도.
_MIN_HIRAGANA_LENGTH = 5


def kana_key(text: str) -> str:
    """Return the key of a name in kana, also with an ending in kanji (市, 空港); empty for other scripts."""
    # NFKC widens ｿｳﾙ to ソウル.
    written = unicodedata.normalize("NFKC", text).replace("・", "").replace(" ", "")
    match = _WRITTEN.fullmatch(written.translate(_TO_KATAKANA))
    if match is None:
        return ""
    moras: list[str] = []
    for kana in match[1]:
        if moras and kana in _SMALL:
            moras[-1] = _add_small_kana(moras[-1], _SMALL[kana])
        else:
            moras.append(_read_mora(kana))
    key = _simplify("".join(moras)) + _ENDINGS.get(match[2], "")
    return key if written.startswith(match[1]) or len(key) >= _MIN_HIRAGANA_LENGTH else ""


def kana_keys(hangul: str) -> tuple[str, ...]:
    """Return the keys of a name in Hangul as it is usually written in kana."""
    return _make_keys(hangul, (_FINALS,))


def rare_kana_keys(hangul: str) -> tuple[str, ...]:
    """Return the keys of rarer kana spellings of a name in Hangul; other names may have the same."""
    return tuple(set(_make_keys(hangul, (_FINALS_WITH_N, _LIGHT_FINALS))).difference(kana_keys(hangul)))


def _make_keys(hangul: str, final_tables: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    tails = (tail for tail in _ENDINGS.values() if hangul.endswith(tail) and len(hangul) > len(tail) + 1)
    heads = ((hangul.removesuffix(tail), tail) for tail in ("", *tails))
    return tuple(
        dict.fromkeys(
            _simplify("".join(_sounds(form, finals))) + tail
            for head, tail in heads
            for form in _pronunciations(head)
            for finals in final_tables
        )
    )


def _pronunciations(hangul: str) -> tuple[str, ...]:
    """Return a name decomposed: as spelled, as its consonants sound, and with liaison before vowels."""
    decomposed = unicodedata.normalize("NFD", hangul)
    assimilated = assimilate(decomposed)
    return decomposed, assimilated, _LIAISON.sub(lambda pair: _LIAISON_INITIALS[pair[1]], assimilated)


def _sounds(decomposed: str, finals: Mapping[str, str]) -> Iterator[str]:
    for letter in decomposed:
        yield _SOUNDS.get(letter) or finals.get(letter, "")


def _simplify(key: str) -> str:
    """Return a key without the distinctions that kana lack: チョ is ㅊ with or without a y, イェ is エ."""
    return _PLAIN_AFTER.sub(r"\1", key).replace("ye", "e")


def _read_mora(kana: str) -> str:
    letter, *marks = list(unicodedata.normalize("NFD", kana))
    sound = _MORAS.get(letter, "")
    if _VOICED in marks or _HALF_VOICED in marks:
        return _VOICED_CONSONANTS.get(sound[:1], sound[:1]) + sound[1:]
    return sound


def _add_small_kana(mora: str, small: str) -> str:
    """Return a mora combined with a small kana: チ and ェ are che, ク and ァ kwa, ト and ゥ tu."""
    vowel = mora[-1:]
    if small[0] in "yw" or vowel != "u":
        return mora[:-1] + small
    return f"{mora[:-1]}w{small}"
