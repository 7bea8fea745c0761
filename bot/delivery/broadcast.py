"""Broadcast: a pipeline that claims, composes, marks and sends bulletins and records their outcomes.

    claimed --compose--> ready --mark as `sending`--> worker pool --outcomes--> ledger

A kill leaves the outcome of every marked bulletin unknown, while a bulletin that is only claimed is released at the
next start. So many are claimed at once, but only about a quarter of a second's worth is marked, in the same transaction
that writes the outcomes of others.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import Outcome
from bot.delivery.worker_pool import Bulletin, BulletinSender, WorkerPool
from storage.errors import DatabaseFailed
from storage.ledger.claiming import Claim

# A commit per message would limit the rate; a kill makes all that are marked unknown (docs/decisions/003).
MAX_BATCH = 100
"""Most bulletins marked as `sending` in one transaction."""

WRITE_INTERVAL = 0.2
"""Seconds after which outcomes are written if no batch is marked meanwhile."""

WRITE_RETRY_DELAY = 1.0
"""Seconds until a failed write is retried."""

_BATCHES_PER_SECOND = 4
_log = logging.getLogger(__name__)

ClaimNext: TypeAlias = Callable[[], Awaitable[Sequence[Claim]]]
"""Claims the next bulletins; returns none if nothing more is to be sent now."""

Compose: TypeAlias = Callable[[Sequence[Claim]], Awaitable[Mapping[int, Composed]]]
"""Composes bulletins; returns them by delivery id."""

Save: TypeAlias = Callable[[Sequence[Outcome], Sequence[int], Sequence[Claim]], Awaitable[Collection[int]]]
"""Records outcomes, releases deliveries and marks claims as `sending`, in one transaction; returns the marked ids."""


class Broadcast:
    """Sends all bulletins that are due, once.

    Args:
        claim: claims the next bulletins.
        compose: composes them.
        save: writes the ledger.
        sender: sends them.
        breaker: decides whether bulletins may be sent.
        is_paid: whether Telegram may charge for bulletins.
    """

    def __init__(
        self,
        claim: ClaimNext,
        compose: Compose,
        save: Save,
        sender: BulletinSender,
        breaker: CircuitBreaker,
        *,
        is_paid: bool = False,
    ) -> None:
        self._claim = claim
        self._compose = compose
        self._save = save
        self._breaker = breaker
        rate = sender.rate
        self._batch_size = MAX_BATCH if rate is None else max(1, min(MAX_BATCH, rate // _BATCHES_PER_SECOND))
        self._wakeup = asyncio.Event()
        self._pool = WorkerPool(sender, breaker, self._wakeup, self._batch_size // 2, is_paid=is_paid)
        self._ready: deque[Bulletin] = deque()
        self._unsent: list[int] = []
        self._refill_task: asyncio.Task[Sequence[Bulletin]] | None = None
        self._is_exhausted = False
        self._failure: BaseException | None = None
        self._written_at = 0.0

    async def run(self) -> None:
        """Send until nothing is left that may be sent now, and record the outcomes.

        If the database fails to claim, the rest waits for the next run; a failed write is retried until it succeeds.

        Raises:
            Exception: an unexpected error of claiming, composing or a worker; all known outcomes are recorded.
        """
        try:
            while not self._is_finished:
                self._pool.grow()
                self._refill()
                batch = self._next_batch()
                if batch or self._is_write_due():
                    await self._write(batch)
                elif not self._is_finished:
                    await self._wait()
        finally:
            await self._pool.stop()
            await self._stop_refill()
        if failure := self._failure or self._pool.failure:
            raise failure

    async def _stop_refill(self) -> None:
        """Cancel a claim that is still running because an error has ended the broadcast."""
        if self._refill_task is not None:
            self._refill_task.cancel()
            await asyncio.gather(self._refill_task, return_exceptions=True)

    @property
    def _can_send(self) -> bool:
        return self._failure is None and self._pool.failure is None and self._breaker.allows_sending

    @property
    def _is_finished(self) -> bool:
        is_pending = self._refill_task or self._ready or self._unsent or self._pool.has_outcomes
        is_idle = not is_pending and self._pool.is_idle
        return is_idle and (self._is_exhausted or not self._can_send)

    def _refill(self) -> None:
        """Collect claimed bulletins, and start to claim the next ones before the last ones have been sent."""
        if self._refill_task is not None and self._refill_task.done():
            self._collect(self._refill_task)
            self._refill_task = None
        is_low = len(self._ready) < self._batch_size
        if self._refill_task is None and self._can_send and not self._is_exhausted and is_low:
            # Reset if bulletins come, or if an error puts one back while the claim is running.
            self._is_exhausted = True
            self._refill_task = asyncio.create_task(self._claim_and_compose())
            self._refill_task.add_done_callback(lambda _: self._wakeup.set())

    def _collect(self, refill: asyncio.Task[Sequence[Bulletin]]) -> None:
        failure = refill.exception()
        if isinstance(failure, DatabaseFailed):
            _log.error("Could not claim the next bulletins; will retry at the next run: %s", failure)
        elif failure is not None:
            self._failure = failure
        elif bulletins := refill.result():
            self._ready.extend(bulletins)
            self._is_exhausted = False

    async def _claim_and_compose(self) -> Sequence[Bulletin]:
        claims = await self._claim()
        try:
            composed = await self._compose(claims)
        except BaseException:
            # Released at once: otherwise only a restart would release them.
            self._unsent += [claim.id for claim in claims]
            raise
        return [(claim, composed[claim.id]) for claim in claims]

    def _next_batch(self) -> list[Bulletin]:
        """Return the bulletins to mark now; those that may no longer be sent are released."""
        self._unsent += [claim.id for claim, _ in self._pool.take_unsent()]
        if not self._can_send:
            self._unsent += [claim.id for claim, _ in self._ready]
            self._ready.clear()
        if not self._pool.has_room:
            return []
        return [self._ready.popleft() for _ in range(min(self._batch_size, len(self._ready)))]

    def _is_write_due(self) -> bool:
        # Outcomes go with the next batch; if there is none, they are collected, so that no commit is for a single one.
        is_late = asyncio.get_running_loop().time() - self._written_at >= WRITE_INTERVAL
        return bool(self._pool.has_outcomes or self._unsent) and (self._pool.is_idle or is_late)

    async def _write(self, batch: list[Bulletin]) -> None:
        """Record outcomes, release unsent bulletins and mark a batch; if that fails, keep all for the next write."""
        outcomes = self._pool.take_outcomes()
        unsent, self._unsent = self._unsent, []
        try:
            marked = await self._save(outcomes, unsent, [claim for claim, _ in batch])
        except DatabaseFailed as error:
            # Retried until the database accepts them, because the outcomes exist nowhere else.
            _log.error("Could not save the outcome of %d bulletins; will retry: %s", len(outcomes), error)
            self._pool.put_back_outcomes(outcomes)
            self._unsent[:0] = unsent
            self._ready.extendleft(reversed(batch))
            await asyncio.sleep(WRITE_RETRY_DELAY)
            return
        self._written_at = asyncio.get_running_loop().time()
        if any(outcome.error_class is not None for outcome in outcomes):
            self._is_exhausted = False  # one of them may be due again at once
        self._pool.send([bulletin for bulletin in batch if bulletin[0].id in marked])

    async def _wait(self) -> None:
        """Wait until there may be something to do, at most `WRITE_INTERVAL`."""
        self._wakeup.clear()
        try:
            async with asyncio.timeout(WRITE_INTERVAL):
                await self._wakeup.wait()
        except TimeoutError:
            return
