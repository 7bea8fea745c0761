"""Addresses, and names similar to a known one that mean another place."""

import pytest

from bot.places import Places
from sources.korea.gazetteer import Kind, Place
from tests.bot.factories import PLACES


def keys(text: str, places: Places = PLACES) -> list[str]:
    return [match.place.key for match in places.find(text).matches]


def offered(text: str) -> list[str]:
    answer = PLACES.find(text)
    assert not answer.matches
    return [match.place.key for match in answer.suggestions]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("강남구 테헤란로 152", "서울 강남구"),
        ("서울 강남구 테헤란로 152 (역삼동)", "서울 강남구"),
        ("06236 서울 강남구 테헤란로 152", "서울 강남구"),
        ("우)06236 서울 강남구 테헤란로152", "서울 강남구"),
        ("경기도 성남시 분당구 판교역로 235 어느빌딩 3층", "경기 성남시 분당구"),
        ("세종시 도움6로 11", "세종"),
        ("부산 해운대구 우동 1408", "부산 해운대구"),
        ("청주시 신사동", "충북 청주시"),
        ("강남역 2번 출구", "강남역"),
        ("서울시강남구역삼동", "서울 강남구"),
        ("경상남도김해시내외동", "경남 김해시"),
        ("포항시 장기면", "경북 포항시 남구"),
        ("152 Teheran-ro, Gangnam-gu, Seoul", "서울 강남구"),
        ("235, Pangyoyeok-ro, Bundang-gu, Seongnam-si, Gyeonggi-do, Republic of Korea", "경기 성남시 분당구"),
        ("Gangnam-gu, Seoul 06236, Republic of Korea", "서울 강남구"),
    ],
)
def test_an_unknown_street_or_quarter_leads_to_its_district(address: str, key: str) -> None:
    assert keys(address) == [key]


def test_an_ambiguous_quarter_is_a_question() -> None:
    assert keys("광주 두암동") == ["광주", "경기 광주시"]
    assert len(keys("중구 세종대로 110")) == 5


@pytest.mark.parametrize("text", ["강원도 무슨리", "경기도 어디로 12", "수원 강남구", "제주 강정동"])
def test_an_unknown_name_does_not_lead_to_a_province_or_another_citys_ward(text: str) -> None:
    assert not keys(text)


def test_addresses_are_found_with_imported_towns_too() -> None:
    town = Place("서울 관악구 신사동", Kind.TOWN, {"ko": "신사동", "en": "Sinsa"}, (), "서울", "관악구", 37.48, 126.92)
    places = PLACES.with_towns([town])
    assert keys("관악구 신사동 12", places) == ["서울 관악구 신사동"]
    assert keys("청주시 신사동", places) == ["충북 청주시"]
    assert keys("강남구 테헤란로 152", places) == ["서울 강남구"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("서울 부산", ["서울", "부산"]),
        ("부산 대구", ["부산", "대구"]),
        ("부산 명동", ["부산", "명동"]),
        ("강남 스타일", ["서울 강남구"]),
        ("대구 친구", ["대구"]),
    ],
)
def test_places_mentioned_in_a_text_are_suggested(text: str, meant: list[str]) -> None:
    assert offered(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("삼천동", "일곡동", "양동", "거제동", "구포동", "일신동"),
        *("팔봉산", "구룡산", "모락산", "백양산", "용문사", "경주대", "서경대", "송호해수욕장"),
    ],
)
def test_a_name_outside_the_tables_is_no_typo_of_another(text: str) -> None:
    assert not keys(text)


@pytest.mark.parametrize(
    ("slip", "key"), [("설악싼", "설악산"), ("여의됴", "여의도"), ("졍읍", "전북 정읍시"), ("해은대", "부산 해운대구")]
)
def test_a_syllable_of_no_known_name_makes_a_typo_certain(slip: str, key: str) -> None:
    assert keys(slip) == [key]


def test_a_station_or_quarter_does_not_hide_the_city_of_its_name() -> None:
    assert keys("진천") == ["충북 진천군"]
    assert keys("진천역") == ["진천역"]


@pytest.mark.parametrize("text", ["广州", "广州市", "广州天气"])
def test_a_name_better_known_abroad_is_a_question(text: str) -> None:
    assert offered(text) == ["경기 광주시"]
    assert keys("京畿道广州") == ["경기 광주시"]
