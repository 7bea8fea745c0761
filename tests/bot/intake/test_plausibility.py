"""Rejected tables and suspect readings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.intake.ingest import IngestResult, SourceRef, store_content
from sources.errors import ImplausibleReadings
from sources.records import Article, Content, NamedBy, Precision, Reading
from storage.content import observations
from storage.content.observations import Observation
from storage.database import Database
from tests.bot.factories import MORNING
from tests.factories import CATALOGUE, country, readings

HOUR = dt.timedelta(hours=1)
INCHEON = 112


async def take(
    database: Database,
    table: Mapping[int, float | None] | tuple[Reading, ...],
    at: dt.datetime = MORNING,
    source: str = "kma",
    articles: tuple[Article, ...] = (),
) -> IngestResult:
    rows = table if isinstance(table, tuple) else readings(table)
    content = Content(observed_at=at, readings=rows, articles=articles)
    return await store_content(source, content, SourceRef(source), database, CATALOGUE, MORNING)


async def newest(database: Database, station: int = INCHEON) -> Observation:
    async with database.read() as connection:
        return (await observations.newest_by_station(connection, [station]))[station][0]


async def suspects(database: Database) -> list[int]:
    async with database.read() as connection:
        return [one.station for one in await observations.list_current(connection) if one.suspect]


async def test_all_measured_values_are_stored(database: Database) -> None:
    told = Reading(1, "비", 12.1, 112, NamedBy.PAGE, 1.2, 3.4, 0.5, 85.0, 9.8, 50.0, 2.1, 11.4, 1009.3, 8.7)
    await take(database, (told,))
    assert await newest(database) == Observation(
        112, MORNING, Precision.HOUR, "kma", "비", 12.1, NamedBy.PAGE, 1.2, 3.4, 0.5, 85.0, 9.8, 50.0, 2.1, 11.4
    )


async def test_a_jump_at_one_station_is_stored_as_suspect(database: Database) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    assert (await take(database, country(10.3, s112=40.0))).new_readings == 97
    assert await suspects(database) == [INCHEON]
    assert (await newest(database)).temperature == 40.0


async def test_a_jump_of_the_whole_country_is_accepted(database: Database) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    await take(database, country(-9.0))
    assert await suspects(database) == []


async def test_a_new_level_is_accepted_after_three_hours(database: Database) -> None:
    doubted = {}
    await take(database, country(10.0), MORNING - 5 * HOUR)
    for hours in range(4, -1, -1):
        await take(database, country(10.0 + hours / 10, s112=40.0 + hours / 10), MORNING - hours * HOUR)
        doubted[hours] = await suspects(database)
    assert doubted == {4: [INCHEON], 3: [INCHEON], 2: [INCHEON], 1: [], 0: []}


async def test_after_a_jump_a_reading_as_before_is_accepted(database: Database) -> None:
    await take(database, country(10.0), MORNING - 2 * HOUR)
    await take(database, country(10.1, s112=40.0), MORNING - HOUR)
    await take(database, country(10.2))
    assert await suspects(database) == []


async def test_a_source_is_not_compared_with_another(database: Database) -> None:
    await take(database, country(30.0), MORNING - HOUR)
    await take(database, country(10.0), source="hub")
    assert await suspects(database) == []


async def test_a_corrected_jump_is_accepted(database: Database) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    await take(database, country(10.3, s112=40.0))
    await take(database, country(10.3))
    assert await suspects(database) == []


async def test_a_station_without_a_temperature_is_not_doubted(database: Database) -> None:
    await take(database, country(10.0, s112=None), MORNING - HOUR)
    await take(database, country(10.1, s112=40.0, s108=None))
    assert await suspects(database) == []


async def test_readings_of_a_day_do_not_jump(database: Database) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    today = Content(MORNING.replace(hour=0), Precision.DAY, readings(country(10.0, s112=40.0)))
    await store_content("page", today, SourceRef("kma"), database, CATALOGUE, MORNING)
    assert await suspects(database) == []


async def test_a_table_that_repeats_the_last_one_under_a_new_hour_is_rejected(database: Database) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    with pytest.raises(ImplausibleReadings) as refused:
        await take(database, country(10.0))
    assert str(refused.value) == "the readings of 2024-05-14 07:00 repeat those of 2024-05-14 06:00"
    assert (await newest(database)).observed_at == MORNING - HOUR


async def test_a_repeated_table_is_rejected_until_it_changes(database: Database) -> None:
    await take(database, country(10.0), MORNING - 3 * HOUR)
    for hours in (2, 1):
        with pytest.raises(ImplausibleReadings, match="repeat those of 2024-05-14 04:00"):
            await take(database, country(10.0), MORNING - hours * HOUR)
    assert (await take(database, country(10.1))).new_readings == 97


async def test_a_repetition_without_one_station_is_a_repetition(database: Database) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    with pytest.raises(ImplausibleReadings, match="repeat"):
        await take(database, country(10.0, stations=96))


@pytest.mark.parametrize("at", [MORNING, MORNING - 2 * HOUR], ids=["the same hour", "an earlier hour"])
async def test_the_same_hour_again_is_not_a_repetition(database: Database, at: dt.datetime) -> None:
    await take(database, country(10.0))
    await take(database, country(10.0), at)
    assert (await take(database, country(10.0))).new_readings == 0


async def test_another_sources_table_may_be_the_same(database: Database) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    assert (await take(database, country(10.0), source="hub")).new_readings == 97


@pytest.mark.parametrize(
    "later",
    [
        readings(country(10.0, s112=11.2)),
        readings(country(10.0), condition="비"),
        tuple(replace(one, humidity=85.0) for one in readings(country(10.0))),
    ],
    ids=["a temperature", "the conditions", "another measure"],
)
async def test_a_table_in_which_anything_has_changed_is_no_repetition(
    database: Database, later: tuple[Reading, ...]
) -> None:
    await take(database, country(10.0), MORNING - HOUR)
    assert (await take(database, later)).new_readings == 97


async def test_a_few_stations_may_repeat_their_values(database: Database) -> None:
    await take(database, country(10.0, stations=9), MORNING - HOUR)
    assert (await take(database, country(10.0, stations=9))).new_readings == 9


@pytest.mark.parametrize(("minutes", "accepted"), [(10, True), (11, False)])
async def test_a_sources_clock_may_be_a_little_ahead(database: Database, minutes: int, accepted: bool) -> None:
    at = MORNING + dt.timedelta(minutes=minutes)
    if accepted:
        assert (await take(database, country(10.0), at)).new_readings == 97
        return
    with pytest.raises(ImplausibleReadings, match="2024-05-14 07:11, which is in the future"):
        await take(database, country(10.0), at)


async def test_only_the_readings_are_rejected_if_there_are_articles(database: Database) -> None:
    intake = await take(database, country(10.0), MORNING + HOUR, articles=(Article("새 소식"),))
    assert (intake.readings, intake.new_readings, intake.new_articles) == (97, 0, 1)
    assert [(one.line, one.text) for one in intake.rejected] == [(1, "97 readings")]
    assert "in the future" in intake.rejected[0].reason
