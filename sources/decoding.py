"""From bytes to text: UTF-8, or what an HTML page declares about itself."""

import codecs
import re
import unicodedata

from sources.errors import BrokenDocument

_DECLARED = re.compile(rb"<meta[^>]{0,200}charset=[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_HEAD = 4096
_KOREAN = frozenset({"euc-kr", "euckr", "ks_c_5601-1987", "ksc5601", "cp949", "ms949", "uhc"})


def decode(data: bytes) -> str:
    """Decode a page.

    A byte order mark decides, else the `charset` that the page's head declares, else UTF-8. Pages that
    declare EUC-KR are read as cp949, its superset, because they use that. Syllables in parted letters are put together.

    Raises:
        BrokenDocument: the bytes are not in that encoding, or the encoding is not known.
    """
    encoding = _encoding(data)
    try:
        return unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenDocument(f"byte {error.start} is not {encoding} text", line) from error
    except LookupError as error:
        raise BrokenDocument(f"the page declares an unknown encoding, {encoding}") from error


def _encoding(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    declared = _DECLARED.search(data[:_HEAD])
    if declared is None:
        return "utf-8"
    name = declared[1].decode("ascii").lower()
    return "cp949" if name in _KOREAN else name
