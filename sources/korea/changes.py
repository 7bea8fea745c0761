"""Changes of Korea's administration since 2006: `changes.csv`, one row per region that took over from another.

Names are official ones (``인천광역시 중구``, ``경기도 화성시 동탄구``). A region that was divided has a row for each of
its successors: `towns` lists the 읍, 면 and 동 that went to the row's successor; the row without a list has the others.
If all rows have a list, the old region still exists as well (부천시). `source` names the law or the table that a row
comes from. A row is added when it is in force, because all rows apply at any time.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sources.korea.tables import read_table, split_names


@dataclass(frozen=True, slots=True)
class Change:
    """A region that took over from another one, or from a part of it.

    Attributes:
        since: the first day.
        former: the official name before.
        present: the official name of the successor.
        towns: the 읍, 면 and 동 that went to the successor; empty if all of those did that no other row lists.
    """

    since: dt.date
    former: str
    present: str
    towns: frozenset[str]


@cache
def load_changes() -> tuple[Change, ...]:
    """Load the table, in the order of the dates."""
    rows = (
        Change(dt.date.fromisoformat(row["since"]), row["former"], row["present"], frozenset(split_names(row["towns"])))
        for row in read_table("changes.csv")
    )
    return tuple(sorted(rows, key=lambda change: change.since))


def find_former_names(present: str) -> tuple[str, ...]:
    """Return the names of all regions that became this one, also in several steps, the latest first."""
    return tuple(dict.fromkeys(_former_names(present)))


def _former_names(present: str) -> Iterator[str]:
    for change in reversed(load_changes()):
        if change.present == present:
            yield change.former
            yield from _former_names(change.former)
