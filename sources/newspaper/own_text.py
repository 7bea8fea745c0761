"""Part of a page that is its own: what stands under its headline, down to the first link to another article.

The excerpts of related articles are often longer than a short article. They stand in another element than it, so that
neither their number nor their length says that the page is a list.
"""

from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.newspaper.article_check import MIN_LEAD, is_link_to_more, is_linked_title, measure_sentences
from sources.newspaper.titles import normalize
from sources.text.furniture import is_furniture
from sources.text.html_tree import parse_html
from sources.text.plain_text import clean, visible_text

_HEADINGS = "h1, h2, h3, h4"


def find_own_part(tree: LexborHTMLParser, headlines: Collection[str]) -> LexborHTMLParser | None:
    """Return the page's own part as a page; None if it has too few sentences for an article.

    Args:
        tree: the page without its hidden parts.
        headlines: the texts, normalized, of the headings that may be the page's headline; a heading that is a link is
            none, because it belongs to another page.
    """
    heading = next(_find_headings(tree, headlines), None)
    if heading is None:
        return None
    own = _get_largest_without_titles(heading)
    nodes = [own]
    if measure_sentences(_get_lines(own)) < MIN_LEAD:
        nodes += _list_until_title(own)
    if measure_sentences([line for node in nodes for line in _get_lines(node)]) < MIN_LEAD:
        return None
    return parse_html(f"<body><article>{''.join(node.html or '' for node in nodes)}</article></body>")


def _find_headings(tree: LexborHTMLParser, headlines: Collection[str]) -> Iterator[LexborNode]:
    for node in tree.css(_HEADINGS):
        if normalize(node.text(separator=" ")) in headlines and not _is_linked(node):
            yield node


def _is_linked(node: LexborNode) -> bool:
    if node.css_first("a[href]") is not None:
        return True
    parent = node.parent
    while parent is not None and parent.tag != "a":
        parent = parent.parent
    return parent is not None


def _get_largest_without_titles(heading: LexborNode) -> LexborNode:
    node = heading
    while (parent := node.parent) is not None and parent.tag not in {"body", "html"} and not _has_titles(parent):
        node = parent
    return node


def _list_until_title(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements and texts behind an element, up to the first that links to another article."""
    following = node.next
    while following is not None and not _has_titles(following):
        yield following
        following = following.next


def _has_titles(node: LexborNode) -> bool:
    """Return whether an element holds, or is, a link with the title of another article, or to more of it."""
    links = [clean(link.text(separator=" ")) for link in node.css("a[href]")]
    return any(is_link_to_more(link) or (is_linked_title(link) and not is_furniture(link)) for link in links)


def _get_lines(node: LexborNode) -> list[str]:
    return [clean(line) for line in visible_text(node).split("\n")]
