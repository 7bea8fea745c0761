import pytest

from sources.kma.town_table import Town
from storage.content import towns
from storage.database import Database

YEOKSAM = Town("서울", "강남구", "역삼1동", 37.4926, 127.0355)
JUNGANG = Town("강원", "강릉시", "중앙동", 37.7535, 128.8964)
JOCHIWON = Town("세종", "", "조치원읍", 36.6013, 127.2995)


async def loaded(database: Database, *wanted: Town) -> int:
    async with database.write() as connection:
        return await towns.replace_all(connection, wanted)


async def stored(database: Database) -> tuple[int, tuple[Town, ...]]:
    async with database.read() as connection:
        return await towns.get_version(connection), await towns.get_all(connection)


async def test_towns_come_back_as_they_were_loaded(database: Database) -> None:
    assert await stored(database) == (0, ())
    assert await loaded(database, YEOKSAM, JUNGANG, JOCHIWON) == 0
    assert (await stored(database))[1] == (YEOKSAM, JUNGANG, JOCHIWON)


async def test_an_import_replaces_all_towns_and_is_noticed(database: Database) -> None:
    await loaded(database, YEOKSAM, JUNGANG)
    before, _ = await stored(database)
    assert await loaded(database, YEOKSAM, JUNGANG) == 2
    after, found = await stored(database)
    assert found == (YEOKSAM, JUNGANG)
    assert after != before


async def test_a_failed_import_changes_nothing(database: Database) -> None:
    await loaded(database, YEOKSAM)
    before = await stored(database)

    async def fail() -> None:
        async with database.write() as connection:
            await towns.replace_all(connection, [JUNGANG])
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        await fail()
    assert await stored(database) == before
