"""Announcements: send the operator's messages to chats with a subscription, in the pauses between bulletins."""

from collections.abc import Collection, Sequence

from bot.delivery.broadcast import Broadcast
from bot.delivery.circuit_breaker import CircuitBreaker
from bot.delivery.composer import Composed
from bot.delivery.outcomes import Outcome, apply_outcomes, to_row
from bot.delivery.sending_lease import SendingLease
from bot.delivery.tally import Tally
from bot.dependencies import Dependencies
from bot.monitoring.metrics import DeliveryResult, Kind
from bot.telegram_api.sender import MessageSender
from storage.ledger import announcements
from storage.ledger.announcements import AnnouncementClaim
from storage.ledger.claiming import Claim

# The scheduler skips a tick while the last run still works, and bulletins are due at full minutes.
LAST_SECOND = 45
"""Second of a minute from which no more messages are claimed."""

_MAX_CLAIMED = 100


class AnnouncementDelivery:
    """Sends announcements.

    Args:
        dependencies: the application's parts.
        lease: the right to send.
        sender: sends the messages.
        breaker: decides whether messages may be sent.
    """

    def __init__(
        self, dependencies: Dependencies, lease: SendingLease, sender: MessageSender, breaker: CircuitBreaker
    ) -> None:
        self._deps = dependencies
        self._lease = lease
        self._sender = sender
        self._breaker = breaker
        self._tally = self._make_tally()
        self._texts: dict[int, str] = {}

    async def recover(self) -> int:
        """Release the claims of a process that was killed.

        Returns:
            The number of messages with an unknown outcome.
        """
        async with self._lease.write() as connection:
            return await announcements.ledger.recover(connection, self._deps.clock.now())

    async def send(self) -> None:
        """Send the messages that wait, until the next bulletins are near; the next run sends the rest.

        Raises:
            StorageError: the database failed before anything was sent.
        """
        async with self._deps.database.read() as connection:
            if not await announcements.is_any_open(connection):
                return
        async with self._lease.write() as connection:
            expired = await announcements.end_unwanted(connection, self._deps.clock.now())
        self._deps.monitor.metrics.deliveries.labels(Kind.ANNOUNCEMENT, DeliveryResult.EXPIRED).inc(expired)
        self._tally = self._make_tally()
        try:
            await Broadcast(self._claim, self._compose, self._save, self._sender, self._breaker).run()
        finally:
            self._tally.close()

    def _make_tally(self) -> Tally:
        return Tally(Kind.ANNOUNCEMENT, self._deps.monitor.metrics, self._deps.clock)

    async def _claim(self) -> Sequence[AnnouncementClaim]:
        now = self._deps.clock.now()
        if now.second >= LAST_SECOND:
            return ()
        limit = min(_MAX_CLAIMED, self._sender.rate or _MAX_CLAIMED)
        async with self._lease.write() as connection:
            claims = await announcements.claim(connection, now, limit)
        self._tally.add_claims(claims)
        self._texts = {claim.id: claim.text for claim in claims}
        return claims

    async def _compose(self, claims: Sequence[Claim]) -> dict[int, Composed]:
        return {claim.id: Composed(self._texts[claim.id], is_html=False) for claim in claims}

    async def _save(
        self, outcomes: Sequence[Outcome], unsent: Sequence[int], claims: Sequence[Claim]
    ) -> Collection[int]:
        async with self._lease.write() as connection:
            if outcomes:
                now = self._deps.clock.now()
                rows = [to_row(outcome, now) for outcome in outcomes]
                await announcements.ledger.write_outcomes(connection, rows)
                await apply_outcomes(connection, outcomes, now)
            if unsent:
                await announcements.ledger.release(connection, unsent)
            marked = await announcements.ledger.mark_sending(connection, claims) if claims else ()
        self._tally.add_outcomes(outcomes)
        return marked
