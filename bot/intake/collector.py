"""Collecting what the sources have: asked in turn, read, and taken in."""

import asyncio
import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.intake.ingest import Intake, store
from bot.intake.provenance import SourceRef
from bot.intake.readers import address_of, read
from bot.intake.source_config import OfRegion, Polled
from sources.errors import ErrorAnswer, FetchFailed, SourceError
from sources.fetch import Circuit, Fetched, Fetcher, Validators
from sources.kma.api_hub import service_error
from sources.korea.stations import Catalogue
from storage.database import Database
from storage.errors import DatabaseFailed

_SIDE_BY_SIDE = 4
"""Sources that are asked at once."""

_LATE = dt.timedelta(seconds=30)
"""A bell that rings this much before a source's turn rings for it."""

_log = logging.getLogger(__name__)


async def ask(source: Polled, fetcher: Fetcher, kma_key: str, validators: Validators | None = None) -> Fetched | None:
    """Get a source's document; None where it has not changed since the one that `validators` came with.

    Raises:
        SourceError: nothing usable was got; a service's own error is told in its words.
    """
    try:
        return await fetcher.fetch(address_of(source, kma_key), private=source.private, validators=validators)
    except ErrorAnswer as error:
        refused = service_error(error.document.data) if error.document else None
        if refused is None:
            raise
        raise refused from error


@dataclass(slots=True)
class Turn:
    """A source, and what is known of it since the start.

    Attributes:
        source: which.
        next_at: when it is asked next (aware); None at once.
        validators: what came with the document that was taken in last.
        circuit: whether it is worth asking.
        is_under_way: whether its answer is being waited for.
    """

    source: Polled
    next_at: dt.datetime | None = None
    validators: Validators = field(default_factory=Validators)
    circuit: Circuit = field(default_factory=Circuit)
    is_under_way: bool = False

    def has_come(self, now: dt.datetime) -> bool:
        """Whether the source is to be asked now."""
        every = dt.timedelta(minutes=self.source.every)
        # A turn that lies farther ahead than any means that the clock was set back.
        is_due = self.next_at is None or not now + _LATE < self.next_at <= now + every
        return is_due and not self.is_under_way and self.circuit.lets_through(now)


class Collector:
    """Asks each source when its turn has come.

    Args:
        sources: those that are asked over HTTP.
        fetcher: the way to their servers.
        database: the store.
        catalogue: the stations.
        clock: tells the time.
        kma_key: the operator's key to KMA's API hub; empty for none.
    """

    def __init__(
        self,
        sources: Iterable[Polled],
        fetcher: Fetcher,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        kma_key: str = "",
    ) -> None:
        self._turns = [Turn(source) for source in sources]
        self._fetcher = fetcher
        self._database = database
        self._catalogue = catalogue
        self._clock = clock
        self._kma_key = kma_key
        self._room = asyncio.Semaphore(_SIDE_BY_SIDE)

    @property
    def most_runs(self) -> int:
        """How many runs there can be at a time: one for each source that is slow to answer, and the next."""
        return 1 + len(self._turns)

    async def run(self) -> None:
        """Ask the sources whose turn has come; one that fails is logged and keeps none of the others back.

        Another run may begin while one waits for a slow source; that source is left out of it.
        """
        now = self._clock.now()
        await asyncio.gather(*(self._take_turn(turn, now) for turn in self._turns if turn.has_come(now)))

    async def collect(self, source: Polled, validators: Validators) -> tuple[Intake | None, Validators]:
        """Ask one source and take in what it has.

        Returns:
            What came of it, None where nothing has changed, and what to ask with the next time.

        Raises:
            SourceError: it failed, or what it has cannot be used; nothing is stored.
            StorageError: the store failed; nothing is stored.
        """
        fetched = await ask(source, self._fetcher, self._kma_key, validators)
        if fetched is None:
            return None, validators
        content = await asyncio.to_thread(read, source, fetched.document, self._catalogue)
        origin = SourceRef(source.name, source.region if isinstance(source, OfRegion) else None)
        intake = await store(source.name, content, origin, self._database, self._catalogue, self._clock.now())
        return intake, fetched.validators

    async def _take_turn(self, turn: Turn, now: dt.datetime) -> None:
        turn.next_at = now + dt.timedelta(minutes=turn.source.every)
        turn.is_under_way = True
        try:
            async with self._room:
                intake, turn.validators = await self.collect(turn.source, turn.validators)
        except SourceError as error:
            self._note_failure(turn, error)
        except DatabaseFailed as error:
            _log.error("What %s has cannot be stored: %s", turn.source.name, error)
        else:
            self._note_success(turn, intake)
        finally:
            turn.is_under_way = False

    def _note_failure(self, turn: Turn, error: SourceError) -> None:
        has_opened = turn.circuit.fail(self._clock.now(), error.wait if isinstance(error, FetchFailed) else None)
        if has_opened:
            _log.warning("%s keeps failing and is asked less often now: %s", turn.source.name, error)
        elif turn.circuit.failures == 1:
            _log.warning("%s: %s", turn.source.name, error)

    def _note_success(self, turn: Turn, intake: Intake | None) -> None:
        if turn.circuit.succeed():
            _log.info("%s works again", turn.source.name)
        if intake and (intake.new_readings or intake.new_articles):
            brought = intake.new_readings, intake.new_articles
            _log.info("%s: %d new readings, %d new articles", turn.source.name, *brought)
