"""Landmarks where people are: bases, training centres, stadiums, theme parks, malls, campuses."""

import pytest

from tests.bot.factories import PLACES


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("논산훈련소", "논산시"),
        ("육군훈련소", "논산시"),
        ("Camp Humphreys", "평택시"),
        ("Osan Air Base", "평택시"),
        ("오산공군기지", "평택시"),
        ("화천 7사단", "화천군"),
        ("해병대 훈련소", "포항시 남구"),
        ("63빌딩", "영등포구"),
        ("어린이대공원", "광진구"),
        ("고양 스타필드", "고양시 덕양구"),
        ("스타필드 하남", "하남시"),
        ("광명 이케아", "광명시"),
        ("인천SSG랜더스필드", "미추홀구"),
        ("대전 한화생명 볼파크", "중구"),
        ("하남산단", "광산구"),
        ("경희대 국제캠", "용인시 기흥구"),
        ("계명대 성서", "달서구"),
        ("연세대 신촌캠퍼스", "서대문구"),
        ("구미공단", "구미시"),
        ("속초 고속버스터미널", "속초시"),
        ("온산국가산단", "울주군"),
    ],
)
def test_a_landmark_is_found_in_its_district(text: str, district: str) -> None:
    match = PLACES.find(text).match
    assert match is not None
    assert match.place.district == district


@pytest.mark.parametrize(("text", "count"), [("스타필드", 4), ("선유도", 2)])
def test_the_name_of_several_landmarks_is_a_question(text: str, count: int) -> None:
    assert len(PLACES.find(text).matches) == count


@pytest.mark.parametrize("text", ["홍대 신촌", "해운대 광안리", "경주 대구대"])
def test_landmarks_of_different_districts_are_not_one_place(text: str) -> None:
    assert PLACES.find(text).match is None
