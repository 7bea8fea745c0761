from dataclasses import replace

import pytest

from sources.korea.gazetteer import Kind, Place, load_places
from sources.korea.gazetteer_check import AMBIGUOUS, find_ambiguous, find_errors, find_nearest
from sources.korea.tables import read_table
from tests.factories import CATALOGUE

PLACES = {place.key: place for place in load_places(CATALOGUE)}
ROWS = [row for name in ("regions.csv", "districts.csv", "landmarks.csv") for row in read_table(name)]


@pytest.mark.parametrize(
    ("key", "kind", "en"),
    [
        ("station:112", Kind.STATION, "Incheon"),
        ("강원", Kind.PROVINCE, "Gangwon"),
        ("강원 강릉시", Kind.DISTRICT, "Gangneung"),
        ("경기 성남시 분당구", Kind.DISTRICT, "Seongnam Bundang"),
        ("판교", Kind.LANDMARK, "Pangyo"),
    ],
)
def test_each_table_gives_places_of_its_kind(key: str, kind: Kind, en: str) -> None:
    assert (PLACES[key].kind, PLACES[key].name("en")) == (kind, en)


@pytest.mark.parametrize(
    ("key", "spelling"),
    [
        ("강원", "강원도"), ("전북", "전라북도"), ("전북", "전북특별자치도"), ("경기", "Kyŏnggi"), ("제주", "濟州"),
        ("부산", "Pusan"), ("경북 경주시", "Kyongju"), ("제주 제주시", "북제주"), ("충북 청주시", "청원군"),
        ("세종", "세종특별자치시"), ("전북 익산시", "이리"), ("station:115", "鬱陵島"),
        ("경기 성남시 분당구", "盆唐"), ("경기 화성시 동탄구", "东滩"), ("경남 창원시 진해구", "진해시"),
    ],
)  # fmt: skip
def test_a_place_knows_its_old_names_and_spellings(key: str, spelling: str) -> None:
    assert spelling in PLACES[key].spellings


def test_a_place_has_names_in_four_languages_and_falls_back_to_english() -> None:
    seoul = PLACES["서울"]
    assert [seoul.name(language) for language in ("ko", "en", "ja", "zh", "fr")] == [
        "서울", "Seoul", "ソウル", "首尔", "Seoul",
    ]  # fmt: skip


def test_a_place_has_its_province_and_district() -> None:
    def region(place: Place) -> tuple[str | None, str | None]:
        return place.province, place.district

    assert region(PLACES["강원"]) == ("강원", None)
    assert region(PLACES["강원 강릉시"]) == ("강원", "강릉시")
    assert region(PLACES["판교"]) == ("경기", "성남시 분당구")
    assert region(PLACES["조치원"]) == ("세종", None)


def test_the_tables_pass_their_check() -> None:
    assert find_errors(load_places(CATALOGUE), ROWS, CATALOGUE) == []


def test_the_list_of_ambiguous_spellings_is_exact() -> None:
    assert set(find_ambiguous(load_places(CATALOGUE))) == {frozenset(group) for group in AMBIGUOUS}


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (replace(PLACES["판교"], latitude=39.0), "판교: lies outside Korea"),
        (replace(PLACES["판교"], station=108), "판교: a station needs a reason, and vice versa"),
        (replace(PLACES["판교"], station=1, reason="x"), "판교: there is no station 1"),
        (replace(PLACES["판교"], station=119, reason="x"), "판교: station 119 is the nearest one and can be omitted"),
        (replace(PLACES["판교"], district="판교구"), "판교: unknown district 경기 판교구"),
        (replace(PLACES["판교"], spellings=("서면",)), "서면, 판교: in different regions, but all called 서면"),
    ],
)
def test_an_error_in_a_place_is_reported(place: Place, problem: str) -> None:
    others = [other for other in load_places(CATALOGUE) if other.key != place.key]
    assert find_errors([*others, place], ROWS, CATALOGUE) == [problem]


def test_a_duplicate_place_is_reported() -> None:
    assert find_errors([*load_places(CATALOGUE), PLACES["판교"]], ROWS, CATALOGUE) == ["판교: occurs 2 times"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"ko": "Pangyo"}, "Pangyo: the Korean name is not in Hangul"),
        ({"en": "판교"}, "판교: '판교' is not in Latin letters"),
        ({"hanja": "판교"}, "판교: '판교' is not in Chinese characters"),
        ({"aliases": "판교역|판교역"}, "판교: has 판교역 twice"),
        ({"ja": ""}, "판교: has no Japanese or no Chinese name"),
        (
            {"province": "인천", "district": "중구"},
            "판교: 인천 중구 has been divided; write the district of today",
        ),
    ],
)
def test_an_error_in_a_row_is_reported(change: dict[str, str], problem: str) -> None:
    row = next(row for row in ROWS if row.get("ko") == "판교")
    assert find_errors(load_places(CATALOGUE), [row | change], CATALOGUE) == [problem]


@pytest.mark.parametrize(
    "key", ["서울역", "인천공항", "독도", "한라산", "여의도", "홍대", "광안리", "에버랜드", "땅끝마을"]
)
def test_well_known_places_that_are_no_district_are_known(key: str) -> None:
    assert PLACES[key].kind is Kind.LANDMARK


def test_a_place_beyond_a_mountain_range_has_a_station_on_its_own_side() -> None:
    assert (PLACES["충북 단양군"].station, find_nearest(PLACES["충북 단양군"], CATALOGUE)) == (221, 272)
