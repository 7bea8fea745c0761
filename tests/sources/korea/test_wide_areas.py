from sources.korea.gazetteer import load_places
from sources.korea.tables import read_table
from sources.korea.wide_areas import fold_area, load_wide_areas
from tests.factories import CATALOGUE


def test_each_wide_area_has_known_places() -> None:
    known = {place.key for place in load_places(CATALOGUE)}
    assert {name for name, keys in load_wide_areas().items() if not keys or not known.issuperset(keys)} == set()


def test_the_places_in_a_part_of_a_province_lie_in_it() -> None:
    provinces = {place.key: place.province for place in load_places(CATALOGUE)}
    rows = read_table("province_parts.csv")
    assert {key for row in rows for key in row["places"].split("|") if provinces[key] != row["province"]} == set()


def test_a_part_has_names_in_five_languages() -> None:
    places = load_wide_areas()[fold_area("경남 서부")]
    for name in (
        "경상남도 서부지역",
        "서부 경남",
        "western South Gyeongsang",
        "慶尚南道西部",
        "庆尚南道西部",
        "tây South Gyeongsang",
    ):
        assert load_wide_areas()[fold_area(name)] == places
