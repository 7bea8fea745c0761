"""CSV tables shipped with the package."""

import csv
from importlib import resources


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table shipped with the package, as text by column."""
    table = resources.files("sources.korea").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines()))


def split_names(text: str) -> tuple[str, ...]:
    """Split a column that holds several names, separated by `|`."""
    return tuple(filter(None, text.split("|")))
