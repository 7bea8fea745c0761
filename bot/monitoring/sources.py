"""Health of the sources: when each was read last, and which fail."""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection

from bot.clock import elapsed
from bot.monitoring.heartbeat import Heartbeat
from bot.monitoring.metrics import Metrics
from bot.monitoring.outages import Outage

_log = logging.getLogger(__name__)


class SourceWatch:
    """Watch on the requests of one source, or of a part of one; logs the beginning and the end of an outage, once each.

    Args:
        name: the source's name.
        metrics: counts the failures.
        elapsed: seconds that no setting of the clock changes.
        check_pause: returns whether an operator has paused the source.
        outage: an outage that may have begun before; a new one by default.

    Attributes:
        reason: why the last request failed; None if it did not.
        outage: whether and since when requests fail.
    """

    def __init__(
        self,
        name: str,
        metrics: Metrics,
        elapsed: Callable[[], float],
        check_pause: Callable[[], bool],
        outage: Outage | None = None,
    ) -> None:
        self.reason: str | None = None
        self._name = name
        self._elapsed = elapsed
        self._check_pause = check_pause
        self.outage = outage or Outage(elapsed)
        self._success = Heartbeat(elapsed)
        self._is_needed = True
        self._failures = metrics.source_failures.labels(name)

    @property
    def is_failing(self) -> bool:
        """True if the last request failed, and the source is needed and not paused."""
        return self._is_needed and self.outage.is_on and not self.is_paused

    @property
    def is_paused(self) -> bool:
        """True if an operator has paused the source."""
        return self._check_pause()

    @property
    def was_read(self) -> bool:
        """True if the source was read since the start, or was not needed."""
        return self._success.has_begun

    @property
    def is_working(self) -> bool:
        """True if the source was read since the start, and the last request did not fail."""
        return self._success.has_begun and not self.outage.is_on

    @property
    def age(self) -> float:
        """Seconds since the source was read or was not needed, or since the start."""
        return self._success.age

    def forget(self) -> None:
        """Forget all requests: another process makes them now."""
        self._is_needed, self.reason = True, None
        self.outage, self._success = Outage(self._elapsed), Heartbeat(self._elapsed)

    def record_success(self) -> None:
        """Note that the source was read."""
        self._is_needed, self.reason = True, None
        self._success.beat()
        if duration := self.outage.end():
            _log.info("Source %s works again, after %s", self._name, duration)

    def record_failure(self, reason: object, *, is_paused: bool = False) -> None:
        """Note a failure.

        Args:
            reason: why, for the log.
            is_paused: whether the source is asked less often because of it, which is logged too.
        """
        self._is_needed, self.reason = True, str(reason)
        self._failures.inc()
        if self.outage.begin():
            _log.warning("Source %s failed: %s", self._name, reason)
        elif is_paused:
            _log.warning("Source %s keeps failing, will poll it less often: %s", self._name, reason)

    def record_unneeded(self) -> None:
        """Note that the source was not asked, because another one has everything."""
        self._is_needed, self.reason = False, None
        self._success.beat()


class SourceHealth:
    """Watches on all sources.

    Args:
        metrics: shows the age of each source, and counts its failures.

    Attributes:
        paused: names of the sources that an operator has paused.
        elsewhere: names of the sources that another process on the database asks; nothing is known of them here.
    """

    def __init__(self, metrics: Metrics) -> None:
        self.paused: frozenset[str] = frozenset()
        self.elsewhere: set[str] = set()
        self._metrics = metrics
        self._watches: defaultdict[str, list[SourceWatch]] = defaultdict(list)
        self._lasting: dict[tuple[str, int], Outage] = {}

    def watch(self, name: str, elapsed: Callable[[], float] = elapsed, owner: str | None = None) -> SourceWatch:
        """Return a new watch on a source, or on a part of one.

        Args:
            name: name of the source, or of the step of a chain.
            elapsed: seconds that no setting of the clock changes.
            owner: name of the chain; None for the source itself.
        """
        watches = self._watches[name]
        outage = self._lasting.pop((name, len(watches)), None)
        watch = SourceWatch(name, self._metrics, elapsed, lambda: (owner or name) in self.paused, outage)
        watches.append(watch)
        return watch

    def forget(self) -> None:
        """Forget all sources, because others take their place; the outage of one with the same name goes on."""
        numbered = ((name, *pair) for name, watches in self._watches.items() for pair in enumerate(watches))
        self._lasting = {(name, place): watch.outage for name, place, watch in numbered if watch.outage.is_on}
        self._watches.clear()
        self.elsewhere.clear()
        metrics = self._metrics
        for metric in (
            metrics.source_age, metrics.source_is_failing, metrics.source_is_paused, metrics.source_failures,
        ):  # fmt: skip
            metric.clear()

    def set_place(self, names: Collection[str], *, is_here: bool) -> None:
        """Note whether this process asks some sources, or another one on the database."""
        if is_here:
            self.elsewhere.difference_update(names)
            return
        for watch in self.list_watches(*(set(names) - self.elsewhere)):
            watch.forget()
        self.elsewhere.update(names)

    @property
    def names(self) -> list[str]:
        """Names of the sources."""
        return list(self._watches)

    @property
    def active(self) -> list[str]:
        """Names of the sources that this process asks, and that are not paused."""
        return [name for name, watches in self._here() if not any(one.is_paused for one in watches)]

    def list_watches(self, *names: str) -> list[SourceWatch]:
        """Return the watches on some sources, and on their parts."""
        return [watch for name in names for watch in self._watches.get(name, ())]

    @property
    def failing(self) -> list[str]:
        """Names of the sources of which the last request of a part failed."""
        return [name for name, watches in self._here() if any(one.is_failing for one in watches)]

    def _here(self) -> list[tuple[str, list[SourceWatch]]]:
        return [(name, watches) for name, watches in self._watches.items() if name not in self.elsewhere]

    def list_down(self, seconds: float) -> list[str]:
        """Return the names of the sources of which a part fails and was not read for so many seconds."""
        return [name for name, watches in self._here() if any(one.is_failing and one.age >= seconds for one in watches)]

    def is_working(self, name: str) -> bool:
        """Return whether all parts of a source were read since the start, and none fails."""
        return all(one.is_working for one in self._watches[name])

    def update_metrics(self) -> None:
        """Set the age of each source, that of the part that was read longest ago, and whether it fails."""
        for metric in (self._metrics.source_age, self._metrics.source_is_failing, self._metrics.source_is_paused):
            metric.clear()
        for name, watches in self._here():
            self._metrics.source_age.labels(name).set(max(one.age for one in watches))
            self._metrics.source_is_failing.labels(name).set(any(one.is_failing for one in watches))
            self._metrics.source_is_paused.labels(name).set(any(one.is_paused for one in watches))
