import csv

import pytest

from sources.korea.gazetteer import load_places
from sources.world.cities import NORTH_KOREA, find_country
from sources.world.make_cities import choose_cities
from sources.world.make_countries import TABLE, list_countries
from tests.factories import CATALOGUE


@pytest.mark.parametrize(
    ("names", "country"),
    [
        (("도쿄", "Tokyo", "TOKYO", "東京"), "JP"),
        (("베이징", "Beijing", "北京", "Bắc Kinh", "bac kinh"), "CN"),
        (("하노이", "Hanoi", "Ha Noi", "Hà Nội", "ハノイ"), "VN"),
        (("런던", "London", "ロンドン", "伦敦", "Luân Đôn"), "GB"),
        (("상파울루", "São Paulo", "Sao Paulo"), "BR"),
        (("프랑스", "France", "フランス", "法国", "Pháp"), "FR"),
        (("평양", "Pyongyang", "平壤", "Bình Nhưỡng", "원산"), NORTH_KOREA),
    ],
)
def test_a_city_or_country_is_known_in_all_languages(names: tuple[str, ...], country: str) -> None:
    assert {find_country(name) for name in names} == {country}


@pytest.mark.parametrize("name", ["서울", "한국", "나라", "세상", "reading", "Chad's", "", "날씨"])
def test_other_words_are_in_no_other_country(name: str) -> None:
    assert find_country(name) is None


def test_hardly_any_place_in_korea_has_the_name_of_one_abroad() -> None:
    names = [name for place in load_places(CATALOGUE) for name in (*place.names.values(), *place.spellings)]
    shared = [name for name in names if find_country(name) is not None]
    assert len(shared) < 0.01 * len(names), shared


def test_large_cities_are_chosen_with_the_names_of_five_languages() -> None:
    other = {
        "countrycode": "JP",
        "population": 150_000,
        "name": "Obihiro",
        "alternatenames": ["帯広市", "Обихиро", "오비히로시"],
    }
    small = {**other, "population": 90_000}
    korean = {**other, "countrycode": "KR", "population": 900_000}
    assert list(choose_cities([other, small, korean])) == [("JP", ["Obihiro", "帯広", "오비히로"])]


def test_the_table_of_countries_is_that_of_cldr() -> None:
    with TABLE.open(encoding="utf-8", newline="") as table:
        rows = {row["country"]: row["names"].split("|") for row in csv.DictReader(table)}
    assert rows == list_countries()
