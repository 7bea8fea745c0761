"""Summary of the whole country's weather."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from storage.content.observations import Observation

MAX_EXTREMES = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """Summary of the country's weather; suspect temperatures are left out of extremes and mean.

    Attributes:
        observations: all observations by station number; never empty.
        conditions: the number of stations by condition, most frequent first.
        warmest: at most five observations, warmest first.
        coldest: at most five observations, coldest first.
        mean: the mean temperature, ℃; None if there is none.
        newest: the newest observation.
    """

    observations: tuple[Observation, ...]
    conditions: tuple[tuple[str, int], ...]
    warmest: tuple[Observation, ...]
    coldest: tuple[Observation, ...]
    mean: float | None
    newest: Observation


def summarize(observations: Sequence[Observation]) -> Summary | None:
    """Return the summary of all stations' observations; None if there are no observations."""
    if not observations:
        return None
    measured = [(one.temperature, one) for one in observations if one.temperature is not None and not one.suspect]
    descending = [one for _, one in sorted(measured, key=lambda pair: (-pair[0], pair[1].station))]
    ascending = [one for _, one in sorted(measured, key=lambda pair: (pair[0], pair[1].station))]
    conditions = Counter(one.condition for one in observations if one.condition is not None)
    return Summary(
        observations=tuple(observations),
        conditions=tuple(conditions.most_common()),
        warmest=tuple(descending[:MAX_EXTREMES]),
        coldest=tuple(ascending[:MAX_EXTREMES]),
        mean=fmean(temperature for temperature, _ in measured) if measured else None,
        newest=max(observations, key=lambda one: one.observed_at),
    )
