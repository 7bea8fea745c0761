"""All metrics of the bot, in a registry of their own.

No label names a person or a chat: each is an enum of this module or of `bot.inbound.chat_queue`, or a source of the
operator's `jogan.toml`. What happens for each message of a broadcast is counted once a batch.
"""

import enum
import platform
from collections import defaultdict
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from bot.settings import VERSION


class Kind(enum.StrEnum):
    """Kind of a message that the bot sends without being asked."""

    BULLETIN = "bulletin"
    ALERT = "alert"
    """Message about new articles with a keyword."""
    WARNING = "warning"
    """Message about weather warnings."""
    ANNOUNCEMENT = "announcement"
    """Message of the operator to all chats, or some."""


class DeliveryResult(enum.StrEnum):
    """Result of an attempt to deliver a message."""

    SENT = "sent"
    FAILED = "failed"
    """Telegram rejected it."""
    UNKNOWN = "unknown"
    """It may have arrived."""
    RETRIED = "retried"
    """Telegram did not accept it, and it waits for another attempt."""
    EXPIRED = "expired"
    """It could not be sent before its cut-off."""
    UNWANTED = "unwanted"
    """It is wanted only in weather that does not come."""


class CallError(enum.StrEnum):
    """Kind of a failed call of Telegram."""

    RATE_LIMITED = "rate_limited"
    """Telegram asked for a pause (429)."""
    REJECTED = "rejected"
    """Telegram rejected it (another 4xx)."""
    SERVER_ERROR = "server_error"
    """Telegram, or a gateway before it, failed (5xx), or redirected."""
    NOT_SENT = "not_sent"
    """There was no connection."""
    TIMED_OUT = "timed_out"
    """No answer in time."""
    CONNECTION_LOST = "connection_lost"
    """The connection broke before the answer was complete."""


class Cache(enum.StrEnum):
    """Cache of what answers need."""

    READINGS = "readings"
    CHATS = "chats"
    RENDERED = "rendered"
    NAMES = "names"


class Lookup(enum.StrEnum):
    """Result of a lookup in a cache."""

    HIT = "hit"
    MISS = "miss"


class Stored(enum.StrEnum):
    """Content of a source that was stored."""

    READING = "reading"
    ARTICLE = "article"


class SharedRole(enum.StrEnum):
    """Role of one of the processes on a shared database."""

    SENDING = "sending"
    POLLING = "polling"


_BROADCAST_BUCKETS = (1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200)
_ANSWER_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

_START = ", or since the start."


