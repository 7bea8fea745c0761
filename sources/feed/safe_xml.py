"""Sanitize XML from outside and reject dangerous documents before feedparser reads them."""

import io
import re
import sys
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource

from defusedxml.common import EntitiesForbidden
from defusedxml.expatreader import DefusedExpatParser

from sources.errors import BrokenDocument
from sources.text.html_tree import LIMITS

# Nested elements. No real feed nests more.
MAX_DEPTH = 100

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>\s*")
# The characters that XML 1.0 allows, negated; expat stops at the first other one.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# XML 1.0 allows but discourages these; U+0085 is missing because it is a line end.
_CONTROLS = re.compile("[\x7f-\x84\x86-\x9f]")
# In a CDATA section an ampersand is text already. A section that was cut off extends to the end (\Z).
_AMPERSAND = re.compile(
    r"(?P<verbatim><!\[CDATA\[.*?(?:\]\]>|\Z))"
    r"|&(?:(?P<named>(?:amp|lt|gt|quot|apos);)|#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));)?",
    re.DOTALL,
)
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
# The last code point, 1114111, has seven. `int` raises ValueError for thousands of digits.
_MAX_DIGITS = 7
_BOMB = "the document declares entities, which may be an XML bomb"


def sanitize_xml(text: str) -> str:
    """Remove or escape what often makes a feed ill-formed.

    Characters that XML forbids are removed. Ampersands that start no XML reference, as in ``R&D`` and ``&nbsp;``, are
    escaped.
    """
    # The declaration goes: its encoding is not that of the decoded text.
    declaration = _DECLARATION.match(text)
    bare = text[declaration.end() :] if declaration else text.lstrip()
    # Numeric references to 0x80-0x9f stay, since they mean characters of Windows-1252; the raw control characters go.
    return _AMPERSAND.sub(_sanitize_reference, _CONTROLS.sub("", _FORBIDDEN.sub("", bare)))


def _sanitize_reference(match: re.Match[str]) -> str:
    if match["verbatim"] or match["named"]:
        return match[0]
    digits = match["hex"] or match["decimal"]
    if digits is None:
        return "&amp;"
    code = int(digits, 16 if match["hex"] else 10) if len(digits) <= _MAX_DIGITS else 0
    return "" if code > sys.maxunicode or _FORBIDDEN.match(chr(code)) else match[0]


def is_well_formed(text: str) -> bool:
    """Return whether a document is well-formed XML.

    Nothing external is opened; an external document type is skipped.

    Raises:
        BrokenDocument: it declares entities, which XML bombs and external files need, is nested too deeply, or has an
            element with too many attributes. In an ill-formed document the whole text is searched for entities.
    """
    # RSS 0.91 names an external document type. It is skipped and never opened.
    parser = DefusedExpatParser(forbid_external=False)
    parser.setContentHandler(_Limits())
    source = InputSource()
    source.setEncoding("utf-8")
    source.setByteStream(io.BytesIO(text.encode()))
    try:
        parser.parse(source)
    except EntitiesForbidden as error:
        raise BrokenDocument(_BOMB) from error
    except SAXParseException as error:
        # expat stopped at the first error; a declaration may follow, and the lenient parser reads on.
        if _ENTITY.search(text):
            raise BrokenDocument(_BOMB) from error
        return False
    return True


class _Limits(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802, ARG002 - SAX's names
        # feedparser needs time for the square of their number.
        if len(attrs) > LIMITS.attributes:
            raise BrokenDocument(f"an element has more than {LIMITS.attributes} attributes")
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise BrokenDocument(f"elements are nested deeper than {MAX_DEPTH} levels")

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 - SAX's names
        self._depth -= 1
