"""Delivery of messages about warnings: puts them into their ledger, sends them, and edits those that have changed."""

import asyncio
import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import cast

from telegram.ext import ExtBot

from bot.clock import elapsed
from bot.delivery.broadcast import Broadcast
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import Outcome, apply_outcomes, to_row
from bot.delivery.sending_lease import SendingLease
from bot.delivery.tally import Tally
from bot.delivery.warnings.composer import SERIOUS, compose, is_silent
from bot.delivery.warnings.selection import WarningSelector, select_messages
from bot.dependencies import Dependencies
from bot.monitoring.metrics import DeliveryResult, Kind
from bot.telegram_api.api_errors import Reaction
from bot.telegram_api.rate_limiter import Lane
from bot.telegram_api.sender import MessageSender
from storage.content import warnings
from storage.content.warnings import StoredWarning
from storage.errors import LeaseLost, StorageError
from storage.ledger import restorations, warning_messages
from storage.ledger.claiming import Claim
from storage.ledger.warning_messages import WarningClaim

MAX_AGE = dt.timedelta(hours=2)
"""Time since its issue for which people are told of a warning; later ones are only in bulletins and answers."""

MAX_CLAIMED = 250
"""Most messages claimed at once; fewer if the rate limit allows fewer a second."""

# The writes of replies wait for a transaction (docs/decisions/003).
ENQUEUE_CHUNK_SIZE = 5_000
"""Messages that are put into the ledger in one transaction."""

EDIT_PAUSE = dt.timedelta(seconds=30)
"""Shortest time until an edit is repeated that Telegram did not accept."""

_AGAIN = {Reaction.AGAIN, Reaction.PAUSE, Reaction.BAD_TOKEN, Reaction.UNKNOWN}
"""Reactions after which an edit is repeated: also if its outcome is unknown, because a second one changes nothing."""

_log = logging.getLogger(__name__)


