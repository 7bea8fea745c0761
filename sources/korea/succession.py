"""Former regions and their successors, in both directions, from `changes.csv`.

A region is meant by its stored form: the province's short name, the district and perhaps a town
(``인천 영종구 운서동``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from sources.korea.changes import load_changes
from sources.korea.regions import Region, load_provinces


class _Step(NamedTuple):
    """A change between regions.

    Attributes:
        former: the region before.
        present: its successor.
        towns: the towns that went to the successor; empty if all of those did that no other step lists.
    """

    former: Region
    present: Region
    towns: frozenset[str]


def find_present(region: Region, town: str = "") -> Region:
    """Return the region that a region, or a town of it, belongs to today; the region itself if nothing has changed.

    A region that was divided is represented by the successor that has most of its towns.
    """
    steps = _steps_from().get(region, ())
    chosen = next((step for step in steps if town in step.towns), None)
    rest = chosen or next((step for step in steps if not step.towns), None)
    return region if rest is None else find_present(rest.present, town)


def find_successors(region: Region) -> tuple[Region, ...]:
    """Return all regions that a region belongs to today, its representative first; none if nothing has changed."""
    steps = sorted(_steps_from().get(region, ()), key=lambda step: bool(step.towns))
    return tuple(dict.fromkeys(last for step in steps for last in find_successors(step.present) or (step.present,)))


def find_former(region: Region) -> tuple[Region, ...]:
    """Return all regions that have become this one or a part of it, the latest first."""
    return tuple(dict.fromkeys(_find_former(region)))


def find_moved_towns(region: Region) -> frozenset[str]:
    """Return the towns that are known to have come to a region when another one was divided."""
    return frozenset(town for step in _steps() if step.present == region for town in step.towns)


def find_stored(region: Region) -> tuple[str, ...]:
    """Return all forms under which this region or something inside it may be stored as a whole, its own first.

    What is stored of a district in it begins with one of these forms and a space.
    """
    inside = [step.present for step in _steps() if step.present.province == region.province != step.former.province]
    regions = (region, *inside) if region.district is None else (region,)
    found = (one for inner in regions for one in (inner, *_find_former(inner)))
    parts = (Region(one.name) for one in load_provinces() if one.part_of == region.province and not region.district)
    return tuple(dict.fromkeys(map(str, (region, *found, *parts))))


def follow(stored: str) -> str:
    """Return the present form of a stored region or town: ``인천 영종구 운서동`` for ``인천 중구 운서동``."""
    province, *words = stored.split(" ")
    for end in range(len(words), 0, -1):
        region, town = Region(province, " ".join(words[:end])), " ".join(words[end:])
        if (present := find_present(region, town)) != region:
            return f"{present} {town}".rstrip()
    return stored


def to_region(name: str) -> Region:
    """Return the region of an official name: ``경기도 화성시 동탄구``.

    Raises:
        KeyError: it does not begin with a province.
    """
    province, *district = name.split(" ")
    return Region(_provinces()[province], " ".join(district) or None)


def present_province(name: str) -> str:
    """Return the short name of the province into which a province was merged, or its own."""
    return _parents().get(name, name)


def _find_former(region: Region) -> Iterator[Region]:
    for step in reversed(_steps()):
        if step.present == region:
            yield step.former
            yield from _find_former(step.former)


@cache
def _parents() -> Mapping[str, str]:
    return {one.name: one.part_of for one in load_provinces() if one.part_of}


@cache
def _steps_from() -> Mapping[Region, tuple[_Step, ...]]:
    found: defaultdict[Region, tuple[_Step, ...]] = defaultdict(tuple)
    for step in _steps():
        found[step.former] += (step,)
    return dict(found)


@cache
def _steps() -> tuple[_Step, ...]:
    """Return the changes of districts; those of provinces change names only (`Province.part_of`)."""
    steps = (
        _Step(to_region(change.former), to_region(change.present), change.towns)
        for change in load_changes()
        if " " in change.former
    )
    return tuple(step for step in steps if step.former != step.present)


@cache
def _provinces() -> Mapping[str, str]:
    return {name: one.name for one in load_provinces() for name in (one.name, *one.names)}
