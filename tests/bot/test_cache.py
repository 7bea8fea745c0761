"""Caches never return what the database no longer says."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cache import MAX_RENDERED, ChatCache, NameCache, Readings, RenderedCache
from bot.intake.ingest import ingest_document
from bot.places import shipped_places
from bot.places.finder import RememberedPlaces
from sources.korea.stations import Catalogue
from storage import schema
from storage.chats import chats, refusals
from storage.chats.chats import Chat
from storage.database import Database, make_database, open_database
from storage.errors import DatabaseFailed
from storage.terms import Unit
from tests.factories import CATALOGUE, EVENING, SAMPLE_PAGE
from tests.talk import Start, Talk

MAIN = Path(__file__).resolve().parents[2] / "main.py"
WARMER = SAMPLE_PAGE.decode().replace("15.9", "25.9").encode()


async def test_readings_ingested_between_two_questions_are_shown(talk: Talk, catalogue: Catalogue) -> None:
    assert "15.9℃" in await talk("/weather 인천")
    await ingest_document("page", WARMER, talk.session.database, catalogue, EVENING)
    answer = await talk("/weather 인천")
    assert "25.9℃" in answer
    assert "15.9℃" not in answer


async def test_a_cached_answer_is_renewed_as_its_reading_ages(talk: Talk) -> None:
    assert "최근 관측값이 없어요" not in await talk("/weather 인천")
    await talk.at("2024-05-15 20:00")
    assert "최근 관측값이 없어요" in await talk("/weather 인천")


async def test_cached_answers_are_separate_for_cities_language_and_unit(talk: Talk) -> None:
    await talk("/weather 인천", "/subscribe 07:30 부산")
    assert "[1] 부산" in await talk("/weather 인천")
    async with talk.session.database.write() as connection:
        chat = Chat(talk.town.private.id, "private", None, None, Unit.FAHRENHEIT)
        await chats.save(connection, chat)
    assert "60.6℉" in await talk("/weather 인천")
    assert "15.9℃" in await talk(":in group", "/weather 인천")


def test_the_cache_of_rendered_answers_is_bounded() -> None:
    rendered, readings = RenderedCache(), Readings({}, ())
    made = [rendered.get(number, readings, EVENING, object) for number in range(MAX_RENDERED)]
    assert len(set(made)) == MAX_RENDERED
    assert rendered.get(0, readings, EVENING, lambda: -1) == -1
    assert rendered.get(0, readings, EVENING, lambda: -2) == -1
    assert rendered.get(0, Readings({}, ()), EVENING, lambda: -3) == -3


async def test_a_changed_language_applies_to_the_next_answer(talk: Talk) -> None:
    assert "인천" in await talk("/weather 인천")
    await talk("/language en")
    assert "Incheon" in await talk("/weather 인천")


async def test_a_new_subscription_applies_to_the_next_answer(talk: Talk) -> None:
    assert "전국" in await talk("/weather")
    await talk("/subscribe 07:30 부산")
    answer = await talk("/weather")
    assert "부산" in answer
    assert "전국" not in answer


@pytest.mark.process
async def test_readings_of_another_process_appear_within_two_seconds(
    start: Start, database_url: str, tmp_path: Path
) -> None:
    talk = await start(page=None)
    before = await talk("/weather 인천")
    page = tmp_path / "page.txt"
    page.write_bytes(SAMPLE_PAGE)
    ingest = await asyncio.create_subprocess_exec(
        sys.executable, str(MAIN), "ingest", str(page),
        env={"JOGAN_DATABASE_URL": database_url, "PYTHONPATH": str(MAIN.parent)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    assert await ingest.wait() == 0
    await asyncio.sleep(2)
    assert "15.9℃" not in before
    assert "15.9℃" in await talk("/weather 인천")


async def test_changes_of_another_process_are_noticed_while_this_one_writes(database_url: str) -> None:
    now = 0.0
    async with open_database(database_url) as other:
        database = make_database(database_url, lambda: now)
        await database.open()
        before = await database.revision(schema.chat)
        await _save(other, 1)
        async with database.write():
            assert await database.revision(schema.chat) == before
        now = 1.0
        async with database.write():
            after = await database.revision(schema.chat)
        assert after != before
        await _save(other, 2)
        now = 2.0
        assert await database.revision(schema.chat) != after
        await database.close()


async def test_a_change_invalidates_only_its_table(database_url: str) -> None:
    async with open_database(database_url) as database:
        await _save(database, 1)
        readings = await database.revision(schema.observation)
        settings = await database.revision(schema.chat)
        async with database.write() as connection:
            await refusals.clear(connection, [(1, 0)])
        assert await database.revision(schema.chat) == settings
        await _save(database, 2)
        assert await database.revision(schema.chat) != settings
        assert await database.revision(schema.observation) == readings


async def test_the_least_recently_used_chat_is_dropped(database_url: str) -> None:
    async with open_database(database_url) as database:
        for number in (1, 2, 3):
            await _save(database, number)
        cache = ChatCache(database, max_chats=2)
        first, second, third = [await cache.get(number) for number in (1, 2, 3)]
        assert await cache.get(2) is second
        assert await cache.get(1) is not first
        assert await cache.get(3) is not third


async def test_chats_requested_together_get_their_own_settings(database_url: str) -> None:
    async with open_database(database_url) as database:
        for number in (1, 2, 3):
            await _save(database, number)
        cache = ChatCache(database)
        found = await asyncio.gather(*(cache.get(number) for number in (1, 2, 3, 4, 2)))
        assert [one.chat and one.chat.id for one in found] == [1, 2, 3, None, 2]


async def test_a_failed_read_is_repeated(database_url: str) -> None:
    async with open_database(database_url) as database:
        cache = ChatCache(database)
        await _run(database, "ALTER TABLE chat RENAME TO away")
        with pytest.raises(DatabaseFailed):
            await cache.get(1)
        await _run(database, "ALTER TABLE away RENAME TO chat")
        assert (await cache.get(1)).chat is None


async def test_an_unexpected_error_reaches_every_caller(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slip(*_: object) -> list[Chat]:
        raise LookupError

    async with open_database(database_url) as database:
        cache = ChatCache(database)
        with monkeypatch.context() as broken:
            broken.setattr(chats, "list_known", slip)
            with pytest.raises(LookupError):
                await asyncio.wait_for(cache.get(1), timeout=5)
        assert (await cache.get(1)).chat is None


async def _run(database: Database, statement: str) -> None:
    async with database.write() as connection:
        await connection.exec_driver_sql(statement)


async def _save(database: Database, number: int) -> None:
    async with database.write() as connection:
        await chats.save(connection, Chat(number, "private", "ko", None))


def test_the_name_of_a_place_is_read_once_until_the_places_change() -> None:
    cache, places = NameCache(), shipped_places(CATALOGUE)
    found = cache.read("인천", places)
    assert found.is_name
    assert cache.read("인천", places) is found
    # Another search, as after an import of towns.
    assert cache.read("인천", RememberedPlaces(places)) is not found


@pytest.mark.parametrize("text", ["인천 내일", "인천 강릉", "인쳔", "광주", "엄마 생일", "전국"])
def test_words_that_are_no_name_of_one_place_are_not_kept(text: str) -> None:
    cache, places = NameCache(), shipped_places(CATALOGUE)
    assert cache.read(text, places) is not cache.read(text, places)
