import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.headline_selection import choose
from sources.korea.stations import load_catalogue
from storage.chats import chats
from storage.chats.chats import Chat
from storage.content import articles
from storage.ledger import claiming, deliveries, enqueueing, sent_texts
from storage.ledger.claiming import Claim
from storage.ledger.deliveries import OutcomeRow
from storage.ledger.enqueueing import IdRange, Occurrence
from storage.ledger.sent_texts import SentText
from storage.reasons import FailureReason
from storage.schema import DeliveryState, delivery
from storage.terms import City
from tests.factories import publish
from tests.storage.factories import CUT_OFF, DAY, NOW, TODAY, add_articles, article, enqueue, subscribe, subscription

MINUTE = dt.timedelta(minutes=1)
OCCURRENCE = Occurrence(TODAY, 0, NOW, NOW + CUT_OFF)


async def claim_one(connection: AsyncConnection, now: dt.datetime = NOW) -> Claim:
    (claim,) = await claim_all(connection, now)
    return claim


async def claim_all(connection: AsyncConnection, now: dt.datetime = NOW) -> list[Claim]:
    claimed = await claiming.claim(connection, now, 9)
    await choose(connection, claimed, load_catalogue(), now)
    return claimed


async def send(connection: AsyncConnection, claim: Claim, state: DeliveryState = DeliveryState.SENT) -> None:
    await deliveries.mark_sending(connection, [claim])
    await deliveries.write_outcomes(connection, [OutcomeRow(claim.id, state, NOW)])


async def states(connection: AsyncConnection) -> list[str]:
    return list(await connection.scalars(select(delivery.c.state).order_by(delivery.c.id)))


async def headline_for(connection: AsyncConnection, claim: Claim) -> str | None:
    stored = await articles.get(connection, claim.articles[0]) if claim.articles else None
    return stored.article.headline if stored else None


async def test_subscriptions_become_due_at_their_time(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(1), subscription(2, due=NOW + MINUTE))
    assert [group.due_at for group in await enqueueing.list_due(connection, NOW)] == [NOW]
    assert [group.due_at for group in await enqueueing.list_due(connection, NOW + MINUTE)] == [NOW, NOW + MINUTE]
    assert await enqueueing.list_due(connection, NOW - MINUTE) == []


async def test_a_topic_due_twice_gets_one_bulletin_a_day(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(), subscription(thread_id=7))
    await enqueue(connection)
    assert await enqueueing.list_due(connection, NOW) == []
    await subscribe(connection, subscription())
    await enqueue(connection)
    assert await states(connection) == ["pending", "pending"]


