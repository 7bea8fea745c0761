import pytest

from bot.places import shipped_places
from bot.places.spots import find_spot, make_spot
from bot.weather.outlook import Spot
from storage.terms import City
from tests.factories import CATALOGUE

PLACES = shipped_places(CATALOGUE)


@pytest.mark.parametrize(
    ("city", "spot"),
    [
        (City("station:112", 112), Spot("station:112", 37.45, 126.71, "인천", None, "인천")),
        (City("강원 강릉시", 105), Spot("강원 강릉시", 37.75, 128.88, "강원", "강릉시", "강릉시")),
        # A town of a table that is no longer imported: its station stands for it.
        (City("인천 부평구 부평3동", 112), Spot("인천 부평구 부평3동", 37.4777, 126.6249, "인천", None, "인천")),
    ],
)
def test_a_city_has_the_spot_of_its_place_or_station(city: City, spot: Spot) -> None:
    assert find_spot(city, PLACES) == spot


def test_a_city_without_place_and_station_has_none() -> None:
    assert find_spot(City("무릉도원", 999), PLACES) is None


def test_a_place_has_its_own_spot() -> None:
    match = PLACES.get("판교")
    assert match is not None
    assert make_spot(match.place) == find_spot(City("판교", 119), PLACES)
