"""Regions that headlines and leads name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.korea.mentions import find_mentioned
from sources.korea.regions import Province, load_provinces


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("인천시, 월미바다열차 요금 내린다", ["인천"]),
        ("강릉서 커피축제 열려", ["강원 강릉시"]),
        ("강릉시민 3만명 다녀가", ["강원 강릉시"]),
        ("강원 고성군 산불", ["강원 고성군"]),
        ("경남 고성의 공룡", ["경남 고성군"]),
        ("서울 중구 명동", ["서울 중구"]),
        ("충남 예산군의 사과", ["충남 예산군"]),
        ("충남 예산 사과", ["충남 예산군"]),
        ("예산군 사과", ["충남 예산군"]),
        ("인천과 부산에서", ["인천", "부산"]),
        ("전라남도 목포", ["전남 목포시"]),
        ("강원특별자치도는", ["강원"]),
        ("경기도 광주시 곤지암읍", ["경기 광주시"]),
        ("경기 광주 물류창고 불", ["경기 광주시"]),
        ("광주광역시 교육청", ["광주"]),
        ("전남 광주 동구", ["광주"]),
        ("전남광주통합특별시 북구", ["광주 북구"]),
        ("광주 북구 공장 화재", ["광주 북구"]),
        ("수원특례시 새 청사", ["경기 수원시"]),
        ("인천국제공항 첫 비행", ["인천"]),
        ("(강릉=섬뉴스) 김하늘 기자 = 춘천시는", ["강원 춘천시"]),
    ],
)
def test_a_region_is_found_as_newspapers_write_it(text: str, regions: list[str]) -> None:
    assert [str(region) for region in find_mentioned(text)] == regions


@pytest.mark.parametrize(
    "text",
    [
        "광주 맛집 열 곳", "광주시, 예산 편성", "광주의 봄", "중구 명동", "고성군 산불", "강서구 골목",
        "예산 편성 착수", "복지 강화", "규모 7 강진 발생", "경기 침체에 울상", "경기에서 이겼다", "대구탕 한 그릇",
        "제주항공 새 노선", "세종대왕 동상", "(서울=섬뉴스) 김하늘 기자 = 농식품부는",
        "[세종=섬뉴스]임소현 기자 = 정부가", "", "이천 명이 모였다", "전주 대비 두 배",
    ],
)  # fmt: skip
def test_a_name_that_may_mean_something_else_is_not_counted(text: str) -> None:
    assert find_mentioned(text) == ()


@pytest.mark.parametrize("province", load_provinces(), ids=lambda province: province.name)
def test_each_district_is_found_behind_its_province(province: Province) -> None:
    for district in province.districts:
        (found,) = find_mentioned(f"{province.name} {district}에서 열린 축제")
        assert str(found) == f"{province.name} {district}"


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    assert len(find_mentioned(text)) <= len(text)
