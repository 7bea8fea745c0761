"""Plain text: the text of HTML that a reader sees, and the numbered lines of a text.

Hidden parts are dropped: scripts, styles, frames, comments, and elements hidden by an attribute or an inline style (a
stylesheet is not evaluated). So are control characters and those that change the writing direction.
"""

import html
import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.text.html_tree import parse_html

BULLETS = "•·∙‧ㆍ●▪■◆◦*"
# A dash is a bullet only before a space: in a ticker, -서울4.9℃ has no condition and -4.9℃ is below zero.
_DASH_BULLET = re.compile(r"[-–—]\s+")
# `str.strip` keeps U+200B and U+FEFF, which pages and byte order marks leave at the ends of lines.
_WHITE_SPACE = " \t\f\v\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\x00"
_LINE_END = re.compile(r"\r\n|\r|\n")

_HIDDEN = (
    "head, title, script, style, noscript, template, iframe, noframes, object, embed, svg, canvas, audio, video,"
    " select, textarea, [hidden], [aria-hidden='true']"
)
# The property begins a declaration and the size is exactly 0: x-display:none and font-size:0.9em hide nothing.
_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*(?:0+(?:\.0*)?|\.0+)(?![0-9.]))",
    re.IGNORECASE,
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
# Not a single space, which most of them are and which stays.
_SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
# U+200D stays: it joins the emoji of several people.
_UNPRINTABLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
# Any lower-case tag or a well-known one; <KBS> and <속보> are parts of headlines. Feeds cut texts in the middle of a
# tag, so one may lack its end. With a namespace that it does not know, feedparser writes the end of its address as the
# tag's name, which HTML takes for a comment.
_TAG = re.compile(
    r"<!--|<//|</?[a-z][^<>]*>|<[a-z]+\s[^<>]*$"
    r"|(?i:</?(?:a|b|br|center|div|em|font|h[1-6]|i|iframe|img|li|noscript|ol|p|s|script|span|strong|style|table|td"
    r"|template|tr|u|ul)\b[^<>]*>)"
)
"""Marks a string as HTML."""

_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_MAX_LAYERS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text.

    Attributes:
        number: its number, counted from 1.
        raw: the line as it is.
        text: the line stripped.
    """

    number: int
    raw: str
    text: str


def split_lines(text: str) -> list[Line]:
    """Split a text at its line ends (CR LF, CR or LF)."""
    return [Line(number, raw, raw.strip(_WHITE_SPACE)) for number, raw in enumerate(_LINE_END.split(text), 1)]


def has_bullet(raw: str) -> bool:
    """Return whether a line begins with a bullet."""
    text = raw.strip(_WHITE_SPACE)
    return text.startswith(tuple(BULLETS)) or _DASH_BULLET.match(text) is not None


def strip_bullet(text: str) -> str:
    """Return a line stripped and without its bullet."""
    return _DASH_BULLET.sub("", text.strip(_WHITE_SPACE).lstrip(BULLETS).strip(_WHITE_SPACE), count=1)


def clean(text: str) -> str:
    """Return a text as one line: white space collapsed, unprintable characters removed."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def to_line(fragment: str) -> str:
    """Return the text of an HTML fragment, such as a headline, as one line.

    Raises:
        BrokenDocument: see `parse_html`.
    """
    return clean(_to_text(fragment))


def to_paragraphs(fragment: str) -> tuple[str, ...]:
    """Return the paragraphs of an HTML fragment as plain text.

    Raises:
        BrokenDocument: see `parse_html`.
    """
    return tuple(filter(None, map(clean, _to_text(fragment).split("\n"))))


def _to_text(fragment: str) -> str:
    """Return the visible text of a fragment of HTML or text."""
    text = fragment
    # Feeds escape HTML more than once; each pass removes one layer.
    for _ in range(_MAX_LAYERS):
        text = _CDATA.sub(r"\1", text)
        if _TAG.search(text):
            # Without a body of its own a fragment would begin in the head, where other rules hold.
            tree = parse_html(f"<body>{text}")
            remove_hidden(tree)
            text = "" if tree.body is None else visible_text(tree.body)
        elif _REFERENCE.search(text):
            text = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)
        else:
            break
    return text


def remove_hidden(tree: LexborHTMLParser) -> None:
    """Remove the hidden elements of a page."""
    for node in tree.css(_HIDDEN):
        node.decompose()
    for node in tree.css("[style]"):
        if _HIDING_STYLE.search(node.attributes.get("style") or ""):
            node.decompose()


def visible_text(root: LexborNode) -> str:
    """Return the text of an element without hidden parts: one line per block, and a bullet before each list item."""
    # Each element's block is remembered: the way up from every text would be slow in a deeply nested page.
    blocks: dict[int, int] = {}
    verbatim: set[int] = set()
    parts: list[str] = []
    last = None
    # lexbor's own text() glues neighbouring blocks and table cells together.
    for node in root.traverse(include_text=True):
        tag, parent = node.tag, node.parent
        block = node.mem_id if tag in _BLOCKS or parent is None else blocks.get(parent.mem_id, root.mem_id)
        if tag == "-text":
            words = _get_words(node, is_verbatim=block in verbatim)
            if words.strip(" "):
                parts.append(words if block == last else f"\n{words}")
                last = block
            continue
        blocks[node.mem_id] = block
        if tag == "br":
            parts.append("\n")
        elif tag == "li":
            parts.append("\n• ")
            last = block
        elif tag == "pre":
            verbatim.add(block)
    return "".join(parts)


def _get_words(node: LexborNode, *, is_verbatim: bool) -> str:
    text = node.text_content or ""
    return text if is_verbatim else _SPACES.sub(" ", text)
