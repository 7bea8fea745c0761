"""One wave of bulletins: claimed, composed, marked, sent and written down, all side by side.

    claimed --compose--> ready --mark--> the crew --results--> the ledger

Who is killed leaves as few unknown as may be: what is claimed waits again, and only what is marked may have left. So
many are claimed at once, but marked about a quarter of a second's worth, and what has come of the others is written
with the next mark, in the same transaction.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.clock import Clock
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import record_outcomes
from bot.delivery.worker_pool import Bulletin, WorkerPool
from bot.telegram_api.sender import MessageSender
from storage.database import Database
from storage.errors import DatabaseFailed
from storage.ledger import deliveries
from storage.ledger.claiming import Claim

MAX_MARKED = 100
"""How many are marked at once, at most."""

WRITE_EVERY = 0.2
"""Seconds after which results are written where nothing else is."""

RETRY_WRITE_AFTER = 1.0
"""Seconds until a write that failed is tried again."""

_SHARES_A_SECOND = 4
_log = logging.getLogger(__name__)

Claiming = Callable[[], Awaitable[Sequence[Claim]]]
"""Claims the next bulletins; none where nothing more is to be sent now."""

Composing = Callable[[Sequence[Claim]], Awaitable[Mapping[int, Composed]]]
"""Gives what is sent, by delivery."""


class Broadcast:
    """Sends what there is to send, once.

    Args:
        claim: takes what is to be sent next.
        compose: writes it.
        sender: speaks to Telegram.
        breaker: whether bulletins may leave.
        database: holds the ledger.
        clock: tells the time.
        is_paid: whether Telegram may charge for bulletins.
    """

    def __init__(
        self,
        claim: Claiming,
        compose: Composing,
        sender: MessageSender,
        breaker: CircuitBreaker,
        database: Database,
        clock: Clock,
        *,
        is_paid: bool = False,
    ) -> None:
        self._claim = claim
        self._compose = compose
        self._breaker = breaker
        self._database = database
        self._clock = clock
        rate = sender.rate
        self._share = MAX_MARKED if rate is None else max(1, min(MAX_MARKED, rate // _SHARES_A_SECOND))
        self._stirred = asyncio.Event()
        self._pool = WorkerPool(sender, breaker, self._stirred, self._share // 2, is_paid=is_paid)
        self._ready: deque[Bulletin] = deque()
        self._unsent: list[int] = []
        self._supplying: asyncio.Task[Sequence[Bulletin]] | None = None
        self._is_dry = False
        self._failure: BaseException | None = None
        self._written_at = 0.0

    async def run(self) -> None:
        """Send until nothing is left that may be sent now, and write down what came of it.

        What the database refuses to give is left for another time, what it refuses to take is kept until it does.

        Raises:
            Exception: what claiming, composing or a worker could not go on after; all that is known has been written.
        """
        try:
            while not self._is_over:
                self._pool.grow()
                self._restock()
                share = self._next_share()
                if share or self._is_time_to_write():
                    await self._write(share)
                elif not self._is_over:
                    await self._wait()
        finally:
            await self._pool.stop()
        if failure := self._failure or self._pool.failure:
            raise failure

    @property
    def _can_send(self) -> bool:
        return self._failure is None and self._pool.failure is None and self._breaker.allows_sending

    @property
    def _is_over(self) -> bool:
        is_done = not (self._supplying or self._ready or self._pool.has_results or self._unsent) and self._pool.is_idle
        return is_done and (self._is_dry or not self._can_send)

    def _restock(self) -> None:
        """Take what has been claimed, and let more be claimed in time."""
        if self._supplying is not None and self._supplying.done():
            self._take(self._supplying)
            self._supplying = None
        if self._supplying is None and self._can_send and not self._is_dry and len(self._ready) < self._share:
            self._is_dry = True  # unless bulletins come, or an answer puts one back in the meantime
            self._supplying = asyncio.create_task(self._supply())
            self._supplying.add_done_callback(lambda _: self._stirred.set())

    def _take(self, supplied: asyncio.Task[Sequence[Bulletin]]) -> None:
        failure = supplied.exception()
        if isinstance(failure, DatabaseFailed):
            _log.error("The next bulletins wait for the database: %s", failure)
        elif failure is not None:
            self._failure = failure
        elif bulletins := supplied.result():
            self._ready.extend(bulletins)
            self._is_dry = False

    async def _supply(self) -> Sequence[Bulletin]:
        claims = await self._claim()
        try:
            composed = await self._compose(claims)
        except BaseException:
            self._unsent += [claim.id for claim in claims]
            raise
        return [(claim, composed[claim.id]) for claim in claims]

    def _next_share(self) -> list[Bulletin]:
        """What may be marked now; what cannot leave any more is put back."""
        self._unsent += [claim.id for claim, _ in self._pool.take_unsent()]
        if not self._can_send:
            self._unsent += [claim.id for claim, _ in self._ready]
            self._ready.clear()
        if not self._pool.has_room:
            return []
        return [self._ready.popleft() for _ in range(min(self._share, len(self._ready)))]

    def _is_time_to_write(self) -> bool:
        is_late = asyncio.get_running_loop().time() - self._written_at >= WRITE_EVERY
        return bool(self._pool.has_results or self._unsent) and (self._pool.is_idle or is_late)

    async def _write(self, share: list[Bulletin]) -> None:
        """Write what has come of bulletins and mark others; what cannot be written is kept for the next time."""
        results = self._pool.take_results()
        unsent, self._unsent = self._unsent, []
        try:
            async with self._database.write() as connection:
                if results:
                    await record_outcomes(connection, results, self._clock.now())
                if unsent:
                    await deliveries.release(connection, unsent)
                if share:
                    marked = await deliveries.mark_sending(connection, [claim for claim, _ in share])
                    share = [one for one in share if one[0].id in marked]
        except DatabaseFailed as error:
            _log.error("What came of %d bulletins cannot be stored yet: %s", len(results), error)
            self._pool.put_back_results(results)
            self._unsent[:0] = unsent
            self._ready.extendleft(reversed(share))
            await asyncio.sleep(RETRY_WRITE_AFTER)
            return
        self._written_at = asyncio.get_running_loop().time()
        if any(result.error_class is not None for result in results):
            self._is_dry = False  # one of them may be to be sent again at once
        self._pool.send(share)

    async def _wait(self) -> None:
        """Wait until there may be something to do."""
        self._stirred.clear()
        try:
            async with asyncio.timeout(WRITE_EVERY):
                await self._stirred.wait()
        except TimeoutError:
            return
