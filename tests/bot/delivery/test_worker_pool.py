import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from telegram.error import BadRequest, TimedOut

from bot.clock import SetClock
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.outcomes import Outcome
from bot.delivery.worker_pool import MIN_WORKERS, WorkerPool
from bot.telegram_api.api_errors import Reaction
from bot.telegram_api.photo_cache import PhotoCache, SentPhoto
from bot.telegram_api.sender import Payload
from bot.telegram_api.transport import MAX_CONCURRENT_BULLETINS, Superseded
from storage.database import Database
from tests.bot.delivery.fakes import SEVEN, FakeSender, make_breaker, make_bulletin, make_claim, until
from tests.bot.pictures.weather import country, drawn_map

LOW_WATER = 3


@pytest.fixture
async def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def breaker() -> CircuitBreaker:
    return make_breaker()


@pytest.fixture
async def wakeup() -> asyncio.Event:
    return asyncio.Event()


@pytest.fixture
async def pool(sender: FakeSender, breaker: CircuitBreaker, wakeup: asyncio.Event) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(sender, breaker, wakeup, LOW_WATER)
    yield pool
    await pool.stop()


def send(pool: WorkerPool, number: int) -> None:
    pool.send([make_bulletin(delivery_id) for delivery_id in range(1, number + 1)])


async def test_a_sent_bulletin_has_the_id_of_its_message(pool: WorkerPool) -> None:
    send(pool, 1)
    await until(lambda: pool.has_outcomes)
    assert pool.take_outcomes() == [Outcome(make_claim(1), message_id=1)]


async def test_a_pool_starts_with_few_requests_in_flight(pool: WorkerPool, sender: FakeSender) -> None:
    sender.gate.clear()
    send(pool, 50)
    await until(lambda: sender.in_flight == MIN_WORKERS)
    pool.grow()
    assert pool.size == MIN_WORKERS


async def test_each_success_adds_a_worker_while_bulletins_are_queued(pool: WorkerPool, sender: FakeSender) -> None:
    sender.gate.clear()
    send(pool, 50)
    await until(lambda: sender.in_flight == MIN_WORKERS)
    sender.gate.set()
    await until(lambda: pool.is_idle)
    assert pool.size > 2 * MIN_WORKERS


async def test_failures_add_no_worker(pool: WorkerPool, sender: FakeSender) -> None:
    sender.errors = {100 + number: BadRequest("chat not found") for number in range(1, 51)}
    send(pool, 50)
    await until(lambda: pool.is_idle)
    assert pool.size == MIN_WORKERS


async def test_no_worker_is_added_once_the_rate_limit_is_reached(
    breaker: CircuitBreaker, wakeup: asyncio.Event
) -> None:
    pool = WorkerPool(FakeSender(rate=30), breaker, wakeup, LOW_WATER)
    send(pool, 50)
    await until(lambda: pool.is_idle)
    assert pool.size == MIN_WORKERS
    await pool.stop()


async def test_a_throttled_chat_gets_a_worker_of_its_own(pool: WorkerPool, sender: FakeSender) -> None:
    sender.gate.clear()
    send(pool, 50)
    sender.throttled = 2
    pool.grow()
    assert pool.size == MIN_WORKERS + 2


async def test_a_pool_never_grows_beyond_the_connections(pool: WorkerPool, sender: FakeSender) -> None:
    sender.gate.clear()
    send(pool, 1000)
    sender.throttled = 1000
    pool.grow()
    assert pool.size == MAX_CONCURRENT_BULLETINS


async def test_an_error_is_an_outcome_and_counts_in_the_breaker(
    pool: WorkerPool, sender: FakeSender, breaker: CircuitBreaker
) -> None:
    sender.errors = {100 + number: TimedOut() for number in range(1, 9)}
    sender.gate.clear()
    send(pool, 8)
    await until(lambda: sender.in_flight == 8)
    sender.gate.set()
    await until(lambda: pool.is_idle)
    reactions = [outcome.error_class and outcome.error_class.reaction for outcome in pool.take_outcomes()]
    assert reactions == [Reaction.UNKNOWN] * 8
    assert not breaker.allows_sending


async def test_a_waiting_bulletin_is_not_sent_once_the_breaker_opens(
    pool: WorkerPool, sender: FakeSender, breaker: CircuitBreaker
) -> None:
    sender.on_acquire = breaker.stop
    bulletin = make_bulletin(1)
    pool.send([bulletin])
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert pool.take_unsent() == [bulletin]
    assert sender.posted == []
    assert not pool.has_outcomes


