"""`jogan stats`: who is counted as what, and that no chat is named."""

import asyncio
import datetime as dt
import json
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from typer.testing import CliRunner

from bot.clock import SetClock
from commands import app
from storage.chats import chats, subscriptions
from storage.chats.chats import Chat
from storage.database import Database, make_database
from storage.ledger import claiming, deliveries
from storage.ledger.deliveries import OutcomeRow
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState
from storage.terms import City
from tests.storage.factories import NOW, enqueue, subscription

BUSAN = City("부평동", 159, {"ko": "부평동"})
CHATS = ((1001, "private", "ko"), (-1002, "group", None), (1003, "private", "vi"), (-1004, "channel", "ko"))


@pytest.fixture(autouse=True)
def morning(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill a database with chats of all statuses, and a morning with two outcomes."""
    monkeypatch.setenv("JOGAN_DATABASE_URL", database_url)
    monkeypatch.setattr("bot.clock.SystemClock", lambda: SetClock(NOW))
    asyncio.run(_fill(database_url))


async def _fill(database_url: str) -> None:
    database = make_database(database_url)
    await database.open()
    async with database.write() as connection:
        for number, kind, language in (*CHATS, (1005, "private", "en"), (1006, "private", None)):
            await chats.save(connection, Chat(number, kind, language, None))
        for number, *_ in CHATS[:2]:
            await subscriptions.add(connection, replace(subscription(number), cities=(BUSAN,)))
        await subscriptions.add(connection, subscription(1001))
        await enqueue(connection)
        for claim, state in zip(await claiming.claim(connection, NOW, 2), ("sent", "failed"), strict=True):
            await deliveries.mark_sending(connection, [claim])
            reason = None if state == "sent" else FailureReason.REJECTED
            await deliveries.write_outcomes(connection, [OutcomeRow(claim.id, DeliveryState(state), NOW, None, reason)])
        await subscriptions.add(connection, replace(subscription(1003), paused_until=dt.date(2024, 5, 15)))
        for number, why in ((-1004, StopReason.BOT_REMOVED), (1005, StopReason.UNSUBSCRIBED)):
            await subscriptions.add(connection, subscription(number))
            await subscriptions.stop(connection, number, None, why, NOW)
    await database.close()


def test_chats_are_counted_once_with_their_best_status(snapshot: SnapshotAssertion) -> None:
    result = CliRunner().invoke(app, ["stats"])
    assert result.exit_code == 0
    assert result.stdout == snapshot


async def test_growth_counts_chats_by_their_first_subscription(database: Database) -> None:
    async with database.write() as connection:
        for number, days in ((2001, 0), (2002, 6), (2003, 7), (2004, 29), (2005, 30)):
            await chats.save(connection, Chat(number, "private", "ko", None))
            await subscriptions.add(connection, subscription(number), NOW - dt.timedelta(days=days))
        # A second bulletin makes no new chat.
        await subscriptions.add(connection, subscription(2005), NOW)
        for number, days in ((2003, 6), (2004, 8)):
            await subscriptions.stop(connection, number, None, StopReason.UNSUBSCRIBED, NOW - dt.timedelta(days=days))
        await subscriptions.stop_one(connection, 1, StopReason.SWITCHED_OFF, NOW)
    stdout = (await asyncio.to_thread(CliRunner().invoke, app, ["stats", "--json"])).stdout
    # Two chats were stopped today, and the first one has another bulletin; those without a date are not new.
    assert json.loads(stdout)["growth"] == [
        {"days": 1, "subscribed": 1, "left": 2},
        {"days": 7, "subscribed": 2, "left": 3},
        {"days": 30, "subscribed": 4, "left": 4},
    ]


def test_the_json_object_names_no_chat() -> None:
    stdout = CliRunner().invoke(app, ["stats", "--json"]).stdout
    found = json.loads(stdout)
    assert found["chats"] == {
        "active": 2, "paused": 1, "unreachable": 1, "unsubscribed": 1, "never_subscribed": 1,
    }  # fmt: skip
    assert found["languages"] == {"ko": 1, "not known": 1, "vi": 1}
    assert {"place": "부평동", "station": 159, "chats": 2} in found["cities"]
    assert found["days"] == [
        {
            "day": "2024-05-14",
            "chats": 1,
            "bulletins": {"waiting": 1, "sent": 1, "failed": 1, "unknown": 0, "expired": 0},
        }
    ]
    assert not any(str(abs(number)) in stdout for number, *_ in CHATS)


def test_days_of_more_than_a_month_ago_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.clock.SystemClock", lambda: SetClock(NOW + dt.timedelta(days=30)))
    assert json.loads(CliRunner().invoke(app, ["stats", "--json"]).stdout)["days"] == []
