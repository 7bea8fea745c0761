import pytest

from sources.korea.forecast_grid import Cell, find_cell


# KMA's own table of forecast points (data.go.kr, dataset 15084084).
@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [
        (37.5635694444444, 126.980008333333, Cell(60, 127)),
        (35.1770194444444, 129.076952777777, Cell(98, 76)),
        (33.4856944444444, 126.500333333333, Cell(52, 38)),
    ],
)
def test_the_cells_of_cities_are_those_of_the_public_table(latitude: float, longitude: float, cell: Cell) -> None:
    assert find_cell(latitude, longitude) == cell
