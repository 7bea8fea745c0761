"""What became of a day's bulletins, printed for the operator, and sending again those of which nobody knows."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from zoneinfo import ZoneInfo

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from storage.database import open_database
from storage.ledger import history
from storage.ledger.history import Tally
from storage.schema import DeliveryState

_STATES = {
    DeliveryState.SENT: "sent",
    DeliveryState.PENDING: "pending",
    DeliveryState.CLAIMED: "pending",
    DeliveryState.SENDING: "pending",
    DeliveryState.FAILED: "failed",
    DeliveryState.UNKNOWN: "unknown",
    DeliveryState.EXPIRED: "expired",
}
"""What the states are called in the tables; those that are not at an end are one."""

_COLUMNS = tuple(dict.fromkeys(_STATES.values()))
_NOT_KNOWN = "not known"


async def read_day(database_url: str, day: dt.date) -> list[Tally]:
    """What the ledger counts for a local day."""
    async with open_database(database_url, must_exist=True) as database, database.read() as connection:
        return await history.tally(connection, day)


async def count_unknown(database_url: str, day: dt.date) -> int:
    """How many of a local day's bulletins could be sent again."""
    async with open_database(database_url, must_exist=True) as database, database.read() as connection:
        return await history.count_resendable(connection, day)


async def send_again(database_url: str, day: dt.date, now: dt.datetime, cut_off: dt.timedelta) -> int:
    """Let a local day's bulletins whose outcome is unknown be sent again by the running bot.

    Returns:
        How many.
    """
    async with open_database(database_url, must_exist=True) as database, database.write() as connection:
        return await history.resend(connection, day, now, now + cut_off)


def warning(number: int, day: dt.date, until: dt.datetime, zone: str) -> str:
    """What sending again means."""
    return (
        f"Of {number} bulletins of {day} nobody knows whether they arrived. The running bot sends each of them once "
        f"more, until {until.astimezone(ZoneInfo(zone)):%H:%M} ({zone}); who had got it gets it twice."
    )


def tell_resent(number: int, day: dt.date, as_json: bool) -> None:
    """Print how many wait to be sent again."""
    if as_json:
        typer.echo(json.dumps({"day": day.isoformat(), "resent": number}))
    elif number:
        typer.echo(f"{number} bulletins of {day} wait to be sent again.")
    else:
        typer.echo(f"No bulletin of {day} can be sent again: each is once, and only where it is still wanted.")


def tell_day(day: dt.date, tallies: Sequence[Tally], as_json: bool) -> None:
    """Print a day: its reasons, and its languages and kinds of chat beside each other; or a JSON object."""
    if as_json:
        typer.echo(json.dumps(_to_json(day, tallies), ensure_ascii=False))
        return
    console = Console(markup=False, emoji=False, highlight=False)
    total = sum(tally.number for tally in tallies)
    console.print(f"{day}: {total} bulletins" if total else f"There are no bulletins of {day}.")
    if total:
        console.print(_reasons(tallies))
        console.print(_split("language", tallies, lambda tally: tally.language or _NOT_KNOWN))
        console.print(_split("kind of chat", tallies, lambda tally: tally.kind))


def _to_json(day: dt.date, tallies: Sequence[Tally]) -> dict[str, object]:
    states = dict.fromkeys(_COLUMNS, 0) | _count(tallies)
    return {"day": day.isoformat(), "states": states, "bulletins": [asdict(tally) for tally in tallies]}


def _count(tallies: Sequence[Tally]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for tally in tallies:
        counted[_STATES[tally.state]] += tally.number
    return dict(counted)


def _reasons(tallies: Sequence[Tally]) -> Table:
    counted: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        counted[_STATES[tally.state], tally.reason or ""] += tally.number
    table = _table("state", Column("bulletins", justify="right"), Column("reason", overflow="fold"))
    for state, reason in sorted(counted, key=lambda key: (_COLUMNS.index(key[0]), -counted[key])):
        table.add_row(state, str(counted[state, reason]), reason)
    return table


def _split(name: str, tallies: Sequence[Tally], of: Callable[[Tally], str]) -> Table:
    table = _table(name, *(Column(state, justify="right") for state in _COLUMNS))
    for value in sorted({of(tally) for tally in tallies}):
        table.add_row(value, *_cells(_count([tally for tally in tallies if of(tally) == value])))
    return table


def _cells(counted: dict[str, int]) -> Iterator[str]:
    return (str(counted.get(state, "")) for state in _COLUMNS)


def _table(name: str, *columns: Column) -> Table:
    return Table(Column(name, no_wrap=True), *columns, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
