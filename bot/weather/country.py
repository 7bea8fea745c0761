"""The country's weather in figures."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from sources.records import KST, Precision
from storage.content.observations import Observation

MOST_EXTREMES = 5
LATE_AFTER = dt.timedelta(hours=3)
_A_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Summary:
    """The country's weather.

    Attributes:
        observations: all of them, by station number; never empty.
        conditions: how many stations have each condition, the most frequent first.
        warmest: at most five observations with a temperature that is believed, the warmest first.
        coldest: at most five, the coldest first.
        mean: the mean of the temperatures that are believed, ℃; None where no station has one.
        newest: the newest observation.
    """

    observations: tuple[Observation, ...]
    conditions: tuple[tuple[str, int], ...]
    warmest: tuple[Observation, ...]
    coldest: tuple[Observation, ...]
    mean: float | None
    newest: Observation


def summarize(observations: Sequence[Observation]) -> Summary | None:
    """The figures of the country; None where there are no observations."""
    if not observations:
        return None
    measured = [(one.temperature, one) for one in observations if one.temperature is not None and not one.suspect]
    by_warmth = [one for _, one in sorted(measured, key=lambda pair: (-pair[0], pair[1].station))]
    by_cold = [one for _, one in sorted(measured, key=lambda pair: (pair[0], pair[1].station))]
    conditions = Counter(one.condition for one in observations if one.condition is not None)
    return Summary(
        observations=tuple(observations),
        conditions=tuple(conditions.most_common()),
        warmest=tuple(by_warmth[:MOST_EXTREMES]),
        coldest=tuple(by_cold[:MOST_EXTREMES]),
        mean=fmean(temperature for temperature, _ in measured) if measured else None,
        newest=max(observations, key=lambda one: one.observed_at),
    )


def is_old(observation: Observation, now: dt.datetime) -> bool:
    """Whether an observation is older than a day; one of yesterday, at an unknown hour, is not."""
    if observation.precision is Precision.DAY:
        return now.astimezone(KST).date() - observation.observed_at.astimezone(KST).date() > _A_DAY
    return now - observation.observed_at > _A_DAY


def is_late(observation: Observation, now: dt.datetime) -> bool:
    """Whether an observation is older than three hours; one of a day, at an unknown hour, whether it is old."""
    if observation.precision is Precision.DAY:
        return is_old(observation, now)
    return now - observation.observed_at > LATE_AFTER
