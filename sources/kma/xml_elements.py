"""Elements of KMA's XML, read one by one; nothing is declared, opened or nested without limit."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from sources.errors import BrokenDocument

_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]{0,200}\?>")


def iterate_elements(text: str, max_depth: int) -> Iterator[tuple[str, str, Element]]:
    """Yield ``start`` or ``end``, the name without its namespace, and the element.

    Attributes are complete at the start of an element, its text and children only at the end.

    Raises:
        BrokenDocument: it is ill-formed, has a document type or entities, or is nested too deeply.
    """
    # The declaration goes: the encoding in it is not that of the decoded text.
    source = BytesIO(_DECLARATION.sub("", text, count=1).encode())
    depth = 0
    try:
        # Without a document type no entity can be declared, so memory cannot grow.
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > max_depth:
                raise BrokenDocument(f"the feed nests elements deeper than {max_depth} levels")
            yield event, element.tag.rpartition("}")[2], element
    except DefusedXmlException as error:
        raise BrokenDocument("the feed has a document type or entities, which KMA's never has") from error
    except ParseError as error:
        raise BrokenDocument(f"the feed is not well-formed XML ({error.msg})", error.position[0]) from error
