"""The extras of the package install with old versions of pip too."""

import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_what_anypage_needs_through_extras_of_others_is_named_by_itself() -> None:
    # pip 23 (Debian 12) looks in vain for lxml's extra html_clean, which is named html-clean, and goes on without it.
    named = {Requirement(line).name for line in PROJECT["optional-dependencies"]["anypage"]}
    needed = {
        name for one in _find_requirements("trafilatura") for extra in one.extras for name in _get_added(one, extra)
    }
    assert needed
    assert needed <= {canonicalize_name(name) for name in named}


def _find_requirements(package: str) -> Iterator[Requirement]:
    """Yield what a package requires, and what that requires."""
    waiting, seen = [package], {package}
    while waiting:
        for one in map(Requirement, requires(waiting.pop()) or ()):
            if one.marker is None or one.marker.evaluate({"extra": ""}):
                yield one
                waiting += {one.name} - seen
                seen.add(one.name)


def _get_added(package: Requirement, extra: str) -> set[str]:
    """Return the packages that an extra of a package adds."""
    required = map(Requirement, requires(package.name) or ())
    chosen = {"extra": canonicalize_name(extra)}
    return {
        canonicalize_name(one.name)
        for one in required
        if one.marker is not None and one.marker.evaluate(chosen) and not one.marker.evaluate({"extra": ""})
    }
