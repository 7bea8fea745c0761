import asyncio
from collections.abc import Collection, Mapping, Sequence

import pytest
from telegram.error import BadRequest, NetworkError, TimedOut

from bot.delivery import broadcast
from bot.delivery.broadcast import Broadcast
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import Outcome
from storage.errors import DatabaseFailed, LeaseLost
from storage.ledger.claiming import Claim
from tests.bot.delivery.fakes import FakeSender, make_breaker, make_claim, until


class FakeLedger:
    """Ledger in memory.

    Attributes:
        due: delivery ids that can be claimed.
        claim_size: most ids claimed at once.
        forgotten: ids that cannot be marked.
        failures: errors that the next writes raise.
        claims: how often bulletins were claimed.
        marked: ids in the order in which they were marked, by write.
        released: ids that were released.
        outcomes: recorded outcomes.
    """

    def __init__(self, *due: int) -> None:
        self.due = list(due)
        self.claim_size = 250
        self.forgotten: set[int] = set()
        self.failures: list[Exception] = []
        self.claims = 0
        self.marked: list[list[int]] = []
        self.released: list[int] = []
        self.outcomes: list[Outcome] = []

    async def claim(self) -> Sequence[Claim]:
        self.claims += 1
        ids, self.due = self.due[: self.claim_size], self.due[self.claim_size :]
        return [make_claim(delivery_id) for delivery_id in ids]

    async def save(
        self, outcomes: Sequence[Outcome], unsent: Sequence[int], claims: Sequence[Claim]
    ) -> Collection[int]:
        if self.failures:
            raise self.failures.pop(0)
        self.outcomes += outcomes
        self.released += unsent
        marked = [claim.id for claim in claims if claim.id not in self.forgotten]
        if marked:
            self.marked.append(marked)
        return marked

    @property
    def sent(self) -> list[int]:
        """Ids of the deliveries that are recorded as sent."""
        return sorted(outcome.claim.id for outcome in self.outcomes if outcome.message_id is not None)


async def compose(claims: Sequence[Claim]) -> Mapping[int, Composed]:
    return {claim.id: Composed("맑음") for claim in claims}


@pytest.fixture(autouse=True)
def no_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcast, "WRITE_RETRY_DELAY", 0.0)


@pytest.fixture
def breaker() -> CircuitBreaker:
    return make_breaker()


@pytest.fixture
async def sender() -> FakeSender:
    return FakeSender()


def make_broadcast(ledger: FakeLedger, sender: FakeSender, breaker: CircuitBreaker) -> Broadcast:
    return Broadcast(ledger.claim, compose, ledger.save, sender, breaker)


