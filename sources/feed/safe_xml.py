"""XML from outside, looked through before anything that trusts its input reads it."""

import io
import re
import sys
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource

from defusedxml.common import EntitiesForbidden
from defusedxml.expatreader import DefusedExpatParser

from sources.errors import BrokenDocument

DEEPEST = 100
"""Elements inside each other; no feed nests more."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>\s*")
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = re.compile("[\x7f-\x84\x86-\x9f]")
_AMPERSAND = re.compile(
    r"(?P<verbatim><!\[CDATA\[.*?(?:\]\]>|\Z))"
    r"|&(?:(?P<named>(?:amp|lt|gt|quot|apos);)|#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));)?",
    re.DOTALL,
)
_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_MOST_DIGITS = 7
_BOMB = "the document declares entities of its own, which may be a bomb"


def fit_for_xml(text: str) -> str:
    """Take out of a document what often makes XML ill-formed, and its declaration, untrue since it was decoded.

    Characters that XML forbids go; an ampersand that begins nothing that XML knows, as in ``R&D`` and ``&nbsp;``, is
    escaped.
    """
    declaration = _DECLARATION.match(text)
    bare = text[declaration.end() :] if declaration else text.lstrip()
    # By a reference to a later control character Windows' character of that number is meant; itself it means nothing.
    return _AMPERSAND.sub(_fit, _CONTROLS.sub("", _UNFIT.sub("", bare)))


def _fit(match: re.Match[str]) -> str:
    if match["verbatim"] or match["named"]:
        return match[0]
    digits = match["hex"] or match["decimal"]
    if digits is None:
        return "&amp;"
    code = int(digits, 16 if match["hex"] else 10) if len(digits) <= _MOST_DIGITS else 0
    return "" if code > sys.maxunicode or _UNFIT.match(chr(code)) else match[0]


def is_well_formed(text: str) -> bool:
    """Whether a document is well-formed XML, which is told only of one that can do no harm.

    Nothing is opened: a document type from elsewhere, as RSS 0.91 names one, is passed over. An ill-formed document is
    looked through up to where it is, and may not declare entities anywhere.

    Raises:
        BrokenDocument: it declares entities, of which bombs and external files are made, or nests too deep.
    """
    parser = DefusedExpatParser(forbid_external=False)
    parser.setContentHandler(_Depth())
    source = InputSource()
    source.setEncoding("utf-8")
    source.setByteStream(io.BytesIO(text.encode()))
    try:
        parser.parse(source)
    except EntitiesForbidden as error:
        raise BrokenDocument(_BOMB) from error
    except SAXParseException as error:
        if _ENTITY.search(text):
            raise BrokenDocument(_BOMB) from error
        return False
    return True


class _Depth(ContentHandler):
    """Counts how deep elements nest."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802, ARG002 - SAX's names
        self._depth += 1
        if self._depth > DEEPEST:
            raise BrokenDocument(f"more than {DEEPEST} elements stand inside each other")

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 - SAX's names
        self._depth -= 1
