"""Marked parts of a newspaper's HTML page: ticker, article, metadata and visible text.

Two content-management systems of Korean newspapers are known by their markup:

- MediaOn: the date in ``p.today_txt``, the ticker in ``ul.weather_slide > li`` with the condition in a ``span``.
- NDSoft: the article's body in ``#article-view-content-div``, its title in ``og:title``, its date in
  ``article:published_time``.
"""

import datetime as dt
import json
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.newspaper.ticker import TickerLine
from sources.records import Article
from sources.text.dates import parse_date
from sources.text.html_tree import parse_html
from sources.text.plain_text import clean, remove_hidden, visible_text
from sources.text.urls import canonical_url

_HTML = re.compile(
    r"\s*<(?:!--|!doctype\s+html\b|\?xml\b|(?:html|head|body|meta|base|link|title|script|style|noscript|center|table|div"
    r"|section|article|main|header|nav|ul|ol|p|h[1-6]|span|a|img|br)(?=[\s/>]))",
    re.IGNORECASE,
)
_JSON_LD = "script[type='application/ld+json']"
_BODY = "#article-view-content-div, [itemprop='articleBody']"


@dataclass(frozen=True, slots=True)
class Markup:
    """Marked parts of a page.

    Attributes:
        text: the visible text, one line per block, list items with a bullet, without the marked ticker and article.
        today: the marked date on which the page was shown, as printed.
        ticker: the lines of the marked ticker, numbered from 1; empty if none is marked.
        article: None if no article body is marked.
        address: the page's canonical http(s) URL.
        publisher: the newspaper's name.
        published_at: the article's own date (aware).
        headline: the page's title.
        section: the newspaper's section.
        is_article: True if the page declares itself an article.
    """

    text: str
    today: str | None = None
    ticker: tuple[TickerLine, ...] = ()
    article: Article | None = None
    address: str | None = None
    publisher: str | None = None
    published_at: dt.datetime | None = None
    headline: str | None = None
    section: str | None = None
    is_article: bool = False

    @property
    def site(self) -> str | None:
        """The newspaper's host."""
        return None if self.address is None else urlsplit(self.address).hostname

    def complete(self, article: Article) -> Article:
        """Return the article with address, publisher and date of the page's metadata."""
        return replace(article, address=self.address, publisher=self.publisher, published_at=self.published_at)


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
    published_at = _get_published_at(tree)
    markup = Markup(
        text="",
        today=_get_first_text(tree, "p.today_txt"),
        address=_get_address(tree, address),
        publisher=_get_meta(tree, "og:site_name"),
        published_at=published_at,
        headline=_get_meta(tree, "og:title") or _get_first_text(tree, "h1, h3.heading, title"),
        section=_get_meta(tree, "article:section"),
        is_article=published_at is not None or _get_meta(tree, "og:type") == "article",
    )
    # Before the hidden parts are removed: a sliding ticker hides all its items but one.
    ticker = _take_ticker(tree)
    remove_hidden(tree)
    article = _take_article(tree, markup.headline, markup.section)
    return replace(
        markup,
        text="" if tree.body is None else visible_text(tree.body),
        ticker=ticker,
        article=article and markup.complete(article),
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


def _take_article(tree: LexborHTMLParser, headline: str | None, section: str | None) -> Article | None:
    """Remove the article's body from the page and return the article."""
    body = tree.css_first(_BODY)
    if body is None or headline is None:
        return None
    subheadline = _get_first_text(tree, ".subheading")
    caption = _get_first_text(body, "figcaption")
    # Sub-headline and caption have fields of their own and would be paragraphs too.
    for node in body.css("figure, .subheading"):
        node.decompose()
    paragraphs = tuple(filter(None, map(clean, visible_text(body).split("\n"))))
    body.decompose()
    return Article(headline, subheadline, section, caption, paragraphs)


def _get_address(tree: LexborHTMLParser, base: str | None) -> str | None:
    link = tree.css_first("link[rel='canonical']")
    written = None if link is None else link.attributes.get("href")
    return canonical_url(written or _get_meta(tree, "og:url"), base)


def _get_published_at(tree: LexborHTMLParser) -> dt.datetime | None:
    """Return the article's date from the page's meta elements or its JSON-LD (schema.org)."""
    stated = _get_meta(tree, "article:published_time") or _get_meta(tree, "datePublished")
    return parse_date(stated or next(filter(None, map(_get_json_ld_date, tree.css(_JSON_LD))), None))


def _get_json_ld_date(node: LexborNode) -> str | None:
    try:
        data = json.loads(node.text())
    # Deeply nested JSON raises RecursionError.
    except (ValueError, RecursionError):
        return None
    # Some sites put one thing in the script, others a list, others a list under @graph.
    things = data.get("@graph", [data]) if isinstance(data, dict) else data
    for thing in things if isinstance(things, list) else ():
        # schema.org has NewsArticle, ReportageNewsArticle and more.
        if isinstance(thing, dict) and str(thing.get("@type")).endswith("Article"):
            date = thing.get("datePublished")
            return date if isinstance(date, str) else None
    return None


def _get_meta(tree: LexborHTMLParser, name: str) -> str | None:
    node = tree.css_first(f"meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']")
    return None if node is None else clean(node.attributes.get("content") or "") or None


def _get_first_text(root: LexborHTMLParser | LexborNode, selector: str) -> str | None:
    node = root.css_first(selector)
    return None if node is None else clean(node.text(separator=" ")) or None
