"""Collect KMA's list of weather warnings, with one request a minute."""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

from bot.clock import Clock, elapsed
from bot.intake.source_config import KmaWarnings
from bot.monitoring.monitor import Monitor
from sources.errors import ErrorResponse, FetchFailed, SourceError
from sources.fetch import Circuit, Fetcher
from sources.kma.hub_errors import parse_service_error
from sources.kma.warning_list import build_url, parse_warning_list
from sources.korea.warning_zones import find_regions, is_at_sea
from sources.records import Document
from sources.warnings import WarningList
from storage.content import warnings
from storage.database import Database
from storage.errors import DatabaseFailed

# People are told of a warning at once, also of the one that is issued after an outage.
_MAX_PAUSE = dt.timedelta(minutes=5)
_MINUTE = 60.0
# The seconds of the scheduler's ticks vary; without it a source due a second later would wait another minute.
_EARLY = 30.0
"""Seconds before it is due at which the list may be requested."""

_log = logging.getLogger(__name__)


async def fetch_warnings(source: KmaWarnings, fetcher: Fetcher, kma_key: str) -> WarningList:
    """Fetch and parse the list.

    Raises:
        SourceError: no usable list was received. An error of the service itself is a ServiceError.
    """
    try:
        fetched = await fetcher.fetch(build_url(source.address, kma_key), private=source.private)
    except ErrorResponse as error:
        # The hub says in the body what is wrong with the key; its status alone does not tell an operator.
        service_error = error.document and parse_service_error(error.document.data, error.status)
        if service_error:
            raise service_error from error
        raise
    # None is not possible here: without validators a server cannot answer that nothing has changed.
    return await asyncio.to_thread(parse_warning_list, fetched.document if fetched else Document(b""))


class WarningCollector:
    """Stores the list at each poll; a list that cannot be read changes nothing, and ends no warning.

    Args:
        source: the list.
        fetcher: the HTTP client.
        database: the database.
        clock: the clock.
        kma_key: the operator's key of KMA's API hub.
        on_change: called when a warning is new, was changed or has ended.
        elapsed: seconds that no setting of the clock changes.
        monitor: learns whether the source works.
    """

    def __init__(
        self,
        source: KmaWarnings,
        fetcher: Fetcher,
        database: Database,
        clock: Clock,
        kma_key: str,
        on_change: Callable[[], None] = lambda: None,
        elapsed: Callable[[], float] = elapsed,
        monitor: Monitor | None = None,
    ) -> None:
        self._watch = (monitor or Monitor()).sources.watch(source.name, elapsed)
        self._source = source
        self._fetcher = fetcher
        self._database = database
        self._clock = clock
        self._kma_key = kma_key
        self._on_change = on_change
        self._elapsed = elapsed
        self._circuit = Circuit(max_pause=_MAX_PAUSE)
        self._next_at = float("-inf")
        self._reasons: frozenset[str] = frozenset()
        self._unknown_zones: frozenset[str] = frozenset()

    async def run(self) -> None:
        """Fetch and store the list if it is due; a failure is logged once, and so is its end."""
        now = self._elapsed()
        if self._watch.is_paused or now + _EARLY < self._next_at or not self._circuit.allows_attempt(now):
            return
        self._next_at = now + self._source.every * _MINUTE
        try:
            listed = await fetch_warnings(self._source, self._fetcher, self._kma_key)
        except SourceError as error:
            self._record_failure(error)
            return
        self._circuit.record_success()
        self._watch.record_success()
        self._log_content(listed)
        try:
            async with self._database.write() as connection:
                has_changed = await warnings.store(connection, self._source.name, listed, self._clock.now())
        # The source is not to blame, so that its circuit stays as it is.
        except DatabaseFailed as error:
            _log.error("Could not store the content of source %s: %s", self._source.name, error)
        else:
            if has_changed:
                self._on_change()

    def _record_failure(self, error: SourceError) -> None:
        retry_after = error.retry_after if isinstance(error, FetchFailed) else None
        is_paused = self._circuit.record_failure(self._elapsed(), retry_after)
        self._watch.record_failure(error, is_paused=is_paused)

    def _log_content(self, listed: WarningList) -> None:
        """Log rejected rows and zones that cannot be found, once as long as they are the same."""
        reasons = frozenset(one.reason for one in listed.rejected)
        if new := reasons - self._reasons:
            _log.warning("Source %s: rejected warnings: %s", self._source.name, "; ".join(sorted(new)))
        self._reasons = reasons
        unknown = find_unknown_zones(listed)
        if new := unknown - self._unknown_zones:
            _log.warning("Source %s: zones of no known province: %s", self._source.name, ", ".join(sorted(new)))
        self._unknown_zones = unknown


def find_unknown_zones(listed: WarningList) -> frozenset[str]:
    """Return the listed zones on land of which neither a district nor a province is known, as name and code."""
    return frozenset(
        f"{one.zone_name} ({one.zone})"
        for one in listed.warnings
        if not is_at_sea(one.zone) and not find_regions(one.zone, one.zone_name, one.upper_name, one.issued_at)
    )
