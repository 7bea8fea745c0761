"""Former regions and their successors, in both directions, from `changes.csv`.

A region is meant by its stored form: the province's short name, the district and perhaps a town
(``인천 영종구 운서동``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from sources.korea.changes import load_changes
from sources.korea.regions import Region, load_districts, load_provinces


class _Step(NamedTuple):
    """A change between regions.

    Attributes:
        since: the first day.
        former: the region before.
        present: its successor.
        towns: the towns that went to the successor; empty if all of those did that no other step lists.
    """

    since: dt.date
    former: Region
    present: Region
    towns: frozenset[str]


class _Steps(NamedTuple):
    """The changes in the order of the dates, by the region before and by its successor."""

    later: Mapping[Region, Sequence[_Step]]
    earlier: Mapping[Region, Sequence[_Step]]


def find_present(region: Region, town: str = "", since: dt.date = dt.date.min) -> Region:
    """Return the region that a region, or a town of it, belongs to today; the region itself if nothing has changed.

    A region that was divided is represented by the successor without a list of towns. Only changes after `since` count.
    """
    steps = [step for step in _steps().later.get(region, ()) if step.since > since]
    listed = next((step for step in steps if town in step.towns), None)
    step = listed or next((step for step in steps if not step.towns), None)
    return region if step is None else find_present(step.present, town, step.since)


def find_successors(region: Region) -> tuple[Region, ...]:
    """Return all regions that a region belongs to today, its representative first; none if nothing has changed."""
    return tuple(dict.fromkeys(_find_successors(region, dt.date.min)))


def find_former(region: Region) -> tuple[Region, ...]:
    """Return all regions that have become this one or a part of it, the latest first."""
    return tuple(dict.fromkeys(_find_former(region, dt.date.max)))


def find_common_former(regions: Iterable[Region]) -> Region | None:
    """Return the former region of which all of these have a part, the latest one; None if there is none."""
    first, *others = map(find_former, regions)
    return next((former for former in first if all(former in one for one in others)), None)


def find_stored(region: Region) -> tuple[str, ...]:
    """Return all forms under which this region or something inside it may be stored as a whole, its own first.

    What is stored of a district in it begins with one of these forms and a space.
    """
    inside = (one for one in _steps().earlier if one.province == region.province and not region.district)
    moved = (one for inner in inside for one in find_former(inner) if one.province != region.province)
    parts = (Region(one.name) for one in load_provinces() if one.part_of == region.province and not region.district)
    return tuple(dict.fromkeys(map(str, (region, *find_former(region), *moved, *parts))))


# A broadcast asks for the regions of its headlines once for each chat.
@lru_cache(maxsize=10_000)
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


def _find_successors(region: Region, since: dt.date) -> Iterator[Region]:
    steps = [step for step in _steps().later.get(region, ()) if step.since > since]
    for step in sorted(steps, key=lambda step: bool(step.towns)):
        yield from list(_find_successors(step.present, step.since)) or [step.present]


def _find_former(region: Region, until: dt.date) -> Iterator[Region]:
    for step in reversed(_steps().earlier.get(region, ())):
        if step.since < until:
            yield step.former
            yield from _find_former(step.former, step.since)


@cache
def _parents() -> Mapping[str, str]:
    return {one.name: one.part_of for one in load_provinces() if one.part_of}


@cache
def _provinces() -> Mapping[str, str]:
    return {name: one.name for one in load_provinces() for name in (one.name, *one.names)}


@cache
def _steps() -> _Steps:
    """Return the changes of districts; those of provinces change names only (`Province.part_of`)."""
    districts = {Region(row["province"], row["ko"]) for row in load_districts()}
    later, earlier = defaultdict[Region, list[_Step]](list), defaultdict[Region, list[_Step]](list)
    for change in load_changes():
        if " " not in change.former:
            continue
        step = _Step(change.since, to_region(change.former), to_region(change.present), change.towns)
        earlier[step.present].append(step)
        # A district that exists today again has kept what no row lists.
        if step.towns or step.former not in districts:
            later[step.former].append(step)
    return _Steps(dict(later), dict(earlier))
