"""`jogan deliveries`: report of a day's deliveries, and resending those with an unknown outcome."""

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
"""Names of the states in the report; those that are not final are one."""

_COLUMNS = tuple(dict.fromkeys(_STATES.values()))
_NOT_KNOWN = "not known"
_MAX_DETAILS = 3
"""Details that are shown of one reason, the most frequent first."""


async def read_day(database_url: str, day: dt.date) -> list[Tally]:
    """Return the ledger's counts of a local day."""
    # A report must not create a database from a mistyped address.
    async with open_database(database_url, must_exist=True) as database, database.read() as connection:
        return await history.count_by_reason(connection, day)


async def count_unknown(database_url: str, day: dt.date) -> int:
    """Return the number of a local day's deliveries that could be resent."""
    async with open_database(database_url, must_exist=True) as database, database.read() as connection:
        return await history.count_resendable(connection, day)


async def resend_unknown(database_url: str, day: dt.date, now: dt.datetime, cut_off: dt.timedelta) -> int:
    """Ask the running bot to resend a local day's deliveries with an unknown outcome, within `cut_off` from `now`.

    Returns:
        The number of deliveries.
    """
    async with open_database(database_url, must_exist=True) as database, database.write() as connection:
        return await history.resend(connection, day, now, now + cut_off)


def resend_warning(number: int, day: dt.date, until: dt.datetime, zone: str) -> str:
    """Return the consequences of resending."""
    end = f"{until.astimezone(ZoneInfo(zone)):%H:%M} ({zone})"
    return (
        f"{_bulletins(number)} of {day} {'has' if number == 1 else 'have'} an unknown delivery status. "
        f"The running bot will resend each of them once, until {end}. "
        "Chats that already received theirs will get it twice."
    )


def print_resent(number: int, day: dt.date, as_json: bool) -> None:
    """Print the number of deliveries that will be resent."""
    if as_json:
        typer.echo(json.dumps({"day": day.isoformat(), "resent": number}))
    elif number:
        typer.echo(f"{_bulletins(number)} of {day} will be resent.")
    else:
        typer.echo(
            f"There is nothing to resend for {day}: each bulletin can be resent once, and only while its subscription "
            "is active."
        )


def _bulletins(number: int) -> str:
    return f"{number} bulletin" if number == 1 else f"{number} bulletins"


def print_day(day: dt.date, tallies: Sequence[Tally], as_json: bool) -> None:
    """Print tables of a day by state and reason, by language and by kind of chat; or a JSON object."""
    if as_json:
        typer.echo(json.dumps(_to_json(day, tallies), ensure_ascii=False))
        return
    console = Console(markup=False, emoji=False, highlight=False)
    total = sum(tally.number for tally in tallies)
    console.print(f"{day}: {_bulletins(total)}" if total else f"There are no bulletins of {day}.")
    if total:
        console.print(_by_reason(tallies))
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


def _by_reason(tallies: Sequence[Tally]) -> Table:
    """Return a table of states and reasons, with the most frequent details of each."""
    counted: Counter[tuple[str, str]] = Counter()
    details: dict[tuple[str, str], Counter[str]] = {}
    for tally in tallies:
        key = _STATES[tally.state], (tally.reason or "").replace("_", " ")
        counted[key] += tally.number
        # Also without a detail, so that each row of the table has its counter.
        details.setdefault(key, Counter()).update({tally.detail: tally.number} if tally.detail else {})
    columns = Column("bulletins", justify="right"), Column("reason", no_wrap=True), Column("detail", overflow="fold")
    table = _table("state", *columns)
    # In the order of the other tables' columns, the most frequent reason first.
    for state, reason in sorted(counted, key=lambda key: (_COLUMNS.index(key[0]), -counted[key])):
        table.add_row(state, str(counted[state, reason]), reason, _shown(details[state, reason]))
    return table


def _shown(details: Counter[str]) -> str:
    frequent = [detail for detail, _ in details.most_common(_MAX_DETAILS)]
    return "\n".join([*frequent, *(["…"] if len(details) > _MAX_DETAILS else [])])


def _split(name: str, tallies: Sequence[Tally], of: Callable[[Tally], str]) -> Table:
    table = _table(name, *(Column(state, justify="right") for state in _COLUMNS))
    for value in sorted({of(tally) for tally in tallies}):
        table.add_row(value, *_cells(_count([tally for tally in tallies if of(tally) == value])))
    return table


def _cells(counted: dict[str, int]) -> Iterator[str]:
    return (str(counted.get(state, "")) for state in _COLUMNS)


def _table(name: str, *columns: Column) -> Table:
    return Table(Column(name, no_wrap=True), *columns, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