class WarningDelivery:
    """Tells subscribers of new warnings, in one message per list, and edits it when a warning changes or ends.

    Args:
        bot: the bot that sends the messages.
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
        self._sender = MessageSender(bot, Lane.WARNINGS)
        self._is_paid = dependencies.settings.paid_broadcasts
        # Edits are in no hurry: nobody is notified of them. They cannot be paid for, as the lane of bulletins may be.
        self._editor = MessageSender(bot, Lane.PEOPLE if self._is_paid else Lane.BROADCAST)
        self._breaker = CircuitBreaker(bot.get_me, self._sender.paused_for, elapsed)
        self._elapsed = elapsed
        self._tally = self._make_tally()
        self._editing: set[int] = set()
        self._lock = asyncio.Lock()
        self._has_more = False
        self._task: asyncio.Task[None] | None = None

    async def recover(self) -> None:
        """Release the claims of a process that was killed; what it was sending has an unknown outcome."""
        async with self._lease.write() as connection:
            unknown = await warning_messages.recover(connection, self._deps.clock.now())
        if unknown:
            line = "%d messages about warnings were in flight when Jogan stopped; whether they arrived is unknown"
            _log.warning(line, unknown)

    async def stop(self, patience: float | None = None) -> None:
        """Stop sending, and wait at most `patience` seconds for what is in flight; None for no limit."""
        self._breaker.stop()
        try:
            async with asyncio.timeout(patience), self._lock:
                return
        except TimeoutError:
            _log.error("Could not record the outcome of all messages about warnings in time")

    def start(self) -> None:
        """Start a run in the background, after a list was read."""
        self._has_more = True
        if not self._lock.locked():
            self._task = asyncio.create_task(self._run_in_background())

    async def _run_in_background(self) -> None:
        try:
            await self.run()
        except LeaseLost:
            _log.debug("Another process tells of warnings now")
        except StorageError as error:
            _log.error("Warnings could not be told, because the database failed; will retry: %s", error)
        except Exception:  # noqa: BLE001 - logged, as the scheduler does with an error of its own runs
            _log.exception("Warnings could not be told")

    async def run(self) -> None:
        """Tell of new and changed warnings until nothing is left that may be sent now; nothing while another one sends.

        Raises:
            StorageError: the database failed before anything was sent.
        """
        async with self._lock:
            self._has_more = self._lease.is_held
            while self._has_more:
                self._has_more = False
                await self._enqueue()
                if await self._breaker.probe():
                    await self._send()
                    await self._edit()

    async def _send(self) -> None:
        parts = self._claim, self._compose, self._save, self._sender, self._breaker
        self._tally = self._make_tally()
        try:
            await Broadcast(*parts, is_paid=self._is_paid).run()
        finally:
            self._tally.close()

    def _make_tally(self) -> Tally:
        return Tally(Kind.WARNING, self._deps.monitor.metrics, self._deps.clock, self._elapsed)

    async def _edit(self) -> None:
        # Each message once a round: a claim may have been read before the edit of the last one was recorded.
        self._editing.clear()
        await Broadcast(self._claim_edits, self._compose, self._save_edits, self._editor, self._breaker).run()

    async def _enqueue(self) -> None:
        """Put what people do not know yet into the ledger; after a kill it is done again, and makes nothing twice."""
        now = self._deps.clock.now()
        async with self._lease.write() as connection:
            await warning_messages.cancel(connection, now)
            expired = await warning_messages.expire(connection, now)
            untold = await warnings.list_untold(connection)
            restored_at = await restorations.get_last(connection)
        if expired:
            self._deps.monitor.metrics.deliveries.labels(Kind.WARNING, DeliveryResult.EXPIRED).inc(expired)
            _log.warning("%d messages about warnings have expired: not sent within two hours", expired)
        await self._add_messages(untold, now, restored_at)
        changes = {one.id: one.alerts_from for one in untold if one.told_at and one.alerts_from}
        async with self._lease.write() as connection:
            await warning_messages.request_edits(connection, changes, now)
            await warnings.record_told(connection, untold)

    async def _add_messages(self, untold: Sequence[StoredWarning], now: dt.datetime, restored_at: dt.datetime) -> None:
        """Add the messages about new and raised warnings; those from before a restoration may have been sent."""
        issued = _group_issued(untold, max(now - MAX_AGE, restored_at))
        if not issued:
            return
        async with self._deps.database.read() as connection:
            takers = await warning_messages.list_takers(connection)
            held = await warning_messages.list_held(connection, _list_alerts(issued))
        for at, same in issued.items():
            messages = select_messages(takers, WarningSelector(same, self._deps.places), held, now)
            expires_at = max(one.warning.issued_at for one in same) + MAX_AGE
            for first in range(0, len(messages), ENQUEUE_CHUNK_SIZE):
                async with self._lease.write() as connection:
                    chunk = messages[first : first + ENQUEUE_CHUNK_SIZE]
                    await warning_messages.enqueue(connection, chunk, at, expires_at)
            if messages:
                told = {number for one in messages for number in one.warnings}
                _log.info("Telling %d chats of %d new or raised weather warnings", len(messages), len(told))

    async def _claim(self) -> list[WarningClaim]:
        """Claim a batch, without messages whose warnings have all ended: nobody is told late of what is over."""
        now = self._deps.clock.now()
        async with self._lease.write() as connection:
            claims = await warning_messages.claim(connection, now, self._get_batch_size(self._sender))
            stored = await warnings.get_many(connection, {number for one in claims for number in one.warnings})
            over = [one.id for one in claims if all(_is_over(stored.get(number)) for number in one.warnings)]
            await warning_messages.expire(connection, now, over)
        for one in claims:
            one.silent = is_silent(one, stored, now)
        messages = [one for one in claims if one.id not in over]
        self._tally.add_claims(messages)
        return messages

    async def _claim_edits(self) -> list[WarningClaim]:
        # New warnings go first: the next round edits what is left.
        if self._has_more:
            return []
        limit = len(self._editing) + self._get_batch_size(self._editor)
        async with self._deps.database.read() as connection:
            due = await warning_messages.list_edits(connection, self._deps.clock.now(), limit)
        claims = [one for one in due if one.id not in self._editing]
        self._editing.update(one.id for one in claims)
        return claims

    async def _compose(self, claims: Sequence[Claim]) -> dict[int, Composed]:
        return await compose(_as_warnings(claims), self._deps)

    async def _save(
        self, outcomes: Sequence[Outcome], unsent: Sequence[int], claims: Sequence[Claim]
    ) -> Collection[int]:
        now = self._deps.clock.now()
        async with self._lease.write() as connection:
            if outcomes:
                await warning_messages.write_outcomes(connection, [to_row(one, now) for one in outcomes])
                await apply_outcomes(connection, outcomes, now)
            if unsent:
                await warning_messages.release(connection, unsent)
            marked = await warning_messages.mark_sending(connection, _as_warnings(claims)) if claims else ()
        self._tally.add_outcomes(outcomes)
        return marked

    async def _save_edits(
        self, outcomes: Sequence[Outcome], _unsent: Sequence[int], claims: Sequence[Claim]
    ) -> Collection[int]:
        again = [one for one in outcomes if one.error_class and one.error_class.reaction in _AGAIN]
        # What Telegram rejects for good, such as an edit of a deleted message, is not repeated.
        done = [one.claim for one in outcomes if one not in again]
        now = self._deps.clock.now()
        async with self._lease.write() as connection:
            if done:
                await warning_messages.record_edits(connection, _as_warnings(done))
            for one in again:
                wait = max(EDIT_PAUSE, one.error_class.wait) if one.error_class else EDIT_PAUSE
                await warning_messages.postpone_edits(connection, [one.claim.id], now + wait)
        return [one.id for one in claims]

    @staticmethod
    def _get_batch_size(sender: MessageSender) -> int:
        return min(MAX_CLAIMED, sender.rate or MAX_CLAIMED)


def _group_issued(untold: Sequence[StoredWarning], after: dt.datetime) -> dict[dt.datetime, list[StoredWarning]]:
    """Return the warnings that are told, by the list in which they came, without old and ended ones.

    Args:
        untold: the warnings that are new or have changed.
        after: those issued later (UTC) are not old.
    """
    found: defaultdict[dt.datetime, list[StoredWarning]] = defaultdict(list)
    for one in untold:
        came_at = _get_list(one)
        if came_at is not None and one.ended_at is None and one.warning.issued_at > after:
            found[came_at].append(one)
    return found


def _get_list(one: StoredWarning) -> dt.datetime | None:
    """Return the time of the list in which a warning came that is told; None if its change is only an edit."""
    if one.told_at is None:
        return one.alerts_from
    # Who has subscribed since the advisory, or was not told of it, has no message that could be edited.
    return one.changed_at if one.warning.level in SERIOUS else None


def _list_alerts(issued: Mapping[dt.datetime, Sequence[StoredWarning]]) -> dict[int, dt.datetime]:
    """Return when the warnings alerted first that may have messages already, by their ids."""
    return {one.id: one.alerts_from for same in issued.values() for one in same if one.told_at and one.alerts_from}


def _is_over(warning: StoredWarning | None) -> bool:
    return warning is None or warning.ended_at is not None


def _as_warnings(claims: Sequence[Claim]) -> Sequence[WarningClaim]:
    # A broadcast hands back the claims that it got.
    return cast("Sequence[WarningClaim]", claims)
