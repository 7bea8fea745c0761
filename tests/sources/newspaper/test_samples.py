"""Every sample in tests/data gives the records in the JSON file of its name."""

from pathlib import Path

import pytest

from tests.sources.factories import FOLDER, KMA_FOLDER, as_json, expected_of, read, read_cities, read_hub, read_map

SAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
MAPS, TABLES = sorted(KMA_FOLDER.glob("*.xml")), sorted(KMA_FOLDER.glob("*.txt"))
CITIES = sorted(KMA_FOLDER.glob("*.html"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_its_expected_records(sample: Path) -> None:
    assert as_json(read(sample.read_bytes())) == expected_of(sample)


@pytest.mark.parametrize("sample", MAPS, ids=lambda path: path.name)
def test_a_sample_of_kmas_feed_gives_its_expected_records(sample: Path) -> None:
    assert as_json(read_map(sample.read_bytes())) == expected_of(sample)


@pytest.mark.parametrize("sample", TABLES, ids=lambda path: path.name)
def test_a_sample_of_kmas_table_gives_its_expected_records(sample: Path) -> None:
    assert as_json(read_hub(sample.read_bytes())) == expected_of(sample)


@pytest.mark.parametrize("sample", CITIES, ids=lambda path: path.name)
def test_a_sample_of_kmas_cities_gives_its_expected_records(sample: Path) -> None:
    assert as_json(read_cities(sample.read_bytes())) == expected_of(sample)


def test_there_are_samples_of_each_family() -> None:
    assert {path.stem for path in SAMPLES} >= {
        "mediaon",
        "ndsoft",
        "ndsoft_furniture",
        "naver",
        "jsonld_list",
        "euckr",
        "sister",
    }
    assert {path.stem for path in MAPS} >= {"map_winter", "map_bom_crlf", "map_euckr"}
    assert {path.stem for path in TABLES} >= {"hub_winter", "hub_crlf"}
    assert {path.stem for path in CITIES} >= {"city_summer", "city_winter", "city_euckr"}