async def test_the_next_day_is_due_after_this_one(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    await enqueue(connection)
    await enqueue(connection, TODAY + DAY, NOW + DAY)
    assert list(await connection.scalars(select(delivery.c.local_date))) == [TODAY, TODAY + DAY]
    assert [group.due_at for group in await enqueueing.list_due(connection, NOW + 9 * DAY)] == [NOW + 2 * DAY]


async def test_a_claim_has_all_that_its_bulletin_needs(connection: AsyncConnection) -> None:
    await add_articles(connection, "새 소식")
    await subscribe(connection, subscription(-5, thread_id=7, stations=(105, 112)))
    await enqueue(connection)
    (stored,) = await articles.list_newest(connection, NOW, 1)
    claim = await claim_one(connection)
    cities = (City.of_station(105), City.of_station(112))
    assert claim == Claim(
        claim.id, -5, 7, TODAY, NOW, "Asia/Seoul", language="ko", cities=cities, headlines=1, articles=(stored.id,)
    )


async def test_a_chosen_language_overrides_telegrams(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    await chats.save(connection, Chat(1, "private", "en", None))
    await enqueue(connection)
    assert (await claim_one(connection)).language == "en"


async def test_each_delivery_is_claimed_once_in_due_order(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(1, due=NOW + MINUTE), *(subscription(chat) for chat in (2, 3, 4)))
    await enqueue(connection, now=NOW + MINUTE)
    now = NOW + MINUTE
    claimed = [[claim.chat_id for claim in await claiming.claim(connection, now, 2)] for _ in range(3)]
    assert claimed == [[2, 3], [4, 1], []]


async def test_deliveries_are_not_claimed_early(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    await enqueue(connection)
    assert await claiming.claim(connection, NOW - MINUTE, 9) == []


async def test_a_sent_delivery_is_recorded(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    await enqueue(connection)
    claim = await claim_one(connection)
    await deliveries.mark_sending(connection, [claim])
    assert await states(connection) == ["sending"]
    await deliveries.write_outcomes(connection, [OutcomeRow(claim.id, DeliveryState.SENT, NOW, message_id=77)])
    row = (await connection.execute(select(delivery))).one()
    assert (row.state, row.attempts, row.message_id, row.finished_at) == ("sent", 1, 77, NOW)


async def test_each_sent_bulletin_gets_its_own_message_and_text(connection: AsyncConnection) -> None:
    await subscribe(connection, *(subscription(chat) for chat in (1, 2, 3, 4, 5)))
    await enqueue(connection)
    claims = await claiming.claim(connection, NOW, 9)
    await deliveries.mark_sending(connection, claims[:4])
    texts = [await sent_texts.add(connection, SentText(text), NOW) for text in ("one", "two")]
    gone = texts[-1] + 1
    messages = [(70, texts[1]), (71, texts[0]), (72, None), (None, gone), (74, texts[0])]
    # In another order than in the table; the last one is only claimed.
    given = dict(reversed([*zip((claim.id for claim in claims), messages, strict=True)]))
    await deliveries.write_sent(connection, given, NOW + MINUTE)
    columns = delivery.c.state, delivery.c.message_id, delivery.c.text_id, delivery.c.finished_at
    rows = await connection.execute(select(*columns).order_by(delivery.c.id))
    assert [tuple(row) for row in rows] == [
        ("sent", 70, texts[1], NOW + MINUTE),
        ("sent", 71, texts[0], NOW + MINUTE),
        ("sent", 72, None, NOW + MINUTE),
        ("sent", None, None, NOW + MINUTE),
        ("claimed", None, None, None),
    ]


async def test_outcomes_of_all_kinds_are_written_together(connection: AsyncConnection) -> None:
    await subscribe(connection, *(subscription(chat) for chat in (1, 2, 3)))
    await enqueue(connection)
    claims = await claiming.claim(connection, NOW, 9)
    await deliveries.mark_sending(connection, claims)
    kinds = (DeliveryState.PENDING, DeliveryState.FAILED, DeliveryState.UNKNOWN)
    outcomes = [
        OutcomeRow(claim.id, state, NOW + MINUTE, reason=FailureReason.NO_ANSWER, detail="why")
        for claim, state in zip(claims, kinds, strict=True)
    ]
    await deliveries.write_outcomes(connection, outcomes)
    assert await states(connection) == ["pending", "failed", "unknown"]
    rows = await connection.execute(select(delivery.c.reason, delivery.c.detail))
    assert {tuple(row) for row in rows} == {(FailureReason.NO_ANSWER, "why")}


async def test_a_retry_waits_and_is_counted(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    await enqueue(connection)
    claim = await claim_one(connection)
    await deliveries.mark_sending(connection, [claim])
    await deliveries.write_outcomes(
        connection, [OutcomeRow(claim.id, DeliveryState.PENDING, NOW + MINUTE, reason=FailureReason.SERVER_ERROR)]
    )
    assert await claiming.claim(connection, NOW, 9) == []
    assert (await claim_one(connection, NOW + MINUTE)).attempts == 1


async def test_writing_no_outcomes_changes_nothing(connection: AsyncConnection) -> None:
    await deliveries.write_outcomes(connection, [])
    assert await states(connection) == []


async def test_released_deliveries_can_be_claimed_again(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(1), subscription(2))
    await enqueue(connection)
    first, second = await claiming.claim(connection, NOW, 9)
    await send(connection, second)
    await deliveries.release(connection, [first.id, second.id])
    assert [claim.id for claim in await claiming.claim(connection, NOW, 9)] == [first.id]


async def test_only_deliveries_in_flight_are_unknown_after_a_crash(connection: AsyncConnection) -> None:
    await subscribe(connection, *(subscription(chat) for chat in (1, 2, 3)))
    await enqueue(connection)
    first, second = await claiming.claim(connection, NOW, 2)
    await deliveries.mark_sending(connection, [first])
    assert await deliveries.recover(connection, NOW) == 1
    assert await states(connection) == ["unknown", "pending", "pending"]
    assert await deliveries.recover(connection, NOW) == 0
    assert [claim.chat_id for claim in await claiming.claim(connection, NOW, 9)] == [second.chat_id, 3]


async def test_what_a_crash_has_made_unknown_is_neither_marked_nor_settled_later(connection: AsyncConnection) -> None:
    await subscribe(connection, *(subscription(chat) for chat in (1, 2)))
    await enqueue(connection)
    first, second = await claim_all(connection)
    await deliveries.mark_sending(connection, [first])
    await deliveries.recover(connection, NOW)
    assert await deliveries.mark_sending(connection, [second]) == set()
    for state in (DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.FAILED):
        await deliveries.write_outcomes(connection, [OutcomeRow(one.id, state, NOW) for one in (first, second)])
    await deliveries.release(connection, [first.id, second.id])
    assert await states(connection) == ["unknown", "pending"]


async def test_an_unsent_delivery_expires_at_its_cut_off(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription(1), subscription(2))
    await enqueue(connection)
    first, _ = await claiming.claim(connection, NOW, 9)
    await deliveries.release(connection, [first.id])
    assert await deliveries.expire(connection, NOW + CUT_OFF - MINUTE) == 0
    assert await deliveries.expire(connection, NOW + CUT_OFF) == 1
    assert await states(connection) == ["expired", "claimed"]
    assert await claiming.claim(connection, NOW + CUT_OFF, 9) == []


async def test_each_article_is_delivered_once_the_newest_first(connection: AsyncConnection) -> None:
    await add_articles(connection, "옛 소식", "새 소식")
    await subscribe(connection, subscription())
    headlines = []
    for day in range(3):
        if day == 2:
            await add_articles(connection, "오늘 소식", at=NOW + DAY)
        await enqueue(connection, TODAY + day * DAY, NOW + day * DAY)
        claim = await claim_one(connection, NOW + day * DAY)
        headlines.append(await headline_for(connection, claim))
        await send(connection, claim)
    assert headlines == ["새 소식", "옛 소식", "오늘 소식"]


async def test_a_next_due_time_too_far_ahead_is_found(connection: AsyncConnection) -> None:
    stopped = replace(subscription(3, due=NOW + 9 * DAY), stopped_at=NOW)
    await subscribe(connection, subscription(1, due=NOW + DAY), subscription(2, due=NOW + 9 * DAY), stopped)
    strayed = await enqueueing.list_too_far_ahead(connection, NOW + 2 * DAY)
    assert [group.due_at for group in strayed] == [NOW + 9 * DAY]
    await enqueueing.set_next_due(connection, strayed[0], NOW)
    assert [group.due_at for group in await enqueueing.list_due(connection, NOW)] == [NOW]
    assert await enqueueing.list_too_far_ahead(connection, NOW + 2 * DAY) == []


async def test_another_topic_or_chat_gets_the_article_that_one_has(connection: AsyncConnection) -> None:
    await add_articles(connection, "새 소식")
    await subscribe(connection, subscription())
    await enqueue(connection)
    await send(connection, await claim_one(connection))
    await subscribe(connection, subscription(thread_id=7), subscription(2))
    await enqueue(connection)
    claims = await claim_all(connection)
    assert [await headline_for(connection, claim) for claim in claims] == ["새 소식"] * 2


async def test_each_zone_and_local_time_is_enqueued_separately(connection: AsyncConnection) -> None:
    seoul = subscription()
    tokyo = replace(subscription(2), schedule=replace(seoul.schedule, zone="Asia/Tokyo"))
    early = replace(subscription(3), schedule=replace(seoul.schedule, times=(dt.time(6),)))
    await subscribe(connection, seoul, tokyo, early)
    groups = await enqueueing.list_due(connection, NOW)
    for left in (2, 1, 0):
        assert await enqueueing.enqueue(connection, groups[left], OCCURRENCE, NOW + DAY) == 1
        assert await enqueueing.list_due(connection, NOW) == groups[:left]
    assert await states(connection) == ["pending"] * 3


async def test_a_large_group_is_put_into_the_ledger_in_chunks(connection: AsyncConnection) -> None:
    await subscribe(connection, *map(subscription, range(1, 6)))
    (group,) = await enqueueing.list_due(connection, NOW)
    ids, moved = IdRange(last=0), [0]
    while not ids.is_open:
        ids = await enqueueing.get_chunk(connection, group, ids.last, 2)
        moved.append(await enqueueing.enqueue(connection, group, OCCURRENCE, NOW + DAY, ids))
    assert moved == [0, 2, 2, 1]
    assert list(await connection.scalars(select(delivery.c.chat_id).order_by(delivery.c.id))) == [1, 2, 3, 4, 5]


async def test_a_group_without_bulletins_moves_on(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    (group,) = await enqueueing.list_due(connection, NOW)
    assert await enqueueing.enqueue(connection, group, None, NOW + DAY) == 1
    assert await enqueueing.list_due(connection, NOW) == []
    assert await states(connection) == []


@pytest.mark.parametrize(
    ("state", "again"), [(DeliveryState.FAILED, "새 소식"), (DeliveryState.UNKNOWN, None), (DeliveryState.SENT, None)]
)
async def test_an_article_is_repeated_only_if_it_certainly_did_not_arrive(
    connection: AsyncConnection, state: DeliveryState, again: str | None
) -> None:
    await add_articles(connection, "새 소식")
    await subscribe(connection, subscription())
    await enqueue(connection)
    await send(connection, await claim_one(connection), state)
    await enqueue(connection, TODAY + DAY, NOW + DAY)
    assert await headline_for(connection, await claim_one(connection, NOW + DAY)) == again


async def test_a_retried_delivery_keeps_its_article(connection: AsyncConnection) -> None:
    await add_articles(connection, "새 소식")
    await subscribe(connection, subscription())
    await enqueue(connection)
    claim = await claim_one(connection)
    await deliveries.mark_sending(connection, [claim])
    await deliveries.write_outcomes(connection, [OutcomeRow(claim.id, DeliveryState.PENDING, NOW)])
    assert await headline_for(connection, await claim_one(connection)) == "새 소식"


async def test_a_late_but_older_article_comes_after_the_newer_one(connection: AsyncConnection) -> None:
    await add_articles(connection, "새 소식")
    await publish(connection, article("지난해 소식", on=NOW - 365 * DAY), NOW)
    await subscribe(connection, subscription())
    await enqueue(connection)
    assert await headline_for(connection, await claim_one(connection)) == "새 소식"


async def test_bulletins_are_being_delivered_until_their_outcome_is_known(connection: AsyncConnection) -> None:
    await subscribe(connection, subscription())
    assert not await deliveries.is_delivering(connection, NOW)
    await enqueue(connection)
    assert await deliveries.is_delivering(connection, NOW)
    assert not await deliveries.is_delivering(connection, NOW - MINUTE), "nothing is due yet"
    claims = await claiming.claim(connection, NOW, 1)
    await deliveries.mark_sending(connection, claims)
    assert await deliveries.is_delivering(connection, NOW)
    sent = OutcomeRow(claims[0].id, DeliveryState.SENT, NOW, 7)
    await deliveries.write_outcomes(connection, [sent])
    assert not await deliveries.is_delivering(connection, NOW)
