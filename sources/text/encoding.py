"""From bytes to text, however truly a page or a feed names its encoding."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress

from charset_normalizer import from_bytes

from sources.errors import BrokenDocument

_MARKS = (
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
_HEAD = 4096
_NAME = re.compile(r"[\w.:-]{1,40}", re.ASCII)
_KOREAN = re.compile(r"euc.?kr|ks_?c|949|uhc|korean")
_TRIED = {
    "ascii": "utf-8",
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
"""What Python's codecs are read as: those that do not fit just any bytes, in their widest form."""

_LONG_IN_UTF_8 = re.compile("[\u0800-\U0010ffff]")
"""What takes three bytes or more in UTF-8, which other text hardly ever shows by chance."""


def decode(data: bytes, charset: str | None = None) -> str:
    """Decode a page or a feed.

    A byte order mark decides, and so does text that can only be UTF-8. Else what the answer's header names, what the
    document declares (XML, then HTML), UTF-8, and cp949 where that gives sensible Korean are tried in this order.
    Korean names mean cp949, which is what newspapers use; a single-byte encoding fits any bytes, so that its name
    says nothing. Syllables in parted letters are put together.

    Args:
        data: the document.
        charset: the encoding that the answer's header names.

    Raises:
        BrokenDocument: the bytes are text in none of them, or no encoding that is named is known.
    """
    marked = next((encoding for mark, encoding in _MARKS if mark.match(data)), None)
    text = _decoded(data, marked) if marked else _unmarked(data, charset)
    return unicodedata.normalize("NFC", text)


def _unmarked(data: bytes, charset: str | None) -> str:
    names = tuple(_names(data, charset))
    if (text := _sure_utf_8(data)) is not None:
        return text
    known = [codec for name in names if (codec := _codec(name)) is not None]
    if names and not known:
        raise BrokenDocument(f"the page declares an unknown encoding, {names[0]}")
    tried = dict.fromkeys((*(_TRIED[codec] for codec in known if codec in _TRIED), "utf-8"))
    for encoding in tried:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    # Of a damaged page every other encoding of East Asia would make words that nobody wrote.
    is_korean = from_bytes(data, cp_isolation=["cp949"]).best() is not None
    return _decoded(data, "cp949" if is_korean else next(iter(tried)))


def _sure_utf_8(data: bytes) -> str | None:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if _LONG_IN_UTF_8.search(text) else None


def _names(data: bytes, charset: str | None) -> Iterator[str]:
    if charset and _NAME.fullmatch(charset.strip()):
        yield charset.strip().lower()
    for declaration in _DECLARATIONS:
        if (match := declaration.search(data[:_HEAD])) is not None:
            yield match[1].decode("ascii").lower()


def _codec(name: str) -> str | None:
    if _KOREAN.search(name):
        return "cp949"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenDocument(f"byte {error.start} is not {encoding} text", line) from error
