import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bot.conftest import CATALOGUE, PLACES


def found(text: str) -> tuple[str | None, list[str]]:
    answer = PLACES.find(text)
    return None if answer.match is None else answer.match.station.names["ko"], [
        other.names["ko"] for other in answer.others
    ]


@pytest.mark.parametrize(
    "text",
    [
        "인천",
        "인천시",
        "인천광역시",
        " 인천 ",
        "인 천",
        "Incheon",
        "INCHEON",
        "incheon-si",
        "Incheon City",
        "仁川",
        "仁川市",
    ],
)
def test_a_city_has_many_names(text: str) -> None:
    assert found(text) == ("인천", [])


@pytest.mark.parametrize(
    ("text", "station"),
    [
        ("홍성", "홍성"),
        ("홍성(예)", "홍성"),
        ("홍성군", "홍성"),
        ("세종", "세종"),
        ("세종특별자치시", "세종"),
        ("서울특별시", "서울"),
        ("ソウル", "서울"),
        ("Inchon", "인천"),
        ("Pusan", "부산"),
        ("강남역", "서울"),
        ("경남 고성", "통영"),
        ("Goseong, Gangwon-do", "속초"),
        ("인천의 날씨", "인천"),
        ("what's the weather in Busan?", "부산"),
        ("首尔", "서울"),
        ("제주도", "제주"),
        ("김해", "김해시"),
        ("gimhae", "김해시"),
        ("진도", "진도군"),
        ("울릉도", "울릉도"),
        ("추풍령", "추풍령"),
    ],
)
def test_a_place_is_found_with_and_without_its_ending(text: str, station: str) -> None:
    assert found(text) == (station, [])


@pytest.mark.parametrize("text", ["고창", "Gochang", "高敞"])
def test_the_exact_name_goes_before_one_with_an_ending_which_is_offered(text: str) -> None:
    assert found(text) == ("고창", ["고창군"])


@pytest.mark.parametrize("text", ["고창군", "gochang-gun", "Gochang gun", "高敞郡"])
def test_the_exact_name_with_an_ending_goes_before_one_without(text: str) -> None:
    assert found(text) == ("고창군", ["고창"])


@pytest.mark.parametrize(("text", "meant"), [("서을", "서울"), ("인쳔", "인천"), ("Sooul", "서울")])
def test_a_spelling_that_is_near_is_offered_and_not_taken(text: str, meant: str) -> None:
    station, others = found(text)
    assert station is None
    assert meant in others


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("고성", ["강원 고성군", "경남 고성군"]),
        ("광주", ["광주", "경기 광주시"]),
        ("중구", [f"{city} 중구" for city in ("서울", "부산", "대구", "인천", "대전", "울산")]),
    ],
)
def test_of_several_meanings_none_is_taken(text: str, meanings: list[str]) -> None:
    answer = PLACES.find(text)
    assert answer.match is None
    assert answer.is_ambiguous
    assert [match.place.key for match in answer.matches] == meanings


@pytest.mark.parametrize("text", ["", " ", "-", "ㅋㅋㅋ", "xyzzy", "🙂", "12345", "가" * 10_000, "\0", "%s{0}"])
def test_nonsense_is_nothing(text: str) -> None:
    assert found(text) == (None, [])


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_letters_that_are_parted_or_put_together_are_the_same(form: str) -> None:
    text = unicodedata.normalize(form, "추풍령")  # type: ignore[arg-type]
    assert found(text) == ("추풍령", [])


def test_wide_letters_are_the_same() -> None:
    assert found("\N{FULLWIDTH LATIN CAPITAL LETTER J}eju") == ("제주", [])


def test_every_station_is_found_by_each_of_its_names() -> None:
    for station in CATALOGUE:
        for name in (*station.names.values(), *station.aliases):
            assert station in {match.station for match in PLACES.find(name).matches}


@given(st.text(max_size=60))
def test_whatever_is_written_has_at_most_a_few_answers(text: str) -> None:
    answer = PLACES.find(text)
    assert len(answer.near) <= 3


@pytest.mark.parametrize(
    ("latitude", "longitude", "station"),
    [(37.45, 126.70, "인천"), (37.5714, 126.9658, "서울"), (33.25, 126.56, "서귀포"), (37.24, 131.86, "울릉도")],
)
def test_the_nearest_station_is_found_by_coordinates(latitude: float, longitude: float, station: str) -> None:
    nearest = PLACES.nearest(latitude, longitude)
    assert nearest.station.names["ko"] == station
    assert nearest.distance < 100


def test_a_distance_is_in_kilometres_around_the_globe() -> None:
    assert PLACES.nearest(37.5714, 126.9658).distance == pytest.approx(0, abs=0.001)
    assert PLACES.nearest(-37.5, -53.0).distance == pytest.approx(19_540, rel=0.001)
    assert PLACES.nearest(35.68, 139.77).distance > 800
