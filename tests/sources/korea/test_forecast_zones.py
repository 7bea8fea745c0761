"""Cells and zones, held against points of KMA's public table (data.go.kr, dataset 15084084, of 2026-07-01)."""

import csv
from pathlib import Path

import pytest

from sources.korea.forecast_grid import Cell, find_cell
from sources.korea.forecast_zones import list_zones, load_zones
from sources.korea.gazetteer import Kind, load_places
from sources.korea.make_forecast_zones import choose_zones, collect_codes
from tests.factories import CATALOGUE

POINTS = Path(__file__).parents[2] / "data" / "forecast_points.csv"


def read_points() -> list[dict[str, str]]:
    with POINTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_projection_gives_the_cells_of_the_public_table() -> None:
    points = read_points()
    found = {point["town"]: find_cell(float(point["latitude"]), float(point["longitude"])) for point in points}
    expected = {point["town"]: Cell(int(point["x"]), int(point["y"])) for point in points}
    others = {town for town, cell in found.items() if cell != expected[town]}
    # Of the whole table's 3,836 points 43 lie so near an edge that KMA counts them to the next cell.
    assert len(points) > 120
    assert len(others) <= 3
    for town in others:
        assert abs(found[town].x - expected[town].x) <= 1
        assert abs(found[town].y - expected[town].y) <= 1


def test_every_cell_of_a_town_has_a_zone() -> None:
    zones = load_zones()
    assert len(zones) == 1625
    assert all(len(code) == 10 and code.isdecimal() for codes in zones.values() for code in codes)
    towns = [point for point in read_points() if not point["code"].endswith("00000")]
    assert {Cell(int(point["x"]), int(point["y"])) for point in towns} <= set(zones)
    # No two cells share a code.
    assert len({codes[0] for codes in zones.values()}) == len(zones)


def test_every_district_and_station_has_a_zone_within_two_cells() -> None:
    cells = {codes[0]: cell for cell, codes in load_zones().items()}
    for place in load_places(CATALOGUE):
        if place.kind in {Kind.DISTRICT, Kind.PROVINCE, Kind.STATION}:
            own = find_cell(place.latitude, place.longitude)
            known = cells[list_zones(own)[0]]
            assert max(abs(own.x - known.x), abs(own.y - known.y)) <= 2, place.key


@pytest.mark.parametrize(
    ("cell", "zones"),
    [(Cell(60, 127), ("1111051500",)), (Cell(54, 125), ("2812551000", "2811053000"))],
)
def test_former_codes_and_the_neighbours_follow(cell: Cell, zones: tuple[str, ...]) -> None:
    found = list_zones(cell)
    assert found[: len(zones)] == zones
    assert len(found) > len(zones)
    assert len(set(found)) == len(found)


def test_a_code_that_lasts_is_preferred_to_a_new_one() -> None:
    def row(code: str, town: str, x: str) -> dict[str, str]:
        return {"행정구역코드": code, "3단계": town, "격자 X": x, "격자 Y": "1"}

    today = [
        row("1", "", "9"),
        row("5", "가동", "9"),
        row("6", "나동", "9"),
        row("7", "다동", "8"),
        row("8", "라동", "7"),
    ]
    former = [row("6", "나동", "9"), row("3", "다동", "8")]
    chosen = list(choose_zones(collect_codes(today), collect_codes(former)))
    assert chosen == [(7, 1, "8", ""), (8, 1, "7", "3"), (9, 1, "6", "")]
