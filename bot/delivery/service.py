"""Delivery service: enqueues due bulletins in the ledger and sends them, then keyword alerts and announcements."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Collection, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection
from telegram.ext import ExtBot

from bot.clock import elapsed
from bot.delivery import headline_selection
from bot.delivery.alerts import KeywordAlerts
from bot.delivery.announcements import AnnouncementDelivery
from bot.delivery.broadcast import Broadcast
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composer
from bot.delivery.only_if import drop_unwanted
from bot.delivery.outcomes import Outcome, record_outcomes
from bot.delivery.tally import Tally
from bot.dependencies import Dependencies
from bot.monitoring.metrics import DeliveryResult, Kind
from bot.monitoring.notices import NoticeKind
from bot.subscriptions.schedule import last_occasion, next_occasion
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender
from bot.weather.freshness import has_fresh_readings
from storage.database import Database
from storage.errors import LeaseLost, StorageError
from storage.ledger import bulletin_pause, claiming, deliveries, enqueueing, sent_texts
from storage.ledger.claiming import Claim
from storage.ledger.enqueueing import Due, Occurrence
from storage.ledger.sent_texts import SentText

MAX_CLAIMED = 250
"""Most bulletins claimed at once; fewer if the rate limit allows fewer messages a second."""

# Beyond that a text may be stored twice, which is no harm.
MAX_TEXTS = 10_000
"""Most texts of a broadcast whose ids are kept."""

# A chunk takes a few hundredths of a second, for which the writes of replies wait (docs/decisions/003).
ENQUEUE_CHUNK_SIZE = 5_000
"""Subscriptions in one transaction."""

TICK = 60.0
"""Seconds between the runs that the scheduler starts."""

_MIN_DELAY = 0.1
"""Seconds before an early run, so that clocks that differ by a hair do not make it run in a loop."""

MAX_LOOKAHEAD = dt.timedelta(days=2)
"""Farther ahead than the next occasion of any daily schedule; a later one is recomputed after a clock was set back."""

_log = logging.getLogger(__name__)


class DeliveryService:
    """Delivers bulletins, keyword alerts and announcements, one broadcast at a time.

    Args:
        bot: the bot that sends them.
        dependencies: the application's parts.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(self, bot: ExtBot[Lane], dependencies: Dependencies, elapsed: Callable[[], float] = elapsed) -> None:
        self._deps = dependencies
        self._bot = bot
        self._sender = MessageSender(bot)
        self._breaker = CircuitBreaker(bot.get_me, self._sender.paused_for, elapsed)
        self._alerts = KeywordAlerts(dependencies, self._sender, self._breaker)
        self._announcements = AnnouncementDelivery(dependencies, self._sender, self._breaker)
        self._elapsed = elapsed
        self._tally = self._make_tally()
        self._text_ids: dict[SentText, int] = {}
        self._lock = asyncio.Lock()
        self._early_run: asyncio.TimerHandle | None = None
        self._early_task: asyncio.Task[None] | None = None
        self._last_run_at: dt.datetime | None = None
        self._paused_at: dt.datetime | None = None
        self._logged_due_at: dt.datetime | None = None

    async def recover(self) -> None:
        """Release the claims of a process that was killed; what it was sending has an unknown outcome."""
        async with self._deps.database.write() as connection:
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

        Raises:
            StorageError: the database failed before anything was sent.
        """
        async with self._lock:
            self._cancel_early_run()
            await self._look_at_pause()
            await self._enqueue()
            if await self._breaker.probe():
                await self._send()
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
            self._early_run = asyncio.get_running_loop().call_later(max(seconds, _MIN_DELAY), self._start_early_run)

    def _start_early_run(self) -> None:
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

    async def _send(self) -> None:
        self._tally = self._make_tally()
        try:
            await self._broadcast().run()
        finally:
            self._tally.close()
            if self._tally.has_unknown:
                self._deps.monitor.notices.add(NoticeKind.BROADCAST_FAILED)

    def _broadcast(self) -> Broadcast:
        deps = self._deps
        self._text_ids.clear()
        return Broadcast(
            self._claim,
            Composer(deps, self._bot.id).compose,
            self._save,
            self._sender,
            self._breaker,
            is_paid=deps.settings.paid_broadcasts,
        )

    async def _enqueue(self) -> None:
        now, last_run_at = self._deps.clock.now(), self._last_run_at
        self._last_run_at = now
        if last_run_at is None or now < last_run_at:
            # While the clock was ahead, subscriptions may have moved on to an occasion years away.
            await reschedule_far_ahead(self._deps.database, now)
        await enqueue_due(self._deps.database, now, self._deps.settings.cut_off)
        async with self._deps.database.write() as connection:
            expired = await deliveries.expire(connection, now)
        if expired:
            self._deps.monitor.metrics.deliveries.labels(Kind.BULLETIN, DeliveryResult.EXPIRED).inc(expired)
            # An operator knows what a pause does.
            if self._paused_at is None:
                self._deps.monitor.notices.add(NoticeKind.BROADCAST_FAILED)
            _log.warning("%d bulletins have expired: not sent before the cut-off", expired)

    async def _claim(self) -> list[Claim]:
        """Claim a batch and select its headlines; while readings are awaited, only what is past its deadline."""
        now = self._deps.clock.now()
        async with self._deps.database.write() as connection:
            # For each batch, so that a pause stops a broadcast that has begun.
            if await bulletin_pause.get(connection) is not None:
                return []
            # Sources publish around the hour: at 07:00 a bulletin would carry the readings of 06:00.
            waits = self._deps.expects_readings and not await has_fresh_readings(connection, now)
            due_by = now - self._deps.settings.readings_deadline if waits else now
            claims = await self._claim_wanted(connection, now, due_by)
            if claims:
                await headline_selection.choose(connection, claims, self._deps.catalogue, now)
            elif waits:
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
        async with self._deps.database.write() as connection:
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


async def enqueue_due(database: Database, now: dt.datetime, cut_off: dt.timedelta) -> None:
    """Add all due bulletins to the ledger; of the occasions that a group missed, only the last one.

    Args:
        database: the database.
        now: aware.
        cut_off: how late a bulletin may still be sent.
    """
    async with database.read() as connection:
        groups = await enqueueing.list_due(connection, now)
    for group in groups:
        occurrence, next_due_at = _last_occurrence(group, now, cut_off), next_occasion(now, group.schedule).at
        moved = ENQUEUE_CHUNK_SIZE
        while moved == ENQUEUE_CHUNK_SIZE:
            async with database.write() as connection:
                moved = await enqueueing.enqueue(connection, group, occurrence, next_due_at, ENQUEUE_CHUNK_SIZE)


def _last_occurrence(group: Due, now: dt.datetime, cut_off: dt.timedelta) -> Occurrence | None:
    last = last_occasion(now, group.schedule)
    # The due day may have left its schedule since it was computed: a public holiday can be announced at short notice.
    if last is None or last.at < group.due_at:
        return None
    return Occurrence(last.day, last.number, last.at, last.at + cut_off)


async def reschedule_far_ahead(database: Database, now: dt.datetime) -> None:
    """Recompute the next occasion of subscriptions that lie more than `MAX_LOOKAHEAD` after `now` (aware)."""
    async with database.read() as connection:
        groups = await enqueueing.list_too_far_ahead(connection, now + MAX_LOOKAHEAD)
    for group in groups:
        next_due_at = next_occasion(now, group.schedule, group.paused_until).at
        if next_due_at < group.due_at:
            async with database.write() as connection:
                await enqueueing.set_next_due(connection, group, next_due_at)
