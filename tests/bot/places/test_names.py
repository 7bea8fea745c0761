import pytest

from tests.bot.factories import PLACES


@pytest.mark.parametrize(
    ("key", "has_its_name", "stored"),
    [
        ("강원 강릉시", True, "station:105"),
        ("station:105", True, "station:105"),
        ("station:172", True, "station:172"),
        ("station:251", True, "station:251"),
        ("판교", False, "판교"),
        ("강원 고성군", False, "강원 고성군"),
    ],
)
def test_a_place_named_like_its_station_is_stored_as_the_station(key: str, has_its_name: bool, stored: str) -> None:
    match = PLACES.get(key)
    assert match is not None
    assert match.has_station_name is has_its_name
    assert match.stable_key == stored


@pytest.mark.parametrize(
    ("key", "language", "name"),
    [("강원 고성군", "ko", "고성"), ("강원 고성군", "en", "Goseong"), ("판교", "ko", "판교")],
)
def test_a_districts_everyday_name_has_no_ending(key: str, language: str, name: str) -> None:
    match = PLACES.get(key)
    assert match is not None
    assert match.place.short_name(language) == name
