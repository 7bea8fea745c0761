import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.korea.changes import find_former_names, load_changes
from sources.korea.gazetteer import Kind, load_places
from sources.korea.regions import Region, load_provinces
from sources.korea.succession import (
    find_common_former,
    find_former,
    find_present,
    find_stored,
    find_successors,
    follow,
    present_province,
    to_region,
)
from tests.factories import CATALOGUE

PROVINCES = {province.name: province for province in load_provinces()}
DISTRICTS = {place.key: place for place in load_places(CATALOGUE) if place.kind is Kind.DISTRICT}


def test_every_former_region_leads_to_regions_of_today() -> None:
    for change in load_changes():
        if " " in change.former:
            former = to_region(change.former)
            for region in (find_present(former), *find_successors(former)):
                assert str(region) in {*DISTRICTS, *PROVINCES}


def test_both_directions_come_from_the_same_rows() -> None:
    for change in load_changes():
        if " " in change.former:
            assert to_region(change.former) in find_former(to_region(change.present))
            assert to_region(change.present) in find_successors(to_region(change.former))


@pytest.mark.parametrize(
    ("stored", "present"),
    [
        ("인천 남구", "인천 미추홀구"),
        ("경북 군위군", "대구 군위군"),
        ("경북 군위군 우보면", "대구 군위군 우보면"),
        ("인천 중구", "인천 제물포구"),
        ("인천 중구 운서동", "인천 영종구 운서동"),
        ("인천 중구 신포동", "인천 제물포구 신포동"),
        ("인천 동구 송림1동", "인천 제물포구 송림1동"),
        ("인천 서구", "인천 서해구"),
        ("인천 서구 청라1동", "인천 서해구 청라1동"),
        ("인천 서구 아라동", "인천 검단구 아라동"),
        ("경기 화성시", "경기 화성시"),
        ("경기 화성시 봉담읍", "경기 화성시 효행구 봉담읍"),
        ("경기 부천시 신중동", "경기 부천시 원미구 신중동"),
        ("경기 부천시 원미구 중동", "경기 부천시 원미구 중동"),
        ("충남 연기군 조치원읍", "세종 조치원읍"),
        ("강원 강릉시", "강원 강릉시"),
        ("전남 순천시 낙안면", "전남 순천시 낙안면"),
        ("station:112", "station:112"),
        ("판교", "판교"),
        ("", ""),
    ],
)
def test_what_is_stored_is_followed_to_the_region_of_today(stored: str, present: str) -> None:
    assert follow(stored) == present
    assert follow(present) == present


FORMER = sorted({str(to_region(change.former)) for change in load_changes() if " " in change.former})
TOWN_NAMES = sorted({town for change in load_changes() for town in change.towns})


@given(st.text() | st.builds("{} {}".format, st.sampled_from(FORMER), st.sampled_from(TOWN_NAMES) | st.text()))
def test_following_ends_at_a_place_of_today(stored: str) -> None:
    assert follow(follow(stored)) == follow(stored)


def test_the_largest_successor_of_a_divided_district_represents_it() -> None:
    assert find_successors(Region("인천", "중구")) == (Region("인천", "제물포구"), Region("인천", "영종구"))
    assert find_successors(Region("인천", "서구")) == (Region("인천", "서해구"), Region("인천", "검단구"))
    assert find_successors(Region("강원", "강릉시")) == ()


def test_a_region_is_found_under_all_forms_that_may_be_stored() -> None:
    assert find_stored(Region("인천", "제물포구")) == ("인천 제물포구", "인천 동구", "인천 중구")
    assert find_stored(Region("대구")) == ("대구", "경북 군위군")
    assert find_stored(Region("전남")) == ("전남", "광주")
    assert find_stored(Region("전남", "순천시")) == ("전남 순천시",)


def test_a_merged_city_is_a_part_of_its_province() -> None:
    assert present_province("광주") == "전남"
    assert present_province("강원") == "강원"
    assert sum(province.part_of is None for province in PROVINCES.values()) == 16
    assert PROVINCES["전남"].names[:2] == ("전남광주통합특별시", "전라남도")
    assert "광주광역시" not in PROVINCES["전남"].names


def test_the_name_of_a_province_before_a_change_is_one_of_its_names() -> None:
    assert find_former_names("강원특별자치도") == ("강원도",)
    for name, former in (("강원", "강원도"), ("전북", "전라북도"), ("제주", "제주도")):
        assert former in PROVINCES[name].names


def test_only_cities_without_a_city_in_them_are_metropolitan() -> None:
    cities = {province.name for province in PROVINCES.values() if province.is_city}
    assert cities == {"서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종"}


def test_parts_of_a_divided_district_have_it_in_common() -> None:
    jemulpo, yeongjong = Region("인천", "제물포구"), Region("인천", "영종구")
    assert find_common_former([jemulpo, yeongjong]) == Region("인천", "중구")
    assert find_common_former([jemulpo, Region("인천", "서해구")]) is None
    assert find_common_former([Region("강원", "강릉시")]) is None


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("인천 서해구", {"ko": "서해구", "en": "Seohae", "ja": "西海", "zh": "西海"}),
        ("인천 제물포구", {"ko": "제물포구", "en": "Jemulpo", "ja": "済物浦", "zh": "济物浦"}),
        ("인천 영종구", {"ko": "영종구", "en": "Yeongjong", "ja": "永宗", "zh": "永宗"}),
        ("인천 검단구", {"ko": "검단구", "en": "Geomdan", "ja": "黔丹", "zh": "黔丹"}),
    ],
)
def test_new_districts_have_their_official_names(key: str, names: dict[str, str]) -> None:
    assert DISTRICTS[key].names == names


def test_names_that_other_districts_bear_are_former_names_only_with_their_city() -> None:
    spellings = DISTRICTS["인천 제물포구"].spellings
    assert {"인천 중구", "인천 Jung-gu", "인천 中区"} <= set(spellings)
    assert not {"중구", "Jung-gu"} & set(spellings)
    assert "인천 중구" in DISTRICTS["인천 영종구"].spellings
    # 화성시 was divided into wards and is still a city.
    assert not any("화성시" in spelling for spelling in DISTRICTS["경기 화성시 동탄구"].spellings)