async def test_every_due_bulletin_is_sent_once_and_recorded(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(*range(1, 301))
    await make_broadcast(ledger, sender, breaker).run()
    assert sorted(sender.posted) == list(range(101, 401))
    assert ledger.sent == list(range(1, 301))


async def test_a_broadcast_without_due_bulletins_ends_at_once(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger()
    await make_broadcast(ledger, sender, breaker).run()
    assert (ledger.claims, sender.posted) == (1, [])


async def test_a_bulletin_is_marked_before_it_is_sent(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(1)
    marked_at_send: list[list[int]] = []
    sender.on_acquire = lambda: marked_at_send.extend(ledger.marked)
    await make_broadcast(ledger, sender, breaker).run()
    assert marked_at_send == [[1]]


async def test_a_bulletin_that_cannot_be_marked_is_not_sent(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(1, 2, 3)
    ledger.forgotten = {2}
    await make_broadcast(ledger, sender, breaker).run()
    assert sorted(sender.posted) == [101, 103]


async def test_at_most_a_quarter_second_of_bulletins_is_marked_at_once(breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(*range(1, 31))
    await make_broadcast(ledger, FakeSender(rate=20), breaker).run()
    assert [len(ids) for ids in ledger.marked] == [5] * 6


async def test_the_next_bulletins_are_claimed_while_others_are_in_flight(
    sender: FakeSender, breaker: CircuitBreaker
) -> None:
    ledger = FakeLedger(1, 2, 3)
    ledger.claim_size = 1
    sender.gate.clear()
    running = asyncio.create_task(make_broadcast(ledger, sender, breaker).run())
    await until(lambda: sender.in_flight == 3)
    assert ledger.outcomes == []
    sender.gate.set()
    await running
    assert ledger.sent == [1, 2, 3]


async def test_outcomes_are_saved_once_the_database_accepts_them(
    sender: FakeSender, breaker: CircuitBreaker, caplog: pytest.LogCaptureFixture
) -> None:
    ledger = FakeLedger(1, 2)
    sender.on_acquire = lambda: ledger.failures.append(DatabaseFailed("database is locked"))
    await make_broadcast(ledger, sender, breaker).run()
    assert ledger.sent == [1, 2]
    assert sorted(sender.posted) == [101, 102], "nothing is sent twice"
    assert "Could not save the outcome of 2 bulletins; will retry: database is locked" in caplog.text


async def test_bulletins_keep_their_order_when_marking_fails(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(*range(1, 6))
    ledger.failures = [DatabaseFailed("database is locked")]
    await make_broadcast(ledger, sender, breaker).run()
    assert ledger.marked == [[1, 2, 3, 4, 5]]
    assert ledger.sent == [1, 2, 3, 4, 5]


async def test_a_failed_claim_ends_the_broadcast_without_an_error(
    sender: FakeSender, breaker: CircuitBreaker, caplog: pytest.LogCaptureFixture
) -> None:
    async def claim() -> Sequence[Claim]:
        raise DatabaseFailed("database is locked")

    await Broadcast(claim, compose, FakeLedger().save, sender, breaker).run()
    assert "Could not claim the next bulletins; will retry at the next run: database is locked" in caplog.text


async def test_claims_are_released_if_composing_fails(sender: FakeSender, breaker: CircuitBreaker) -> None:
    async def fail(_: Sequence[Claim]) -> Mapping[int, Composed]:
        raise LookupError("a bug")

    ledger = FakeLedger(1, 2)
    with pytest.raises(LookupError, match="a bug"):
        await Broadcast(ledger.claim, fail, ledger.save, sender, breaker).run()
    assert ledger.released == [1, 2]


@pytest.mark.parametrize("rate", [None, 20], ids=["all_marked_at_once", "marked_in_batches"])
async def test_bulletins_are_released_once_sending_is_not_allowed(rate: int | None, breaker: CircuitBreaker) -> None:
    ledger, sender = FakeLedger(*range(1, 51)), FakeSender(rate)
    sender.errors = {100 + number: TimedOut() for number in range(1, 51)}
    await make_broadcast(ledger, sender, breaker).run()
    tried = {chat_id - 100 for chat_id in sender.posted}
    assert len(tried) < 20
    assert sorted(ledger.released) == sorted(set(range(1, 51)) - tried)
    assert {outcome.claim.id for outcome in ledger.outcomes} == tried


async def test_after_a_failure_the_ledger_is_asked_once_more(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(1)
    sender.errors[101] = BadRequest("Group migrated to supergroup chat")
    await make_broadcast(ledger, sender, breaker).run()
    assert ledger.claims == 3, "one claim for the bulletin, one that finds nothing, one after the failure"


async def test_a_workers_error_is_raised_after_outcomes_are_recorded(
    sender: FakeSender, breaker: CircuitBreaker
) -> None:
    ledger = FakeLedger(1, 2)
    sender.errors[102] = RuntimeError("a bug")
    with pytest.raises(RuntimeError, match="a bug"):
        await make_broadcast(ledger, sender, breaker).run()
    assert {outcome.claim.id: outcome.error_class is None for outcome in ledger.outcomes} == {1: True, 2: False}


async def test_an_immediate_retry_is_sent_in_the_same_broadcast(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(1)

    async def save(outcomes: Sequence[Outcome], unsent: Sequence[int], claims: Sequence[Claim]) -> Collection[int]:
        ledger.due += [outcome.claim.id for outcome in outcomes if outcome.error_class is not None]
        return await ledger.save(outcomes, unsent, claims)

    sender.errors[101] = NetworkError("Bad Gateway")
    await Broadcast(ledger.claim, compose, save, sender, breaker).run()
    assert sender.posted == [101, 101]
    assert ledger.sent == [1]


async def test_a_lost_lease_ends_the_broadcast_and_its_claims(sender: FakeSender, breaker: CircuitBreaker) -> None:
    ledger = FakeLedger(*range(1, 301))
    ledger.failures = [LeaseLost()]
    with pytest.raises(LeaseLost):
        await make_broadcast(ledger, sender, breaker).run()
    assert (sender.posted, ledger.outcomes) == ([], [])
    assert [task for task in asyncio.all_tasks() if "_claim_and_compose" in repr(task.get_coro())] == []
