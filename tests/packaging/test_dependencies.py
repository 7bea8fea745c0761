"""The package's dependencies: what they weigh, and that its extras install with old versions of pip too."""

from importlib.metadata import Distribution, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.dependencies import PROJECT, find_dependencies, walk

MAX_SIZE = 120
"""Megabytes of all files that `pip install jogan` brings, without the bytecode that Python makes of them."""
OWN_SIZE = 5
"""Megabytes of Jogan itself."""


def test_a_plain_installation_is_small() -> None:
    sizes = {name: measure(one) for name, one in find_dependencies().items()}
    assert len(sizes) > 40
    assert sum(sizes.values()) + OWN_SIZE < MAX_SIZE, sorted(sizes.items(), key=lambda item: -item[1])[:5]


def measure(package: Distribution) -> float:
    """Return the megabytes of a package's files as its RECORD states them."""
    return sum(file.size or 0 for file in package.files or () if file.suffix != ".pyc") / 1e6


def test_what_anypage_needs_through_extras_of_others_is_named_by_itself() -> None:
    # pip 23 (Debian 12) looks in vain for lxml's extra html_clean, which is named html-clean, and goes on without it.
    named = {Requirement(line).name for line in PROJECT["optional-dependencies"]["anypage"]}
    needed = {
        name
        for one in walk(iter([Requirement("trafilatura")]))
        for extra in one.extras
        for name in _get_added(one, extra)
    }
    assert needed
    assert needed <= {canonicalize_name(name) for name in named}


def _get_added(package: Requirement, extra: str) -> set[str]:
    """Return the packages that an extra of a package adds."""
    required = map(Requirement, requires(package.name) or ())
    chosen = {"extra": canonicalize_name(extra)}
    return {
        canonicalize_name(one.name)
        for one in required
        if one.marker is not None and one.marker.evaluate(chosen) and not one.marker.evaluate({"extra": ""})
    }
