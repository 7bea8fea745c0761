"""Store articles: one that several sources report, or that is published again with a new text, is one row."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.similarity import SimilarityIndex, get_digest, has_enough_text
from sources.korea.regions import Region
from sources.records import UNNAMED_SOURCE, Article
from storage.content import articles as article_store
from storage.content.articles import ArticleOccurrence, StoredArticle

# A similar article after three days is a new event of the same kind.
SIMILARITY_WINDOW = dt.timedelta(hours=72)
"""Age of the stored articles that new ones are compared with."""


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


async def store_articles(
    connection: AsyncConnection, documents: Sequence[SourceArticles], now: dt.datetime
) -> list[int]:
    """Store the articles of some documents, with the same result as if they came one after the other.

    An article is a known one if it has its address or its text, or if it is similar to a recent one. The text at an
    article's own address replaces the stored text; other texts only fill in missing parts.

    Args:
        connection: a write transaction.
        documents: the documents, in their order.
        now: the current time, aware.

    Returns:
        The number of new articles of each document.
    """
    named = [
        replace(one, articles=[replace(each, publisher=each.publisher or one.source) for each in one.articles])
        for one in documents
    ]
    articles = [article for document in named for article in document.articles]
    if not articles:
        return [0] * len(named)
    matcher = await _make_matcher(connection, articles, now)
    new = [matcher.match_document(document) for document in named]
    await matcher.store(connection)
    return new


async def _make_matcher(
    connection: AsyncConnection, articles: Sequence[Article], now: dt.datetime
) -> "_ArticleMatcher":
    by_address = await article_store.ids_by_address(
        connection, [article.address for article in articles if article.address]
    )
    known = await article_store.find_known(connection, by_address.values(), list(map(_get_fingerprint, articles)))
    matcher = _ArticleMatcher(known, by_address, now)
    # The recent articles are loaded only if one is new: most polls of a feed bring nothing new.
    if not all(map(matcher.is_known, articles)):
        matcher.add_candidates(await article_store.list_recent(connection, now - SIMILARITY_WINDOW))
    return matcher


# A match is a key in `store`, by identity: two articles may have the same values.
@dataclass(eq=False, slots=True)
class _Match:
    """An article to be stored.

    Attributes:
        article: its new text.
        fingerprint: its fingerprint.
        stored: the row in the database; None for a new article.
        candidate: its number in the similarity index; None if new articles are not compared with it.
    """

    article: Article
    fingerprint: str
    stored: StoredArticle | None = None
    candidate: int | None = None


class _ArticleMatcher:
    """Matches the articles of documents with stored ones and with each other.

    Args:
        known: stored articles with an address or text of the new ones, each with its fingerprint.
        addresses: the ids of stored articles by address.
        now: the current time, aware.
    """

    def __init__(
        self, known: Iterable[tuple[str, StoredArticle]], addresses: Mapping[str, int], now: dt.datetime
    ) -> None:
        self._now = now
        self._by_fingerprint = {fingerprint: _Match(row.article, fingerprint, row) for fingerprint, row in known}
        self._by_id = {match.stored.id: match for match in self._by_fingerprint.values() if match.stored is not None}
        self._by_address = {address: self._by_id[number] for address, number in addresses.items()}
        self._similarity = SimilarityIndex()
        self._candidates: list[_Match] = []
        self._occurrences: list[tuple[_Match, str, SourceArticles]] = []
        self._new = 0

    def is_known(self, article: Article) -> bool:
        """Return whether the article's address or text is stored."""
        return article.address in self._by_address or _get_fingerprint(article) in self._by_fingerprint

    def add_candidates(self, recent: Iterable[tuple[str, StoredArticle]]) -> None:
        """Add stored articles to compare new ones with."""
        for fingerprint, row in recent:
            # A recent article may be known by its address already; its match must stay one.
            match = self._by_id.setdefault(row.id, _Match(row.article, fingerprint, row))
            self._by_fingerprint.setdefault(fingerprint, match)
            self._add_candidate(match)

    def match_document(self, document: SourceArticles) -> int:
        """Match the articles of one document; of several at the same address the first counts.

        Returns:
            The number of new articles.
        """
        addressed: dict[str, _Match] = {}
        without_address: dict[_Match, None] = {}
        known = self._new
        for article in document.articles:
            if not article.address:
                without_address[self._match(article)] = None
            elif article.address not in addressed:
                addressed[article.address] = self._match(article)
        places = [*addressed.items(), *(("", match) for match in without_address)]
        self._occurrences += ((match, address, document) for address, match in places)
        # The next document meets them as if they had been read from the database.
        self._by_address |= addressed
        for match in dict.fromkeys(match for _, match in places):
            self._renew_candidate(match)
        return self._new - known

    async def store(self, connection: AsyncConnection) -> None:
        """Store new and changed articles, and where each of them was published."""
        matches = dict.fromkeys(match for match, _, _ in self._occurrences)
        new = [(match.fingerprint, match.article) for match in matches if match.stored is None]
        added = await article_store.add(connection, new, self._now)
        changed = [(match.stored, match.article, match.fingerprint) for match in matches if match.stored is not None]
        await article_store.change(connection, [change for change in changed if change[0].article != change[1]])
        ids = {match: added[match.fingerprint] if match.stored is None else match.stored.id for match in matches}
        occurrences = [
            ArticleOccurrence(ids[match], document.source or UNNAMED_SOURCE, address, document.stored_region, self._now)
            for match, address, document in self._occurrences
        ]
        await article_store.add_occurrences(connection, occurrences)

    def _match(self, article: Article) -> _Match:
        match = self._find(article)
        if match is None:
            match = _Match(article, _get_fingerprint(article))
            self._new += 1
            self._by_fingerprint[match.fingerprint] = match
            self._add_candidate(match)
        else:
            self._update(match, article)
        return match

    def _find(self, article: Article) -> _Match | None:
        if article.address in self._by_address:
            return self._by_address[article.address]
        if match := self._by_fingerprint.get(_get_fingerprint(article)):
            return match
        number = self._similarity.find(get_digest(article))
        return None if number is None else self._candidates[number]

    def _add_candidate(self, match: _Match) -> None:
        match.candidate = self._similarity.add(get_digest(match.article))
        self._candidates.append(match)

    def _renew_candidate(self, match: _Match) -> None:
        """Compare the following documents with the article's last words, if it is recent."""
        if match.candidate is not None:
            self._similarity.remove(match.candidate)
            match.candidate = None
        first_seen_at = self._now if match.stored is None else match.stored.first_seen_at
        if (match.article.published_at or first_seen_at) >= self._now - SIMILARITY_WINDOW:
            self._add_candidate(match)

    def _update(self, match: _Match, article: Article) -> None:
        """Merge another text of the same article; publisher and date stay."""
        first = match.article
        # While an article is pinned, its text is the operator's own.
        is_pinned = match.stored is not None and match.stored.is_pinned(self._now)
        text, other = (first, article) if is_pinned or article.address != first.address else (article, first)
        match.article = replace(
            _merge(text, other),
            # An edited article keeps its date, so that it is no news again (docs/decisions/010).
            publisher=first.publisher or article.publisher,
            published_at=first.published_at or article.published_at,
        )
        fingerprint = _get_fingerprint(match.article)
        # Fingerprints are unique in the table; edited to the words of another article, it keeps its old one.
        if self._by_fingerprint.setdefault(fingerprint, match) is match:
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


def _get_fingerprint(article: Article) -> str:
    # A daily column such as 오늘의 날씨 has the same few words every day; each address is another article.
    return article_store.fingerprint(article, with_address=not has_enough_text(article))
