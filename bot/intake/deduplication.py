"""Keeping the articles that sources bring, so that a story that several of them tell is one."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.provenance import SourceRef
from bot.intake.similarity import SimilarityIndex, digest, is_telling
from bot.places.regions import resolve
from sources.korea.stations import Catalogue
from sources.records import PAGE, Article
from storage.content import articles as article_store
from storage.content.articles import ArticleOccurrence, StoredArticle

SAME_STORY = dt.timedelta(hours=72)
"""How long a story may be told again in other words; what is alike later is another day's."""

_AT_ONCE = 1000
"""How many articles are looked up together; a query takes at most 32,766 values."""


async def keep_articles(
    connection: AsyncConnection, articles: Sequence[Article], origin: SourceRef, catalogue: Catalogue, now: dt.datetime
) -> int:
    """Store a source's articles; those that do not name their newspaper go by the source's name.

    An article is a story that the store knows if it stands at an address of it, has its words, or is like it and newly
    told. What a story's own address says anew replaces what it said; what others say fills in what is missing.

    Returns:
        How many stories the store did not have.

    Raises:
        UnknownRegion: the origin's region is none.
    """
    region = None if origin.region is None else str(resolve(origin.region, catalogue))
    told = [replace(article, publisher=article.publisher or origin.name) for article in articles]
    new = 0
    for start in range(0, len(told), _AT_ONCE):
        sorting = await _look_up(connection, told[start : start + _AT_ONCE], now)
        new += await sorting.store(connection, origin.name or PAGE, region)
    return new


async def _look_up(connection: AsyncConnection, articles: Sequence[Article], now: dt.datetime) -> "_ArticleMatcher":
    at = await article_store.ids_by_address(connection, [article.address for article in articles if article.address])
    known = await article_store.find_known(connection, set(at.values()), [_mark(article) for article in articles])
    sorting = _ArticleMatcher(known, at, now)
    if not all(map(sorting.knows, articles)):
        sorting.compare_with(await article_store.list_recent(connection, now - SAME_STORY))
    for article in articles:
        sorting.take(article)
    return sorting


@dataclass(eq=False, slots=True)
class _Story:
    """A story on its way into the store.

    Attributes:
        article: as it is to be.
        mark: its fingerprint.
        stored: as it is in the store, or None for a new one.
    """

    article: Article
    mark: str
    stored: StoredArticle | None = None


class _ArticleMatcher:
    """One source's articles, sorted by story.

    Args:
        known: the stories that have an article's address or words, each with its fingerprint.
        addresses: the numbers of those that have an article's address.
        now: when the articles were read.
    """

    def __init__(
        self, known: Iterable[tuple[str, StoredArticle]], addresses: Mapping[str, int], now: dt.datetime
    ) -> None:
        self._now = now
        self._by_mark = {mark: _Story(stored.article, mark, stored) for mark, stored in known}
        self._by_id = {story.stored.id: story for story in self._by_mark.values() if story.stored is not None}
        self._by_address = {address: self._by_id[number] for address, number in addresses.items()}
        self._likeness = SimilarityIndex()
        self._compared: list[_Story] = []
        self._standings: dict[str, _Story] = {}
        self._loose: dict[str, _Story] = {}

    def knows(self, article: Article) -> bool:
        """Whether an article's address or words are known."""
        return article.address in self._by_address or _mark(article) in self._by_mark

    def compare_with(self, recent: Iterable[tuple[str, StoredArticle]]) -> None:
        """Let articles whose address and words are new be compared with these."""
        for mark, stored in recent:
            story = self._by_id.setdefault(stored.id, _Story(stored.article, mark, stored))
            self._by_mark.setdefault(mark, story)
            self._compare(story)

    def take(self, article: Article) -> None:
        """Sort one article in; of several at one address the first counts."""
        if article.address in self._standings:
            return
        story = self._find(article)
        if story is None:
            story = _Story(article, _mark(article))
            self._by_mark[story.mark] = story
            self._compare(story)
        else:
            self._hear(story, article)
        if article.address:
            self._standings[article.address] = story
        else:
            self._loose[story.mark] = story

    async def store(self, connection: AsyncConnection, source: str, region: str | None) -> int:
        """Write down what is new, what has changed, and where stories stand.

        Returns:
            How many stories are new.
        """
        places = [*self._standings.items(), *(("", story) for story in self._loose.values())]
        told = dict.fromkeys(story for _, story in places)
        new = [(story.mark, story.article) for story in told if story.stored is None]
        added = await article_store.add(connection, new, self._now)
        changed = [(story.stored, story.article, story.mark) for story in told if story.stored is not None]
        await article_store.change(connection, [change for change in changed if change[0].article != change[1]])
        ids = {story: added[story.mark] if story.stored is None else story.stored.id for story in told}
        standings = [ArticleOccurrence(ids[story], source, address, region, self._now) for address, story in places]
        await article_store.add_occurrences(connection, standings)
        return len(new)

    def _find(self, article: Article) -> _Story | None:
        if article.address in self._by_address:
            return self._by_address[article.address]
        if story := self._by_mark.get(_mark(article)):
            return story
        number = self._likeness.find(digest(article))
        return None if number is None else self._compared[number]

    def _compare(self, story: _Story) -> None:
        self._likeness.add(digest(story.article))
        self._compared.append(story)

    def _hear(self, story: _Story, article: Article) -> None:
        """A story is told again: name and date stay; while it is pinned, its words are the operator's."""
        pinned = story.stored is not None and story.stored.is_pinned(self._now)
        words, gaps = (
            (story.article, article) if pinned or article.address != story.article.address else (article, story.article)
        )
        first = story.article
        story.article = replace(
            _told(words, gaps),
            publisher=first.publisher or article.publisher,
            published_at=first.published_at or article.published_at,
        )
        mark = _mark(story.article)
        if self._by_mark.setdefault(mark, story) is story:
            story.mark = mark


def _told(words: Article, gaps: Article) -> Article:
    """An article in its words; what they leave out, or break off, is told in the other's."""
    return replace(
        words,
        subheadline=words.subheadline or gaps.subheadline,
        section=words.section or gaps.section,
        caption=words.caption or gaps.caption,
        paragraphs=gaps.paragraphs if _is_excerpt(words.paragraphs, gaps.paragraphs) else words.paragraphs,
        address=words.address or gaps.address,
    )


def _is_excerpt(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a text is nothing but the beginning of another, as feeds give it."""
    return " ".join(" ".join(whole).split()).startswith(" ".join(" ".join(part).split()).rstrip(".… "))


def _mark(article: Article) -> str:
    return article_store.fingerprint(article, with_address=not is_telling(article))
