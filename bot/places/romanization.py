"""Keys for the spellings of a Korean name in Latin letters.

Revised Romanization writes 춘천 as Chuncheon, McCune–Reischauer as Ch'unch'ŏn, a map without diacritics as Chunchon;
부산 was Pusan. They differ in the same few places: voiced or not (g/k, d/t, b/p, j/ch), r or l, how ㅓ and ㅡ are
written. A key has none of these differences. A fine key keeps the letters that distinguish ㅓ from ㅗ and ㅡ from ㅜ
(eo, ŏ, eu, ŭ); a coarse key does not.
"""

import re
import unicodedata
from functools import lru_cache

# ruff: noqa: SIM905 - rows in the order of Unicode's syllables
_INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u weo we wi yu eu eui i".split()
_FINALS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_FIRST, _LAST = "가", "힣"
_VOWEL_COUNT, _FINAL_COUNT = len(_VOWELS), len(_FINALS)

# Revised Romanization writes consonants as they sound where they meet: 독립 is Dongnip.
_ASSIMILATED = (
    *(
        ("kn", "ngn"),
        ("km", "ngm"),
        ("kr", "ngn"),
        ("tn", "nn"),
        ("tm", "nm"),
        ("pn", "mn"),
        ("pm", "mm"),
        ("pr", "mn"),
    ),
    *(("mr", "mn"), ("ngr", "ngn"), ("nr", "ll"), ("ln", "ll"), ("lr", "ll")),
)
# Spellings of English and older systems: Soowon, Weonju, Ch'unch'ŏn.
_SAME = (
    ("eo", "ŏ"),
    ("eu", "ŭ"),
    ("ŭi", "ui"),
    ("oo", "u"),
    ("ee", "i"),
    ("wu", "u"),
    ("wŏ", "wo"),
    ("sh", "s"),
    ("ch", "j"),
    ("ck", "k"),
    ("ph", "p"),
    ("th", "t"),
    ("kh", "k"),
)
# Busan was Pusan: systems differ in voicing, and r and l are one letter in Korean.
_LETTERS = str.maketrans("gdbrzq", "ktpljk")
_CARON = str.maketrans("ǒǔ", "ŏŭ")
_COARSE = str.maketrans("ŏŭ", "ou")
# 영 is Yeong, Yong or Young, as in Youngju.
_YEONG = re.compile("y(?:ou|u)nk")
_DOUBLE = re.compile(r"(.)\1+")
_NO_LETTER = re.compile("[^a-zŏŭ]+")
_LATIN = re.compile("[a-z]")
_FINE_LETTERS = frozenset("ŏŭ")


def fine_key(text: str) -> str:
    """Return the key of a text in Latin letters, with ㅓ and ㅡ where they are distinguished; empty without letters."""
    key = _without_accents(text.casefold())
    for written, same in _SAME:
        key = key.replace(written, same)
    key = key.translate(_LETTERS)
    return _DOUBLE.sub(r"\1", key if key.isascii() and key.isalpha() else _NO_LETTER.sub("", key))


def coarse_key(key: str) -> str:
    """Return a fine key without the distinctions that only careful writers make."""
    if is_fine(key):
        key = _DOUBLE.sub(r"\1", key.translate(_COARSE))
    return _YEONG.sub("yonk", key) if "y" in key else key


def is_fine(key: str) -> bool:
    """Return whether a key distinguishes ㅓ from ㅗ, or ㅡ from ㅜ."""
    return not _FINE_LETTERS.isdisjoint(key)


def is_latin(text: str) -> bool:
    """Return whether a text is written in Latin letters."""
    return bool(_LATIN.search(text)) and not any(_FIRST <= letter <= _LAST for letter in text)


def has_diacritics(text: str) -> bool:
    """Return whether a text is written as in the McCune–Reischauer system: Ch'unch'ŏn."""
    return not text.isascii() or "'" in text


def romanize(hangul: str) -> tuple[str, ...]:
    """Return a name in Hangul in Latin letters: letter by letter, and as it is spoken (신라: sinra, silla)."""
    parted = "".join(map(_syllable, hangul))
    spoken = parted
    for written, said in _ASSIMILATED:
        spoken = spoken.replace(written, said)
    return (parted,) if spoken == parted else (parted, spoken)


@lru_cache(maxsize=4096)
def _syllable(letter: str) -> str:
    """Return a syllable in Latin letters; empty for any other character."""
    if not _FIRST <= letter <= _LAST:
        return ""
    block, final = divmod(ord(letter) - ord(_FIRST), _FINAL_COUNT)
    initial, vowel = divmod(block, _VOWEL_COUNT)
    return (_INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]).replace("-", "")


def _without_accents(text: str) -> str:
    """Return letters without accents except the breve, which is also written as a caron."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text).translate(_CARON)
    letters = (letter if letter in _FINE_LETTERS else unicodedata.normalize("NFD", letter)[0] for letter in composed)
    return "".join(letters)
