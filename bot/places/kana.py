"""One key for all that a Korean name may look like in kana: プサン and ブサン, カンヌン, チェジュ, ｿｳﾙ, ぷさん.

Kana write what is heard, without telling ㅓ from ㅗ, ㅡ from ㅜ, ㅇ from ㄴ under a vowel, or a plain consonant from an
aspirated one; whether voiced (ガ) or not (カ) is left to the writer. A ㄱ, ㄹ, ㅁ or ㅂ under a vowel has a syllable of
its own (ク, ル, ム, プ), or a ㅁ is ン and a stop is ッ or nothing. A key is in Latin letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from bot.places.homophones import assimilated

# ruff: noqa: SIM905 - rows in the order of Unicode's syllables
_INITIALS = "k k n t t r m p p s s - c c c k t p h".split()
_VOWELS = "a e ya e o e yo e o wa we we yo u wo we wi yu u wi i".split()
_SOUNDS = {
    **{chr(0x1100 + number): sound.replace("-", "") for number, sound in enumerate(_INITIALS)},
    **{chr(0x1161 + number): sound for number, sound in enumerate(_VOWELS)},
}
_FINALS = dict(zip("ᆨᆩᆿᆫᆼᆯᆷᆸᇁ", "ku ku ku n n ru mu pu pu".split(), strict=True))
_LIGHT_FINALS = _FINALS | {"ᆷ": "n", "ᆨ": "", "ᆩ": "", "ᆿ": "", "ᆸ": "", "ᇁ": ""}
_FINALS_WITH_N = _FINALS | {"ᆷ": "n"}
_MOVING = dict(zip("ᆨᆫᆯᆷᆸ", "ᄀᄂᄅᄆᄇ", strict=True))
_LIAISON = re.compile(f"([{''.join(_MOVING)}])ᄋ")
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
_SMALL = dict(zip("ァィゥェォャュョヮ", "a i u e o ya yu yo wa".split(), strict=True))
_VOICED, _HALF_VOICED = "\u3099", "\u309a"
_VOICED_CONSONANTS = {"h": "p", "s": "c"}
_TO_KATAKANA = {number: number + 0x60 for number in range(0x3041, 0x3097)}
_TAILS = {"駅": "역", "空港": "공항", "国際空港": "공항", "島": "도"}
_WRITTEN = re.compile(f"([ァ-ヺ]{{2,}})([市郡区道]?|{'|'.join(_TAILS)})")
_SHORTEST_HIRAGANA = 5


def kana_key(text: str) -> str:
    """The key of a name in kana, also with an ending in kanji (市, 空港); empty for other writing.

    In hiragana short names are words of Japanese, and no Korean name has a long vowel (ー).
    """
    written = unicodedata.normalize("NFKC", text).replace("・", "").replace(" ", "")
    match = _WRITTEN.fullmatch(written.translate(_TO_KATAKANA))
    if match is None:
        return ""
    moras: list[str] = []
    for kana in match[1]:
        if moras and kana in _SMALL:
            moras[-1] = _with_small(moras[-1], _SMALL[kana])
        else:
            moras.append(_mora(kana))
    key = _plain("".join(moras)) + _TAILS.get(match[2], "")
    return key if written.startswith(match[1]) or len(key) >= _SHORTEST_HIRAGANA else ""


def kana_keys(hangul: str) -> tuple[str, ...]:
    """The keys of a name in Hangul as it is usually written in kana."""
    return _keys(hangul, (_FINALS,))


def rare_kana_keys(hangul: str) -> tuple[str, ...]:
    """The keys of a name in Hangul as it is written in kana more rarely, which may be those of other names."""
    return tuple(set(_keys(hangul, (_FINALS_WITH_N, _LIGHT_FINALS))).difference(kana_keys(hangul)))


def _keys(hangul: str, ways: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    tails = (tail for tail in _TAILS.values() if hangul.endswith(tail) and len(hangul) > len(tail) + 1)
    heads = ((hangul.removesuffix(tail), tail) for tail in ("", *tails))
    return tuple(
        dict.fromkeys(
            _plain("".join(_sounds(form, finals))) + tail
            for head, tail in heads
            for form in _spoken(head)
            for finals in ways
        )
    )


def _spoken(hangul: str) -> tuple[str, ...]:
    """A name in parted letters as it is spelled, as its consonants sound, and with those that go over to a vowel."""
    parted = unicodedata.normalize("NFD", hangul)
    heard = assimilated(parted)
    return parted, heard, _LIAISON.sub(lambda pair: _MOVING[pair[1]], heard)


def _sounds(parted: str, finals: Mapping[str, str]) -> Iterator[str]:
    for letter in parted:
        yield _SOUNDS.get(letter) or finals.get(letter, "")


def _plain(key: str) -> str:
    """A key without what kana do not tell: チョ is read as ㅊ with or without a y, イェ as エ."""
    return _PLAIN_AFTER.sub(r"\1", key).replace("ye", "e")


def _mora(kana: str) -> str:
    letter, *marks = list(unicodedata.normalize("NFD", kana))
    sound = _MORAS.get(letter, "")
    if _VOICED in marks or _HALF_VOICED in marks:
        return _VOICED_CONSONANTS.get(sound[:1], sound[:1]) + sound[1:]
    return sound


def _with_small(mora: str, small: str) -> str:
    """A syllable with a small kana behind it: チ and ェ are che, ク and ァ kwa, ト and ゥ tu."""
    vowel = mora[-1:]
    if small[0] in "yw" or vowel != "u":
        return mora[:-1] + small
    return f"{mora[:-1]}w{small}"
