"""`jogan bulletins pause`: bulletins wait in the ledger until they are resumed, or too late for their day."""

import asyncio
import json
import logging

import pytest
from typer.testing import CliRunner, Result

from bot.dependencies import Dependencies
from bot.monitoring.readiness import Readiness
from main import app
from tests.delivery.mornings import bulletins_in
from tests.talk import Start, Talk


@pytest.fixture
async def talk(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Start the bot with a subscription, for commands on its database at its time."""
    talk = await start()
    monkeypatch.setenv("JOGAN_DATABASE_URL", talk.session.application.dependencies.settings.database_url)
    monkeypatch.setattr("bot.cli.bulletins.SystemClock", lambda: talk.session.clock)
    await talk("/subscribe 07:00 인천")
    return talk


async def jogan(*words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, app, ["bulletins", *words])


def deps(talk: Talk) -> Dependencies:
    return talk.session.application.dependencies


def arrived(talk: Talk) -> int:
    return bulletins_in(talk.world, talk.town.private)


async def test_what_was_held_back_is_sent_when_it_is_not_too_late(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(2):
        result = await jogan("pause", "--json")
        assert json.loads(result.stdout) == {"paused_since": "2024-05-13T11:00:00+00:00"}
    for time in ("07:00", "08:00"):
        await talk.at(f"2024-05-14 {time}")
    assert arrived(talk) == 0
    found = await Readiness(deps(talk).database, deps(talk).monitor).list_pauses()
    assert found["bulletins"] == "2024-05-13T11:00:00+00:00"
    assert (await jogan("resume")).stdout == "Bulletins are sent again.\n"
    await talk.at("2024-05-14 08:01")
    assert arrived(talk) == 1
    assert (await jogan("resume")).stdout == "Bulletins were not paused.\n"
    assert [one for one in caplog.messages if "paused" in one] == [
        "Bulletins are paused by an operator since 2024-05-13 11:00 UTC", "Bulletins are not paused any more",
    ]  # fmt: skip


async def test_what_is_too_late_for_its_day_is_not_sent(talk: Talk) -> None:
    assert (await jogan("pause")).stdout == "Bulletins are paused since 2024-05-13 20:00 (Seoul).\n"
    for time in ("07:00", "10:00"):
        await talk.at(f"2024-05-14 {time}")
    await jogan("resume")
    await talk.at("2024-05-14 10:01")
    assert arrived(talk) == 0
    # An operator who has paused them is not told that they were late.
    assert deps(talk).monitor.notices.take() == []
    await talk.at("2024-05-15 07:00")
    assert arrived(talk) == 1
