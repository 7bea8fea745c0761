"""Decode a page, a feed or a table whose encoding is declared wrongly or not at all."""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sources.errors import BrokenDocument
from sources.records import Rejected

# UTF-32 before UTF-16: the mark of UTF-32-LE begins with that of UTF-16-LE.
_SIGNATURES = (
    (re.compile(codecs.BOM_UTF8), "utf-8-sig"),
    (re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff"), "utf-32"),
    (re.compile(rb"\xff\xfe|\xfe\xff"), "utf-16"),
    (re.compile(rb"<\0[?!A-Za-z]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[?!A-Za-z]"), "utf-16-be"),
)
_DECLARATIONS = (
    re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{1,40})", re.IGNORECASE),
    re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE),
)
_HEAD_BYTES = 4096
_NAME = re.compile(r"[\w.:-]{1,40}", re.ASCII)
_KOREAN_NAME = re.compile(r"euc.?kr|ks_?c|949|uhc|korean")
# Single-byte codecs are missing: they decode any bytes, so that a match proves nothing.
_MULTIBYTE = {
    "big5": "big5hkscs",
    "cp932": "cp932",
    "cp949": "cp949",
    "euc_jp": "euc_jp",
    "gb18030": "gb18030",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp",
    "iso2022_kr": "iso2022_kr",
    "johab": "johab",
    "shift_jis": "cp932",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
}
"""Declared codec to its widest superset."""

# What browsers read under these names, by the Encoding standard of WHATWG.
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
}
"""Declared codec of one byte a character to the one that is meant."""

_SINGLE_BYTE = re.compile(r"ascii|iso8859-\d+|cp(?:125\d|874|866)|koi8-[ru]|tis-620|mac-(?:roman|cyrillic)")

# Letters beyond ASCII for each byte that is damaged. A text in another encoding has far fewer.
_LETTERS_PER_DAMAGE = 20
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# Text in another encoding hardly ever forms one by chance.
_THREE_BYTES_IN_UTF_8 = re.compile("[\u0800-\U0010ffff]")
"""Characters of three bytes or more in UTF-8."""

# U+318D is left out: newspapers print it as a bullet.
_LETTER = re.compile("[^\\W\\d_\0-\x7f\u318d]")
# They make up 40 to 70 % of the Hangul of a Korean page.
_FREQUENT_SYLLABLES = frozenset(
    "가개것경계고공과관구국그기나년는니다대도동되된들등라로를리만며면문민발보부비사상서성세소수스시신실아안어에여"
    "연였오요용우원월위으은을음의이인일있자장전정제조주중지진최치하학한할해했행화회"
)
"""The syllables that Korean news repeats most."""

# Measured on 532 Korean and 3,587 other texts of three lines: none of the others passes both (docs/decisions/013).
_MIN_HANGUL = 0.9
"""The smallest share of Hangul among letters beyond ASCII that counts as Korean."""

_MIN_FREQUENT = 0.3
"""The smallest share of frequent syllables in the Hangul that counts as Korean."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a document.

    Attributes:
        text: the text (NFC); U+FFFD stands for what is damaged.
        damage: what is damaged, with the first line of it; None if nothing is.
    """

    text: str
    damage: Rejected | None = None


