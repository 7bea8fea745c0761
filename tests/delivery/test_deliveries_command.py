"""`jogan deliveries`: report of a day, and resending unknown outcomes."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from commands import app
from simulator import Fault
from storage.chats import chats, subscriptions
from storage.chats.chats import Chat
from storage.database import make_database
from storage.ledger import claiming, deliveries
from storage.ledger.deliveries import OutcomeRow
from storage.reasons import FailureReason
from storage.schema import DeliveryState, delivery
from tests.forked import forked
from tests.storage.factories import NOW, enqueue, subscription
from tests.talk import Start

OUTCOMES = (
    (1, "private", "ko", DeliveryState.SENT, None, None),
    (2, "private", "ko", DeliveryState.SENT, None, None),
    (3, "private", "en", DeliveryState.FAILED, FailureReason.BOT_REMOVED, "Forbidden: bot was blocked by the user"),
    (-4, "group", "ko", DeliveryState.UNKNOWN, FailureReason.NO_ANSWER, "no answer in time"),
    (-5, "channel", None, DeliveryState.UNKNOWN, FailureReason.NO_ANSWER, "Timed out"),
    (6, "private", "en", DeliveryState.EXPIRED, FailureReason.SERVER_ERROR, "Bad Gateway"),
)


def jogan(*words: str, said: str | None = None) -> Result:
    return CliRunner().invoke(app, words, input=said)


@pytest.fixture
def day(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Fill a day with deliveries of all outcomes."""
    monkeypatch.setenv("JOGAN_DATABASE_URL", database_url)
    asyncio.run(_fill(database_url))
    return "2024-05-14"


async def _fill(database_url: str) -> None:
    database = make_database(database_url)
    await database.open()
    async with database.write() as connection:
        for chat_id, kind, language, *_ in OUTCOMES:
            await chats.save(connection, Chat(chat_id, kind, language, None))
            await subscriptions.add(connection, subscription(chat_id))
        await chats.save(connection, Chat(7, "private", "ko", None))
        await subscriptions.add(connection, subscription(7))
        await enqueue(connection)
        for claim, outcome in zip(await claiming.claim(connection, NOW, 6), OUTCOMES, strict=True):
            *_, state, reason, detail = outcome
            await deliveries.mark_sending(connection, [claim])
            await deliveries.write_outcomes(connection, [OutcomeRow(claim.id, state, NOW, None, reason, detail)])
    await database.close()


def _states(result: Result) -> dict[str, int]:
    states: dict[str, int] = json.loads(result.stdout)["states"]
    return states


def _row(lines: Iterable[str], *words: str) -> list[str]:
    (row,) = [line.split() for line in lines if line.split()[: len(words)] == list(words)]
    return row[len(words) :]


def test_a_day_is_listed_by_reason_language_and_kind_of_chat(day: str) -> None:
    result = jogan("deliveries", "--day", day)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "2024-05-14: 7 bulletins"
    assert _row(lines, "sent") == ["2"]
    assert _row(lines, "failed", "1") == ["bot", "removed", "Forbidden:", "bot", "was", "blocked", "by", "the", "user"]
    assert _row(lines, "unknown", "2") == ["no", "answer", "Timed", "out"]
    assert _row(lines, "no", "answer") == ["in", "time"], "each detail of a reason is shown"
    assert (
        _row(lines, "language")
        == _row(lines, "kind", "of", "chat")
        == ["sent", "pending", "failed", "unknown", "expired"]
    )
    assert _row(lines, "ko") == ["2", "1", "1"]
    assert _row(lines, "not", "known") == ["1"]
    assert _row(lines, "private") == ["2", "1", "1", "1"]
    assert _row(lines, "channel") == ["1"]
    assert all(len(line) <= 80 for line in lines)


def test_a_day_is_listed_as_json(day: str) -> None:
    result = jogan("deliveries", "--day", day, "--json")
    assert _states(result) == {"sent": 2, "pending": 1, "failed": 1, "unknown": 2, "expired": 1}
    assert {
        "state": "failed",
        "reason": "bot_removed",
        "detail": OUTCOMES[2][5],
        "language": "en",
        "kind": "private",
        "number": 1,
    } in json.loads(result.stdout)["bulletins"]


