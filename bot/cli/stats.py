"""`jogan stats`: tables and JSON of the statistics."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.table import Column, Table

from bot.cli.common import make_plain_console
from bot.operations.stats import DAYS, Stats
from bot.rendering.admin.overview import STATUSES
from sources.korea.stations import Catalogue
from storage.chats.statistics import Status
from storage.ledger.history import DayCount
from storage.schema import DeliveryState
from storage.terms import City

MAX_CITIES = 20
"""Cities that are shown, those with the most chats; the JSON object has all."""

_WAITING = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)
_ENDED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED)
_NOT_KNOWN = "not known"


def print_stats(stats: Stats, catalogue: Catalogue) -> None:
    """Print tables of all counts."""
    console, found = make_plain_console(), stats.subscribers
    console.print(_build_table("chats", ((name, found.statuses[one]) for one, name in STATUSES.items())))
    console.print(_build_growth_table(stats))
    console.print(_build_table("language", _by_name(found.languages)))
    console.print(_build_table("kind of chat", found.kinds.most_common()))
    cities = [(_name(city, catalogue), number) for city, number in found.cities.most_common()]
    console.print(_build_table("city", cities[:MAX_CITIES]))
    if len(cities) > MAX_CITIES:
        console.print(f"{len(cities) - MAX_CITIES} more cities are listed with --json.")
    console.print(_build_day_table(stats.days) if stats.days else f"No bulletins in the last {DAYS} days.")


def _by_name(languages: Counter[str | None]) -> list[tuple[str, int]]:
    return [(language or _NOT_KNOWN, number) for language, number in languages.most_common()]


def _name(city: City, catalogue: Catalogue) -> str:
    """Return a place's Korean name; its key, if it was named in no language and its station exists no more."""
    station = catalogue.get(city.station)
    return city.names.get("ko") or (station.names["ko"] if station else city.key)


def _build_table(name: str, rows: Iterable[tuple[str, int]]) -> Table:
    table = Table(Column(name, no_wrap=True), Column("chats", justify="right"), box=SIMPLE_HEAD, pad_edge=False)
    for value, number in rows:
        table.add_row(value, str(number))
    return table


def _build_growth_table(stats: Stats) -> Table:
    columns = (Column(name, justify="right") for name in ("subscribed", "left"))
    table = Table(Column("growth", no_wrap=True), *columns, box=SIMPLE_HEAD, pad_edge=False)
    for days, growth in stats.growth.items():
        table.add_row("today" if days == 1 else f"last {days} days", str(growth.subscribed), str(growth.left))
    return table


def _build_day_table(days: Sequence[DayCount]) -> Table:
    names = ("chats", "waiting", *_ENDED)
    columns = (Column(name, justify="right") for name in names)
    table = Table(Column("bulletins", no_wrap=True), *columns, box=SIMPLE_HEAD, pad_edge=False)
    for day in days:
        counts = _count_states(day)
        table.add_row(str(day.day), str(day.chats), *(str(number or "") for number in counts.values()))
    return table


def _count_states(day: DayCount) -> dict[str, int]:
    waiting = sum(day.states.get(state, 0) for state in _WAITING)
    return {"waiting": waiting} | {state.value: day.states.get(state, 0) for state in _ENDED}


def to_json(stats: Stats) -> str:
    """Return all counts as a JSON object."""
    found = stats.subscribers
    document: dict[str, Any] = {
        "chats": {status.value: found.statuses[status] for status in Status},
        "growth": [{"days": days, **asdict(growth)} for days, growth in stats.growth.items()],
        "languages": dict(_by_name(found.languages)),
        "kinds": dict(found.kinds.most_common()),
        "cities": [
            {"place": city.key, "station": city.station, "chats": number} for city, number in found.cities.most_common()
        ],
        "days": [
            {"day": one.day.isoformat(), "chats": one.chats, "bulletins": _count_states(one)} for one in stats.days
        ],
    }
    return json.dumps(document, ensure_ascii=False)
