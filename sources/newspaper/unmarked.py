"""Articles of HTML pages with unknown markup, and the check of those with known markup."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.errors import BrokenDocument
from sources.newspaper.article_check import (
    Declaration,
    NoArticle,
    PageText,
    check_head,
    check_text,
    is_of_notices,
)
from sources.newspaper.html_page import HEADINGS, Markup, get_text
from sources.newspaper.metadata import Metadata
from sources.newspaper.own_text import find_own_part
from sources.newspaper.printed_dates import has_date_beside
from sources.newspaper.site_pages import is_forum_address
from sources.newspaper.titles import is_section_name, normalize, strip_names
from sources.records import KST, Article
from sources.text.dates import parse_date
from sources.text.plain_text import clean, visible_text
from sources.text.urls import canonical_url

_NOT_INSTALLED = "an article with unknown markup needs the extra: pip install 'jogan[anypage]'"
_BROKEN = "the extra 'anypage' is installed but broken ({reason}): pip install --force-reinstall 'jogan[anypage]'"
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4"})
_ARTICLE_PARTS = "h1, article, main"
_LINKED_HEADINGS = f"a[href]:is({HEADINGS}), a[href] :is({HEADINGS})"
_ORDER_FORM = (
    "form[action*='cart'], form[action*='basket'], input[id^='add-to-cart'], button[id^='add-to-cart'],"
    " button[name='add-to-cart']"
)
"""Forms and buttons of shops."""
_MAX_DATES = 50
"""Time elements; those of comments are many."""
_MIN_HEADING = 15
"""Characters; a shorter heading may be the newspaper's name."""
_MIN_SEVERAL = 40
"""Characters; a shorter link is one line."""
_INLINE = frozenset({"span", "b", "strong", "em", "i", "font", "u"})


class _Link(NamedTuple):
    """A link with its text and its target as written."""

    node: LexborNode
    text: str
    target: str | None


def find_unmarked_article(markup: Markup) -> Article | NoArticle:
    """Return the article of an HTML page, or why the page is no article.

    trafilatura finds the paragraphs; headline, date and publisher are only what the page itself states.

    Raises:
        BrokenDocument: the page may be an article, and the extra `anypage` is not installed or broken.
    """
    refusal = check_head_of(markup)
    if refusal is not None or markup.tree is None or markup.headline is None:
        return refusal or NoArticle.NO_HEADLINE
    stated = markup.metadata
    # Where the headline is no heading, it is a line.
    headline = strip_names(markup.headline, stated.publisher, stated.section, markup.text.split("\n"))
    for node in markup.tree.css("p.today_txt"):
        node.decompose()
    page = _read_text(markup, markup.tree, markup.text, headline)
    refusal = check_text(page)
    part = _leave_out_excerpts(page, markup, refusal)
    if part is not None:
        page, refusal = part, check_text(part)
    own = tuple(line for line in page.paragraphs if normalize(line) != normalize(headline))
    return refusal or (markup.complete(Article(headline, paragraphs=own)) if own else NoArticle.NO_BODY)


def _leave_out_excerpts(page: PageText, markup: Markup, refusal: NoArticle | None) -> PageText | None:
    """Return the own text of a page; None if it has none, or no excerpts of other articles stand beside it.

    Args:
        page: the page with all that may be its text.
        markup: its marked parts.
        refusal: why the whole is no article.
    """
    excerpts, headline = page.excerpts, normalize(page.headline)
    first = next((name for name in map(normalize, page.paragraphs) if name != headline), "")
    # The first paragraph of most articles stands below a link of the menu.
    if not (refusal is NoArticle.TEASERS or excerpts - {headline, first}) or markup.tree is None:
        return None
    tree = find_own_part(markup.tree, {headline, normalize(page.main_heading)} - {""})
    if tree is None or tree.body is None:
        return None
    own = _read_text(markup, tree, visible_text(tree.body), page.headline)
    is_certain = page.declaration is Declaration.DESCRIBED or has_date_beside(own.lines, range(len(own.lines)))
    kept = {normalize(line) for line in own.paragraphs}
    others = {normalize(line) for line in page.paragraphs} - kept - excerpts
    # The text of an article goes on below a link between its paragraphs.
    others -= {normalize(title) for title in (*page.links, *page.teasers, *page.headings)}
    return own if is_certain and not others else None


def _read_text(markup: Markup, tree: LexborHTMLParser, text: str, headline: str) -> PageText:
    """Return what is measured of a page, or of a part of it with its visible text."""
    paragraphs = _extract_paragraphs(_write_without_menus(tree))
    links, own = _find_links(tree, headline, markup.address)
    is_dated = _is_dated(markup) or len(_find_days(tree)) == 1
    headings, linked = tree.css(HEADINGS), _find_linked(tree, links, own)
    return PageText(
        headline=headline,
        title=markup.metadata.title or headline,
        paragraphs=paragraphs,
        lines=text.split("\n"),
        links=[text for link in links for text in _get_lines(link)],
        headings=[get_text(heading) for heading in headings if heading.mem_id not in linked],
        main_heading=_get_main_heading(tree),
        teasers=[get_text(heading) for heading in headings if heading.mem_id in linked],
        has_password=tree.css_first("input[type='password']") is not None,
        has_order_form=tree.css_first(_ORDER_FORM) is not None,
        is_in_forum=is_forum_address(markup.address),
        is_dated=is_dated,
        declaration=_get_declaration(markup.metadata, tree, headline) if is_dated else markup.metadata.declaration,
    )


