import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKey, Table, event, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import schema
from storage.chats import chats, privacy, subscriptions
from storage.chats.chats import Chat
from storage.chats.subscriptions import Subscription
from storage.database import Database
from storage.dialects.columns import Identifier
from storage.ledger import claiming, deliveries, sent_texts
from storage.ledger.deliveries import OutcomeRow
from storage.ledger.sent_texts import SentText
from storage.schema import DeliveryState, metadata
from storage.terms import City, Schedule
from tests.storage.factories import DAY, NOW, TODAY, add_articles, enqueue, subscribe, subscription

OURS, THEIRS = -1001234567890, -1009876543210
PANGYO = City("판교", 119, {"ko": "판교"})
OWN_TIME = Schedule((dt.time(3, 17),), "Europe/Vilnius")


async def fill(connection: AsyncConnection) -> list[Subscription]:
    """Store two chats with subscriptions and deliveries; only the first has a schedule of its own."""
    await add_articles(connection, "도서관 개관")
    stored = await subscribe(connection, subscription(OURS), subscription(OURS, thread_id=7), subscription(THEIRS))
    night = Subscription(OURS, 0, OWN_TIME, NOW + DAY, (PANGYO,))
    await subscriptions.add(connection, night)
    await enqueue(connection)
    claims = await claiming.claim(connection, NOW, limit=9)
    await deliveries.mark_sending(connection, [replace(one, articles=(1,)) for one in claims])
    ours, theirs = SentText(str(OURS)), SentText("theirs")
    texts = await sent_texts.store(connection, [ours, theirs], NOW)
    await deliveries.write_outcomes(
        connection,
        [
            OutcomeRow(one.id, DeliveryState.SENT, NOW, message_id=5, text_id=texts[theirs])
            for one in claims
            if one.chat_id == THEIRS
        ],
    )
    await sent_texts.replace(connection, next(one.id for one in claims if one.chat_id == OURS), texts[ours])
    return stored


async def everything(connection: AsyncConnection) -> dict[str, list[dict[str, object]]]:
    return {
        table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
        for table in metadata.sorted_tables
    }


async def test_deliveries_of_removed_subscriptions_belong_to_the_chat(connection: AsyncConnection) -> None:
    first, *_ = await fill(connection)
    await subscriptions.remove(connection, first.id, NOW)
    assert len((await privacy.collect(connection, OURS))["delivery"]) == 2
    await privacy.forget(connection, OURS)
    assert str(OURS) not in str(await everything(connection))


@pytest.mark.dialects("sqlite")
async def test_a_chats_rows_are_found_by_index(connection: AsyncConnection) -> None:
    await fill(connection)
    plans = []

    def note(_connection: object, _cursor: object, statement: str, values: tuple[object, ...], *_rest: object) -> None:
        if "FROM delivery" in statement:
            plans.append((statement, values))

    event.listen(connection.sync_connection, "before_cursor_execute", note)
    await privacy.collect(connection, OURS)
    await privacy.forget(connection, OURS)
    event.remove(connection.sync_connection, "before_cursor_execute", note)
    assert plans
    for statement, values in plans:
        rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        scanned = [row for row in map(str, rows) if re.search(r"SCAN (delivery|bulletin_text)\b", row)]
        assert not scanned


async def test_forgetting_deletes_only_that_chat(connection: AsyncConnection) -> None:
    await fill(connection)
    before = await everything(connection)
    assert await privacy.forget(connection, OURS)
    after = await everything(connection)
    assert str(OURS) in str(before)
    for word in (str(OURS), "판교", "Vilnius"):
        assert word not in str(after)
    numbers = {row["id"] for row in before["subscription"] if row["chat_id"] == OURS}
    assert numbers
    assert not any(row["subscription_id"] in numbers for row in after["delivery"])
    for name, rows in before.items():
        theirs = [row for row in rows if not {OURS, str(OURS)} & {row.get("chat_id"), row.get("id"), row.get("text")}]
        assert after[name] == ([row for row in theirs if row["zone"] == "Asia/Seoul"] if name == "schedule" else theirs)
    assert not await privacy.forget(connection, OURS)


