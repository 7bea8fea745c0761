from collections import Counter

import pytest

from sources.gazetteer import Kind, Place, load_places

PLACES = {place.key: place for place in load_places()}


def test_every_place_has_a_key_of_its_own() -> None:
    assert Counter(place.key for place in load_places()).most_common(1)[0][1] == 1


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
    ],
)  # fmt: skip
def test_a_place_knows_its_old_names_and_spellings(key: str, spelling: str) -> None:
    assert spelling in PLACES[key].spellings


def test_a_place_is_named_in_four_languages_and_in_english_where_there_is_no_other() -> None:
    seoul = PLACES["서울"]
    assert [seoul.name(language) for language in ("ko", "en", "ja", "zh", "fr")] == [
        "서울", "Seoul", "ソウル", "首尔", "Seoul",
    ]  # fmt: skip


def test_a_place_tells_its_province_and_district() -> None:
    def region(place: Place) -> tuple[str | None, str | None]:
        return place.province, place.district

    assert region(PLACES["강원"]) == ("강원", None)
    assert region(PLACES["강원 강릉시"]) == ("강원", "강릉시")
    assert region(PLACES["판교"]) == ("경기", "성남시 분당구")
    assert region(PLACES["조치원"]) == ("세종", None)
