"""CSV tables shipped with the package."""

import csv
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table shipped with the package, as text by column."""
    return list(csv.DictReader(_folder().joinpath(name).read_text(encoding="utf-8").splitlines()))


def split_names(text: str) -> tuple[str, ...]:
    """Split a column that holds several names, separated by `|`."""
    return tuple(filter(None, text.split("|")))


@cache
def _folder() -> Traversable:
    # Finding it takes as long as reading a table.
    return resources.files("sources.korea")
