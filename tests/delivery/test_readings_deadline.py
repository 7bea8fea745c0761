"""Bulletins wait for fresh readings of a polled source, until a deadline."""

import logging
from dataclasses import replace

import pytest

from bot.delivery.service import DeliveryService
from bot.intake.ingest import ingest_document
from bot.settings import Settings
from simulator import Terminal
from sources.records import KST
from tests.factories import CATALOGUE, SAMPLE_PAGE, country, seoul, take_hour
from tests.talk import Start, Talk

NOT_YET = "⚠️ 새 관측값이 아직 들어오지 않았어요."
GREETING = "☀️ 좋은 아침이에요!"


def awaiting(talk: Talk, settings: Settings | None = None) -> Talk:
    """Return the same conversation with a bot that polls a source of readings."""
    application = talk.session.application
    own = application.dependencies
    expecting = replace(own, expects_readings=True, settings=settings or own.settings)
    session = replace(talk.session, delivery=DeliveryService(application.bot, expecting))
    terminal = Terminal(
        session.world,
        session.town,
        output=talk.printed.append,
        set_clock=session.set_clock,
        wait_until_idle=session.wait_until_idle,
        zone=KST,
    )
    return replace(talk, session=session, terminal=terminal)


@pytest.fixture
async def talk(start: Start) -> Talk:
    """Subscribe on the evening before, with the page of that day."""
    talk = awaiting(await start())
    await talk("/subscribe 07:00 인천")
    return talk


async def take(talk: Talk, time: str, base: float = 14.0) -> None:
    await take_hour(talk.session.database, country(base, s112=15.0), seoul(time))


async def test_without_fresh_readings_a_bulletin_waits_until_its_deadline(talk: Talk) -> None:
    assert await talk.at("2024-05-14 07:00") == ""
    assert await talk.at("2024-05-14 07:09") == ""
    morning = await talk.at("2024-05-14 07:10")
    assert GREETING in morning
    assert "기상청 5월 13일 월요일 관측" in morning
    assert morning.split("\n    [1]")[0].endswith(NOT_YET)


async def test_the_log_says_once_for_each_due_time_what_waits(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await talk(":in group", "/subscribe 07:05", ":in private")
    for minute in ("00", "01", "05", "06", "10", "15"):
        await talk.at(f"2024-05-14 07:{minute}")
    assert [one for one in caplog.messages if "wait for readings" in one] == [
        "1 bulletins wait for readings until 2024-05-13 22:10 UTC",
        "1 bulletins wait for readings until 2024-05-13 22:15 UTC",
    ]


async def test_the_log_counts_all_that_waits(
    talk: Talk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("bot.delivery.enqueueing.ENQUEUE_CHUNK_SIZE", 1)
    await talk(":in group", "/subscribe 07:00", ":in private")
    await talk.at("2024-05-14 07:00")
    assert "2 bulletins wait for readings until 2024-05-13 22:10 UTC" in caplog.messages


async def test_a_bulletin_is_sent_as_soon_as_readings_are_fresh(talk: Talk) -> None:
    assert await talk.at("2024-05-14 07:00") == ""
    await take(talk, "2024-05-14T07:00")
    morning = await talk.at("2024-05-14 07:01")
    assert "인천 맑음 15.0℃" in morning
    assert "기상청 07:00 관측" in morning
    assert "⚠️" not in morning


@pytest.mark.parametrize(("hour", "waits"), [("05:30", False), ("05:29", True)])
async def test_readings_of_the_last_ninety_minutes_are_fresh(talk: Talk, hour: str, waits: bool) -> None:
    await take(talk, f"2024-05-14T{hour}")
    assert (await talk.at("2024-05-14 07:00") == "") is waits


async def test_a_page_of_today_is_fresh(talk: Talk) -> None:
    page = SAMPLE_PAGE.replace(b"2024.05.13", b"2024.05.14").replace("서울17.7℃".encode(), "서울16.2℃".encode())
    await ingest_document("page", page, talk.session.database, CATALOGUE, seoul("2024-05-14T06:00"))
    assert "기상청 5월 14일 화요일 관측" in await talk.at("2024-05-14 07:00")


async def test_without_any_reading_a_bulletin_says_so_at_the_deadline(start: Start) -> None:
    talk = awaiting(await start(page=None))
    await talk("/subscribe 07:00 인천")
    assert await talk.at("2024-05-14 07:09") == ""
    morning = await talk.at("2024-05-14 07:10")
    assert "오늘은 들어온 관측값이 없어요." in morning
    assert "℃" not in morning


async def test_each_bulletin_has_a_deadline_of_its_own(talk: Talk) -> None:
    await talk(":in group", "/subscribe 07:05", ":in private")
    assert (await talk.at("2024-05-14 07:10")).count(GREETING) == 1
    assert (await talk.at("2024-05-14 07:14")).count(GREETING) == 0
    assert (await talk.at("2024-05-14 07:15")).count(GREETING) == 1


async def test_a_restart_after_the_deadline_does_not_wait_again(talk: Talk, start: Start) -> None:
    await talk.at("2024-05-14 07:05")
    back = awaiting(await start(at=seoul("2024-05-14T08:30"), page=None))
    assert GREETING in await back.at("2024-05-14 08:30")


async def test_a_restart_before_the_deadline_waits_for_the_rest_of_it(talk: Talk, start: Start) -> None:
    await talk.at("2024-05-14 07:01")
    back = awaiting(await start(at=seoul("2024-05-14T07:05"), page=None))
    assert await back.at("2024-05-14 07:05") == ""
    assert GREETING in await back.at("2024-05-14 07:10")


async def test_with_a_deadline_of_zero_a_bulletin_does_not_wait(start: Start) -> None:
    talk = awaiting(await start(), Settings(readings_deadline_minutes=0))
    await talk("/subscribe 07:00 인천")
    assert NOT_YET in await talk.at("2024-05-14 07:00")


async def test_a_bulletin_states_the_change_since_yesterday(talk: Talk) -> None:
    database = talk.session.database
    await take_hour(database, country(11.0, s112=13.5), seoul("2024-05-13T06:00"))
    await take_hour(database, country(14.0, s112=15.0), seoul("2024-05-14T06:00"))
    assert "인천 맑음 15.0℃ · 어제보다 +1.5℃" in await talk.at("2024-05-14 07:00")