class Metrics:
    """All metrics.

    Attributes:
        registry: holds them.
        deliveries: attempts to deliver messages, by kind and result.
        broadcast_duration: seconds from the first claim of a broadcast to its last outcome.
        broadcast_lag: seconds from the earliest due time of a broadcast to its last outcome.
        due_bulletins: bulletins that are due and not sent yet.
        is_paused: 1 if an operator has paused all bulletins, else 0.
        waiting_updates: updates that wait for their chat's turn.
        answers: seconds from the arrival of a request to the end of its answer, by purpose.
        skipped_updates: updates that could not be read.
        call_errors: failed calls of Telegram.
        source_age: seconds since a source was last read, or since the start.
        source_is_failing: 1 if the last request of a source failed, else 0.
        source_is_paused: 1 if an operator has paused a source, else 0.
        source_failures: failed requests of a source.
        stored: new readings and articles that were stored.
        cache_lookups: lookups in caches.
        database_size: bytes of the database's file and its write-ahead log.
        poll_age: seconds since Telegram last answered a poll for updates, or since the start.
        tick_age: seconds since the scheduler last started a job, or since the start.
        workers: processes on the shared database; 0 if this one has its database for itself.
        is_in_charge: 1 if this process is in charge of something that processes share, else 0.
        forwarded_updates: updates that wait for the process of their chat.
        waiting_jobs: jobs that processes share and none has begun.
    """

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        count, gauge = partial(Counter, registry=registry), partial(Gauge, registry=registry)
        self._define_broadcasts()
        self.answers = Histogram(
            "jogan_answer_seconds",
            "Time from the arrival of a request to the end of its answer.",
            ["purpose"],
            buckets=_ANSWER_BUCKETS,
            registry=registry,
        )
        self.waiting_updates = gauge("jogan_waiting_updates", "Updates that wait for their chat's turn.")
        self.skipped_updates = count("jogan_skipped_updates", "Updates that could not be read.")
        self.call_errors = count("jogan_telegram_errors", "Failed calls of Telegram.", ["error"])
        self.source_age = gauge("jogan_source_age_seconds", f"Time since a source was last read{_START}", ["source"])
        self.source_is_failing = gauge("jogan_source_failing", "1 if the last request of a source failed.", ["source"])
        self.source_is_paused = gauge("jogan_source_paused", "1 if an operator has paused a source.", ["source"])
        self.source_failures = count("jogan_source_failures", "Failed requests of a source.", ["source"])
        self.stored = count("jogan_stored", "New readings and articles that were stored.", ["content"])
        self.cache_lookups = count("jogan_cache_lookups", "Lookups in caches.", ["cache", "result"])
        self.database_size = gauge("jogan_database_bytes", "Size of the database's file and its write-ahead log.")
        self.poll_age = gauge("jogan_telegram_poll_age_seconds", f"Time since Telegram last answered{_START}")
        self.tick_age = gauge("jogan_scheduler_tick_age_seconds", f"Time since a job was last started{_START}")
        self.workers = gauge("jogan_workers", "Processes on the shared database; 0 without one.")
        self.is_in_charge = gauge("jogan_in_charge", "1 if this process is in charge of what they share.", ["role"])
        self.forwarded_updates = gauge("jogan_forwarded_updates", "Updates that wait for the process of their chat.")
        self.waiting_jobs = gauge("jogan_waiting_jobs", "Jobs that processes share and none has begun.")
        build = gauge("jogan_build_info", "Version; always 1.", ["version", "python"])
        build.labels(VERSION, platform.python_version()).set(1)
        ProcessCollector(registry=registry)
        self._begin_at_zero()

    def _define_broadcasts(self) -> None:
        measure = partial(Histogram, labelnames=["kind"], buckets=_BROADCAST_BUCKETS, registry=self.registry)
        self.deliveries = Counter(
            "jogan_deliveries", "Attempts to deliver messages.", ["kind", "result"], registry=self.registry
        )
        self.due_bulletins = Gauge(
            "jogan_due_bulletins", "Bulletins that are due and not sent yet.", registry=self.registry
        )
        self.is_paused = Gauge(
            "jogan_bulletins_paused", "1 if an operator has paused all bulletins.", registry=self.registry
        )
        self.broadcast_duration = measure(
            "jogan_broadcast_duration_seconds", "Time from the first claim of a broadcast to its last outcome."
        )
        self.broadcast_lag = measure(
            "jogan_broadcast_lag_seconds", "Time from the earliest due time of a broadcast to its last outcome."
        )

    def _begin_at_zero(self) -> None:
        """Create all series, because a rate cannot see the first increment of a series that begins with it."""
        for kind in Kind:
            self.broadcast_duration.labels(kind)
            self.broadcast_lag.labels(kind)
            for result in DeliveryResult:
                self.deliveries.labels(kind, result)
        for role in SharedRole:
            self.is_in_charge.labels(role)
        for error in CallError:
            self.call_errors.labels(error)
        for content in Stored:
            self.stored.labels(content)
        for cache in Cache:
            for lookup in Lookup:
                self.cache_lookups.labels(cache, lookup)

    def record_stored(self, readings: int = 0, articles: int = 0) -> None:
        """Count new content of a source."""
        self.stored.labels(Stored.READING).inc(readings)
        self.stored.labels(Stored.ARTICLE).inc(articles)

    def read_stored(self) -> dict[str, int]:
        """Return the numbers of new readings and articles since the start."""
        samples = [sample for family in self.stored.collect() for sample in family.samples]
        found = {one.labels["content"]: round(one.value) for one in samples if one.name.endswith("_total")}
        return {"readings": found[Stored.READING], "articles": found[Stored.ARTICLE]}

    def read_totals(self) -> dict[str, float]:
        """Return the sums of all counters over their labels, by the names of their series."""
        samples = (sample for family in self.registry.collect() for sample in family.samples)
        totals: defaultdict[str, float] = defaultdict(float)
        for sample in samples:
            if sample.name.endswith(("_total", "_count")):
                totals[sample.name] += sample.value
        return totals
