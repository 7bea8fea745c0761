"""Store articles: one that several sources report, or that is published again with a new text, is one row."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, count
from math import inf

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.articles.similarity import (
    Digest,
    Prefilter,
    find_most_similar,
    get_digest,
    get_lead,
    has_enough_text,
    normalize_headline,
)
from sources.korea.regions import Region
from sources.records import KST, UNNAMED_SOURCE, Article
from sources.text.urls import are_other_articles
from storage.content import articles as article_store
from storage.content.articles import ArticleOccurrence, StoredArticle

# A similar article after three days is a new event of the same kind.
SIMILARITY_WINDOW = dt.timedelta(hours=72)
"""Age of the stored articles that new ones are compared with."""

_MAX_ID = 2**63 - 1
"""The largest id that a row can have."""


@dataclass(frozen=True, slots=True)
class SourceArticles:
    """The articles of one document.

    Attributes:
        articles: the articles.
        source: the source's name, also the publisher of articles without one; None for a page that has no name.
        region: the province or district that the articles are about, or None.
    """

    articles: Sequence[Article]
    source: str | None = None
    region: Region | None = None

    @property
    def stored_region(self) -> str | None:
        """The region as the database has it."""
        return None if self.region is None else str(self.region)


@dataclass(frozen=True, slots=True)
class Merged:
    """An article that was taken for another one and not stored.

    Attributes:
        headline: its headline.
        address: its address, or None.
        kept_headline: the headline of the other one.
        kept_address: the address of the other one, or None.
    """

    headline: str
    address: str | None
    kept_headline: str
    kept_address: str | None

    def __str__(self) -> str:
        """Return both headlines and addresses in one line."""
        one = f"{self.headline} ({self.address or 'no address'})"
        return f"{one} is merged with {self.kept_headline} ({self.kept_address or 'no address'})"


@dataclass(frozen=True, slots=True)
class StoredArticles:
    """Result of storing the articles of a document.

    Attributes:
        new: the number of new articles.
        merged: articles that were merged with others for the first time, in the order of the document.
    """

    new: int
    merged: tuple[Merged, ...]


async def store_articles(
    connection: AsyncConnection, documents: Sequence[SourceArticles], now: dt.datetime
) -> list[StoredArticles]:
    """Store the articles of some documents, with the same result as if they came one after the other.

    An article is a known one if it has its address or its text, or if it is similar to a recent one. The text at an
    article's own address replaces the stored text; other texts only fill in missing parts.

    Args:
        connection: a write transaction.
        documents: the documents, in their order.
        now: the current time, aware.

    Returns:
        The result of each document.
    """
    named = [
        replace(one, articles=[replace(each, publisher=each.publisher or one.source) for each in one.articles])
        for one in documents
    ]
    stored: list[StoredArticles] = []
    while len(stored) < len(named):
        stored += await _store_first(connection, named[len(stored) :], now)
    return stored


async def _store_first(
    connection: AsyncConnection, documents: Sequence[SourceArticles], now: dt.datetime
) -> list[StoredArticles]:
    """Store documents up to the first one that changes the words of a stored article."""
    articles = [article for document in documents for article in document.articles]
    if not articles:
        return [StoredArticles(0, ())] * len(documents)
    matcher = await _make_matcher(connection, articles, now)
    stored: list[StoredArticles] = []
    for document in documents:
        stored.append(matcher.match_document(document))
        # The documents behind it must meet the row as it is then: its old words are free for another article.
        if matcher.has_changed_row:
            break
    await matcher.store(connection)
    return stored


def list_merged(sources: Iterable[Sequence[Article]], now: dt.datetime) -> list[Sequence[Merged]]:
    """Return which articles of each source are merged with others of all sources, without storing any."""
    documents = [SourceArticles(articles) for articles in sources]
    matcher = _ArticleMatcher(chain.from_iterable(one.articles for one in documents), (), {}, {}, now)
    return [matcher.match_document(document).merged for document in documents]


async def _make_matcher(
    connection: AsyncConnection, articles: Sequence[Article], now: dt.datetime
) -> "_ArticleMatcher":
    by_address = await article_store.ids_by_address(
        connection, [article.address for article in articles if article.address]
    )
    known = await article_store.find_known(connection, by_address.values(), list(map(_get_fingerprint, articles)))
    addresses = await article_store.list_addresses(connection, [row.id for _, row in known])
    matcher = _ArticleMatcher(articles, known, by_address, addresses, now)
    # The recent articles are read only if one is new: most polls of a feed bring nothing new.
    if matcher.has_new:
        recent = await article_store.list_beginnings(connection, now - SIMILARITY_WINDOW)
        similar = [number for number, *texts in recent if matcher.may_be_similar(*texts)]
        addresses = await article_store.list_addresses(connection, similar)
        matcher.add_candidates(await article_store.find_known(connection, similar, ()), addresses)
    return matcher


# A match is a key in `store`, by identity: two articles may have the same values.
@dataclass(eq=False, slots=True)
class _Match:
    """An article to be stored.

    Attributes:
        article: its new text.
        fingerprint: its fingerprint.
        stored: the row in the database; None for a new article.
        addresses: all addresses at which it was published.
        candidate_for: the numbers of the new articles that are compared with it.
        place: its place in the order of the rows; those of documents that are not stored yet come last.
    """

    article: Article
    fingerprint: str
    stored: StoredArticle | None = None
    addresses: set[str] = field(default_factory=set)
    candidate_for: Sequence[int] = ()
    place: float = inf

    def has_other_number(self, article: Article) -> bool:
        """Return whether the article's host has published this one under another number."""
        own = self.article.address
        addresses = self.addresses if own is None else {*self.addresses, own}
        return article.address is not None and any(are_other_articles(article.address, one) for one in addresses)