def _write_without_menus(tree: LexborHTMLParser) -> str:
    """Return the HTML of a page without its menus, in which trafilatura looks for the article half of its time."""
    page = tree.html or ""
    for node in tree.css("nav, footer"):
        # One that is never closed holds the rest of the page.
        if node.html and node.css_first(_ARTICLE_PARTS) is None:
            page = page.replace(node.html, "", 1)
    return page


def _get_declaration(stated: Metadata, tree: LexborHTMLParser, headline: str) -> Declaration:
    """Return how far a dated page declares itself an article.

    Its type counts without an address if the headline is its only heading of the first level: a front page of that type
    has the newspaper's name there, or several headlines.
    """
    if stated.declaration is not Declaration.NONE or not stated.is_typed:
        return stated.declaration
    headings = [normalize(get_text(node)) for node in tree.css("h1") if node.css_first("a[href]") is None]
    return Declaration.TYPE if headings == [normalize(headline)] else Declaration.NONE


def _get_lines(link: _Link) -> list[str]:
    """Return the text of a link, and its lines if it has several: a title and the beginning of an article."""
    several = len(link.text) >= _MIN_SEVERAL and visible_text(link.node).split("\n")
    return [link.text, *map(clean, several)] if several and len(several) > 1 else [link.text]


def _get_main_heading(tree: LexborHTMLParser) -> str:
    """Return the only heading of the first level; empty if there are several, or it is short."""
    texts = {get_text(node) for node in tree.css("h1")} - {""}
    return next((text for text in texts if len(text) >= _MIN_HEADING), "") if len(texts) == 1 else ""


def _is_dated(markup: Markup) -> bool:
    # A date that cannot be read is one too.
    return markup.metadata.published_at is not None or markup.metadata.unread_date is not None


def _find_days(tree: LexborHTMLParser) -> set[dt.date]:
    """Return the days that time elements state."""
    dates = (parse_date(node.attributes.get("datetime")) for node in tree.css("time[datetime]")[:_MAX_DATES])
    return {date.astimezone(KST).date() for date in dates if date is not None}


def _find_links(tree: LexborHTMLParser, headline: str, address: str | None) -> tuple[list[_Link], list[_Link]]:
    """Return the links to other pages, and those to this one: a headline is often a link to its own page."""
    name = normalize(headline)
    links = [_Link(node, get_text(node), node.attributes.get("href")) for node in tree.css("a[href]")]
    named = {link.target for link in links if address and normalize(link.text) == name}
    own = {target for target in named if canonical_url(target, address) == canonical_url(address)}
    return [link for link in links if link.target not in own], [link for link in links if link.target in own]


def _find_linked(tree: LexborHTMLParser, links: Sequence[_Link], own: Sequence[_Link]) -> set[int]:
    """Return the ids of the headings that are links to other pages."""
    linked = {heading.mem_id for heading in tree.css(_LINKED_HEADINGS)}
    linked -= {heading.mem_id for link in own for heading in link.node.css(HEADINGS)}
    return linked | {heading.mem_id for link in links for heading in _get_heading_above(link.node)}


def _get_heading_above(link: LexborNode) -> tuple[LexborNode, ...]:
    node = link.parent
    while node is not None and node.tag in _INLINE:
        node = node.parent
    return (node,) if node is not None and node.tag in _HEADING_TAGS else ()


def check_marked(markup: Markup, article: Article) -> NoArticle | None:
    """Return why an article with known markup is none; None if it is one, as in all saved texts."""
    if markup.tree is None:
        return None
    if markup.is_list:
        return NoArticle.TEASERS
    refusal = check_head(article.headline, article.publisher, markup.address, markup.metadata.imprint)
    if refusal is None and is_section_name(article.headline):
        return NoArticle.TITLED_AS_PAGE
    if refusal is None and is_of_notices(article.paragraphs):
        return NoArticle.NOTICES
    return refusal or (None if article.paragraphs or article.caption else NoArticle.NO_BODY)


def check_head_of(markup: Markup) -> NoArticle | None:
    """Return why a page cannot be an article, judging by its title and address; None if it may be one."""
    return check_head(markup.headline, markup.metadata.publisher, markup.address, markup.metadata.imprint)


def _extract_paragraphs(page: str) -> tuple[str, ...]:
    try:
        from sources.newspaper.any_page import extract_paragraphs  # noqa: PLC0415 - large; few installations need it
    except ImportError as error:
        is_missing = isinstance(error, ModuleNotFoundError) and error.name == "trafilatura"
        reason = str(error).partition("\n")[0]
        raise BrokenDocument(_NOT_INSTALLED if is_missing else _BROKEN.format(reason=reason)) from error
    return extract_paragraphs(page)
