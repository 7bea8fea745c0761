"""Time of a `/news` search among 100,000 articles, and of loading the headlines of a batch of bulletins.

    .venv/bin/python -m bench.news

The articles are made of invented words with frequencies like those of a language; 2,880 are of the last 48 hours.
"""

import asyncio
import datetime as dt
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from sources.records import Article
from storage.content import articles
from storage.content.articles import ArticleOccurrence, ArticleQuery
from storage.database import Database, file_url, open_database
from storage.ledger import headlines

COUNT = 100_000
BATCH = 2_000
ROUNDS = 9
NOW = dt.datetime(2024, 5, 14, tzinfo=dt.UTC)


class Vocabulary:
    """Invented words, the most frequent first."""

    def __init__(self, size: int = 30_000) -> None:
        self._random = random.Random(3)  # noqa: S311 - the same words every time
        syllables = [chr(0xAC00 + self._random.randrange(11_172)) for _ in range(700)]
        weights = _weights(len(syllables), 0.6)
        self.words = [
            "".join(self._random.choices(syllables, cum_weights=weights, k=self._random.choice((2, 2, 3, 3, 4))))
            for _ in range(size)
        ]
        self._weights = _weights(size, 0.8)

    def text(self, words: int) -> str:
        """Return a text of `words` words."""
        return " ".join(self._random.choices(self.words, cum_weights=self._weights, k=words))


def _weights(size: int, fall: float) -> list[float]:
    return list(itertools.accumulate(1 / place**fall for place in range(1, size + 1)))


async def _fill(database: Database, vocabulary: Vocabulary) -> None:
    for start in range(0, COUNT, BATCH):
        batch = [_article(vocabulary, number) for number in range(start, start + BATCH)]
        async with database.write() as connection:
            ids = await articles.add(connection, [(articles.fingerprint(one), one) for one in batch], NOW)
            occurrences = [
                ArticleOccurrence(
                    number, "paper", f"https://a.example/{number}", "인천" if number % 3 else "강원 강릉시", NOW
                )
                for number in ids.values()
            ]
            await articles.add_occurrences(connection, occurrences)


def _article(vocabulary: Vocabulary, number: int) -> Article:
    published_at = NOW - dt.timedelta(minutes=COUNT - number)
    return Article(vocabulary.text(7), paragraphs=(vocabulary.text(35),), published_at=published_at)


async def _measure(name: str, work: Callable[[], Awaitable[object]]) -> None:
    took = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        await work()
        took.append(1000 * (time.perf_counter() - begin))
    print(f"{name:28} {statistics.median(took):6.1f} ms, max {max(took):6.1f}")  # noqa: T201 - the result


async def _main() -> None:
    vocabulary = Vocabulary()
    words = vocabulary.words
    searches = {
        "the most frequent word": ArticleQuery(((words[0],),)),
        "a rare word": ArticleQuery(((words[-1],),)),
        "a word without matches": ArticleQuery((("힣힣힣",),)),
        "one syllable": ArticleQuery(((words[0][0],),)),
        "three frequent words": ArticleQuery(((words[0],), (words[1],), (words[2],))),
        "a region": ArticleQuery(((words[5],),), "인천"),
        "a province and a word": ArticleQuery(((words[5],), (words[1],)), "강원", ((words[1],),)),
    }
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(file_url(str(Path(folder) / "news.db"))) as database:
            await _fill(database, vocabulary)
            async with database.read() as connection:
                for name, wanted in searches.items():
                    await _measure(name, lambda wanted=wanted: articles.find(connection, wanted, NOW))
                since = NOW - dt.timedelta(hours=48)
                await _measure("headlines of 48 hours", lambda: headlines.list_since(connection, since, NOW))


if __name__ == "__main__":
    asyncio.run(_main())
