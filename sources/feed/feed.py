"""RSS and Atom feeds of newspapers, parsed by feedparser.

feedparser knows the dialects; this module adds what Korean feeds need. Dates are parsed by `sources.text.dates`.
"""

import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import feedparser

from sources.errors import BrokenDocument
from sources.feed.safe_xml import is_well_formed, sanitize_xml
from sources.records import MAX_DOCUMENT_BYTES, Article, Content, Document, Rejected
from sources.text.dates import parse_date
from sources.text.encoding import decode_damaged
from sources.text.html_tree import check_limits
from sources.text.plain_text import to_line, to_paragraphs
from sources.text.urls import canonical_url

# Characters. feedparser's lenient parser takes up to ten seconds for this many.
MAX_ILL_FORMED_LENGTH = 2**20

MAX_ENTRIES = 500
MAX_HEADLINE_LENGTH = 1_000
"""Characters; an entry with a longer headline is rejected."""

# Characters of an article's HTML. The time for parsing HTML grows faster than its length.
MAX_TEXT_LENGTH = 100_000

_MAX_QUOTE = 100
# The printed texts: feedparser's own dates are wrong for Korean forms (findings/feedparser-korean-dates.sh).
_DATES = ("published", "updated", "created")
_UNREADABLE_DATE = "the date is not understood; the article is taken for one without a date"
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_KINDS = (("<!doctype html", "an HTML page"), ("<html", "an HTML page"), ("{", "JSON"), ("[", "JSON"))


def parse_feed(document: Document) -> Content:
    """Parse a feed: RSS 0.9x, 1.0 and 2.0, and Atom.

    An entry's text is its content, else its description; its section is its first category; its publisher is the title
    of the feed. Entries keep the feed's order and their printed dates, future ones included. An entry with an invalid
    link has no address; one without a headline is rejected with its position. A date that is not understood is reported
    with the position of its entry, whose article has none.

    Raises:
        BrokenDocument: it is too long, not text, not a feed, or XML that declares entities or is nested too deeply.
    """
    text, damage = _decode_feed(document)
    feed = _run_feedparser(text, document.address)
    # feedparser raises no error for other documents; it returns an empty feed.
    if not feed.version and not feed.entries:
        raise BrokenDocument(f"this is {_describe_kind(text)} and not a feed")
    # A feed that was saved as a file has no address; the link of its channel stands in.
    base = document.address or canonical_url(feed.feed.get("link"))
    publisher = to_line(feed.feed.get("title") or "")[:MAX_HEADLINE_LENGTH] or None
    articles: list[Article] = []
    rejected: list[Rejected] = [] if damage is None else [damage]
    for place, entry in enumerate(feed.entries[:MAX_ENTRIES], 1):
        parsed = _parse_entry(entry, place, base, publisher)
        if isinstance(parsed, Rejected):
            rejected.append(parsed)
            continue
        articles.append(parsed)
        if parsed.published_at is None and (printed := _get_printed_date(entry)):
            rejected.append(Rejected(place, printed[:_MAX_QUOTE], _UNREADABLE_DATE))
    if len(feed.entries) > MAX_ENTRIES:
        rejected.append(Rejected(MAX_ENTRIES + 1, "", f"only the first {MAX_ENTRIES} entries are read"))
    return Content(articles=tuple(articles), rejected=tuple(rejected))


def matches_words(article: Article, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> bool:
    """Return whether an article passes the word filter of its source.

    Headline, sub-headline or text must contain one of the words to include, if there are any, and none of the words to
    exclude. Case is ignored.
    """
    text = _fold("\n".join((article.headline, article.subheadline or "", *article.paragraphs)))
    included = [_fold(word) for word in include]
    return (not included or any(word in text for word in included)) and not any(_fold(word) in text for word in exclude)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _decode_feed(document: Document) -> tuple[str, Rejected | None]:
    """Return the sanitized text of a feed, and what is damaged in it."""
    if len(document.data) > MAX_DOCUMENT_BYTES:
        raise BrokenDocument(f"the feed is longer than {MAX_DOCUMENT_BYTES // 2**20} MiB")
    decoded = decode_damaged(document.data, document.charset)
    text = sanitize_xml(decoded.text)
    if not text.strip():
        raise BrokenDocument("the feed is empty")
    if not _ROOT.search(text):
        raise BrokenDocument(f"this is {_describe_kind(text)} and not a feed")
    if not is_well_formed(text):
        if len(text) > MAX_ILL_FORMED_LENGTH:
            raise BrokenDocument("the feed is ill-formed XML and too long for the lenient parser")
        check_limits(text)
    return text, decoded.damage


def _run_feedparser(text: str, address: str | None) -> Any:
    # The text is decoded already; without a charset in the header feedparser would guess one.
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": address or ""}
    # A stream of bytes, never a string: feedparser would open one that looks like a URL or a path.
    source = io.BytesIO(text.encode())
    try:
        # Both are done here: `to_paragraphs` drops markup and hidden text, and `canonical_url` joins links.
        return feedparser.parse(source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:
        # Python's SAX splits such a name into several.
        raise BrokenDocument("the feed has a namespace name that contains spaces") from error


def _describe_kind(text: str) -> str:
    return next((kind for beginning, kind in _KINDS if text.lower().startswith(beginning)), "neither RSS nor Atom")


def _parse_entry(entry: Any, place: int, base: str | None, publisher: str | None) -> Article | Rejected:
    try:
        headline = to_line((entry.get("title") or "")[:MAX_TEXT_LENGTH])
        if 0 < len(headline) <= MAX_HEADLINE_LENGTH:
            return _to_article(entry, headline, base, publisher)
    except BrokenDocument as error:
        # Its HTML holds too much; the other entries are as good as before.
        return Rejected(place, (entry.get("link") or "")[:_MAX_QUOTE], str(error))
    return _to_rejected(entry, headline, place)


def _to_article(entry: Any, headline: str, base: str | None, publisher: str | None) -> Article:
    category = next((tag.get("term") for tag in entry.get("tags") or ()), None)
    return Article(
        headline=headline,
        section=to_line(category or "")[:MAX_HEADLINE_LENGTH] or None,
        paragraphs=_get_paragraphs(entry),
        address=canonical_url(entry.get("link"), base),
        publisher=publisher,
        published_at=next(filter(None, (parse_date(entry[name]) for name in _DATES if name in entry)), None),
    )


def _get_printed_date(entry: Any) -> str:
    return next(filter(None, (str(entry[name]).strip() for name in _DATES if name in entry)), "")


def _get_paragraphs(entry: Any) -> tuple[str, ...]:
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    # A content that is only markup gives no paragraphs; then the description counts.
    texts = (to_paragraphs(text[:MAX_TEXT_LENGTH]) for text in (*contents, entry.get("summary") or ""))
    return next(filter(None, texts), ())


def _to_rejected(entry: Any, headline: str, place: int) -> Rejected:
    if headline:
        reason = f"the headline is longer than {MAX_HEADLINE_LENGTH} characters"
        return Rejected(place, headline[:_MAX_QUOTE], reason)
    return Rejected(place, (entry.get("link") or "")[:_MAX_QUOTE], "the entry has no headline")
