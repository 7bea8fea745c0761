import json
from pathlib import Path

import pytest

from bot.pictures.coast import SOUTH_KOREA, Projection, load_coast
from bot.pictures.content import MapMark
from bot.pictures.country_map import WIDTH, project
from bot.pictures.make_coast import Point, clip, country_rings, simplify, table_rows
from sources.korea.stations import Station, load_catalogue
from tests.bot.pictures.weather import country, drawn_map

NEAREST_SHORE = 0.03  # degrees; the outlines are of a scale of 1:10 million
SMALL_ISLANDS = {"백령도": (124.7, 37.95), "울릉도": (130.87, 37.5), "독도": (131.862, 37.243), "제주": (126.53, 33.51)}

DOKDO = MapMark(131.862, 37.243, None, "독도", "–")


def is_inside(point: Point, ring: tuple[Point, ...]) -> bool:
    x, y = point
    crossings = 0
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("station", list(load_catalogue()), ids=lambda one: one.names["en"])
def test_every_station_is_on_korean_land_or_near_it(station: Station) -> None:
    here = station.longitude, station.latitude
    near = [(here[0] + dx * NEAREST_SHORE, here[1] + dy * NEAREST_SHORE) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    rings = [outline.points for outline in load_coast() if outline.country == SOUTH_KOREA]
    assert any(is_inside(point, ring) for point in near for ring in rings)


@pytest.mark.parametrize("island", SMALL_ISLANDS)
def test_small_islands_are_in_the_coastline(island: str) -> None:
    east, north = SMALL_ISLANDS[island]
    points = [point for outline in load_coast() if outline.country == SOUTH_KOREA for point in outline.points]
    assert any(abs(x - east) < 0.1 and abs(y - north) < 0.1 for x, y in points)


def test_every_station_and_dokdo_are_on_the_map() -> None:
    places = [project(one.longitude, one.latitude) for one in [*drawn_map(country(15)).marks, DOKDO]]
    assert all(20 < x < WIDTH - 20 for x, _ in places)


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    projection = Projection(west=124, north=39, scale=200)
    assert projection.place(124, 39) == (0, 0)
    x, y = projection.place(125, 38)
    assert (round(x, 1), y) == (161.8, 200)


def test_a_ring_is_clipped_to_the_frame() -> None:
    assert clip([(122.0, 36.0), (125.0, 36.0), (125.0, 37.0), (122.0, 37.0)]) == [
        (123.5, 36.0),
        (125.0, 36.0),
        (125.0, 37.0),
        (123.5, 37.0),
    ]


def test_points_close_to_a_line_are_removed() -> None:
    assert simplify([(0, 0), (1, 0.001), (2, 0), (3, 0.5), (4, 0)]) == [(0, 0), (2, 0), (3, 0.5), (4, 0)]


def test_rings_are_joined_from_arcs_in_both_directions(tmp_path: Path) -> None:
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [126, 36]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
        "objects": {"countries": {"geometries": [{"id": "410", "type": "Polygon", "arcs": [[0, -2]]}, {"id": "250"}]}},
    }
    path = tmp_path / "topology.json"
    path.write_text(json.dumps(topology), encoding="utf-8")
    read = json.loads(path.read_text(encoding="utf-8"))
    assert list(country_rings(read)) == [("KR", [(126, 36), (127, 36), (127, 37), (126, 37), (126, 36)])]
    assert list(table_rows(read)) == [("KR", "126.000 36.000 127.000 36.000 127.000 37.000 126.000 37.000")]
