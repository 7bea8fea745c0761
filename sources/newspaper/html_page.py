"""Marked parts of a newspaper's HTML page: ticker, article, metadata and visible text.

Three content-management systems of Korean newspapers are known by their markup:

- MediaOn: the date in ``p.today_txt``, the ticker in ``ul.weather_slide > li`` with the condition in a ``span``, the
  article's body in ``#news_body_area``.
- NDSoft: the article's body in ``#article-view-content-div``, its sub-headline in ``.article-head-sub`` or
  ``.subheading``, its title in ``og:title``, its date in ``article:published_time``.
- Naver: the article's body in ``#dic_area``, its date in ``data-date-time``.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.newspaper.article_check import is_list
from sources.newspaper.metadata import Metadata, parse_metadata
from sources.newspaper.printed_dates import find_date_below, find_printed_dates
from sources.newspaper.ticker import TickerLine
from sources.newspaper.titles import clean_section, find_section, strip_names
from sources.records import KST, Article
from sources.text.furniture import is_furniture
from sources.text.html_tree import parse_html
from sources.text.plain_text import clean, remove_hidden, visible_text

_HTML = re.compile(
    r"\s*<(?:!--|!doctype\s+html\b|\?xml\b|(?:html|head|body|meta|base|link|title|script|style|noscript|center|table|div"
    r"|section|article|main|header|nav|ul|ol|p|h[1-6]|span|a|img|br)(?=[\s/>]))",
    re.IGNORECASE,
)
_BODY = "#article-view-content-div, #news_body_area, #dic_area, [itemprop='articleBody']"
_SUBHEADLINE = ".subheading, .article-head-sub, .media_end_summary"
_CAPTION = "figcaption, .img_desc"
# What NDSoft and Naver put into the body that is no paragraph, beside forms, buttons and drawings.
_FURNITURE = (
    f"figure, {_CAPTION}, {_SUBHEADLINE}, .view-copyright, .article-copy, .article-copyright, .view-editors, .writer,"
    " .editor-profile, .info-options2, .user-sns-send, .article-sytool-container, .fontsize-container, .ad-template,"
    " .ad_title, [id^='AD'], ins.adsbygoogle, .tag-group, .article-sponsor, .emoji-tit, #emoji-for, .reply, .replies,"
    " [id^='reply'], [id^='comment'], .comments, .relation, .related, .view-related, .ai-question, form, button"
)
HEADINGS = "h1, h2, h3, h4, .article-head-title"
_MAX_HEADINGS = 50


@dataclass(frozen=True, slots=True)
class Markup:
    """Marked parts of a page.

    Attributes:
        text: the visible text, one line per block, list items with a bullet, without the marked ticker and article.
        today: the marked date on which the page was shown, as printed.
        ticker: the lines of the marked ticker, numbered from 1; empty if none is marked.
        article: None if no article body is marked.
        is_list: True if the marked body is a list of links to other pages.
        metadata: the page's statements about itself.
        headline: the page's title without the names of the newspaper and the section.
        requested: the URL from which the page came.
        tree: the page without its hidden parts, ticker and marked article; None for a page that is no HTML.
    """

    text: str
    today: str | None = None
    ticker: tuple[TickerLine, ...] = ()
    article: Article | None = None
    is_list: bool = False
    metadata: Metadata = field(default_factory=Metadata)
    headline: str | None = None
    requested: str | None = None
    tree: LexborHTMLParser | None = field(default=None, compare=False, repr=False)

    @property
    def address(self) -> str | None:
        """The URL from which the page came, else the one that it states."""
        return self.requested or self.metadata.address

    @property
    def site(self) -> str | None:
        """The newspaper's host."""
        return None if self.metadata.address is None else urlsplit(self.metadata.address).hostname

    def complete(self, article: Article) -> Article:
        """Return the article with address, publisher, section and date of the page's metadata."""
        stated = self.metadata
        return replace(
            article,
            section=clean_section(article.section or stated.section, article.headline, stated.publisher),
            address=stated.address,
            publisher=stated.publisher,
            published_at=stated.published_at,
            has_unreadable_date=stated.published_at is None and stated.unread_date is not None,
        )


def is_html(text: str) -> bool:
    """Return whether a page was saved as HTML and not as its visible text."""
    return _HTML.match(text) is not None


