"""Zones of KMA's keyless forecast: `forecast_zones.csv`, one row per cell of the grid that holds a town.

A zone is the 10-digit administrative code of a town; all towns of a cell have one forecast. The codes are those of
KMA's public table of 2026-07-01 (data.go.kr, dataset 15084084). Codes change: where none of a cell's codes is older,
the column `former` has one of the table of 2018, for servers that do not know the new ones.
"""

from collections.abc import Mapping
from functools import cache

from sources.korea.forecast_grid import Cell
from sources.korea.tables import read_table

_MAX_CELLS = 3
"""Cells whose zones are tried: the cell itself, if it holds a town, and the nearest others."""


@cache
def load_zones() -> Mapping[Cell, tuple[str, ...]]:
    """Load the codes of each cell, today's first."""
    return {
        Cell(int(row["x"]), int(row["y"])): tuple(filter(None, (row["zone"], row["former"])))
        for row in read_table("forecast_zones.csv")
    }


@cache
def list_zones(cell: Cell) -> tuple[str, ...]:
    """Return the zones that can stand for a cell, the best first: its own, then those of the nearest cells."""
    nearest = sorted(load_zones(), key=lambda one: ((one.x - cell.x) ** 2 + (one.y - cell.y) ** 2, one))
    return tuple(zone for one in nearest[:_MAX_CELLS] for zone in load_zones()[one])
