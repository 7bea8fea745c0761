"""`jogan bulletins pause`: bulletins wait in the ledger until they are resumed, or too late for their day."""

import asyncio
import datetime as dt
import json
import logging
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection
from typer.testing import CliRunner, Result

from bot.delivery import service
from bot.dependencies import Dependencies
from bot.monitoring.readiness import Readiness
from commands import app
from storage.ledger import bulletin_pause, claiming
from storage.ledger.claiming import Claim
from tests.delivery.mornings import add_people, bulletins_in, subscribe_alike
from tests.talk import Start, Talk


@pytest.fixture
async def talk(start: Start, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Start the bot with a subscription, for commands on its database at its time."""
    talk = await start()
    monkeypatch.setenv("JOGAN_DATABASE_URL", talk.session.application.dependencies.settings.database_url)
    monkeypatch.setattr("bot.clock.SystemClock", lambda: talk.session.clock)
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


async def test_a_broadcast_that_has_begun_stops_at_its_next_batch(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    people = add_people(talk.world, 3)
    await subscribe_alike(talk.session.database, people)
    claim = claiming.claim

    async def claim_and_pause(connection: AsyncConnection, now: dt.datetime, *rest: Any) -> list[Claim]:
        found = await claim(connection, now, *rest)
        await bulletin_pause.begin(connection, now)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(service, "MAX_CLAIMED", 1)
        patch.setattr(claiming, "claim", claim_and_pause)
        await talk.at("2024-05-14 07:00")
    chats = [talk.town.private, *map(talk.world.private_chat, people)]
    assert sum(bulletins_in(talk.world, chat) for chat in chats) == 1
    await jogan("resume")
    await talk.at("2024-05-14 07:01")
    assert [bulletins_in(talk.world, chat) for chat in chats] == [1] * 4
