"""Stations of unnamed ticker lines, found by position if it is unambiguous."""

from collections.abc import Sequence
from itertools import pairwise


def name_by_position(lines: Sequence[int | None], catalogue: Sequence[int]) -> dict[int, int]:
    """Find the stations of lines that stand alone in a gap of exactly one station.

    A ticker lists KMA's stations in ascending number. A line without a known station gets one only if the known lines
    of the whole ticker ascend, its two neighbours are known (or it is the first or last line), and the catalogue has
    exactly one station between them. All others stay unnamed: two such lines side by side, a gap of two stations, a
    repeated station, another order.

    Args:
        lines: the station number of each ticker line; None if it is unknown because the line is unnamed, unreadable or
            has a name that is not in the catalogue.
        catalogue: all station numbers, ascending.

    Returns:
        Station number by index into `lines`.
    """
    known = [number for number in lines if number is not None]
    # Where one line is out of order, the position of every other one is doubtful too.
    if not known or any(before >= after for before, after in pairwise(known)):
        return {}
    named = {}
    for index, number in enumerate(lines):
        if number is None:
            between = _get_between(lines, index, catalogue)
            # No station between is a line too many, two are a line that is missing.
            if len(between) == 1:
                named[index] = between[0]
    return named


def _get_between(lines: Sequence[int | None], index: int, catalogue: Sequence[int]) -> list[int]:
    before = lines[index - 1] if index > 0 else catalogue[0] - 1
    after = lines[index + 1] if index + 1 < len(lines) else catalogue[-1] + 1
    # Two unknown lines side by side: one of them may be a line too many.
    if before is None or after is None:
        return []
    return [number for number in catalogue if before < number < after]
