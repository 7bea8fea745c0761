"""HTML as a tree, with limits that keep the time for building it in proportion to the page's length.

Building a tree costs the square of the number of attributes of one element, of the depth, and of the formatting
elements (``b``, ``font``) that a page leaves open: the HTML standard opens each of them again in every later block
("reconstruct the active formatting elements"). So the tags are counted first, in one pass, and a page beyond a limit is
not parsed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from sources.errors import BrokenDocument

# The tags that a browser would see: none in a comment, in a quoted attribute or in the text of a script. One without
# its end extends to the end of the page (\Z), as in a browser. Repetitions are possessive (*+): a page is read once.
_VALUE = r"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)"
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    rf"|<(?P<name>/?[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^=>]++|=\s*+{_VALUE}?+)*+)(?:>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"[^\s/>=]++(?:\s*+=\s*+{_VALUE}?+)?+")
_RAW_TEXT = frozenset({"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"})
"""Elements whose content has no tags, outside of the foreign ones."""

_FOREIGN = frozenset({"math", "svg"})
_FOREIGN_TAGS = {"math": 1, "svg": 1, "/math": -1, "/svg": -1}
"""Change of depth in foreign elements by tag."""

_VOID = frozenset({
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
})  # fmt: skip
# Old pages leave them open by the thousand, and the next one closes the one before.
_CLOSED_BY_THE_NEXT = frozenset({
    "a", "body", "button", "colgroup", "dd", "dt", "head", "html", "li", "nobr", "optgroup", "option", "p", "rb", "rp",
    "rt", "rtc", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
_NOT_NESTED = _VOID | _CLOSED_BY_THE_NEXT
_NOT_NESTED_ENDS = frozenset(f"/{name}" for name in _NOT_NESTED)
_FORMATTING = frozenset({"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the size of a page.

    Attributes:
        attributes: of one element.
        depth: elements inside each other that are open at the same time.
        elements: of the whole page, with the formatting elements that are opened again.
    """

    # Of 1,473 saved pages of newspapers and other sites none had more than 80, 100 levels and 13,000 elements.
    attributes: int = 200
    # Browsers build no deeper trees either.
    depth: int = 512
    # trafilatura needs about 1 s for 20,000 paragraphs.
    elements: int = 50_000


LIMITS = Limits()


@dataclass(slots=True)
class _Open:
    """The elements that are open at a place of a page."""

    stack: list[str] = field(default_factory=list)
    # Not a Counter, which takes ten times as long for a name that it has not met.
    names: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    formatting: int = 0

    def start(self, name: str) -> None:
        """Open an element."""
        self.stack.append(name)
        self.names[name] += 1
        self.formatting += name in _FORMATTING

    def ends_itself(self, attributes: str) -> bool:
        """Return whether a start tag is an end tag too: only ``<path/>`` in a drawing or a formula is."""
        return attributes.endswith("/") and any(self.names[name] for name in _FOREIGN)

    def end(self, name: str) -> None:
        """Close the innermost element of that name, and those inside it."""
        # An end tag that ends nothing is ignored; without this each would cost a search of the whole stack.
        if not self.names[name]:
            return
        # A formatting element lives on where a block that it stands in ends before it.
        self.formatting -= name in _FORMATTING
        while (last := self.stack.pop()) != name:
            self.names[last] -= 1
        self.names[name] -= 1


def parse_html(text: str, limits: Limits = LIMITS) -> LexborHTMLParser:
    """Return the tree of an HTML page or of a fragment.

    Raises:
        BrokenDocument: it holds more than the limits allow; the message names the line.
    """
    check_limits(text, limits)
    return LexborHTMLParser(text)


def check_limits(text: str, limits: Limits = LIMITS) -> None:
    """Check what a page holds without building its tree.

    Raises:
        BrokenDocument: it holds more than the limits allow; the message names the line.
    """
    opened, elements = _Open(), 0
    for tag, name in _find_tags(text):
        if name[0] == "/":
            opened.end(name[1:])
            continue
        # Each element has a tag, and in it the formatting elements that are open may be opened again.
        elements += 1 if name in _FORMATTING else 1 + opened.formatting
        if name not in _NOT_NESTED and not opened.ends_itself(tag[2]):
            opened.start(name)
        if (excess := _find_excess(tag, opened, elements, limits)) is not None:
            raise BrokenDocument(excess, text.count("\n", 0, tag.start()) + 1)


def _find_excess(tag: re.Match[str], opened: _Open, elements: int, limits: Limits) -> str | None:
    if elements > limits.elements:
        return f"there are more than {limits.elements} elements"
    if len(opened.stack) > limits.depth:
        return f"elements are nested deeper than {limits.depth} levels"
    # An attribute takes two characters at least, with the space before it.
    begin, end = tag.span()
    if end - begin > 2 * limits.attributes and len(_ATTRIBUTE.findall(tag["attributes"])) > limits.attributes:
        return f"an element has more than {limits.attributes} attributes"
    return None


def _find_tags(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the tags of a page in their order, each with its name in lower case; that of an end tag begins with /.

    End tags of elements that are not nested are left out.
    """
    lowered, foreign = "", 0
    tokens = _TOKEN.finditer(text)
    while (token := next(tokens, None)) is not None:
        written = token[1]
        if written is None or (name := written.lower()) in _NOT_NESTED_ENDS:
            continue
        yield token, name
        if name in _FOREIGN_TAGS:
            foreign = max(0, foreign + _FOREIGN_TAGS[name])
        elif name in _RAW_TEXT and not foreign:
            lowered = lowered or text.lower()
            tokens = _TOKEN.finditer(text, _skip_raw_text(lowered, name, token.end()))


def _skip_raw_text(lowered: str, name: str, position: int) -> int:
    end = lowered.find(f"</{name}", position)
    # Without an end tag the rest of the page is text.
    return len(lowered) if end < 0 else end