class _NotText(BrokenDocument):
    """The bytes are no text in an encoding.

    Attributes:
        encodings: those that may be meant, the likeliest first.
    """

    def __init__(self, reason: str, line: int, encodings: Sequence[str]) -> None:
        super().__init__(reason, line)
        self.encodings = encodings


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode a page, a feed or a table, and normalise its text to NFC.

    The first of these that fits decides: a byte order mark; UTF-8 with characters that only UTF-8 would show; the
    response header's charset, the XML declaration and the HTML declaration, in this order; UTF-8; cp949 if it gives
    Korean text; a declared encoding of one byte a character. All Korean charset names mean cp949, and ISO-8859-1 means
    windows-1252.

    Args:
        data: the document's bytes.
        charset: the charset of the response header.

    Raises:
        BrokenDocument: the bytes fit none of these encodings, or all declared encodings are unknown.
    """
    signature = next((encoding for pattern, encoding in _SIGNATURES if pattern.match(data)), None)
    text = _decode_strictly(data, (signature,)) if signature else _decode_unsigned(data, charset)
    return unicodedata.normalize("NFC", text)


def decode_damaged(data: bytes, charset: str | None = None) -> Decoded:
    """Decode a page or a feed of which a few bytes may be damaged; see `decode`.

    Raises:
        BrokenDocument: see `decode`; more than one of twenty letters is damaged.
    """
    try:
        return Decoded(decode(data, charset))
    except _NotText as error:
        for encoding in dict.fromkeys((*error.encodings, "utf-8", "cp949")):
            text = data.decode(encoding, "replace")
            if _is_readable(text, encoding):
                return Decoded(unicodedata.normalize("NFC", text), _describe_damage(text, encoding))
        raise


def _is_readable(text: str, encoding: str) -> bool:
    """Return whether a text that was decoded with replacements is readable all the same."""
    # Bytes in another encoding give hardly any three bytes of UTF-8, and no Korean in cp949.
    letters = len((_THREE_BYTES_IN_UTF_8 if encoding.startswith("utf") else _LETTER).findall(text))
    damaged = text.count(_REPLACEMENT)
    return letters - damaged >= _LETTERS_PER_DAMAGE * damaged and (encoding != "cp949" or _is_korean(text))


def _describe_damage(text: str, encoding: str) -> Rejected:
    first, damaged = text.index(_REPLACEMENT), text.count(_REPLACEMENT)
    line = text.count("\n", 0, first) + 1
    quote = text[max(0, first - 20) : first + 20].replace("\n", " ").strip()
    return Rejected(line, quote, f"bytes that are not {encoding} text: {damaged}; {_REPLACEMENT} stands for each")


def _decode_unsigned(data: bytes, charset: str | None) -> str:
    names = tuple(_declared_names(data, charset))
    # First, because Korean pages often name the wrong encoding; UTF-8 with Hangul in it proves itself.
    if (text := _decode_certain_utf_8(data)) is not None:
        return text
    codec_names = [codec for name in names if (codec := _find_codec(name)) is not None]
    # What a page in an unknown encoding says is not guessed.
    if names and not codec_names:
        raise BrokenDocument(f"the page declares an unknown encoding, {names[0]}")
    candidates = dict.fromkeys((*(_MULTIBYTE[codec] for codec in codec_names if codec in _MULTIBYTE), "utf-8"))
    for encoding in candidates:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    if (text := _decode_undeclared_korean(data)) is not None:
        return text
    # No byte is an error in an encoding of one byte a character, so that the others must not even be damaged.
    single = next((_AS_BROWSERS.get(codec, codec) for codec in codec_names if _SINGLE_BYTE.fullmatch(codec)), None)
    if single is not None and not any(_is_readable(data.decode(one, "replace"), one) for one in (*candidates, "cp949")):
        return data.decode(single, "replace")
    return _decode_strictly(data, tuple(candidates))


def _decode_certain_utf_8(data: bytes) -> str | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if _THREE_BYTES_IN_UTF_8.search(text) else None


def _decode_undeclared_korean(data: bytes) -> str | None:
    """Return the text if the bytes are cp949 and the text is Korean, else None."""
    # Short GBK, Big5 and Shift_JIS texts are valid cp949 too, and a damaged UTF-8 page may be. Decoded so, they give
    # Hanja, kana, symbols and rare syllables; only Korean gives mostly Hangul with the frequent syllables in it.
    # charset-normalizer 3.5 cannot decide this: a ticker has too many symbols for it (0.36 "mess" of 0.2 allowed),
    # and of 951 lines in GBK that are valid cp949 it took 947 for Korean.
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    return text if _is_korean(text) else None


def _is_korean(text: str) -> bool:
    letters = _LETTER.findall(text)
    syllables = [letter for letter in letters if "가" <= letter <= "힣"]
    frequent = sum(syllable in _FREQUENT_SYLLABLES for syllable in syllables)
    is_hangul = bool(syllables) and len(syllables) >= _MIN_HANGUL * len(letters)
    return is_hangul and frequent >= _MIN_FREQUENT * len(syllables)


def _declared_names(data: bytes, charset: str | None) -> Iterator[str]:
    if charset and _NAME.fullmatch(charset.strip()):
        yield charset.strip().lower()
    for declaration in _DECLARATIONS:
        if (match := declaration.search(data[:_HEAD_BYTES])) is not None:
            yield match[1].decode("ascii").lower()


def _find_codec(name: str) -> str | None:
    if _KOREAN_NAME.search(name):
        # The superset of EUC-KR: newspapers use it under each of these names, and `euc_kr` lacks 8,822 syllables.
        return "cp949"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _decode_strictly(data: bytes, encodings: Sequence[str]) -> str:
    """Decode by the first of several encodings; all are named to who may read the text in spite of damage."""
    try:
        return data.decode(encodings[0])
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _NotText(f"byte {error.start} is not {encodings[0]} text", line, encodings) from error