@pytest.mark.process
@pytest.mark.dialects("sqlite")
async def test_as_a_process_it_lists_today(database_url: str) -> None:
    await _fill(database_url)
    async with forked("deliveries", environment={"JOGAN_DATABASE_URL": database_url}) as process:
        output, _ = await process.communicate()
        assert await process.wait() == 0
    assert "There are no bulletins of 20" in output.decode()


@pytest.mark.parametrize("words", [["--day", "yesterday"], ["--day", ""], ["--resend", "failed"]])
def test_invalid_arguments_are_rejected(day: str, words: list[str]) -> None:
    assert day
    assert jogan("deliveries", *words).exit_code == 2


def test_resending_asks_for_confirmation_first(day: str) -> None:
    result = jogan("deliveries", "--day", day, "--resend", "unknown", said="n\n")
    assert result.exit_code == 1
    assert "2 bulletins of 2024-05-14 have an unknown delivery status." in result.stderr
    assert "will get it twice" in result.stderr
    assert _states(jogan("deliveries", "--day", day, "--json"))["unknown"] == 2


def test_each_bulletin_is_resent_once(day: str) -> None:
    again = ("deliveries", "--day", day, "--resend", "unknown")
    result = jogan(*again, said="y\n")
    assert result.exit_code == 0
    assert result.stdout.endswith("2 bulletins of 2024-05-14 will be resent.\n")
    states = _states(jogan("deliveries", "--day", day, "--json"))
    assert (states["unknown"], states["pending"]) == (0, 3)
    asyncio.run(_forget_again())
    assert "There is nothing to resend for 2024-05-14" in jogan(*again, "--yes").stdout
    assert json.loads(jogan(*again, "--yes", "--json").stdout) == {"day": day, "resent": 0}


async def _forget_again() -> None:
    database = make_database("sqlite+aiosqlite:///jogan.db")
    await database.open()
    async with database.write() as connection:
        await connection.execute(
            update(delivery).where(delivery.c.resent_at.is_not(None)).values(state=DeliveryState.UNKNOWN)
        )
    await database.close()


async def test_a_running_bot_resends(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = await start()
    monkeypatch.setenv("JOGAN_DATABASE_URL", talk.session.application.dependencies.settings.database_url)
    monkeypatch.setattr("bot.clock.SystemClock.now", lambda _: talk.session.clock.now())
    await talk("/subscribe 07:00 인천", ":in group", "/subscribe 07:00 부산", "/unsubscribe", ":in private")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", drop="before"))
    assert await talk.at("2024-05-14 07:00") == ""
    listed = await asyncio.to_thread(jogan, "deliveries", "--json")
    assert _states(listed)["unknown"] == 1
    await asyncio.to_thread(jogan, "deliveries", "--resend", "unknown", "--yes")
    assert "인천 맑음" in await talk.at("2024-05-14 07:01")
    assert _states(await asyncio.to_thread(jogan, "deliveries", "--json"))["sent"] == 1


async def test_bulletins_of_stopped_subscriptions_are_not_resent(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = await start()
    monkeypatch.setenv("JOGAN_DATABASE_URL", talk.session.application.dependencies.settings.database_url)
    await talk("/subscribe 07:00 인천")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", drop="before"))
    await talk.at("2024-05-14 07:00")
    await talk("/unsubscribe")
    result = await asyncio.to_thread(jogan, "deliveries", "--day", "2024-05-14", "--resend", "unknown")
    assert "There is nothing to resend for 2024-05-14" in result.stdout


@pytest.mark.parametrize("words", [(), ("--json",), ("--resend", "unknown", "--yes")])
def test_a_missing_database_is_reported_and_not_created(
    words: tuple[str, ...], new_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOGAN_DATABASE_URL", new_database_url)
    result = jogan("deliveries", *words)
    assert result.exit_code == 1
    assert result.stderr == f"jogan: {new_database_url.partition('///')[2]}: there is no such file\n"
    assert result.stdout == ""
    assert not Path(new_database_url.partition("///")[2]).exists()