async def test_a_schedule_is_deleted_with_its_last_chat(connection: AsyncConnection) -> None:
    await fill(connection)
    for chat_id, left in ((OURS, 1), (THEIRS, 0)):
        await privacy.forget(connection, chat_id)
        assert await connection.scalar(select(func.count()).select_from(schema.schedule)) == left


@pytest.mark.dialects("sqlite")
async def test_the_bytes_of_a_forgotten_chat_are_gone_from_the_file(database: Database, tmp_path: Path) -> None:
    words = ["판교".encode(), b"Vilnius", b"03:17", OURS.to_bytes(6, "big", signed=True)]
    path = tmp_path / "jogan.db"
    async with database.write() as connection:
        await fill(connection)
        await connection.execute(insert(schema.asked_search).values(words="x" * 20_000, asked_at=NOW))
    await _empty_the_log(database)
    assert [word in path.read_bytes() for word in words] == [True] * 4
    async with database.write() as connection:
        await privacy.forget(connection, OURS)
    await _empty_the_log(database)
    assert [word in path.read_bytes() for word in words] == [False] * 4


async def _empty_the_log(database: Database) -> None:
    async with database.read() as connection:
        await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


async def test_the_outcome_of_a_bulletin_in_flight_restores_nothing(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(OURS))
    await enqueue(connection)
    (claim,) = await claiming.claim(connection, NOW, limit=9)
    assert await deliveries.mark_sending(connection, [claim]) == {claim.id}
    await privacy.forget(connection, OURS)
    await subscribe(connection, subscription(THEIRS))
    await enqueue(connection)
    await deliveries.write_outcomes(connection, [OutcomeRow(claim.id, DeliveryState.SENT, NOW, message_id=5)])
    rows = (await connection.execute(select(schema.delivery))).all()
    assert [(row.chat_id, row.state) for row in rows] == [(THEIRS, "pending")], "numbers do not come again"


async def test_a_forgotten_chats_claim_is_not_marked(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(OURS), subscription(THEIRS))
    await enqueue(connection)
    claims = await claiming.claim(connection, NOW, limit=9)
    await privacy.forget(connection, OURS)
    assert await deliveries.mark_sending(connection, claims) == {one.id for one in claims if one.chat_id == THEIRS}
    await privacy.forget(connection, THEIRS)
    assert await deliveries.mark_sending(connection, claims) == set()


async def test_the_export_has_all_rows_of_the_chat_only(connection: AsyncConnection) -> None:
    await fill(connection)
    found = await privacy.collect(connection, OURS)
    assert {name: len(rows) for name, rows in found.items()} == {
        "chat": 1, "subscription": 3, "delivery": 2, "schedule": 2, "bulletin_text": 1,
    }  # fmt: skip
    assert {row["local_date"] for row in found["delivery"]} == {TODAY}
    assert str(THEIRS) not in str(found)
    assert await privacy.collect(connection, 5) == {}


async def test_a_new_table_is_found_by_its_foreign_key(connection: AsyncConnection) -> None:
    later = Table(
        "later",
        metadata,
        Column("id", Identifier, primary_key=True),
        Column("subscription_id", Identifier, ForeignKey("subscription.id")),
    )
    try:
        await connection.run_sync(later.create)
        await chats.save(connection, Chat(OURS, "supergroup", None, "ko"))
        stored = await subscriptions.add(connection, subscription(OURS))
        await connection.execute(insert(later).values(subscription_id=stored.id))
        assert (await privacy.collect(connection, OURS))["later"] == [{"id": 1, "subscription_id": stored.id}]
        await privacy.forget(connection, OURS)
        assert (await connection.execute(select(later))).all() == []
    finally:
        metadata.remove(later)
