"""`jogan config`: the settings and sources that hold, and where they come from, with secrets hidden."""

import json
from collections.abc import Iterable

from rich.table import Column, Table
from yarl import URL

from bot.intake.source_config import AirKorea, Configuration, FolderSource, KmaChain, KmaForecast, Source
from bot.runtime.settings_report import ShownSetting


def build_settings_table(settings: Iterable[ShownSetting]) -> Table:
    """Return a table of settings: name, value, origin."""
    return _build_table(("Setting", "Value", "From"), ((one.name, one.value, one.origin) for one in settings))


def build_source_table(configuration: Configuration) -> Table:
    """Return a table of sources in descending priority: type, name, place, minutes between two polls."""
    described = map(_describe, configuration.source)
    rows = ([one["type"], one["name"], one["at"], one["every"]] for one in described)
    return _build_table(("Source", "Name", "At", "Minutes"), rows)


def _build_table(head: Iterable[str], rows: Iterable[Iterable[str | int | None]]) -> Table:
    # Folded: an address that was cut off at the edge of a terminal would be of no use.
    table = Table(*(Column(one, overflow="fold") for one in head), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(str(value or "-") for value in row))
    return table


def to_json(settings: Iterable[ShownSetting], configuration: Configuration, sources_from: str) -> str:
    """Return settings and sources as JSON."""
    found = {one.name: {"value": one.value or None, "from": one.origin} for one in settings}
    sources = [_describe(source) for source in configuration.source]
    return json.dumps({"settings": found, "sources": sources, "sources_from": sources_from}, ensure_ascii=False)


def _describe(source: Source) -> dict[str, str | int | None]:
    """Return what a source is, without the query of its address, which may hold a key."""
    every = None if isinstance(source, FolderSource | KmaForecast | AirKorea) else source.every
    return {"type": source.type, "name": source.name, "at": _find_place(source), "every": every}


def _find_place(source: Source) -> str:
    match source:
        case FolderSource():
            return str(source.path)
        case KmaChain():
            address = source.steps[0].address
        case KmaForecast():
            address = source.url
        case _:
            address = source.address
    return str(URL(address).with_query(None))
