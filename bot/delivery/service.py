"""Delivery service: enqueues due bulletins in the ledger and sends them, then keyword alerts and announcements."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Collection, Sequence
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.ext import ExtBot

from bot.clock import elapsed
from bot.delivery import headline_selection
from bot.delivery.alerts import KeywordAlerts
from bot.delivery.announcements import AnnouncementDelivery
from bot.delivery.broadcast import Broadcast
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composer
from bot.delivery.enqueueing import Enqueueing, reschedule_far_ahead
from bot.delivery.only_if import drop_unwanted
from bot.delivery.outcomes import Outcome, record_outcomes
from bot.delivery.sending_lease import SendingLease
from bot.delivery.tally import Tally
from bot.dependencies import Dependencies
from bot.monitoring.metrics import DeliveryResult, Kind
from bot.monitoring.notices import NoticeKind
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender
from bot.weather.freshness import has_fresh_readings
from storage.errors import LeaseLost, StorageError
from storage.ledger import bulletin_pause, claiming, deliveries, sent_texts
from storage.ledger.claiming import Claim
from storage.ledger.sent_texts import SentText

MAX_CLAIMED = 250
"""Most bulletins claimed at once; fewer if the rate limit allows fewer messages a second."""

# Beyond that a text may be stored twice, which is no harm.
MAX_TEXTS = 10_000
"""Most texts of a broadcast whose ids are kept."""

TICK = 60.0
"""Seconds between the runs that the scheduler starts."""

_MIN_DELAY = 0.1
"""Seconds before an early run, so that clocks that differ by a hair do not make it run in a loop."""

_log = logging.getLogger(__name__)


class DeliveryService:
    """Delivers bulletins, keyword alerts and announcements, one broadcast at a time.

    Args:
        bot: the bot that sends them.
        dependencies: the application's parts.
        elapsed: seconds that no setting of the clock changes.
        lease: the right to send; None if this process is alone on the database.
    """

    def __init__(
        self,
        bot: ExtBot[Lane],
        dependencies: Dependencies,
        elapsed: Callable[[], float] = elapsed,
        lease: SendingLease | None = None,
    ) -> None:
        self._deps = dependencies
        self._lease = lease or SendingLease(dependencies.database)
        self._bot = bot
        self._sender = MessageSender(bot)
        self._breaker = CircuitBreaker(bot.get_me, self._sender.paused_for, elapsed)
        self._alerts = KeywordAlerts(dependencies, self._lease, self._sender, self._breaker)
        self._announcements = AnnouncementDelivery(dependencies, self._lease, self._sender, self._breaker)
        self._elapsed = elapsed
        self._tally = self._make_tally()
        self._text_ids: dict[SentText, int] = {}
        self._lock = asyncio.Lock()
        self._early_run: asyncio.TimerHandle | None = None
        self._early_task: asyncio.Task[None] | None = None
        self._enqueueing: Enqueueing | None = None
        self._last_run_at: dt.datetime | None = None
        self._paused_at: dt.datetime | None = None
        self._logged_due_at: dt.datetime | None = None

    async def recover(self) -> None:
        """Release the claims of a process that was killed; what it was sending has an unknown outcome."""
        async with self._lease.write() as connection:
            unknown = await deliveries.recover(connection, self._deps.clock.now())
        if unknown:
            self._deps.monitor.notices.add(NoticeKind.BROADCAST_FAILED)
            _log.warning("%d bulletins were in flight when Jogan stopped; whether they arrived is unknown", unknown)
        if unknown := await self._alerts.recover():
            _log.warning("%d alerts were in flight when Jogan stopped; whether they arrived is unknown", unknown)
        if unknown := await self._announcements.recover():
            _log.warning("%d announcements were in flight when Jogan stopped; whether they arrived is unknown", unknown)

    async def stop(self, patience: float | None = None) -> None:
        """Stop sending, and wait for what is in flight; the rest stays in the ledger for the next start.

        Args:
            patience: most seconds to wait; the next start makes unknown what is in flight then. None for no limit.
        """
        self._breaker.stop()
        if self._enqueueing is not None:
            self._enqueueing.stop()
        try:
            # `run` holds the lock until the outcomes of all that is in flight are recorded.
            async with asyncio.timeout(patience), self._lock:
                self._cancel_early_run()
        except TimeoutError:
            _log.error("Could not record the outcome of all bulletins in time; those in flight become unknown")

    async def run(self) -> None:
        """Enqueue what is due, and send until nothing is left that may be sent now: bulletins, alerts, announcements.

        Bulletins that an operator has paused wait in the ledger until their cut-off.
        What waits for a moment before the next tick, such as a retry, is sent by a run of its own at that moment.
        Nothing is done while another worker sends.

        Raises:
            StorageError: the database failed to enqueue; what was enqueued before is sent all the same.
        """
        async with self._lock:
            self._cancel_early_run()
            if not self._lease.is_held:
                return
            await self._look_at_pause()
            await self._deliver()
            await self._plan_early_run()
            # After the bulletins, which have a time, and after their retries are planned.
            if await self._alerts.is_any_stored():
                await self._alerts.collect()
                if self._breaker.allows_sending:
                    await self._alerts.send()
            if self._breaker.allows_sending:
                await self._announcements.send()

    async def _look_at_pause(self) -> None:
        async with self._deps.database.read() as connection:
            paused_at = await bulletin_pause.get(connection)
        if paused_at is not None and self._paused_at is None:
            _log.warning("Bulletins are paused by an operator since %s UTC", f"{paused_at:%Y-%m-%d %H:%M}")
        elif paused_at is None and self._paused_at is not None:
            _log.info("Bulletins are not paused any more")
        self._paused_at = paused_at

    async def _plan_early_run(self) -> None:
        if (seconds := self._sender.paused_for()) == 0:
            now = self._deps.clock.now()
            async with self._deps.database.read() as connection:
                next_attempt = await deliveries.get_next_attempt(connection, now)
            seconds = (next_attempt - now).total_seconds() if next_attempt else TICK
        if seconds < TICK:
            # By the monotonic clock; a wall clock that was set meanwhile makes a run find nothing, or find it late.
            self._early_run = asyncio.get_running_loop().call_later(max(seconds, _MIN_DELAY), self.start)

    def start(self) -> None:
        """Start a run in the background."""
        self._early_task = asyncio.create_task(self._run_early())

    async def _run_early(self) -> None:
        try:
            await self.run()
        except LeaseLost:
            _log.debug("Another process delivers now")
        except StorageError as error:
            _log.error("Delivery stopped, because the database failed; will retry at its next run: %s", error)
        except Exception as error:  # noqa: BLE001 - logged, as the scheduler does with an error of its own runs
            self._deps.monitor.notices.add_error(error)
            _log.exception("Delivery failed")

    def _cancel_early_run(self) -> None:
        if self._early_run:
            self._early_run.cancel()
            self._early_run = None

    def _make_tally(self) -> Tally:
        return Tally(Kind.BULLETIN, self._deps.monitor.metrics, self._deps.clock, self._elapsed)

    async def _send(self, enqueueing: Enqueueing) -> None:
        self._tally = self._make_tally()
        try:
            await self._broadcast(enqueueing).run()
        finally:
            self._tally.close()
            if self._tally.has_unknown:
                self._deps.monitor.notices.add(NoticeKind.BROADCAST_FAILED)

    def _broadcast(self, enqueueing: Enqueueing) -> Broadcast:
        deps = self._deps
        self._text_ids.clear()
        return Broadcast(
            partial(self._claim, enqueueing),
            Composer(deps, self._bot.id).compose,
            self._save,
            self._sender,
            self._breaker,
            is_paid=deps.settings.paid_broadcasts,
        )

    async def _deliver(self) -> None:
        """Enqueue what is due, and meanwhile send what is enqueued."""
        now = self._deps.clock.now()
        enqueueing = await self._start_enqueueing(now)
        try:
            await self._expire(now)
            if await self._breaker.probe():
                await self._send(enqueueing)
        except BaseException:
            # What is not enqueued is still due at the next run.
            enqueueing.stop()
            raise
        finally:
            await enqueueing.finish()
        if enqueueing.stored > 1:
            await self._expire(now)

    async def _start_enqueueing(self, now: dt.datetime) -> Enqueueing:
        last_run_at, self._last_run_at = self._last_run_at, now
        if last_run_at is None or now < last_run_at:
            # While the clock was ahead, subscriptions may have moved on to an occasion years away.
            await reschedule_far_ahead(self._deps.database, now)
        self._enqueueing = enqueueing = Enqueueing(self._deps.database, now, self._deps.settings.cut_off)
        await enqueueing.start()
        return enqueueing

    async def _expire(self, now: dt.datetime) -> None:
        async with self._lease.write() as connection:
            expired = await deliveries.expire(connection, now)
        if expired:
            self._deps.monitor.metrics.deliveries.labels(Kind.BULLETIN, DeliveryResult.EXPIRED).inc(expired)
            # An operator knows what a pause does.
            if self._paused_at is None:
                self._deps.monitor.notices.add(NoticeKind.BROADCAST_FAILED)
            _log.warning("%d bulletins have expired: not sent before the cut-off", expired)

    async def _claim(self, enqueueing: Enqueueing) -> list[Claim]:
        """Claim a batch; none only if nothing is left, and no more is being enqueued."""
        while True:
            is_last, seen = not enqueueing.is_running, enqueueing.stored
            claims = await self._claim_batch(is_last=is_last)
            if claims or is_last:
                return claims
            await enqueueing.wait_for_more(seen)

    async def _claim_batch(self, *, is_last: bool) -> list[Claim]:
        """Claim a batch and select its headlines; while readings are awaited, only what is past its deadline."""
        now = self._deps.clock.now()
        async with self._lease.write() as connection:
            # For each batch, so that a pause stops a broadcast that has begun.
            if await bulletin_pause.get(connection) is not None:
                return []
            # Sources publish around the hour: at 07:00 a bulletin would carry the readings of 06:00.
            waits = self._deps.expects_readings and not await has_fresh_readings(connection, now)
            due_by = now - self._deps.settings.readings_deadline if waits else now
            claims = await self._claim_wanted(connection, now, due_by)
            if claims:
                await headline_selection.choose(connection, claims, self._deps.catalogue, now)
            elif waits and is_last:
                await self._log_waiting(connection, due_by, now)
            return claims

    async def _log_waiting(self, connection: AsyncConnection, due_by: dt.datetime, now: dt.datetime) -> None:
        """Log once for each due time that its bulletins wait for readings."""
        after = max(due_by, self._logged_due_at or due_by)
        for due_at, number in (await deliveries.count_by_due_time(connection, after, now)).items():
            deadline = due_at + self._deps.settings.readings_deadline
            _log.info("%d bulletins wait for readings until %s UTC", number, f"{deadline:%Y-%m-%d %H:%M}")
            self._logged_due_at = due_at

    async def _claim_wanted(self, connection: AsyncConnection, now: dt.datetime, due_by: dt.datetime) -> list[Claim]:
        """Claim a batch; none only if nothing is left that is wanted in this weather."""
        wanted: list[Claim] = []
        while not wanted and (claims := await claiming.claim(connection, now, self._batch_size, due_by)):
            wanted = await drop_unwanted(connection, claims, self._deps.places, now)
            self._tally.add_claims(claims)
            self._tally.add_unwanted(len(claims) - len(wanted))
        return wanted

    async def _save(
        self, outcomes: Sequence[Outcome], unsent: Sequence[int], claims: Sequence[Claim]
    ) -> Collection[int]:
        now = self._deps.clock.now()
        # By hash and identity: the bulletins of one text share the objects.
        new_texts = {one.text for one in outcomes if one.text is not None} - self._text_ids.keys()
        async with self._lease.write() as connection:
            new_ids = await sent_texts.store(connection, new_texts, now)
            if outcomes:
                await record_outcomes(connection, outcomes, {**self._text_ids, **new_ids}, now)
            if unsent:
                await deliveries.release(connection, unsent)
            # Not all may be marked: a chat may have been forgotten, with its rows, since its bulletin was claimed.
            marked = await deliveries.mark_sending(connection, claims) if claims else ()
        # After the commit: what was rolled back is not stored.
        self._tally.add_outcomes(outcomes)
        if len(self._text_ids) > MAX_TEXTS:
            self._text_ids.clear()
        self._text_ids.update(new_ids)
        return marked

    @property
    def _batch_size(self) -> int:
        return min(MAX_CLAIMED, self._sender.rate or MAX_CLAIMED)
