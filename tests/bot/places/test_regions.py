import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UnknownRegion
from bot.places.regions import covers, find, resolve
from sources.korea.regions import load_provinces
from tests.factories import CATALOGUE


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("인천", "인천"), ("인천광역시", "인천"), ("인천시", "인천"), ("Incheon", "인천"), ("仁川", "인천"),
        ("강원도", "강원"), ("Gangwon-do", "강원"), ("전라북도", "전북"), ("South Jeolla", "전남"),
        ("강릉", "강원 강릉시"), ("강릉시", "강원 강릉시"), ("gangneung", "강원 강릉시"), ("강원 강릉", "강원 강릉시"),
        ("성남", "경기 성남시"), ("부평", "인천 부평구"), ("울산 중구", "울산 중구"), ("경상남도 고성", "경남 고성군"),
        ("광주", "광주"), ("경기 광주", "경기 광주시"), ("제주", "제주"), ("제주시", "제주 제주시"),
        ("대관령", "강원 평창군"),
    ],
)  # fmt: skip
def test_a_region_is_found_by_its_everyday_names(name: str, region: str) -> None:
    assert str(resolve(name, CATALOGUE)) == region


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("인천 서구", "인천 서해구"), ("인천광역시 중구", "인천 제물포구"), ("인천 남구", "인천 미추홀구"),
        ("경북 군위", "대구 군위군"), ("경상북도 군위군", "대구 군위군"), ("전라남도", "전남"), ("전남광주", "전남"),
        ("전남광주통합특별시", "전남"), ("전남 광주", "광주"), ("전남광주통합특별시 광산구", "광주 광산구"),
        ("전남광주 순천", "전남 순천시"), ("수원특례시", "경기 수원시"), ("강원특별자치도 강릉시", "강원 강릉시"),
    ],
)  # fmt: skip
def test_a_region_is_found_by_its_former_and_its_new_name(name: str, region: str) -> None:
    assert str(resolve(name, CATALOGUE)) == region


@pytest.mark.parametrize("name", ["중구", "고성"])
def test_a_name_of_several_districts_is_rejected(name: str) -> None:
    with pytest.raises(UnknownRegion, match=r"may be .+, .+; please say which"):
        resolve(name, CATALOGUE)
    assert find(name, CATALOGUE) is None


def test_an_unknown_name_is_rejected_with_similar_regions() -> None:
    with pytest.raises(UnknownRegion, match="'강룽' is not a province or a district; near are 강원 강릉시"):
        resolve("강룽", CATALOGUE)
    with pytest.raises(UnknownRegion, match="'xyzzy' is not a province or a district; one is 인천"):
        resolve("xyzzy", CATALOGUE)


def test_every_district_is_found_by_its_stored_name() -> None:
    for province in load_provinces():
        for district in province.districts:
            assert str(resolve(f"{province.name} {district}", CATALOGUE)) == f"{province.name} {district}"


@pytest.mark.parametrize(
    ("region", "station", "does"),
    [
        ("강원", 105, True), ("강원 강릉시", 105, True), ("강원 강릉시", 104, True), ("강원 춘천시", 105, False),
        ("인천", 112, True), ("인천 부평구", 112, True), ("인천 강화군", 112, False), ("인천", 201, True),
        ("인천 부평구", 201, False), ("경북", 105, False),
        # Stored before a change of the administration, or by its new name.
        ("인천 서구", 112, True), ("인천 중구", 112, True), ("전남", 156, True), ("광주", 156, True),
        ("광주", 174, False), ("광주 광산구", 156, True), ("경북 군위군", 143, False),
    ],
)  # fmt: skip
def test_a_regions_news_cover_its_stations(region: str, station: int, *, does: bool) -> None:
    assert covers(region, CATALOGUE[station]) is does


@given(st.text(max_size=200))
def test_any_text_is_a_region_or_is_rejected(name: str) -> None:
    try:
        region = resolve(name, CATALOGUE)
    except UnknownRegion:
        assert find(name, CATALOGUE) is None
    else:
        assert resolve(str(region), CATALOGUE) == region
