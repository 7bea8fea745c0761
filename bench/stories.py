"""Time of storing a feed's articles among 10,000 known ones of the last three days.

    .venv/bin/python -m bench.stories

The articles are made of invented words (see `bench.news`). Each round stores a feed of 50 entries, five of
them new.
"""

import asyncio
import datetime as dt
import random
import statistics
import tempfile
import time
from pathlib import Path

from bench.news import Vocabulary
from bot.intake.articles.deduplication import SourceArticles, store_articles
from sources.records import Article
from storage.database import Database, file_url, open_database

KNOWN = 10_000
FEED, NEW = 50, 5
ROUNDS = 7
NOW = dt.datetime(2024, 5, 14, tzinfo=dt.UTC)


def _make_article(vocabulary: Vocabulary, number: int) -> Article:
    figures = random.Random(number)  # noqa: S311 - the same figures every time
    lead = f"{figures.randrange(1, 29)}일 {vocabulary.text(20)} {figures.randrange(999)}명 {vocabulary.text(15)}"
    return Article(
        vocabulary.text(7),
        paragraphs=(lead,),
        address=f"https://paper{number % 40}.example/news/articleView.html?idxno={number}",
        published_at=NOW - dt.timedelta(seconds=number * 20 % 250_000),
    )


async def _store(database: Database, articles: list[Article]) -> float:
    begin = time.process_time()
    async with database.write() as connection:
        await store_articles(connection, [SourceArticles(articles, "paper")], NOW)
    return 1000 * (time.process_time() - begin)


async def _main() -> None:
    vocabulary = Vocabulary()
    known = [_make_article(vocabulary, number) for number in range(KNOWN)]
    rounds = [[_make_article(vocabulary, KNOWN + NEW * each + one) for one in range(NEW)] for each in range(ROUNDS)]
    with tempfile.TemporaryDirectory() as folder:
        async with open_database(file_url(str(Path(folder) / "stories.db"))) as database:
            for start in range(0, KNOWN, 1000):
                await _store(database, known[start : start + 1000])
            same = [await _store(database, known[-FEED:]) for _ in rounds]
            took = [await _store(database, [*new, *known[NEW - FEED :]]) for new in rounds]
    print(f"{KNOWN:,} known articles, a feed of {FEED}, CPU time:")  # noqa: T201 - the result
    for name, values in (("nothing new", same), (f"{NEW} new", took)):
        print(f"  {name:12} {statistics.median(values):7.1f} ms, max {max(values):7.1f}")  # noqa: T201 - the result


if __name__ == "__main__":
    asyncio.run(_main())
