"""Names for wide areas of several provinces or of a coast, each with the main places in it: 수도권, 영남, 동해안.

Weather reports and people say them, and no official region has them.
"""

from functools import cache

from sources.korea.tables import read_table, split_names


@cache
def load_wide_areas() -> dict[str, tuple[str, ...]]:
    """Return the keys of the places by the areas' names, in lower case without spaces."""
    rows = read_table("wide_areas.csv")
    return {fold_area(name): split_names(row["places"]) for row in rows for name in split_names(row["names"])}


def fold_area(name: str) -> str:
    """Return a name in lower case without spaces."""
    return name.replace(" ", "").casefold()
