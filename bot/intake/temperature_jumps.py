"""Temperatures that jump: what one station shows and its neighbours do not."""

import datetime as dt
from collections.abc import Mapping, Sequence
from statistics import median

LARGEST_JUMP = 15.0
"""How much more, ℃, than those around it a station's temperature may change and still be believed."""

NEIGHBOURS = 5
FEWEST_NEIGHBOURS = 2
"""With fewer, nobody can say how the weather changed around a station, and its own change counts alone."""

Temperatures = Mapping[int, float]
"""℃ by station number."""


def find_jumps(
    now: Temperatures,
    earlier: Mapping[dt.datetime, Temperatures],
    neighbours: Mapping[int, Sequence[int]],
) -> set[int]:
    """The stations whose temperature has changed by more than `LARGEST_JUMP` against that of their neighbours.

    A station is compared with its own newest temperature in `earlier`, and so are, at the same two times, the nearest
    `NEIGHBOURS` stations that have both. A station without an earlier temperature is believed.

    Args:
        now: the temperatures to judge.
        earlier: those that were believed, by their time.
        neighbours: each station's neighbours, the nearest first; one that is not named has none.
    """
    newest_first = [earlier[at] for at in sorted(earlier, reverse=True)]
    jumps = set()
    for station in now:
        before = next((table for table in newest_first if station in table), None)
        if before is not None and abs(_change(station, now, before, neighbours)) > LARGEST_JUMP:
            jumps.add(station)
    return jumps


def _change(station: int, now: Temperatures, before: Temperatures, neighbours: Mapping[int, Sequence[int]]) -> float:
    """How much more than its neighbours' a station's temperature has changed, ℃."""
    around = [other for other in neighbours.get(station, ()) if other in now and other in before][:NEIGHBOURS]
    change = now[station] - before[station]
    if len(around) < FEWEST_NEIGHBOURS:
        return change
    return change - median(now[other] - before[other] for other in around)
