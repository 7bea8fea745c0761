"""Polling: fetch each source at its interval, parse and store its content."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.clock import Clock, elapsed
from bot.intake.ingest import IngestResult, SourceRef, store_content
from bot.intake.readers import get_request_url, parse_document
from bot.intake.source_config import PolledSource, RegionalSource
from sources.errors import ErrorResponse, FetchFailed, SourceError
from sources.fetch import Circuit, Fetched, Fetcher, Validators
from sources.kma.api_hub import parse_service_error
from sources.korea.stations import Catalogue
from storage.database import Database
from storage.errors import DatabaseFailed

_MINUTE = 60.0
_MAX_CONCURRENT = 4
"""Sources fetched at the same time."""

# The seconds of the scheduler's ticks vary; without it a source due a second later would wait another minute.
_EARLY = 30.0
"""Seconds before it is due at which a source may be polled."""

_log = logging.getLogger(__name__)


async def fetch_source(
    source: PolledSource, fetcher: Fetcher, kma_key: str, validators: Validators | None = None
) -> Fetched | None:
    """Fetch a source's document; None if it has not changed since `validators`.

    Raises:
        SourceError: no usable document was received. An error of the service itself is a ServiceError.
    """
    try:
        return await fetcher.fetch(get_request_url(source, kma_key), private=source.private, validators=validators)
    except ErrorResponse as error:
        # KMA's hub says in the body what is wrong with the key; its status alone does not tell an operator.
        service_error = parse_service_error(error.document.data) if error.document else None
        if service_error is None:
            raise
        raise service_error from error


@dataclass(slots=True)
class _PollState:
    """State of a source since the start of the process.

    Attributes:
        source: the source.
        next_at: the moment of the next poll, in seconds that no setting of the clock changes.
        validators: validators of the document that was stored last.
        circuit: its circuit breaker.
        is_running: True while it is fetched.
    """

    source: PolledSource
    next_at: float = float("-inf")
    validators: Validators = field(default_factory=Validators)
    circuit: Circuit = field(default_factory=Circuit)
    is_running: bool = False

    def is_due(self, now: float) -> bool:
        """Return whether the source should be polled now."""
        return now + _EARLY >= self.next_at and not self.is_running and self.circuit.allows_attempt(now)


class Collector:
    """Polls each source at its interval.

    Args:
        sources: the sources fetched over HTTP.
        fetcher: the HTTP client.
        database: the database.
        catalogue: the weather stations.
        clock: the clock.
        kma_key: the operator's key to KMA's API hub, or empty.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(
        self,
        sources: Iterable[PolledSource],
        fetcher: Fetcher,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        kma_key: str = "",
        elapsed: Callable[[], float] = elapsed,
    ) -> None:
        self._states = [_PollState(source) for source in sources]
        self._fetcher = fetcher
        self._database = database
        self._catalogue = catalogue
        self._clock = clock
        self._kma_key = kma_key
        self._elapsed = elapsed
        self._slots = asyncio.Semaphore(_MAX_CONCURRENT)

    @property
    def max_runs(self) -> int:
        """The largest number of concurrent runs: one for each slow source, and the next one."""
        return 1 + len(self._states)

    async def run(self) -> None:
        """Poll all sources that are due. A failure is logged and does not affect the other sources.

        Runs may overlap: a run skips the sources that an earlier one is still fetching.
        """
        now = self._elapsed()
        await asyncio.gather(*(self._poll(state, now) for state in self._states if state.is_due(now)))

    async def collect(self, source: PolledSource, validators: Validators) -> tuple[IngestResult | None, Validators]:
        """Fetch, parse and store one source.

        Returns:
            The result, None if nothing has changed, and the validators for the next fetch.

        Raises:
            SourceError: the source failed or its content cannot be used; nothing is stored.
            StorageError: the database failed; nothing is stored.
        """
        fetched = await fetch_source(source, self._fetcher, self._kma_key, validators)
        if fetched is None:
            return None, validators
        # Off the event loop: an ill-formed feed takes seconds, and chats are answered meanwhile.
        content = await asyncio.to_thread(parse_document, source, fetched.document, self._catalogue)
        origin = SourceRef(source.name, source.region if isinstance(source, RegionalSource) else None)
        result = await store_content(source.name, content, origin, self._database, self._catalogue, self._clock.now())
        return result, fetched.validators

    async def _poll(self, state: _PollState, now: float) -> None:
        # From the start of this poll, so that a slow source keeps its interval.
        state.next_at = now + state.source.every * _MINUTE
        state.is_running = True
        try:
            async with self._slots:
                # The validators are kept only now that the document is stored; else a failed write would lose it.
                result, state.validators = await self.collect(state.source, state.validators)
        except SourceError as error:
            self._log_failure(state, error)
        # The source is not to blame, so that its circuit stays as it is.
        except DatabaseFailed as error:
            _log.error("Could not store the content of source %s: %s", state.source.name, error)
        else:
            self._log_success(state, result)
        finally:
            state.is_running = False

    def _log_failure(self, state: _PollState, error: SourceError) -> None:
        retry_after = error.retry_after if isinstance(error, FetchFailed) else None
        # Two lines, not a hundred: the first failure, and the one that opens the circuit.
        if state.circuit.record_failure(self._elapsed(), retry_after):
            _log.warning("Source %s keeps failing, will poll it less often: %s", state.source.name, error)
        elif state.circuit.failures == 1:
            _log.warning("Source %s failed: %s", state.source.name, error)

    def _log_success(self, state: _PollState, result: IngestResult | None) -> None:
        if state.circuit.record_success():
            _log.info("Source %s works again", state.source.name)
        if result and (result.new_readings or result.new_articles):
            counts = result.new_readings, result.new_articles
            _log.info("Source %s: %d new readings, %d new articles", state.source.name, *counts)
