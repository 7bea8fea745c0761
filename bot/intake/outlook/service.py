"""Service with a daily quota: counts its calls, and rests when it fails."""

import datetime as dt
from collections.abc import Callable

from bot.clock import Clock, elapsed
from bot.monitoring.sources import SourceWatch
from sources.errors import ErrorResponse, FetchFailed, ServiceError, ServiceFailure, SourceError
from sources.fetch import Circuit, Fetcher
from sources.kma.hub_errors import parse_service_error
from sources.records import KST, Document
from storage.content import service_calls
from storage.database import Database


async def fetch_document(fetcher: Fetcher, url: str, *, private: bool = False) -> Document:
    """Fetch a service's answer.

    Raises:
        SourceError: no usable answer was received. An error of the service itself is a ServiceError.
    """
    try:
        fetched = await fetcher.fetch(url, private=private)
    except ErrorResponse as error:
        # The body says what is wrong with the key; its status alone does not tell an operator.
        told = error.document and parse_service_error(error.document.data, error.status)
        if told:
            raise told from error
        raise
    # None is not possible here: without validators a server cannot answer that nothing has changed.
    return fetched.document if fetched else Document(b"")


class Service:
    """Service with a daily quota.

    Args:
        name: the name of its source.
        budget: calls that it may be sent on one day in Seoul.
        fetcher: the HTTP client.
        database: counts the calls.
        clock: the clock.
        watch: learns whether it works, and logs its outages.
        private: True if its server may be in a private network.
        elapsed: seconds that no setting of the clock changes.
    """

    def __init__(
        self,
        name: str,
        budget: int,
        fetcher: Fetcher,
        database: Database,
        clock: Clock,
        watch: SourceWatch,
        *,
        private: bool = False,
        elapsed: Callable[[], float] = elapsed,
    ) -> None:
        self._name = name
        self._budget = budget
        self._fetcher = fetcher
        self._database = database
        self._clock = clock
        self._watch = watch
        self._private = private
        self._elapsed = elapsed
        self._circuit = Circuit()

    @property
    def allows_call(self) -> bool:
        """True unless it rests after failures, or an operator has paused its source."""
        return not self._watch.is_paused and self._circuit.allows_attempt(self._elapsed())

    async def count_remaining(self) -> int:
        """Return the calls that the day's budget still allows.

        Raises:
            StorageError: the database failed.
        """
        async with self._database.read() as connection:
            return self._budget - await service_calls.count(connection, self._name, self._clock.now())

    async def fetch(self, url: str) -> Document:
        """Count a call, and fetch its answer.

        Raises:
            SourceError: no usable answer was received, or the day's budget is used up.
            StorageError: the call could not be counted, and was not made.
        """
        async with self._database.write() as connection:
            if not await service_calls.take(connection, self._name, self._budget, self._clock.now()):
                raise ServiceError(ServiceFailure.BUDGET, f"{self._budget} a day")
        return await fetch_document(self._fetcher, url, private=self._private)

    def record_success(self) -> None:
        """End an outage, if there was one."""
        self._circuit.record_success()
        self._watch.record_success()

    def record_failure(self, error: SourceError) -> None:
        """Begin or continue an outage; after some failures the service rests."""
        is_paused = self._circuit.record_failure(self._elapsed(), self._get_pause(error))
        self._watch.record_failure(error, is_paused=is_paused)

    def _get_pause(self, error: SourceError) -> dt.timedelta | None:
        if isinstance(error, ServiceError) and error.kind in {ServiceFailure.BUDGET, ServiceFailure.QUOTA}:
            # Both count the days of Seoul.
            now = self._clock.now().astimezone(KST)
            midnight = dt.datetime.combine(now.date() + dt.timedelta(days=1), dt.time(), KST)
            return midnight - now
        return error.retry_after if isinstance(error, FetchFailed) else None
