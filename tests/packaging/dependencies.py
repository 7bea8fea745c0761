"""The project's dependencies, with those of theirs, as they are installed here."""

import tomllib
from collections.abc import Collection, Iterator
from importlib.metadata import Distribution, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]


def find_dependencies(extras: Collection[str] = ()) -> dict[str, Distribution]:
    """Return what is needed at run time, with some of the project's extras, by the packages' names."""
    lines = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    found = {canonicalize_name(one.name) for one in walk(map(Requirement, lines))}
    return {name: distribution(name) for name in sorted(found)}


def walk(lines: Iterator[Requirement]) -> Iterator[Requirement]:
    """Yield requirements that hold on this machine, and what these require, each once."""
    waiting, seen = [one for one in lines if _holds(one)], set[tuple[str, frozenset[str]]]()
    while waiting:
        one = waiting.pop()
        key = canonicalize_name(one.name), frozenset(one.extras)
        if key not in seen:
            seen.add(key)
            yield one
            waiting += [below for below in map(Requirement, requires(one.name) or ()) if _holds(below, one.extras)]


def _holds(requirement: Requirement, extras: Collection[str] = ()) -> bool:
    """Return whether a requirement holds here, if its package is required with some extras."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": canonicalize_name(extra)}) for extra in ("", *extras))
