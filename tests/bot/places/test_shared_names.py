"""Names of towns that several districts have, and everyday words, without a table of towns and with one."""

from collections import defaultdict

import pytest

from bot.places import Answer, Places
from bot.places.known import town_to_place
from sources.kma.town_table import Town
from sources.korea.everyday_words import load_everyday_words
from sources.korea.gazetteer import Kind
from sources.korea.tables import read_table, split_names
from tests.bot.factories import PLACES

TOWNS = tuple(
    town_to_place(Town(province, district, name, latitude, longitude))
    for province, district, name, latitude, longitude in (
        ("대구", "달서구", "월성1동", 35.83, 128.52),
        ("충남", "천안시 동남구", "원성동", 36.8, 127.16),
        ("서울", "종로구", "혜화동", 37.59, 127.0),
    )
)
IMPORTED = PLACES.with_towns(TOWNS)
SEARCHES = pytest.mark.parametrize("places", [PLACES, IMPORTED], ids=["shipped", "imported"])


def offered(answer: Answer) -> list[str]:
    return [match.place.key for match in answer.matches or answer.suggestions]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("교동", ["교동도", "강원 강릉시", "강원 삼척시", "강원 속초시", "강원 춘천시", "경남 밀양시", "충북 제천시"]),
        ("봉명동", ["유성온천", "충남 천안시 동남구", "충북 청주시 흥덕구"]),
        ("문산읍", ["문산", "경남 진주시"]),
        ("안덕면", ["안덕", "경북 청송군"]),
        ("일산동", ["경기 고양시 일산동구", "강원 원주시", "경기 고양시 일산서구", "울산 동구"]),
        ("월곡동", ["광주 광산구", "서울 성북구"]),
        ("갈산동", ["경기 안양시 동안구", "인천 부평구"]),
        ("사직", ["사직동", "광주 남구", "서울 종로구", "충북 청주시 서원구"]),
        ("월곡동 날씨", ["광주 광산구", "서울 성북구"]),
        ("Sinsa", ["신사동", "서울 관악구", "서울 은평구"]),
        ("Mok-dong", ["목동", "대전 중구"]),
        ("光州", ["광주", "경기 광주시"]),
        ("전남광주통합특별시", ["전남", "광주"]),
        ("경기남도", ["경기 수원시", "경기 성남시", "경기 용인시", "경기 화성시", "경기 평택시", "경기 이천시"]),
    ],
)
def test_a_name_of_several_towns_is_asked_back_with_their_districts(text: str, keys: list[str]) -> None:
    answer = PLACES.find(text)
    assert answer.is_ambiguous
    assert offered(answer) == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("천안 봉명동", "충남 천안시 동남구"),
        ("대전 봉명동", "유성온천"),
        ("서울 월곡동", "서울 성북구"),
        ("강릉 교동", "강원 강릉시"),
        ("안동", "경북 안동시"),
        ("하동", "경남 하동군"),
        ("판교", "판교"),
        ("혜화", "대학로"),
        ("전남", "전남"),
        ("부산!", "부산"),
        ("부 산", "부산"),
        ("Myeongdong", "명동"),
        ("광주광역시", "광주"),
    ],
)
def test_a_district_or_a_name_of_its_own_is_certain(text: str, key: str) -> None:
    match = PLACES.find(text).match
    assert match is not None
    assert match.place.key == key


@SEARCHES
@pytest.mark.parametrize(
    "text", ["월성", "원성", "사직", "오이", "정자", "개봉", "구월", "오류", "연기", "금성", "동남쪽"]
)
@pytest.mark.parametrize("words", ["", " 날씨"])
def test_a_bare_word_or_stem_is_never_certain(places: Places, text: str, words: str) -> None:
    answer = places.find(text + words)
    assert answer.match is None
    assert offered(answer)


@SEARCHES
def test_everyday_words_are_certain_only_as_the_names_that_places_bear(places: Places) -> None:
    for word in load_everyday_words():
        match = places.find(word).match
        if match is not None and match.place.kind is Kind.LANDMARK:
            place = match.place
            assert word in {place.names["ko"], *place.spellings}
            assert f"{word}동" != place.names["ko"]


def _shared(table: str) -> dict[str, tuple[str, str]]:
    """Return the names of towns of today that several districts have, each with the first of them."""
    names: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_table(table):
        for name in split_names(row["names"]):
            names[name].append((row["province"], row["district"]))
    return {name: districts[0] for name, districts in names.items() if len(districts) > 1}


SHARED = _shared("quarters.csv") | _shared("townships.csv")
PARTIAL = PLACES.with_towns([town_to_place(Town(*region, name, 37.5, 127.0)) for name, region in SHARED.items()])
"""A search with a part of KMA's table: of each shared name one town."""


@pytest.mark.parametrize("places", [PLACES, PARTIAL], ids=["shipped", "partial"])
def test_a_shared_name_is_never_certain_whatever_part_of_the_table_is_imported(places: Places) -> None:
    assert len(SHARED) > 250
    assert {name: found.place.key for name in SHARED if (found := places.find(name).match)} == {}


@pytest.mark.parametrize("text", ["사북", "Sabuk", "사북 날씨"])
def test_a_township_is_asked_about_if_the_table_lacks_its_namesake(text: str) -> None:
    partial = PLACES.with_towns([town_to_place(Town("강원", "춘천시", "사북면", 37.9, 127.7))])
    assert offered(partial.find(text)) == ["강원 춘천시 사북면", "강원 정선군"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("명동", ["명동"]),
        ("성수", ["성수동"]),
        ("덕천", ["덕천동"]),
        ("충무", ["경남 통영시"]),
        ("온양", ["충남 아산시"]),
        ("목동", ["목동", "대전 중구"]),
        ("신사동", ["신사동", "서울 관악구", "서울 은평구"]),
        ("서울 삼성동", ["삼성동", "서울 관악구"]),
    ],
)
def test_quarters_of_a_station_and_former_cities_are_certain_unless_shared(text: str, keys: list[str]) -> None:
    assert [match.place.key for match in PLACES.find(text).matches] == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("월곡1동", ["광주 광산구", "서울 성북구"]),
        ("면목제3동", ["면목동"]),
        ("창1동", ["창동"]),
        ("중랑구 면목3동", ["면목동"]),
        ("성수2가3동", ["성수동"]),
        ("문래동6가", ["문래"]),
    ],
)
def test_a_numbered_quarter_is_a_part_of_the_whole_one_before_an_import(text: str, keys: list[str]) -> None:
    assert [match.place.key for match in PLACES.find(text).matches] == keys


@pytest.mark.parametrize(("text", "keys"), [("장안1동", []), ("청파2동", []), ("상개10동", ["상계동"])])
def test_a_numbered_quarter_without_a_table_is_no_typo_of_another_name(text: str, keys: list[str]) -> None:
    assert offered(PLACES.find(text)) == keys
    assert PLACES.find_similar(text) == ()


@SEARCHES
@pytest.mark.parametrize("text", ["내기", "이대로"])
def test_an_everyday_word_is_no_name_in_another_spelling(places: Places, text: str) -> None:
    assert places.find(text).match is None
