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
from sources.feed.entry import MAX_HEADLINE_LENGTH, choose_addresses, parse_entry
from sources.feed.safe_xml import is_well_formed, sanitize_xml
from sources.newspaper.titles import strip_sections
from sources.records import MAX_DOCUMENT_BYTES, Article, Content, Document, Rejected
from sources.text.encoding import decode_damaged
from sources.text.html_tree import check_limits
from sources.text.plain_text import to_line
from sources.text.urls import canonical_url

# Characters. feedparser's lenient parser takes up to ten seconds for this many.
MAX_ILL_FORMED_LENGTH = 2**20

MAX_ENTRIES = 500

# The descriptions of KMA's forecasts (`dfs/hr1-forecast.do`, `mid-term-rss3.jsp`) hold elements of their own.
_FORECAST = re.compile(r"<(?:wfKor|tmEf|wf)>|&lt;(?:wfKor|tmEf|wf)&gt;")
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_CUT_OFF = "the feed is cut off; articles may be missing at its end"
_KINDS = (("<!doctype html", "an HTML page"), ("<html", "an HTML page"), ("{", "JSON"), ("[", "JSON"))


def parse_feed(document: Document, publisher: str | None = None) -> Content:
    """Parse a feed: RSS 0.9x, 1.0 and 2.0, and Atom.

    An entry's text is its content, else its description; its section is its first category. Entries keep the feed's
    order and their printed dates, future ones included. An entry with an invalid link, or with one that several other
    entries have, has no address. One without a headline has the first words of its text instead; without those it is
    rejected with its position. A date that is not understood is reported with the position of its entry, whose article
    has none.

    Args:
        document: the feed.
        publisher: the newspaper's name instead of the feed's title; an entry may name another one.

    Raises:
        BrokenDocument: it is too long, not text, not a feed of news, or XML that declares entities or is nested too
            deeply.
    """
    text, damage = _decode_feed(document)
    feed = _run_feedparser(text, document.address)
    # feedparser raises no error for other documents; it returns an empty feed.
    if not feed.version and not feed.entries:
        raise BrokenDocument(f"this is {_describe_kind(text)} and not a feed")
    # A feed that was saved as a file has no address; the link of its channel stands in.
    base = document.address or canonical_url(feed.feed.get("link"))
    title = strip_sections(to_line(feed.feed.get("title") or "")[:MAX_HEADLINE_LENGTH]) or None
    numbered = enumerate(feed.entries[:MAX_ENTRIES], 1)
    entries = choose_addresses([parse_entry(entry, place, base, publisher or title) for place, entry in numbered])
    rejected = [rejected for entry in entries for rejected in entry.rejected]
    if damage is not None:
        rejected.insert(0, damage)
    if not _END.search(text) and not is_well_formed(text):
        rejected.append(Rejected(len(feed.entries), "", _CUT_OFF))
    if len(feed.entries) > MAX_ENTRIES:
        rejected.append(Rejected(MAX_ENTRIES + 1, "", f"only the first {MAX_ENTRIES} entries are read"))
    return Content(articles=tuple(one.article for one in entries if one.article), rejected=tuple(rejected))


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
    if _FORECAST.search(text):
        raise BrokenDocument("this is a forecast of KMA's and no news")
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