def parse_markup(text: str, address: str | None = None) -> Markup:
    """Parse an HTML page; `address` is its URL, the base of relative links.

    Raises:
        BrokenDocument: see `parse_html`.
    """
    tree = parse_html(text)
    # Before the hidden parts are removed: JSON-LD stands in a script.
    metadata = parse_metadata(tree, text, address)
    title, headline = _find_headline(tree, metadata)
    if metadata.section is None and title is not None and headline is not None:
        metadata = replace(metadata, section=find_section(title, headline))
    today = _get_first_text(tree, "p.today_txt")
    # Before the hidden parts are removed: a sliding ticker hides all its items but one.
    ticker = _take_ticker(tree)
    remove_hidden(tree)
    body = None if headline is None else _find_body(tree)
    links = [] if body is None else [get_text(link) for link in body.css("a[href]")]
    article = None if headline is None or body is None else _take_article(tree, body, headline)
    visible = "" if tree.body is None else visible_text(tree.body)
    stated = _add_printed_date(metadata, visible, headline)
    markup = Markup(visible, today, ticker, metadata=stated, headline=headline, requested=address, tree=tree)
    if article is None:
        return markup
    return replace(markup, article=markup.complete(article), is_list=is_list(article.paragraphs, links))


def _find_headline(tree: LexborHTMLParser, metadata: Metadata) -> tuple[str | None, str | None]:
    """Return the title as written, and the headline in it."""
    headings = [get_text(node) for node in tree.css(HEADINGS)[:_MAX_HEADINGS]]
    title = metadata.title or next(filter(None, headings), None)
    return title, title and strip_names(
        title, metadata.publisher, metadata.section, headings, metadata.headlines, metadata.imprint
    )


def _take_ticker(tree: LexborHTMLParser) -> tuple[TickerLine, ...]:
    """Remove the ticker from the page and return its lines."""
    items = tree.css("ul.weather_slide > li")
    lines = tuple(_get_ticker_line(place, item) for place, item in enumerate(items, 1))
    # Removed, as the article is below: what stays is searched for a ticker and its date.
    for item in items:
        item.decompose()
    return lines


def _get_ticker_line(place: int, item: LexborNode) -> TickerLine:
    mark = item.css_first("span")
    condition = None if mark is None else clean(mark.text())
    # Without the condition the rest is name and temperature.
    if mark is not None:
        mark.decompose()
    return TickerLine(place, clean(item.text()), condition)


def _take_article(tree: LexborHTMLParser, body: LexborNode, headline: str) -> Article | None:
    """Remove the article's body from the page and return the article."""
    subheadline = _get_first_text(tree, _SUBHEADLINE)
    caption = _get_first_text(body, _CAPTION)
    # Sub-headline and caption have fields of their own and would be paragraphs too.
    for node in body.css(_FURNITURE):
        node.decompose()
    paragraphs = select_paragraphs(visible_text(body))
    if not paragraphs and caption is None:
        # Some pages mark an empty element.
        return None
    body.decompose()
    return Article(headline, subheadline, None, caption, paragraphs)


def _find_body(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the body of the page's article; None if none is marked, or several are, as in a list of articles."""
    bodies = tree.css(_BODY)
    if not bodies:
        return None
    inner = {bodies[0].mem_id, *(node.mem_id for node in bodies[0].css(_BODY))}
    return bodies[0] if all(node.mem_id in inner for node in bodies) else None


def select_paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are paragraphs of an article."""
    lines = filter(None, map(clean, text.split("\n")))
    return tuple(line for line in lines if not is_furniture(line))


def _add_printed_date(metadata: Metadata, text: str, headline: str | None) -> Metadata:
    """Add the date that the page prints as 입력 2026.08.12 17:42.

    It counts if no other is stated; or if it is Korean, and the stated one has the same clock time, but calls it UTC:
    some systems label Seoul's time so.
    """
    printed = find_printed_dates(text)
    stated = metadata.published_at
    if stated is None:
        unread = None if printed.date else metadata.unread_date or printed.unread
        date = printed.date
        if date is None and unread is None and headline is not None:
            date, unread = find_date_below(text, headline)
        return replace(metadata, published_at=date, unread_date=unread)
    in_seoul = stated.replace(tzinfo=KST)
    if not stated.utcoffset() and printed.korean & {in_seoul, in_seoul.replace(second=0, microsecond=0)}:
        return replace(metadata, published_at=in_seoul)
    return metadata


def _get_first_text(root: LexborHTMLParser | LexborNode, selector: str) -> str | None:
    node = root.css_first(selector)
    return None if node is None else get_text(node) or None


def get_text(node: LexborNode) -> str:
    """Return the text of an element as one line."""
    return clean(node.text(separator=" "))
