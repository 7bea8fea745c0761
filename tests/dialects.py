"""The dialects on which a test runs: all that its folder names, or those of its mark ``dialects``."""

from collections.abc import Sequence

import pytest

SQLITE = "sqlite"
POSTGRESQL = "postgresql"
BOTH = (SQLITE, POSTGRESQL)


def parametrize(metafunc: pytest.Metafunc, dialects: Sequence[str] = BOTH) -> None:
    """Run a test that asks for a database on each dialect; for `pytest_generate_tests` of a folder."""
    # Not a test that has parameters of this name of its own.
    if "database_url" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("dialects")
        metafunc.parametrize("dialect", mark.args if mark else dialects, indirect=True)
