"""Tally of a broadcast: what became of its messages, for the log and the metrics."""

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Sequence

from bot.clock import Clock, elapsed
from bot.delivery.outcomes import Outcome, find_state
from bot.monitoring.metrics import DeliveryResult, Kind, Metrics
from bot.monitoring.outages import describe_duration
from storage.ledger.claiming import Claim
from storage.schema import DeliveryState

_RESULTS = {
    DeliveryState.SENT: DeliveryResult.SENT,
    DeliveryState.FAILED: DeliveryResult.FAILED,
    DeliveryState.UNKNOWN: DeliveryResult.UNKNOWN,
    DeliveryState.PENDING: DeliveryResult.RETRIED,
}
_NAMES = {
    Kind.BULLETIN: "bulletins",
    Kind.ALERT: "keyword alerts",
    Kind.WARNING: "messages about warnings",
    Kind.ANNOUNCEMENT: "announcements",
}
_log = logging.getLogger(__name__)


class Tally:
    """Counts of one broadcast.

    Args:
        kind: kind of its messages.
        metrics: count the results of all broadcasts.
        clock: the clock.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(self, kind: Kind, metrics: Metrics, clock: Clock, elapsed: Callable[[], float] = elapsed) -> None:
        self._kind = kind
        self._metrics = metrics
        self._clock = clock
        self._elapsed = elapsed
        self._due = 0
        self._results: Counter[DeliveryResult] = Counter()
        self._began_at: float | None = None
        self._earliest: dt.datetime | None = None

    def add_claims(self, claims: Sequence[Claim]) -> None:
        """Count claimed messages."""
        if not claims:
            return
        if self._began_at is None:
            self._began_at = self._elapsed()
        self._due += len(claims)
        earliest = min(one.due_at for one in claims)
        self._earliest = earliest if self._earliest is None else min(earliest, self._earliest)

    def add_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Count a batch of outcomes."""
        # Nearly all were sent, and need no look for their state.
        others = [one for one in outcomes if one.error_class is not None]
        results = Counter(_RESULTS[find_state(one)] for one in others)
        if sent := len(outcomes) - len(others):
            results[DeliveryResult.SENT] = sent
        self._add(results)

    def add_unwanted(self, number: int) -> None:
        """Count claimed messages that are not sent because of the weather."""
        self._add(Counter({DeliveryResult.UNWANTED: number}))

    def _add(self, results: Counter[DeliveryResult]) -> None:
        self._results += results
        for result, number in results.items():
            self._metrics.deliveries.labels(self._kind, result).inc(number)

    @property
    def has_unknown(self) -> bool:
        """True if the outcome of a message is unknown."""
        return self._results[DeliveryResult.UNKNOWN] > 0

    def close(self) -> None:
        """Log the broadcast, and measure how long it took; nothing if it had no messages."""
        if self._began_at is None or self._earliest is None:
            return
        duration = self._elapsed() - self._began_at
        lag = max(0.0, (self._clock.now() - self._earliest).total_seconds())
        self._metrics.broadcast_duration.labels(self._kind).observe(duration)
        self._metrics.broadcast_lag.labels(self._kind).observe(lag)
        count = self._results
        _log.info(
            "Broadcast of %s: %d due, %d sent, %d failed, %d unknown, %d to retry, %d unwanted; "
            "took %s, ended %s after the due time",
            _NAMES[self._kind],
            self._due,
            count[DeliveryResult.SENT],
            count[DeliveryResult.FAILED],
            count[DeliveryResult.UNKNOWN],
            count[DeliveryResult.RETRIED],
            count[DeliveryResult.UNWANTED],
            describe_duration(duration),
            describe_duration(lag),
        )
