"""The order of a chat's updates, and the quota per person; `test_rate_limit` tests the quota at the front door."""

import asyncio
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update

from bot.context import Context
from handlers.middleware import ChatOrder, Excess, UserQuota
from tests.factories import EVENING
from tests.talk import Talk

LIMIT = 5
CONTEXT = cast("Context", None)
gaps = st.lists(st.floats(0, 40), min_size=1, max_size=120)


def sent_in(chat_id: int) -> Update:
    return Update(chat_id, message=Message(1, EVENING, Chat(chat_id, "private")))


async def test_updates_of_one_chat_are_processed_in_order() -> None:
    order = ChatOrder()
    processed: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        processed.append("slow")

    async def after_slow() -> None:
        processed.append("after slow")

    async def in_another_chat() -> None:
        processed.append("another chat")

    tasks = [
        asyncio.create_task(order(sent_in(chat_id), CONTEXT, proceed))
        for chat_id, proceed in ((1, slow), (1, after_slow), (2, in_another_chat))
    ]
    await asyncio.sleep(0.01)
    assert processed == ["another chat"]
    gate.set()
    await asyncio.gather(*tasks)
    assert processed == ["another chat", "slow", "after slow"]


async def test_a_failed_update_does_not_block_the_next() -> None:
    order = ChatOrder()

    async def fails() -> None:
        raise LookupError

    async def works() -> None:
        pass

    results = await asyncio.gather(
        order(sent_in(1), CONTEXT, fails), order(sent_in(1), CONTEXT, works), return_exceptions=True
    )
    assert isinstance(results[0], LookupError)
    assert results[1] is None


async def test_an_error_of_the_middleware_reaches_the_error_handler(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    talk.errors_expected = True

    async def fails(*_: object) -> None:
        raise LookupError

    talk.session.application.use([fails])
    assert "문제가 생겼어요" in await talk("/weather 인천")
    assert "Could not handle an update" in caplog.text


@given(gaps)
def test_no_minute_exceeds_the_quota_and_one_notice(gaps: list[float]) -> None:
    quota, now = UserQuota(LIMIT), 1_700_000_000.0
    answered, notified = [], []
    for gap in gaps:
        now += gap
        excess = quota.take(1, now)
        if excess is None:
            answered.append(now)
        elif excess is Excess.NOTIFY:
            notified.append(now)
    for moments, most in ((answered, LIMIT), (notified, 1)):
        assert all(sum(begin <= one < begin + 60 for one in moments) <= most for begin in moments)


@given(gaps)
def test_only_the_first_excess_request_is_notified(gaps: list[float]) -> None:
    quota, now = UserQuota(LIMIT), 1_700_000_000.0
    for _ in range(LIMIT):
        assert quota.take(1, now) is None
    assert quota.take(1, now) is Excess.NOTIFY
    for gap in gaps:
        now += gap / 100
        if now < 1_700_000_060:
            assert quota.take(1, now) is Excess.IGNORE
    assert quota.take(1, 1_700_000_061) is None


def test_one_persons_requests_do_not_count_for_another() -> None:
    quota = UserQuota(1)
    results = [quota.take(person, 0.0) for person in (1, 1, 2, 2, -3)]
    assert results == [None, Excess.NOTIFY, None, Excess.NOTIFY, None]


def test_only_recent_people_are_remembered() -> None:
    quota = UserQuota(1, max_people=2)
    assert [quota.take(person, 0.0) for person in (1, 2, 1, 3)] == [None, None, Excess.NOTIFY, None]
    assert quota.take(1, 1.0) is Excess.IGNORE
    assert quota.take(2, 1.0) is None


def test_a_clock_that_is_set_back_blocks_nobody() -> None:
    quota = UserQuota(1)
    results = [quota.take(1, now) for now in (10_000.0, 10_001.0, 5.0, 6.0)]
    assert results == [None, Excess.NOTIFY, None, Excess.NOTIFY]