async def test_queued_bulletins_are_returned_once_the_breaker_opens(
    pool: WorkerPool, sender: FakeSender, breaker: CircuitBreaker
) -> None:
    sender.gate.clear()
    send(pool, MIN_WORKERS + 5)
    await until(lambda: sender.in_flight == MIN_WORKERS)
    assert pool.take_unsent() == []
    breaker.stop()
    assert [claim.id for claim, _ in pool.take_unsent()] == list(range(MIN_WORKERS + 1, MIN_WORKERS + 6))


async def test_an_unexpected_error_ends_the_pool_and_leaves_an_unknown_outcome(
    pool: WorkerPool, sender: FakeSender, wakeup: asyncio.Event
) -> None:
    error = sender.errors[101] = RuntimeError("a bug")
    send(pool, 1)
    await wakeup.wait()
    (outcome,) = pool.take_outcomes()
    assert outcome.error_class is not None
    assert (outcome.error_class.reaction, outcome.error_class.detail) == (Reaction.UNKNOWN, "RuntimeError")
    assert pool.failure is error


async def test_outcomes_that_are_put_back_come_before_newer_ones(pool: WorkerPool) -> None:
    send(pool, 1)
    await until(lambda: pool.has_outcomes)
    older = pool.take_outcomes()
    pool.send([make_bulletin(2)])
    await until(lambda: pool.has_outcomes)
    pool.put_back_outcomes(older)
    assert [outcome.claim.id for outcome in pool.take_outcomes()] == [1, 2]


async def test_rejected_html_is_sent_again_as_plain_text(pool: WorkerPool, sender: FakeSender) -> None:
    sender.errors[101] = BadRequest("Can't parse entities: unsupported start tag")
    pool.send([make_bulletin(1, "<b>맑음</b> &amp; 구름")])
    await until(lambda: pool.has_outcomes)
    html, plain = [json.loads(body) for body in sender.bodies]
    assert (html["text"], html["parse_mode"]) == ("<b>맑음</b> &amp; 구름", "HTML")
    assert plain["text"] == "맑음 & 구름"
    assert "parse_mode" not in plain
    assert pool.take_outcomes() == [Outcome(make_claim(1), message_id=1)]


async def test_the_owner_wakes_up_when_there_is_room_for_more(
    pool: WorkerPool, sender: FakeSender, wakeup: asyncio.Event
) -> None:
    sender.gate.clear()
    send(pool, MIN_WORKERS + LOW_WATER + 1)
    await until(lambda: sender.in_flight == MIN_WORKERS)
    assert (pool.has_room, wakeup.is_set()) == (False, False)
    sender.gate.set()
    sender.gate.clear()  # the first eight finish, the others stay in flight
    await until(wakeup.is_set)
    assert pool.has_room
    assert sender.in_flight == LOW_WATER + 1


async def test_what_a_lost_lease_kept_back_is_unsent_and_no_outage(
    pool: WorkerPool, sender: FakeSender, breaker: CircuitBreaker
) -> None:
    sender.errors = {100 + number: Superseded("another process") for number in range(1, 51)}
    send(pool, 50)
    await until(lambda: pool.has_room)
    await until(lambda: not pool.has_outcomes)
    assert len(pool.take_unsent()) == 50
    assert breaker.allows_sending


class Uploading(FakeSender):
    """Sender that uploads pictures, and in which one chat waits for its limit."""

    def __init__(self, throttled_chat: int) -> None:
        super().__init__()
        self._throttled_chat = throttled_chat

    async def acquire(self, chat_id: int) -> None:
        """Wait for ever if the chat is the throttled one."""
        await super().acquire(chat_id)
        if chat_id == self._throttled_chat:
            await asyncio.Event().wait()

    async def upload(
        self,
        photo: bytes,
        caption: str,
        to: tuple[int, int],
        *,
        is_html: bool,
        is_paid: bool,
        is_silent: bool,
        keyboard: str | None = None,
    ) -> SentPhoto:
        """Upload a picture."""
        assert photo
        assert not is_paid
        assert not is_silent
        assert keyboard is None
        await self.acquire(to[0])
        return SentPhoto(await self.post(Payload.photo("new", caption, is_html=is_html), *to), "new")


async def test_a_throttled_chat_keeps_no_other_from_the_same_picture(
    breaker: CircuitBreaker, wakeup: asyncio.Event, database: Database
) -> None:
    sender = Uploading(throttled_chat=101)
    pool = WorkerPool(sender, breaker, wakeup, LOW_WATER)
    photo = PhotoCache(database, SetClock(SEVEN)).get(1, drawn_map(country(15)))
    await photo.prepare()
    pool.send([(claim, replace(composed, picture=photo)) for claim, composed in map(make_bulletin, range(1, 5))])
    async with asyncio.timeout(5):
        while len(sender.posted) < 3:  # noqa: ASYNC110 - the sender notifies nobody
            await asyncio.sleep(0.01)
    assert sorted(sender.posted) == [102, 103, 104]
    await pool.stop()
