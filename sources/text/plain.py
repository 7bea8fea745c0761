"""From HTML to the text that a reader sees.

What is hidden never comes along: scripts, styles, frames, comments, and elements that are hidden by an attribute or a
style of their own. Neither do control characters and those that turn the direction of writing.
"""

import html
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.text.lines import INVISIBLE

_UNSEEN = (
    "head, title, script, style, noscript, template, iframe, noframes, object, embed, svg, canvas, audio, video,"
    " select, textarea, [hidden], [aria-hidden='true']"
)
_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*(?:0+(?:\.0*)?|\.0+)(?![0-9.]))",
    re.IGNORECASE,
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
})  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNPRINTABLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_TAG = re.compile(
    r"<!--|</?[a-z][^<>]*>|<[a-z]+\s[^<>]*$"
    r"|(?i:</?(?:a|b|br|center|div|em|font|h[1-6]|i|iframe|img|li|noscript|ol|p|s|script|span|strong|style|table|td"
    r"|template|tr|u|ul)\b[^<>]*>)"
)
"""What makes a text HTML: any tag in small letters, or one that is well known; ``<KBS>`` is a part of the headline."""

_REFERENCE = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_MOST_LAYERS = 5


def tidy(text: str) -> str:
    """A text in one line, with one space where there were many and nothing that cannot be printed."""
    return re.sub(r"\s+", " ", _UNPRINTABLE.sub("", text)).strip(INVISIBLE)


def one_line(fragment: str) -> str:
    """The text of a fragment of HTML, such as a headline, in one line."""
    return tidy(_text(fragment))


def paragraphs(fragment: str) -> tuple[str, ...]:
    """The paragraphs that a fragment of HTML shows, as plain text."""
    return tuple(filter(None, map(tidy, _text(fragment).split("\n"))))


def _text(fragment: str) -> str:
    """The visible text of what may be HTML or text, and may have been escaped more than once."""
    text = fragment
    for _ in range(_MOST_LAYERS):
        text = _CDATA.sub(r"\1", text)
        if _TAG.search(text):
            # Without a body of its own a fragment would begin in the head, where other rules hold.
            tree = LexborHTMLParser(f"<body>{text}")
            remove_hidden(tree)
            text = "" if tree.body is None else visible_text(tree.body)
        elif _REFERENCE.search(text):
            text = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), text)
        else:
            break
    return text


def remove_hidden(tree: LexborHTMLParser) -> None:
    """Take out of a page what its reader does not see."""
    for node in tree.css(_UNSEEN):
        node.decompose()
    for node in tree.css("[style]"):
        if _HIDING.search(node.attributes.get("style") or ""):
            node.decompose()


def visible_text(root: LexborNode) -> str:
    """The text of a page without hidden parts, a line for each block and a bullet before each item of a list."""
    blocks: dict[int, LexborNode] = {}
    parts: list[str] = []
    last = None
    for node in root.traverse(include_text=True):
        block = node if node.tag in _BLOCKS or node.parent is None else blocks.get(node.parent.mem_id, root)
        blocks[node.mem_id] = block
        if node.tag == "br":
            parts.append("\n")
        elif node.tag == "li":
            parts.append("\n• ")
            last = block.mem_id
        elif node.tag == "-text" and (words := _words(node, block)).strip(" "):
            parts.append(words if block.mem_id == last else f"\n{words}")
            last = block.mem_id
    return "".join(parts)


def _words(node: LexborNode, block: LexborNode) -> str:
    text = node.text_content or ""
    return text if block.tag == "pre" else _SPACES.sub(" ", text)
