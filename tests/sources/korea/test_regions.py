from sources.korea.regions import load_provinces
from tests.factories import CATALOGUE

PROVINCES = {province.name: province for province in load_provinces()}


def test_there_are_17_provinces_and_each_knows_its_districts_once() -> None:
    assert len(PROVINCES) == 17
    for province in PROVINCES.values():
        assert len(set(province.districts)) == len(province.districts)
        assert all(district[-1] in "시군구" for district in province.districts)


def test_every_station_represents_a_region_of_the_table() -> None:
    for station in CATALOGUE:
        province = PROVINCES[station.region.province]
        assert station.region.district in {None, *province.districts}


def test_a_station_without_a_district_represents_a_metropolitan_city() -> None:
    cities = {station.region.province for station in CATALOGUE if station.region.district is None}
    assert cities == {"서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종"}


def test_stations_with_the_same_name_represent_one_region() -> None:
    assert CATALOGUE[104].region == CATALOGUE[105].region
    assert CATALOGUE[172].region == CATALOGUE[251].region
    assert str(CATALOGUE[100].region) == "강원 평창군"
