import datetime as dt
import unicodedata
from dataclasses import replace

import pytest

from bot.intake.ingest import IngestResult, ingest_document
from sources.errors import BrokenDocument, ImplausibleReadings
from sources.records import KST, NamedBy, Precision, Rejected
from storage.content import articles, observations
from storage.database import Database
from tests.bot.factories import MORNING
from tests.factories import CATALOGUE, SAMPLE_PAGE
from tests.sources.factories import FOLDER, KMA_FOLDER, expected_of

FIRST = IngestResult("page.txt", dt.date(2024, 5, 13), 97, 93, 4, 0, 97, 1, 1, ())


async def take(database: Database, page: str | bytes) -> IngestResult:
    data = page if isinstance(page, bytes) else page.encode()
    return await ingest_document("page.txt", data, database, CATALOGUE, MORNING)


async def stored(database: Database) -> tuple[int, int]:
    async with database.read() as connection:
        return len(await observations.list_current(connection)), await articles.count(connection, MORNING)


async def test_the_sample_page_is_stored_whole(database: Database) -> None:
    assert await take(database, SAMPLE_PAGE) == FIRST
    assert await stored(database) == (97, 1)


async def test_a_reading_is_dated_by_the_page_and_the_article_is_not(database: Database) -> None:
    await take(database, SAMPLE_PAGE)
    async with database.read() as connection:
        found = (await observations.newest_by_station(connection, [239]))[239][0]
        (article,) = await articles.list_newest(connection, MORNING, 1)
    assert found.observed_at == dt.datetime(2024, 5, 13, tzinfo=KST)
    assert (found.precision, found.source, found.named_by) == (Precision.DAY, "page", NamedBy.POSITION)
    assert (article.article.published_at, article.first_seen_at) == (None, MORNING)


@pytest.mark.parametrize("sample", ["city_summer.html", "city_winter.html", "city_euckr.html"])
async def test_a_saved_table_of_cities_is_recognized(database: Database, sample: str) -> None:
    old = (KMA_FOLDER / sample).read_bytes().replace(b"2026.", b"2024.").replace(b"2025.", b"2024.")
    result = await take(database, old.replace(b"2024.07", b"2023.07"))
    assert result.readings == len(expected_of(KMA_FOLDER / sample)["readings"])
    assert await stored(database) == (result.readings, 0)
    async with database.read() as connection:
        assert {one.source for one in await observations.list_current(connection)} == {"KMA"}


async def test_the_same_page_again_changes_nothing(database: Database) -> None:
    await take(database, SAMPLE_PAGE)
    assert await take(database, SAMPLE_PAGE) == replace(FIRST, new_readings=0, new_articles=0)
    assert await stored(database) == (97, 1)


async def test_the_same_page_saved_on_another_system_is_the_same(database: Database) -> None:
    await take(database, SAMPLE_PAGE)
    again = await take(database, b"\xef\xbb\xbf" + SAMPLE_PAGE.replace(b"\n", b"\r\n"))
    assert (again.new_readings, again.new_articles) == (0, 0)


async def test_only_a_corrected_figure_is_new(database: Database) -> None:
    await take(database, SAMPLE_PAGE)
    again = await take(database, SAMPLE_PAGE.replace("인천15.9".encode(), "인천16.1".encode()))
    assert (again.new_readings, again.new_articles) == (1, 0)
    async with database.read() as connection:
        assert (await observations.newest_by_station(connection, [112]))[112][0].temperature == 16.1


async def test_a_page_of_another_day_is_history(database: Database) -> None:
    await take(database, SAMPLE_PAGE)
    assert (await take(database, SAMPLE_PAGE.replace(b"2024.05.13", b"2024.05.12"))).new_readings == 97
    async with database.read() as connection:
        newest = await observations.newest_by_station(connection, [112])
    assert newest[112][0].observed_at == dt.datetime(2024, 5, 13, tzinfo=KST)


async def test_a_reading_without_a_station_is_counted_and_not_stored(database: Database) -> None:
    page = "2024.05.13\n • 맑음속초18.5℃\n • 맑음14.9℃\n • 흐림13.0℃\n • 맑음동두천16.0℃\n • 맑음평양1.0℃\n"
    intake = await take(database, page)
    assert (intake.readings, intake.named_by_page, intake.named_by_position, intake.unnamed) == (4, 2, 0, 2)
    assert (intake.new_readings, [one.line for one in intake.rejected]) == (2, [6])
    assert await stored(database) == (2, 0)


@pytest.mark.parametrize(
    "page",
    [b"", b"\xff\xfe", SAMPLE_PAGE.replace(b"2024.05.13", b"2024.02.30"), SAMPLE_PAGE.replace(b"2024.05.13", b"")],
    ids=["empty", "not text", "no such day", "no day"],
)
async def test_a_broken_page_stores_nothing(database: Database, page: bytes) -> None:
    with pytest.raises(BrokenDocument):
        await take(database, page)
    assert await stored(database) == (0, 0)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2024.05.15", "the readings are dated 2024-05-15, which is in the future"),
        ("1999.12.31", "the readings are dated 1999-12-31, which is too old"),
    ],
)
async def test_only_the_article_of_a_page_with_an_impossible_date_is_stored(
    database: Database, day: str, reason: str
) -> None:
    intake = await take(database, SAMPLE_PAGE.replace(b"2024.05.13", day.encode()))
    assert (intake.new_readings, intake.new_articles) == (0, 1)
    assert intake.rejected == (Rejected(3, "97 readings", reason),)
    assert await stored(database) == (0, 1)


async def test_a_page_with_only_implausible_readings_is_rejected(database: Database) -> None:
    with pytest.raises(ImplausibleReadings, match="2024-05-15, which is in the future"):
        await take(database, "2024.05.15\n • 맑음속초18.5℃\n")
    assert await stored(database) == (0, 0)


async def test_a_page_of_today_is_stored(database: Database) -> None:
    assert (await take(database, SAMPLE_PAGE.replace(b"2024.05.13", b"2024.05.14"))).new_readings == 97


async def test_repeated_readings_of_a_page_are_rejected_and_its_article_is_stored(database: Database) -> None:
    await take(database, SAMPLE_PAGE)
    stale = SAMPLE_PAGE.replace(b"2024.05.13", b"2024.05.14").replace("동네 도서관".encode(), "마을 도서관".encode())
    intake = await take(database, stale)
    assert (intake.readings, intake.new_readings, intake.new_articles) == (97, 0, 0)
    assert [one.reason for one in intake.rejected] == ["the readings of 2024-05-14 repeat those of 2024-05-13"]
    async with database.read() as connection:
        (article,) = await articles.list_newest(connection, MORNING, 9)
    assert "마을 도서관" in article.article.headline


async def test_the_source_of_a_reading_is_the_newspaper_that_the_page_names(database: Database) -> None:
    await take(database, (FOLDER / "mediaon.html").read_bytes())
    async with database.read() as connection:
        newest = await observations.newest_by_station(connection, [90])
    assert newest[90][0].source == "maeul.example"


async def test_an_article_alone_is_stored_without_a_day(database: Database) -> None:
    intake = await take(database, "새 소식\n • 해당된 기사를 공유합니다\n")
    assert (intake.date, intake.readings, intake.new_articles) == (None, 0, 1)


async def test_a_page_in_decomposed_hangul_is_the_same(database: Database) -> None:
    await take(database, SAMPLE_PAGE)
    again = await take(database, unicodedata.normalize("NFD", SAMPLE_PAGE.decode()))
    assert (again.readings, again.new_readings, again.new_articles) == (97, 0, 0)
