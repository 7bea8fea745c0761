"""Polling: fetch each source at its interval, parse and store its content."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from bot.clock import Clock, elapsed
from bot.intake.chain import PollState, Step, label, summarize_table
from bot.intake.confirmation import confirm
from bot.intake.feed_dates import describe_lead, measure_lead
from bot.intake.ingest import IngestResult, SourceRef, store_content
from bot.intake.readers import get_request_url, parse_document
from bot.intake.source_config import KmaChain, KmaFrontPage, KmaHub, PolledSource, RegionalSource, SingleSource
from bot.monitoring.monitor import Monitor
from sources.errors import ErrorResponse, FetchFailed, SourceError
from sources.fetch import Fetched, Fetcher, Validators
from sources.kma.hub_errors import parse_service_error
from sources.korea.stations import Catalogue
from sources.records import Content, Precision
from storage.content import observations
from storage.database import Database
from storage.errors import DatabaseFailed

_MINUTE = 60.0
_MAX_CONCURRENT = 4
"""Sources fetched at the same time."""

_log = logging.getLogger(__name__)


async def fetch_source(
    source: SingleSource, fetcher: Fetcher, kma_key: str, validators: Validators | None = None
) -> Fetched | None:
    """Fetch a source's document; None if it has not changed since `validators`.

    Raises:
        SourceError: no usable document was received. An error of the service itself is a ServiceError.
    """
    try:
        return await fetcher.fetch(get_request_url(source, kma_key), private=source.private, validators=validators)
    except ErrorResponse as error:
        # KMA's hub says in the body what is wrong with the key; its status alone does not tell an operator.
        if isinstance(source, KmaHub) and error.document is not None:
            service_error = parse_service_error(error.document.data, error.status)
            if service_error is not None:
                raise service_error from error
        raise


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
        monitor: learns which sources work.
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
        monitor: Monitor | None = None,
    ) -> None:
        monitor = monitor or Monitor()
        self._metrics = monitor.metrics
        self._states = [
            PollState.of(source, partial(monitor.sources.watch, elapsed=elapsed, owner=source.name))
            for source in sources
        ]
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

    @property
    def intervals(self) -> Mapping[str, int]:
        """The minutes between two polls of each source, by its name."""
        return {state.source.name: state.source.every for state in self._states}

    async def poll(self, name: str) -> None:
        """Poll a source, unless it rests after failures, is paused or is polled already.

        Raises:
            KeyError: there is no source with this name.
        """
        state = self._find(name)
        if state.is_due(now := self._elapsed()):
            await self._poll(state, now)

    def find_owner(self, name: str) -> str:
        """Return the name of the source that has a step of a name; the name itself if none has."""
        found = (state.source.name for state in self._states for step in state.steps if step.source.name == name)
        return next(found, name)

    async def ask(self, name: str) -> None:
        """Poll a source now, although it is not due, rests after failures or is paused; once if it is polled already.

        Raises:
            KeyError: there is no source with this name.
        """
        state = self._find(name)
        if not state.is_running:
            await self._poll(state, self._elapsed(), is_asked=True)

    def _find(self, name: str) -> PollState:
        return {one.source.name: one for one in self._states}[name]

    def is_working(self, name: str) -> bool:
        """Return whether the last request of the source, or of the step of a chain, of that name succeeded.

        One that is paused is not working.
        """
        steps = (step for state in self._states if not state.is_paused for step in state.steps)
        return any(step.source.name == name and step.table and not step.circuit.failures for step in steps)

    async def _poll(self, state: PollState, now: float, *, is_asked: bool = False) -> None:
        # From the start of this poll, so that a slow source keeps its interval.
        state.next_at = now + state.source.every * _MINUTE
        state.is_running = True
        try:
            async with self._slots:
                await self._ask_steps(state, is_asked=is_asked)
        finally:
            state.is_running = False

    async def _ask_steps(self, state: PollState, *, is_asked: bool) -> None:
        suffices = False
        for step in state.steps:
            if suffices:
                step.watch.record_unneeded()
            elif is_asked or step.circuit.allows_attempt(self._elapsed()):
                await self._ask(step)
            suffices = suffices or step.suffices(self._clock.now())
        if len(state.steps) > 1 and state.update_serving(self._clock.now()):
            await self._log_serving(state)

    async def _ask(self, step: Step) -> None:
        try:
            result = await self._collect(step)
        except SourceError as error:
            self._record_failure(step, error)
        # The source is not to blame, so that its circuit stays as it is.
        except DatabaseFailed as error:
            _log.error("Could not store the content of source %s: %s", step.source.name, error)
        else:
            self._record_success(step, result)

    async def _collect(self, step: Step) -> IngestResult | None:
        """Fetch, parse and store the content of a step.

        Returns:
            The result; None if nothing has changed.

        Raises:
            SourceError: the source failed or its content cannot be used; nothing is stored.
            StorageError: the database failed; nothing is stored.
        """
        source = step.source
        fetched = await fetch_source(source, self._fetcher, self._kma_key, step.validators)
        if fetched is None:
            return None
        # Off the event loop: an ill-formed feed takes seconds, and chats are answered meanwhile.
        parsed = await asyncio.to_thread(parse_document, source, fetched.document, self._catalogue)
        content = self._correct_dates(step, parsed)
        origin = SourceRef(source.name, source.region if isinstance(source, RegionalSource) else None)
        result = await store_content(source.name, content, origin, self._database, self._catalogue, self._clock.now())
        # Only now that the document is stored; else a failed write would lose it.
        step.table = summarize_table(content, len(self._catalogue))
        # A feed whose dates are suspect is fetched once more, even if it has not changed.
        step.validators = Validators() if step.dates.is_suspect else fetched.validators
        return result

    def _correct_dates(self, step: Step, content: Content) -> Content:
        """Return the content without dates that are known to be of a wrong zone; log what has become known."""
        now, fetches = self._clock.now(), step.dates.fetches
        corrected = step.dates.correct(content, now)
        lead = measure_lead(content.articles, now)
        if lead is not None and step.dates.fetches != fetches:
            consequence = "the next fetch decides" if step.dates.is_suspect else "first-seen times are used instead"
            _log.warning("Source %s: %s; %s", step.source.name, describe_lead(lead), consequence)
        return corrected

    def _record_failure(self, step: Step, error: SourceError) -> None:
        retry_after = error.retry_after if isinstance(error, FetchFailed) else None
        is_paused = step.circuit.record_failure(self._elapsed(), retry_after)
        step.watch.record_failure(error, is_paused=is_paused)

    def _record_success(self, step: Step, result: IngestResult | None) -> None:
        step.circuit.record_success()
        step.watch.record_success()
        if result and (result.new_readings or result.new_articles):
            counts = result.new_readings, result.new_articles
            self._metrics.record_stored(*counts)
            _log.debug("Source %s: %d new readings, %d new articles", step.source.name, *counts)

    async def _log_serving(self, state: PollState) -> None:
        """Log which step of a chain serves now and, if none does, what KMA's front page shows."""
        first = state.steps[0]
        if state.serving == label(first.source):
            _log.info("Readings come from %s", state.serving)
            return
        reason = f"{label(first.source)} {first.explain(self._clock.now())}"
        _log.warning("Readings come from %s, because %s", state.serving or "no source", reason)
        if state.serving is None and isinstance(state.source, KmaChain) and state.source.confirmation:
            await self._log_confirmation(state.source.confirmation)

    async def _log_confirmation(self, page: KmaFrontPage) -> None:
        async with self._database.read() as connection:
            current = await observations.list_current(connection)
        hourly = (one for one in current if one.precision is Precision.HOUR)
        known = {one.station: one.temperature for one in hourly if one.temperature is not None}
        try:
            _log.warning("Confirmation: %s", await confirm(page, known, self._fetcher, self._catalogue))
        except SourceError as error:
            _log.warning("Source %s failed: %s", page.name, error)
