"""Make `coast.csv` from Natural Earth's countries at 1:10 million, public domain.

    python -m bot.pictures.make_coast countries-10m.json

The input is TopoJSON, as in the npm package `world-atlas` (https://github.com/topojson/world-atlas). Rings are clipped
to the sea around Korea, simplified by the Douglas–Peucker algorithm, and rounded to a thousandth of a degree.
"""

import csv
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]
"""Degrees east and north."""

COUNTRIES = {"410": "KR", "408": "KP", "392": "JP", "156": "CN"}
WEST, SOUTH, EAST, NORTH = 123.5, 32.3, 133.0, 39.6
# Less than a pixel of the map.
TOLERANCE = 0.004
"""Degrees."""

MIN_POINTS = 3
"""Points; fewer do not make a ring."""


def country_rings(topology: dict[str, Any]) -> Iterator[tuple[str, list[Point]]]:
    """Yield the outer rings of the countries around Korea, each with its country's code."""
    arcs = [_decode_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    for country in topology["objects"]["countries"]["geometries"]:
        code = COUNTRIES.get(country.get("id", ""))
        if code is not None:
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            yield from ((code, _join_arcs(polygon[0], arcs)) for polygon in polygons)


def _decode_arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Return an arc's points, which are encoded as differences of integers."""
    (x_scale, y_scale), (x_first, y_first) = transform["scale"], transform["translate"]
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * x_scale + x_first, y * y_scale + y_first))
    return points


def _join_arcs(numbers: Iterable[int], arcs: list[list[Point]]) -> list[Point]:
    """Return a ring of arcs; each starts where the last one ended, and a negative number reverses an arc."""
    ring: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def clip(ring: list[Point]) -> list[Point]:
    """Return a ring clipped to the frame (Sutherland–Hodgman, one side at a time)."""
    for axis, limit, is_inside in (
        (0, WEST, lambda value: value >= WEST),
        (0, EAST, lambda value: value <= EAST),
        (1, SOUTH, lambda value: value >= SOUTH),
        (1, NORTH, lambda value: value <= NORTH),
    ):
        ring = list(_clip_side(ring, axis, limit, is_inside))
    return ring


def _clip_side(ring: list[Point], axis: int, limit: float, is_inside: Callable[[float], bool]) -> Iterator[Point]:
    for last, point in zip(ring[-1:] + ring, ring, strict=False):
        if is_inside(last[axis]) != is_inside(point[axis]):
            share = (limit - last[axis]) / (point[axis] - last[axis])
            yield last[0] + share * (point[0] - last[0]), last[1] + share * (point[1] - last[1])
        if is_inside(point[axis]):
            yield point


def simplify(line: list[Point]) -> list[Point]:
    """Return a line without points nearer than the tolerance to the rest (Douglas–Peucker)."""
    first, last = line[0], line[-1]
    far, place = max(((_distance(point, first, last), i) for i, point in enumerate(line)), default=(0.0, 0))
    if far <= TOLERANCE:
        return [first, last]
    return simplify(line[: place + 1])[:-1] + simplify(line[place:])


def _distance(point: Point, first: Point, last: Point) -> float:
    """Return the distance from a point to the segment between two others, degrees."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = dx * dx + dy * dy
    share = ((point[0] - first[0]) * dx + (point[1] - first[1]) * dy) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    return math.dist(point, (first[0] + share * dx, first[1] + share * dy))


def table_rows(topology: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the table's rows: a country's code and a ring as ``longitude latitude`` pairs."""
    for code, whole in country_rings(topology):
        # The last point of a ring repeats the first.
        ring = clip(whole[:-1])
        # A rock such as Dokdo is smaller than the tolerance, and stays as it is.
        outline = ring if len(ring) <= MIN_POINTS else simplify([*ring, ring[0]])[:-1]
        if len(outline) >= MIN_POINTS:
            yield code, " ".join(f"{east:.3f} {north:.3f}" for east, north in outline)


def main() -> None:
    """Write the table next to this module."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with Path(__file__).with_name("coast.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("country", "ring"))
        table.writerows(sorted(table_rows(topology)))


if __name__ == "__main__":
    main()
