import csv
from dataclasses import replace

import pytest

from sources.korea.stations import Catalogue
from tests.factories import CATALOGUE
from tests.sources.factories import SHARED


def test_the_catalogue_has_97_stations_in_ascending_number() -> None:
    numbers = [station.number for station in CATALOGUE]
    assert len(CATALOGUE) == len(set(numbers)) == 97
    assert numbers == sorted(numbers)
    assert tuple(numbers) == CATALOGUE.numbers


def test_every_station_has_a_name_in_four_languages() -> None:
    for station in CATALOGUE:
        assert set(station.names) == {"ko", "en", "ja", "zh"}
        assert all(name and name == name.strip() for name in station.names.values())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_two_stations_have_the_same_name(language: str) -> None:
    assert len({station.names[language] for station in CATALOGUE}) == 97


def test_english_names_are_latin_and_korean_names_are_hangul() -> None:
    for station in CATALOGUE:
        assert station.names["en"].replace("-", "").isascii()
        assert all("가" <= letter <= "힣" for letter in station.names["ko"])


def test_every_station_is_in_korea() -> None:
    for station in CATALOGUE:
        assert 33 < station.latitude < 38.7
        assert 124.5 < station.longitude < 131.9
        assert -5 < station.elevation < 1000


def test_unknown_languages_get_english_names() -> None:
    assert CATALOGUE[112].name("ja") == "仁川"
    assert CATALOGUE[112].name("fr") == "Incheon"


def test_a_station_is_found_by_an_old_printed_name() -> None:
    assert CATALOGUE.find_printed("홍성(예)") == CATALOGUE.find_printed("홍성") == 177
    assert CATALOGUE.find_printed("평양") is None


def test_station_numbers_ascend() -> None:
    backwards = Catalogue(replace(station) for station in reversed(list(CATALOGUE)))
    assert backwards.numbers == CATALOGUE.numbers


def test_the_catalogue_agrees_with_kmas_table() -> None:
    path = SHARED / "data" / "stations.csv"
    if not path.is_file():
        pytest.skip("../shared/data/stations.csv is not there")
    with path.open(encoding="utf-8") as file:
        table = {
            int(row["station_id"]): (
                row["name_ko"], float(row["latitude"]), float(row["longitude"]), float(row["elevation_m"])
            )
            for row in csv.DictReader(file)
        }  # fmt: skip
    ours = {one.number: (one.names["ko"], one.latitude, one.longitude, one.elevation) for one in CATALOGUE}
    assert ours == table


def test_neighbours_are_ordered_by_distance_without_the_station() -> None:
    neighbours = CATALOGUE.neighbours(112)
    assert [CATALOGUE[number].names["ko"] for number in neighbours[:3]] == ["강화", "서울", "수원"]
    assert sorted((*neighbours, 112)) == list(CATALOGUE.numbers)
