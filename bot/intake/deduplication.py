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

# SQLite takes at most 32,766 parameters.
_BATCH = 1000
"""Articles looked up in one query."""


async def store_articles(
    connection: AsyncConnection,
    articles: Sequence[Article],
    source: str | None,
    region: Region | None,
    now: dt.datetime,
) -> int:
    """Store a source's articles.

    An article is a known one if it has its address or its text, or if it is similar to a recent one. The text at an
    article's own address replaces the stored text; other texts only fill in missing parts.

    Args:
        connection: a write transaction.
        articles: the articles.
        source: the source's name, also the publisher of articles without one; None for a page that has no name.
        region: the province or district that the articles are about, or None.
        now: the current time, aware.

    Returns:
        The number of new articles.
    """
    stored_region = None if region is None else str(region)
    named = [replace(article, publisher=article.publisher or source) for article in articles]
    new = 0
    for start in range(0, len(named), _BATCH):
        matcher = await _match(connection, named[start : start + _BATCH], now)
        new += await matcher.store(connection, source or UNNAMED_SOURCE, stored_region)
    return new


async def _match(connection: AsyncConnection, articles: Sequence[Article], now: dt.datetime) -> "_ArticleMatcher":
    by_address = await article_store.ids_by_address(
        connection, [article.address for article in articles if article.address]
    )
    known = await article_store.find_known(
        connection, set(by_address.values()), [_get_fingerprint(one) for one in articles]
    )
    matcher = _ArticleMatcher(known, by_address, now)
    # The recent articles are loaded only if one is new: most polls of a feed bring nothing new.
    if not all(map(matcher.is_known, articles)):
        matcher.add_candidates(await article_store.list_recent(connection, now - SIMILARITY_WINDOW))
    for article in articles:
        matcher.match(article)
    return matcher


# A match is a key in `store`, by identity: two articles may have the same values.
@dataclass(eq=False, slots=True)
class _Match:
    """An article to be stored.

    Attributes:
        article: its new text.
        fingerprint: its fingerprint.
        stored: the row in the database; None for a new article.
    """

    article: Article
    fingerprint: str
    stored: StoredArticle | None = None


class _ArticleMatcher:
    """Matches the articles of one source with stored ones and with each other.

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
        self._matched: dict[str, _Match] = {}
        self._without_address: dict[str, _Match] = {}

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

    def match(self, article: Article) -> None:
        """Match one article; of several at the same address the first counts."""
        if article.address in self._matched:
            return
        match = self._find(article)
        if match is None:
            match = _Match(article, _get_fingerprint(article))
            self._by_fingerprint[match.fingerprint] = match
            self._add_candidate(match)
        else:
            self._update(match, article)
        if article.address:
            self._matched[article.address] = match
        else:
            self._without_address[match.fingerprint] = match

    async def store(self, connection: AsyncConnection, source: str, region: str | None) -> int:
        """Store new and changed articles, and where each of them was published.

        Returns:
            The number of new articles.
        """
        places = [*self._matched.items(), *(("", match) for match in self._without_address.values())]
        matches = dict.fromkeys(match for _, match in places)
        new = [(match.fingerprint, match.article) for match in matches if match.stored is None]
        added = await article_store.add(connection, new, self._now)
        changed = [(match.stored, match.article, match.fingerprint) for match in matches if match.stored is not None]
        await article_store.change(connection, [change for change in changed if change[0].article != change[1]])
        ids = {match: added[match.fingerprint] if match.stored is None else match.stored.id for match in matches}
        occurrences = [ArticleOccurrence(ids[match], source, address, region, self._now) for address, match in places]
        await article_store.add_occurrences(connection, occurrences)
        return len(new)

    def _find(self, article: Article) -> _Match | None:
        if article.address in self._by_address:
            return self._by_address[article.address]
        if match := self._by_fingerprint.get(_get_fingerprint(article)):
            return match
        number = self._similarity.find(get_digest(article))
        return None if number is None else self._candidates[number]

    def _add_candidate(self, match: _Match) -> None:
        self._similarity.add(get_digest(match.article))
        self._candidates.append(match)

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
