import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.warnings import UNKNOWN_ZONE, WarningLevel, WarningList, WeatherWarning
from storage.content import warnings
from storage.content.warnings import CurrentWarnings
from storage.schema import weather_warning
from tests.factories import seoul

TEN = seoul("2026-07-28T10:00")
MINUTE = dt.timedelta(minutes=1)
HEAT = WeatherWarning("L1100200", "서울동북권", "폭염", WarningLevel.ADVISORY, TEN, TEN, None, "서울특별시")
GALE = replace(
    HEAT, zone="L1022520", zone_name="강릉시산지", kind="강풍", expected_end="29일 새벽", upper_name="강원도"
)


async def put(connection: AsyncConnection, *listed: WeatherWarning, minute: int = 0, unread: str = "") -> bool:
    found = WarningList(listed, unread=frozenset(filter(None, [unread])))
    return await warnings.store(connection, "KMA warnings", found, TEN + minute * MINUTE)


async def get(connection: AsyncConnection, minute: int = 0) -> CurrentWarnings | None:
    return await warnings.get_current(connection, TEN + minute * MINUTE)


async def lives(connection: AsyncConnection) -> list[tuple[str, str, int, int, int | None]]:
    """Return zone, level, and the minutes of the first listing, the last change and the end of all warnings."""
    rows = await connection.execute(select(weather_warning).order_by(weather_warning.c.id))
    return [
        (
            row.zone,
            row.level,
            (row.first_seen_at - TEN) // MINUTE,
            (row.changed_at - TEN) // MINUTE,
            row.ended_at and (row.ended_at - TEN) // MINUTE,
        )
        for row in rows
    ]


async def test_a_list_comes_back(connection: AsyncConnection) -> None:
    assert await put(connection, HEAT, GALE)
    assert await get(connection) == CurrentWarnings([HEAT, GALE], ())


async def test_an_empty_list_says_that_there_is_none_and_no_list_says_nothing(connection: AsyncConnection) -> None:
    assert await get(connection) is None
    assert not await put(connection)
    assert await get(connection) == CurrentWarnings([], ())


async def test_an_old_list_says_nothing(connection: AsyncConnection) -> None:
    await put(connection, HEAT)
    assert await get(connection, minute=30) == CurrentWarnings([HEAT], ())
    assert await get(connection, minute=31) is None
    await put(connection, HEAT, minute=40)
    assert await get(connection, minute=41) == CurrentWarnings([HEAT], ())


async def test_what_is_no_longer_listed_has_ended_and_keeps_its_end(connection: AsyncConnection) -> None:
    await put(connection, HEAT, GALE)
    assert not await put(connection, HEAT, GALE, minute=1)
    assert await put(connection, HEAT, minute=2)
    assert await get(connection, minute=2) == CurrentWarnings([HEAT], ())
    assert await lives(connection) == [("L1100200", "advisory", 0, 0, None), ("L1022520", "advisory", 0, 0, 2)]


async def test_a_warning_that_changes_its_level_is_the_same_one(connection: AsyncConnection) -> None:
    await put(connection, HEAT)
    higher = replace(HEAT, level=WarningLevel.WARNING, issued_at=TEN + 5 * MINUTE)
    assert await put(connection, higher, minute=6)
    assert await get(connection, minute=6) == CurrentWarnings([higher], ())
    assert await lives(connection) == [("L1100200", "warning", 0, 6, None)]


async def test_a_new_time_of_issue_alone_changes_nothing_for_people(connection: AsyncConnection) -> None:
    await put(connection, HEAT)
    again = replace(HEAT, issued_at=TEN + 5 * MINUTE, expected_end="29일 새벽")
    assert not await put(connection, again, minute=6)
    assert await get(connection, minute=6) == CurrentWarnings([again], ())
    assert await lives(connection) == [("L1100200", "advisory", 0, 0, None)]


async def test_a_warning_that_one_list_lacks_goes_on(connection: AsyncConnection) -> None:
    await put(connection, HEAT)
    await put(connection, minute=1)
    assert await put(connection, HEAT, minute=2)
    assert await lives(connection) == [("L1100200", "advisory", 0, 2, None)]


async def test_a_warning_that_is_issued_again_after_its_end_is_another_one(connection: AsyncConnection) -> None:
    await put(connection, HEAT)
    await put(connection, minute=1)
    again = replace(HEAT, issued_at=TEN + 60 * MINUTE)
    await put(connection, again, minute=61)
    assert await lives(connection) == [("L1100200", "advisory", 0, 0, 1), ("L1100200", "advisory", 61, 61, None)]


@pytest.mark.parametrize("unread", ["L1100200", UNKNOWN_ZONE])
async def test_nothing_ends_in_a_zone_that_could_not_be_read(connection: AsyncConnection, unread: str) -> None:
    await put(connection, HEAT, GALE)
    await put(connection, GALE, minute=1, unread=unread)
    assert await get(connection, minute=1) == CurrentWarnings([HEAT, GALE], (unread,))
    await put(connection, GALE, minute=2)
    assert await get(connection, minute=2) == CurrentWarnings([GALE], ())


async def test_ended_warnings_are_deleted_after_a_week(connection: AsyncConnection) -> None:
    await put(connection, HEAT, GALE)
    await put(connection, HEAT, minute=1)
    assert await warnings.delete_ended(connection, TEN + dt.timedelta(days=7)) == 0
    assert await warnings.delete_ended(connection, TEN + dt.timedelta(days=7, minutes=2)) == 1
    assert [zone for zone, *_ in await lives(connection)] == ["L1100200"]
