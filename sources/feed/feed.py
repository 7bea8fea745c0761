"""RSS and Atom feeds of newspapers, through feedparser.

feedparser knows the dialects; here stands what Korean feeds need on top of it. It gets a stream of bytes that were
looked through, never an address or a path, because those it would open.
"""

import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import feedparser

from sources.errors import BrokenDocument
from sources.feed.safe_xml import fit_for_xml, is_well_formed
from sources.records import LONGEST_DOCUMENT, Article, Content, Document, Rejected
from sources.text.dates import parse_date
from sources.text.encoding import decode
from sources.text.plain import one_line, paragraphs
from sources.text.urls import canonical_address

LONGEST_ILL_FORMED_FEED = 2**20
"""Characters; feedparser takes up to ten seconds for as many where the XML is broken."""

MOST_ENTRIES = 500
LONGEST_HEADLINE = 1_000
"""Characters; what is longer is no headline."""

LONGEST_TEXT = 100_000
"""Characters of an article's HTML that are read; how long HTML takes grows faster than it does."""

_SHOWN = 100
_DATES = ("published", "updated", "created")
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_KINDS = (("<!doctype html", "an HTML page"), ("<html", "an HTML page"), ("{", "JSON"), ("[", "JSON"))


def parse_feed(document: Document) -> Content:
    """Read a feed: RSS 0.9x, 1.0 and 2.0, and Atom.

    An entry's text is its content, else its description; its section is its first category; its publisher is the feed's
    title. Entries keep the feed's order and the dates that they print, future ones too. One whose link cannot be used
    has no address; one without a headline is rejected with its place in the feed.

    Raises:
        BrokenDocument: it is too long, not text, no feed, or XML that declares entities or nests too deep.
    """
    text = _feed_text(document)
    feed = _through_feedparser(text, document.address)
    if not feed.version and not feed.entries:
        raise BrokenDocument(f"this is {_kind(text)} and no feed")
    base = document.address or canonical_address(feed.feed.get("link"))
    publisher = one_line(feed.feed.get("title") or "")[:LONGEST_HEADLINE] or None
    articles: list[Article] = []
    rejected: list[Rejected] = []
    for place, entry in enumerate(feed.entries[:MOST_ENTRIES], 1):
        headline = one_line((entry.get("title") or "")[:LONGEST_TEXT])
        if 0 < len(headline) <= LONGEST_HEADLINE:
            articles.append(_article(entry, headline, base, publisher))
        else:
            rejected.append(_rejected(entry, headline, place))
    if len(feed.entries) > MOST_ENTRIES:
        rejected.append(Rejected(MOST_ENTRIES + 1, "", f"only the first {MOST_ENTRIES} entries are read"))
    return Content(articles=tuple(articles), rejected=tuple(rejected))


def wanted(article: Article, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> bool:
    """Whether a feed's article is one that its operator asked for.

    It has at least one of the words to include, where there are any, and none of those to exclude: in its headline,
    sub-headline or text, in capitals or not.
    """
    text = _folded("\n".join((article.headline, article.subheadline or "", *article.paragraphs)))
    included = [_folded(word) for word in include]
    return (not included or any(word in text for word in included)) and not any(
        _folded(word) in text for word in exclude
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _feed_text(document: Document) -> str:
    if len(document.data) > LONGEST_DOCUMENT:
        raise BrokenDocument(f"the feed is longer than {LONGEST_DOCUMENT // 2**20} MiB")
    text = fit_for_xml(decode(document.data, document.charset))
    if not text.strip():
        raise BrokenDocument("the feed is empty")
    if not _ROOT.search(text):
        raise BrokenDocument(f"this is {_kind(text)} and no feed")
    if not is_well_formed(text) and len(text) > LONGEST_ILL_FORMED_FEED:
        raise BrokenDocument("the feed is no well-formed XML, and too long to be read in spite of that")
    return text


def _through_feedparser(text: str, address: str | None) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address or ""}
    source = io.BytesIO(text.encode())
    try:
        return feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:
        # Python's SAX takes such a name for several.
        raise BrokenDocument("the feed names a namespace that has spaces in it") from error


def _kind(text: str) -> str:
    return next((kind for beginning, kind in _KINDS if text.lower().startswith(beginning)), "neither RSS nor Atom")


def _article(entry: Any, headline: str, base: str | None, publisher: str | None) -> Article:
    category = next((tag.get("term") for tag in entry.get("tags") or ()), None)
    return Article(
        headline=headline,
        section=one_line(category or "")[:LONGEST_HEADLINE] or None,
        paragraphs=_paragraphs(entry),
        address=canonical_address(entry.get("link"), base),
        publisher=publisher,
        published_at=next(filter(None, (parse_date(entry[name]) for name in _DATES if name in entry)), None),
    )


def _paragraphs(entry: Any) -> tuple[str, ...]:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    texts = (paragraphs(text[:LONGEST_TEXT]) for text in (*contents, entry.get("summary") or ""))
    return next(filter(None, texts), ())


def _rejected(entry: Any, headline: str, place: int) -> Rejected:
    if headline:
        return Rejected(place, headline[:_SHOWN], f"the headline is longer than {LONGEST_HEADLINE} characters")
    return Rejected(place, (entry.get("link") or "")[:_SHOWN], "the entry has no headline")
