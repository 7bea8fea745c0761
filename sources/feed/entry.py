"""Entries of feeds as articles: headline, section, text, publisher and date.

Google News names the newspaper in ``<source>`` and at the end of the title, and its descriptions are links only.
WordPress ends each text with a link to itself. Some newspapers repeat the headline in ``dc:subject`` and have the
section in ``dc:category``, and their name in ``dc:publisher``.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from yarl import URL

from sources.errors import BrokenDocument
from sources.newspaper.titles import clean_section, find_section, normalize, strip_names
from sources.records import Article, Rejected
from sources.text.dates import parse_date
from sources.text.furniture import is_furniture
from sources.text.plain_text import to_line, to_paragraphs
from sources.text.urls import canonical_url

MAX_HEADLINE_LENGTH = 1_000
"""Characters; an entry with a longer headline is rejected."""

# Characters of an article's HTML. The time for parsing HTML grows faster than its length.
MAX_TEXT_LENGTH = 100_000

MAX_FIRST_WORDS = 60
"""Characters of the text that stand for a missing headline."""

_MAX_QUOTE = 100
# The printed texts: feedparser's own dates are wrong for Korean forms (findings/feedparser-korean-dates.sh).
_DATES = ("published", "updated", "created")
_UNREADABLE_DATE = "the date is not understood; the article comes after those with a date"
_SHARED_LINK = "the link is not this article's alone; the article is kept without it"
_SENTENCE = re.compile(rf".{{10,{MAX_FIRST_WORDS}}}?[.!?](?= )")
# WordPress links each text to itself and to its site.
_SELF_LINK = re.compile(r"\s*The post .{1,500} (?:appeared first|first appeared) on .{1,200}$")
_CAPTION = re.compile(r"<figcaption[^>]*>([^<]*(?:<(?!/figcaption)[^<]*)*)</figcaption>", re.IGNORECASE)
_HANGUL = re.compile("[가-힣]")
_GOOGLE_NEWS = "news.google.com"

_Headlines: TypeAlias = Mapping[str | None, Collection[str]]
"""Headlines by link."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A parsed entry.

    Attributes:
        place: its position in the feed, counted from 1.
        article: the article; None if the entry cannot be used.
        full_link: the article's address with its fragment, or None.
        rejected: what cannot be used, or was not understood.
    """

    place: int
    article: Article | None
    full_link: str | None = None
    rejected: tuple[Rejected, ...] = ()


def parse_entry(entry: Any, place: int, base: str | None, publisher: str | None) -> Entry:
    """Parse an entry of feedparser's.

    Args:
        entry: the entry.
        place: its position in the feed, counted from 1.
        base: the URL that its link is relative to.
        publisher: the newspaper's name, unless the entry names another one.
    """
    link = entry.get("link") or ""
    try:
        article = _to_article(entry, base, publisher)
    except BrokenDocument as error:
        # Its HTML holds too much; the other entries are as good as before.
        return _reject(place, link, str(error))
    if not article.headline:
        return _reject(place, link, "the entry has neither a headline nor a text")
    if len(article.headline) > MAX_HEADLINE_LENGTH:
        return _reject(place, article.headline, f"the headline is longer than {MAX_HEADLINE_LENGTH} characters")
    rejected = (Rejected(place, _get_printed_date(entry)[:_MAX_QUOTE], _UNREADABLE_DATE),)
    full_link = canonical_url(link, base, with_fragment=True)
    return Entry(place, article, full_link, rejected if article.has_unreadable_date else ())


def choose_addresses(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, each with an address that no article with another headline has, or without one.

    Links may differ only in their fragment, or be the same in all entries of a feed. A link to the front page is no
    article's: the next entry would take the place of this one.
    """
    by_page, by_link = defaultdict[str | None, set[str]](set), defaultdict[str | None, set[str]](set)
    for entry in entries:
        if entry.article is not None:
            headline = normalize(entry.article.headline)
            by_page[entry.article.address].add(headline)
            by_link[entry.full_link].add(headline)
    return [_choose_address(entry, by_page, by_link) for entry in entries]


