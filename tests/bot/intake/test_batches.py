"""Documents that are stored in one transaction give the same rows as one after the other."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.intake.ingest import IngestResult, Outcome, ParsedDocument, SourceRef, store_batch
from sources.errors import BrokenDocument, ImplausibleReadings
from sources.records import KST, Article, Content, Precision
from storage.database import Database, open_database
from storage.errors import DatabaseFailed
from tests.bot.factories import MORNING
from tests.factories import CATALOGUE, copy_database, country, readings

HOUR = dt.timedelta(hours=1)
SIX = dt.datetime(2024, 5, 14, 6, tzinfo=KST)
HEADLINES = (
    "인천 월미바다열차 평일 요금 8천원에서 6천원으로 인하",
    "인천시, 월미바다열차 평일 요금 6월부터 6천원으로 인하",
    "강릉 안목해변 커피 축제에 주말 관광객 3만 명 몰려",
    "강릉 안목해변 커피 축제 주말 관광객 3만 명",
    "오늘의 날씨",
)
LEADS = (
    "",
    "인천시는 월미바다열차의 평일 요금을 내린다고 12일 밝혔다.",
    "강릉시는 축제에 3만 명이 왔다고 12일 밝혔다.",
)
ARTICLE = Article(HEADLINES[0])
articles = st.builds(
    Article,
    st.sampled_from(HEADLINES),
    paragraphs=st.sampled_from(LEADS).map(lambda lead: (lead,) if lead else ()),
    address=st.sampled_from([None, *(f"https://one.example/{number}" for number in range(4))]),
    published_at=st.sampled_from([None, MORNING - HOUR, MORNING - 100 * HOUR]),
)
tables = st.builds(
    lambda hours, base, station, precision, site: Content(
        observed_at=SIX - hours * HOUR,
        precision=precision,
        readings=readings(country(base, 12, s112=station)),
        site=site,
    ),
    st.integers(0, 4) | st.just(30),
    st.sampled_from([10.0, 11.0, 30.0]),
    st.sampled_from([10.0, 0.0, 40.0, None]),
    st.sampled_from([Precision.HOUR, Precision.HOUR, Precision.DAY]),
    st.sampled_from([None, None, "one.example"]),
)
contents = st.one_of(st.lists(articles, max_size=3).map(lambda some: Content(articles=tuple(some))), tables)


async def store(database: Database, contents: Sequence[Content | BrokenDocument]) -> list[Outcome]:
    documents = [ParsedDocument(str(place), content) for place, content in enumerate(contents)]
    return await store_batch(documents, SourceRef(), database, CATALOGUE, MORNING)


async def dump(database: Database) -> list[list[tuple[object, ...]]]:
    # Fingerprints and the index follow from the texts.
    queries = (
        "SELECT id, headline, paragraphs, address, published_at FROM article ORDER BY id",
        "SELECT * FROM article_origin ORDER BY article_id, source, address",
        "SELECT station, observed_at, source, precision, temperature, suspect FROM observation ORDER BY id",
    )
    async with database.read() as connection:
        return [list(map(tuple, await connection.execute(text(query)))) for query in queries]


_SIMILAR = [
    Content(articles=(replace(ARTICLE, address="https://one.example/0"), replace(ARTICLE, paragraphs=LEADS[1:2]))),
    Content(articles=(replace(ARTICLE, paragraphs=LEADS[2:]), ARTICLE)),
    Content(articles=(ARTICLE,)),
]
"""The last article is equally similar to two others, of which the second document changes the older one."""

_EDITED = [
    Content(articles=(replace(ARTICLE, paragraphs=LEADS[1:2], address="https://one.example/0"),)),
    Content(articles=(Article(HEADLINES[2], paragraphs=LEADS[2:], address="https://one.example/0"),)),
    Content(articles=(replace(ARTICLE, paragraphs=LEADS[1:2], address="https://two.example/0"),)),
]
"""The last article has the words that the first one had before the second document changed them."""


@settings(max_examples=40, deadline=None)
@example(documents=_SIMILAR, cuts=set())
@example(documents=_EDITED, cuts={1})
@given(documents=st.lists(contents, max_size=6), cuts=st.sets(st.integers(1, 5)))
async def test_a_batch_gives_the_same_as_one_after_the_other(
    empty_database: Path, documents: list[Content], cuts: set[int]
) -> None:
    await check_batches(empty_database, documents, cuts)


@settings(max_examples=40, deadline=None)
@given(documents=st.lists(tables, min_size=2, max_size=8), cuts=st.sets(st.integers(1, 7)))
async def test_a_batch_of_tables_gives_the_same_as_one_after_the_other(
    empty_database: Path, documents: list[Content], cuts: set[int]
) -> None:
    await check_batches(empty_database, documents, cuts)


async def check_batches(empty_database: Path, documents: Sequence[Content], cuts: set[int]) -> None:
    """Check that documents that are cut into batches give the same as one after the other."""

    async def run(borders: Sequence[int]) -> tuple[list[str], list[list[tuple[object, ...]]]]:
        with TemporaryDirectory() as folder:
            async with open_database(copy_database(empty_database, folder)) as database:
                outcomes = []
                for begin, end in pairwise([0, *borders, len(documents)]):
                    outcomes += [str(outcome) for outcome in await store(database, documents[begin:end])]
                # The name in a result is the place in its batch.
                return [outcome.partition(", ")[2] for outcome in outcomes], await dump(database)

    alone = await run(range(1, len(documents)))
    assert await run([cut for cut in sorted(cuts) if cut < len(documents)]) == alone


async def test_a_table_is_compared_with_those_before_it_in_its_batch(database: Database) -> None:
    def table(hours: int, **others: float | None) -> Content:
        return Content(observed_at=SIX - hours * HOUR, readings=readings(country(10.0, 97, **others)))

    # The second table of an hour does not know the temperature of the first one.
    await store(database, [table(2), table(2, s112=None), table(1, s112=40.0, s90=11.0), table(0, s112=40.0)])
    suspect = [row[1] for row in (await dump(database))[2] if row[0] == 112 and row[5]]
    assert suspect == [int((SIX - HOUR).timestamp()), int(SIX.timestamp())]


async def test_an_unusable_document_does_not_undo_the_others(database: Database) -> None:
    page = Content(articles=(Article(HEADLINES[0]),))
    broken, future = (
        BrokenDocument("the page is empty"),
        Content(observed_at=MORNING + HOUR, readings=readings({112: 1})),
    )
    first, second, third, fourth = await store(
        database, [page, broken, future, Content(articles=(Article(HEADLINES[2]),))]
    )
    assert isinstance(first, IngestResult)
    assert second is broken
    assert isinstance(third, ImplausibleReadings)
    assert isinstance(fourth, IngestResult)
    assert len((await dump(database))[0]) == first.new_articles + fourth.new_articles == 2


async def test_a_document_that_the_database_refuses_does_not_undo_the_others(database: Database) -> None:
    refuse = f"BEFORE INSERT ON article WHEN new.headline = '{HEADLINES[0]}' BEGIN SELECT RAISE(ABORT, 'refused'); END"
    async with database.write() as connection:
        await connection.execute(text(f"CREATE TRIGGER refuse {refuse}"))
    pages = [Content(articles=(Article(headline),)) for headline in (HEADLINES[2], HEADLINES[0], HEADLINES[4])]
    first, second, third = await store(database, pages)
    assert isinstance(second, DatabaseFailed)
    assert [one.new_articles for one in (first, third) if isinstance(one, IngestResult)] == [1, 1]
    assert [row[1] for row in (await dump(database))[0]] == [HEADLINES[2], HEADLINES[4]]
