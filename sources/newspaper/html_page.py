"""What the markup of a newspaper's HTML page tells: its ticker, its article, and its visible text.

Families of pages, by what marks their parts:

- MediaOn: the day in ``p.today_txt``, the ticker in ``ul.weather_slide > li`` with the condition in a ``span``.
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
from sources.text.plain import remove_hidden, tidy, visible_text
from sources.text.urls import canonical_address

_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|!--|\?xml|meta|div|ul|p)\b", re.IGNORECASE)
_DATA = "script[type='application/ld+json']"
_BODY = "#article-view-content-div, [itemprop='articleBody']"


@dataclass(frozen=True, slots=True)
class Markup:
    """What is marked in a page.

    Attributes:
        text: the visible text, a block a line, list items behind a bullet, without what is given apart below.
        today: the day on which the page was shown, as printed, where it is marked.
        ticker: the ticker's lines, numbered by their place in it; empty where no ticker is marked.
        article: None where no article's body is marked.
        address: the page's canonical http(s) address.
        publisher: the newspaper's name.
        published_at: the article's own date (aware).
        headline: the page's title.
        section: the newspaper's section.
        is_article: whether the page states that it is an article's.
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
        """Add to an article what only the markup knows of it."""
        return replace(article, address=self.address, publisher=self.publisher, published_at=self.published_at)


def is_html(text: str) -> bool:
    """Whether a page was saved as HTML and not as its visible text."""
    return _HTML.match(text) is not None


def parse_markup(text: str, address: str | None = None) -> Markup:
    """Read what the markup of an HTML page tells; its links start at `address`."""
    tree = LexborHTMLParser(text)
    published_at = _published_at(tree)
    markup = Markup(
        text="",
        today=_first_text(tree, "p.today_txt"),
        address=_address(tree, address),
        publisher=_meta(tree, "og:site_name"),
        published_at=published_at,
        headline=_meta(tree, "og:title") or _first_text(tree, "h1, h3.heading, title"),
        section=_meta(tree, "article:section"),
        is_article=published_at is not None or _meta(tree, "og:type") == "article",
    )
    # A ticker that slides hides all its items but one.
    ticker = _ticker(tree)
    remove_hidden(tree)
    article = _article(tree, markup.headline, markup.section)
    return replace(
        markup,
        text="" if tree.body is None else visible_text(tree.body),
        ticker=ticker,
        article=article and markup.complete(article),
    )


def _ticker(tree: LexborHTMLParser) -> tuple[TickerLine, ...]:
    items = tree.css("ul.weather_slide > li")
    lines = tuple(_ticker_line(place, item) for place, item in enumerate(items, 1))
    for item in items:
        item.decompose()
    return lines


def _ticker_line(place: int, item: LexborNode) -> TickerLine:
    mark = item.css_first("span")
    condition = None if mark is None else tidy(mark.text())
    if mark is not None:
        mark.decompose()
    return TickerLine(place, tidy(item.text()), condition)


def _article(tree: LexborHTMLParser, headline: str | None, section: str | None) -> Article | None:
    body = tree.css_first(_BODY)
    if body is None or headline is None:
        return None
    subheadline = _first_text(tree, ".subheading")
    caption = _first_text(body, "figcaption")
    for node in body.css("figure, .subheading"):
        node.decompose()
    paragraphs = tuple(filter(None, map(tidy, visible_text(body).split("\n"))))
    body.decompose()
    return Article(headline, subheadline, section, caption, paragraphs)


def _address(tree: LexborHTMLParser, base: str | None) -> str | None:
    link = tree.css_first("link[rel='canonical']")
    written = None if link is None else link.attributes.get("href")
    return canonical_address(written or _meta(tree, "og:url"), base)


def _published_at(tree: LexborHTMLParser) -> dt.datetime | None:
    """The date that the page states for its article: in its head, or in its data for search engines."""
    stated = _meta(tree, "article:published_time") or _meta(tree, "datePublished")
    return parse_date(stated or next(filter(None, map(_date_in_data, tree.css(_DATA))), None))


def _date_in_data(node: LexborNode) -> str | None:
    try:
        data = json.loads(node.text())
    except (ValueError, RecursionError):
        return None
    things = data.get("@graph", [data]) if isinstance(data, dict) else data
    for thing in things if isinstance(things, list) else ():
        if isinstance(thing, dict) and str(thing.get("@type")).endswith("Article"):
            date = thing.get("datePublished")
            return date if isinstance(date, str) else None
    return None


def _meta(tree: LexborHTMLParser, name: str) -> str | None:
    node = tree.css_first(f"meta[property='{name}'], meta[name='{name}'], meta[itemprop='{name}']")
    return None if node is None else tidy(node.attributes.get("content") or "") or None


def _first_text(root: LexborHTMLParser | LexborNode, selector: str) -> str | None:
    node = root.css_first(selector)
    return None if node is None else tidy(node.text(separator=" ")) or None