class _ArticleMatcher:
    """Matches the articles of documents with stored ones and with each other.

    Args:
        articles: the articles of all documents.
        known: stored articles with an address or text of the new ones, each with its fingerprint.
        ids: the ids of stored articles by address.
        addresses: the addresses of the known articles by id.
        now: the current time, aware.

    Attributes:
        has_changed_row: whether a stored article has got other words.
    """

    def __init__(
        self,
        articles: Iterable[Article],
        known: Iterable[tuple[str, StoredArticle]],
        ids: Mapping[str, int],
        addresses: Mapping[int, Collection[str]],
        now: dt.datetime,
    ) -> None:
        self._now = now
        self._by_fingerprint = {
            fingerprint: _Match(row.article, fingerprint, row, set(addresses.get(row.id, ())), place=row.id)
            for fingerprint, row in known
        }
        self._by_id = {match.stored.id: match for match in self._by_fingerprint.values() if match.stored is not None}
        self._by_address = {address: self._by_id[number] for address, number in ids.items()}
        new = [one for one in articles if one.address not in self._by_address and self._find_text(one) is None]
        self._numbers = {id(article): number for number, article in enumerate(new)}
        self._prefilter = Prefilter(map(self._get_digest, new))
        self._candidates: defaultdict[int, dict[_Match, None]] = defaultdict(dict)
        self._occurrences: list[tuple[_Match, str, SourceArticles]] = []
        self._outdated: list[str] = []
        self._places = count(_MAX_ID + 1)
        self._new = 0
        self._merged: list[Merged] = []
        self.has_changed_row = False

    @property
    def has_new(self) -> bool:
        """Whether an article has neither an address nor a text that is stored."""
        return bool(self._numbers)

    def may_be_similar(self, headline: str, lead: str) -> bool:
        """Return whether a stored article may be similar to a new one."""
        return bool(self._prefilter.find(headline, lead))

    def add_candidates(
        self, stored: Iterable[tuple[str, StoredArticle]], addresses: Mapping[int, Collection[str]]
    ) -> None:
        """Add stored articles to compare new ones with, and the addresses of each by its id."""
        for fingerprint, row in stored:
            # A recent article may be known by its address already; its match must stay one.
            match = self._by_id.setdefault(row.id, _Match(row.article, fingerprint, row, place=row.id))
            match.addresses.update(addresses.get(row.id, ()))
            self._by_fingerprint.setdefault(fingerprint, match)
            self._add_candidate(match)

    def match_document(self, document: SourceArticles) -> StoredArticles:
        """Match the articles of one document; of several at the same address the first counts."""
        addressed: dict[str, _Match] = {}
        without_address: dict[_Match, None] = {}
        new, merged = self._new, len(self._merged)
        for article in document.articles:
            if not article.address:
                without_address[self._match(article)] = None
            elif (first := addressed.get(article.address)) is None:
                addressed[article.address] = self._match(article)
            elif normalize_headline(first.article.headline) != normalize_headline(article.headline):
                self._note_merged(article, first)
        places = [*addressed.items(), *(("", match) for match in without_address)]
        self._occurrences += ((match, address, document) for address, match in places)
        # The next document meets them as if they had been read from the database.
        self._by_address |= addressed
        for match in dict.fromkeys(match for _, match in places):
            # Its row will come behind all that exist.
            match.place = min(match.place, next(self._places))
            self._renew_candidate(match)
        for fingerprint in set(self._outdated):
            # An article may have got its old words back.
            if self._by_fingerprint[fingerprint].fingerprint != fingerprint:
                del self._by_fingerprint[fingerprint]
        self._outdated.clear()
        return StoredArticles(self._new - new, tuple(self._merged[merged:]))

    async def store(self, connection: AsyncConnection) -> None:
        """Store new and changed articles, and where each of them was published."""
        matches = dict.fromkeys(match for match, _, _ in self._occurrences)
        new = [(match.fingerprint, match.article) for match in matches if match.stored is None]
        added = await article_store.add(connection, new, self._now)
        changed = [(match.stored, match.article, match.fingerprint) for match in matches if match.stored is not None]
        await article_store.change(connection, [change for change in changed if change[0].article != change[1]])
        known = [match.stored.id for match in matches if match.stored is not None]
        await article_store.record_listed(connection, known, self._now)
        ids = {match: added[match.fingerprint] if match.stored is None else match.stored.id for match in matches}
        occurrences = [
            ArticleOccurrence(ids[match], document.source or UNNAMED_SOURCE, address, document.stored_region, self._now)
            for match, address, document in self._occurrences
        ]
        await article_store.add_occurrences(connection, occurrences)

    def _match(self, article: Article) -> _Match:
        match = self._by_address.get(article.address or "") or self._find_same(article)
        if match is None:
            match = self._add_new(article)
        else:
            self._update(match, article)
        if article.address:
            match.addresses.add(article.address)
        return match

    def _find_same(self, article: Article) -> _Match | None:
        """Return the article with the text of one that has no known address, or a similar one."""
        if (match := self._find_text(article)) is not None:
            is_elsewhere = match.article.address not in {None, article.address} and article.address is not None
            # The words may be those before a document of the same batch changed them.
            if is_elsewhere or _get_fingerprint(article) != match.fingerprint:
                self._note_merged(article, match)
        elif (match := self._find_similar(article)) is not None:
            self._note_merged(article, match)
        return match

    def _find_text(self, article: Article) -> _Match | None:
        match = self._by_fingerprint.get(_get_fingerprint(article))
        if match is None or not match.has_other_number(article):
            return match
        # A newspaper that prints a text twice on one day has uploaded it twice; on another day it is its daily column.
        return match if self._get_day(article) == self._get_day(match.article, match.stored) else None

    def _find_similar(self, article: Article) -> _Match | None:
        found = self._candidates.get(self._numbers.get(id(article), -1), {})
        # In the order of their rows, because of equally similar ones the first counts.
        ordered = sorted(found, key=lambda match: match.place)
        candidates = [match for match in ordered if not match.has_other_number(article)]
        digests = [self._get_digest(match.article, match.stored) for match in candidates]
        index = find_most_similar(self._get_digest(article), digests)
        return None if index is None else candidates[index]

    def _get_digest(self, article: Article, stored: StoredArticle | None = None) -> Digest:
        return get_digest(article, self._get_day(article, stored))

    def _get_day(self, article: Article, stored: StoredArticle | None = None) -> dt.date:
        """Return the day (KST) of an article: of its date, else of when it was first seen."""
        seen_at = self._now if stored is None else stored.first_seen_at
        return (article.published_at or seen_at).astimezone(KST).date()

    def _note_merged(self, article: Article, match: _Match) -> None:
        kept = match.article
        self._merged.append(Merged(article.headline, article.address, kept.headline, kept.address))

    def _add_new(self, article: Article) -> _Match:
        fingerprint = _get_fingerprint(article)
        if fingerprint in self._by_fingerprint:
            fingerprint = article_store.fingerprint(article, with_address=True)
        match = self._by_fingerprint[fingerprint] = _Match(article, fingerprint)
        self._new += 1
        self._add_candidate(match)
        return match

    def _add_candidate(self, match: _Match) -> None:
        match.candidate_for = self._prefilter.find(match.article.headline, get_lead(match.article))
        for number in match.candidate_for:
            self._candidates[number][match] = None

    def _renew_candidate(self, match: _Match) -> None:
        """Compare the following documents with the article's last words, if it is recent."""
        for number in match.candidate_for:
            del self._candidates[number][match]
        match.candidate_for = ()
        first_seen_at = self._now if match.stored is None else match.stored.first_seen_at
        if (match.article.published_at or first_seen_at) >= self._now - SIMILARITY_WINDOW:
            self._add_candidate(match)

    def _update(self, match: _Match, article: Article) -> None:
        """Merge another text of the same article; publisher and date stay."""
        first = match.article
        # While an article is pinned, its text is the operator's own.
        is_pinned = match.stored is not None and match.stored.is_pinned(self._now)
        text, other = (first, article) if is_pinned or article.address != first.address else (article, first)
        # An edited article keeps its date, so that it is no news again (docs/decisions/010); not one in the future,
        # which its own source may correct (`bot.intake.feed_dates`).
        is_corrected = (
            first.published_at is not None and first.published_at > self._now and article.address in match.addresses
        )
        published_at = article.published_at if is_corrected else first.published_at or article.published_at
        match.article = replace(
            _merge(text, other),
            publisher=first.publisher or article.publisher,
            published_at=published_at,
            has_unreadable_date=published_at is None and (first.has_unreadable_date or article.has_unreadable_date),
        )
        fingerprint = _get_fingerprint(match.article)
        # Fingerprints are unique in the table; edited to the words of another article, it keeps its old one.
        if self._by_fingerprint.setdefault(fingerprint, match) is match:
            if match.fingerprint != fingerprint:
                self._outdated.append(match.fingerprint)
                self.has_changed_row |= match.stored is not None
            match.fingerprint = fingerprint


def _merge(text: Article, other: Article) -> Article:
    """Return an article with its missing or truncated parts filled in from the other one."""
    return replace(
        text,
        subheadline=text.subheadline or other.subheadline,
        section=text.section or other.section,
        caption=text.caption or other.caption,
        paragraphs=other.paragraphs if _is_excerpt(text.paragraphs, other.paragraphs) else text.paragraphs,
        address=text.address or other.address,
    )


def _is_excerpt(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Return whether a text is only the beginning of another, as in feeds."""
    # Feeds end an excerpt with … or full stops, which the whole text does not have there.
    return " ".join(" ".join(whole).split()).startswith(" ".join(" ".join(part).split()).rstrip(".… "))


# Cached: each article is looked up several times while it is stored.
@lru_cache(maxsize=1000)
def _get_fingerprint(article: Article) -> str:
    # A daily column such as 오늘의 날씨 has the same few words every day; each address is another article.
    return article_store.fingerprint(article, with_address=not has_enough_text(article))
