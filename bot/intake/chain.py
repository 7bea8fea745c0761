"""State of a polled source: its steps, which are asked in order, and the one that serves.

A single source has one step. A chain asks the next one where a step fails, is late or incomplete.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.intake.feed_dates import FeedDates
from bot.intake.source_config import PolledSource, SingleSource, Source, list_steps
from bot.monitoring.sources import SourceWatch
from bot.weather.freshness import MAX_BULLETIN_AGE
from sources.fetch import Circuit, Validators
from sources.records import KST, Content

# The seconds of the scheduler's ticks vary; without it a source due a second later would wait another minute.
_EARLY = 30.0
"""Seconds before it is due at which a source may be polled."""

# A few stations are always silent.
MIN_STATIONS = 0.75
"""Share of the stations that need a temperature for a table to serve."""

# KMA's table of cities has conditions of the stations with observers, a fourth of all; its feed has more.
_MIN_CONDITIONS = 0.75
"""Share of the stations that need a condition for a table to be complete."""


@dataclass(frozen=True, slots=True)
class Table:
    """The newest readings that a step has delivered.

    Attributes:
        observed_at: their time, aware.
        temperatures: the share of the catalogue's stations that have a temperature.
        conditions: the share that have a condition.
    """

    observed_at: dt.datetime
    temperatures: float
    conditions: float

    def serves(self, now: dt.datetime) -> bool:
        """Return whether it is of the latest hour and of most stations."""
        return now - self.observed_at <= MAX_BULLETIN_AGE and self.temperatures >= MIN_STATIONS


def summarize_table(content: Content, stations: int) -> Table | None:
    """Summarize parsed readings; None if there are none.

    Args:
        content: the parsed content.
        stations: the number of stations of the catalogue.
    """
    if content.observed_at is None:
        return None
    temperatures = sum(reading.temperature is not None for reading in content.readings)
    conditions = sum(reading.condition is not None for reading in content.readings)
    return Table(content.observed_at, temperatures / stations, conditions / stations)


def label(source: Source) -> str:
    """Return name and type of a source, as the operator configures them: ``KMA feed (kma-feed)``."""
    return f"{source.name} ({source.type})"


@dataclass(slots=True)
class Step:
    """State of one address since the start of the process.

    Attributes:
        source: the source.
        watch: learns whether it works.
        validators: validators of the document that was stored last.
        circuit: its circuit breaker.
        table: its newest readings; None if it has not delivered any.
        dates: whether the dates of its articles can be trusted.
    """

    source: SingleSource
    watch: SourceWatch
    validators: Validators = field(default_factory=Validators)
    circuit: Circuit = field(default_factory=Circuit)
    table: Table | None = None
    dates: FeedDates = field(default_factory=FeedDates)

    def serves(self, now: dt.datetime) -> bool:
        """Return whether its last request succeeded and its table is of the latest hour and of most stations."""
        return not self.circuit.failures and self.table is not None and self.table.serves(now)

    def suffices(self, now: dt.datetime) -> bool:
        """Return whether no further step is needed: it serves, and its table has most conditions."""
        return self.serves(now) and self.table is not None and self.table.conditions >= _MIN_CONDITIONS

    def explain(self, now: dt.datetime) -> str:
        """Return why it does not serve, as the end of a sentence."""
        if self.circuit.failures or self.table is None:
            return "fails"
        if now - self.table.observed_at > MAX_BULLETIN_AGE:
            return f"has nothing newer than {self.table.observed_at.astimezone(KST):%Y-%m-%d %H:%M} (Seoul)"
        return f"has temperatures of {self.table.temperatures:.0%} of the stations only"


@dataclass(slots=True)
class PollState:
    """State of a source since the start of the process.

    Attributes:
        source: the source.
        steps: its addresses in order.
        next_at: the moment of the next poll, in seconds that no setting of the clock changes.
        is_running: True while it is fetched.
        serving: the label of the step that served at the last poll; None if none did, empty before the first poll.
    """

    source: PolledSource
    steps: Sequence[Step]
    next_at: float = float("-inf")
    is_running: bool = False
    serving: str | None = ""

    @classmethod
    def of(cls, source: PolledSource, watch: Callable[[str], SourceWatch]) -> "PollState":
        """Return the state of a source at the start of the process; `watch` makes the watch of a step's name."""
        return cls(source, [Step(step, watch(step.name)) for step in list_steps(source)])

    @property
    def is_paused(self) -> bool:
        """True if an operator has paused the source."""
        return any(step.watch.is_paused for step in self.steps)

    def is_due(self, now: float) -> bool:
        """Return whether the source should be polled now."""
        may_ask = not self.is_paused and any(step.circuit.allows_attempt(now) for step in self.steps)
        return now + _EARLY >= self.next_at and not self.is_running and may_ask

    def update_serving(self, now: dt.datetime) -> bool:
        """Find the first step that serves now.

        Returns:
            True if it is another one than before, which is the time to log it.
        """
        before = self.serving
        self.serving = next((label(step.source) for step in self.steps if step.serves(now)), None)
        return self.serving != before