def _choose_address(entry: Entry, by_page: _Headlines, by_link: _Headlines) -> Entry:
    article = entry.article
    if article is None or article.address is None:
        return entry
    is_own_page = len(by_page[article.address]) == 1
    if (is_own_page or len(by_link[entry.full_link]) == 1) and not _is_front_page(article.address):
        return entry if is_own_page else replace(entry, article=replace(article, address=entry.full_link))
    rejected = Rejected(entry.place, article.address[:_MAX_QUOTE], _SHARED_LINK)
    return replace(entry, article=replace(article, address=None), rejected=(*entry.rejected, rejected))


def _is_front_page(address: str) -> bool:
    url = URL(address)
    return url.path == "/" and not url.query_string and not url.fragment


def _reject(place: int, text: str, reason: str) -> Entry:
    return Entry(place, None, rejected=(Rejected(place, text[:_MAX_QUOTE], reason),))


def _find_date(entry: Any, *, is_korean: bool) -> dt.datetime | None:
    # Two digits in front of a Korean newspaper's date are the year.
    dates = (parse_date(entry[name], year_first=is_korean) for name in _DATES if name in entry)
    return next(filter(None, dates), None)


def _to_article(entry: Any, base: str | None, publisher: str | None) -> Article:
    named = _to_short_line((entry.get("source") or {}).get("title") or entry.get("publisher")) or publisher
    title = to_line((entry.get("title") or "")[:MAX_TEXT_LENGTH])
    section = _find_section(entry, title)
    headline = _strip_names(title, named, section)
    address = canonical_url(entry.get("link"), base)
    html = [] if _is_from_google(address) else _get_texts(entry)
    paragraphs = tuple(_find_paragraphs(html, headline))
    headline = headline or _take_first_words(paragraphs)
    published_at = _find_date(entry, is_korean=_HANGUL.search(headline) is not None)
    return Article(
        headline=headline,
        section=clean_section(section or find_section(title, headline), headline, named),
        caption=next(filter(None, map(_find_caption, html)), None),
        paragraphs=paragraphs,
        address=address,
        publisher=named,
        published_at=published_at,
        has_unreadable_date=published_at is None and bool(_get_printed_date(entry)),
    )


def _get_printed_date(entry: Any) -> str:
    return next(filter(None, (str(entry[name]).strip() for name in _DATES if name in entry)), "")


def _strip_names(title: str, publisher: str | None, section: str | None) -> str:
    # Google News adds the newspaper's name to a title that may end in it already.
    while title and (headline := strip_names(title, publisher, section)) != title:
        title = headline
    return title


def _to_short_line(fragment: str | None) -> str | None:
    return to_line(fragment or "")[:MAX_HEADLINE_LENGTH] or None


def _find_section(entry: Any, title: str) -> str | None:
    """Return the first category that is not the title again."""
    terms = (entry.get("dc_category"), *(tag.get("term") for tag in entry.get("tags") or ()))
    sections = filter(None, map(_to_short_line, terms))
    return next((section for section in sections if normalize(section) != normalize(title)), None)


def _get_texts(entry: Any) -> list[str]:
    """Return the HTML of the content and of the description."""
    contents = [content.get("value") or "" for content in entry.get("content") or ()]
    return [text[:MAX_TEXT_LENGTH] for text in (*contents, entry.get("summary") or "")]


def _find_caption(html: str) -> str | None:
    """Return the caption of the first picture, or None."""
    match = _CAPTION.search(html)
    return None if match is None else _to_short_line(match[1])


def _find_paragraphs(html: Iterable[str], headline: str) -> Iterable[str]:
    """Yield the paragraphs of the first text that has some, without captions."""
    # A content that is only markup gives no paragraphs; then the description counts.
    texts = (to_paragraphs(_CAPTION.sub(" ", text)) for text in html)
    paragraphs = (_SELF_LINK.sub("", paragraph) for paragraph in next(filter(None, texts), ()))
    return (
        paragraph
        for paragraph in paragraphs
        if normalize(paragraph) not in {"", normalize(headline)} and not is_furniture(paragraph)
    )


def _take_first_words(paragraphs: Iterable[str]) -> str:
    """Return the first sentence of a text as a headline, or its beginning cut between words."""
    first = next(iter(paragraphs), "")
    if len(first) <= MAX_FIRST_WORDS:
        return first
    if (sentence := _SENTENCE.match(first)) is not None:
        return sentence[0]
    cut = first[:MAX_FIRST_WORDS]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _is_from_google(address: str | None) -> bool:
    return address is not None and URL(address).host == _GOOGLE_NEWS
