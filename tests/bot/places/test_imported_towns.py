"""Names of towns before and after KMA's table is imported, and names that towns share with other places."""

from collections.abc import Iterator

import pytest

from bench.places_quality import QUERIES, classify, is_failure, places_by_key, read_queries
from bot.places import Match, Places
from bot.places.known import add_undivided_towns, town_to_place
from bot.places.normalization import town_short_form
from sources.kma.town_table import Town, find_present_town
from sources.korea.gazetteer import Kind
from sources.korea.romanization import romanize
from sources.korea.tables import read_table, split_names
from tests.bot.factories import PLACES

# ruff: noqa: SIM905 - rows of names say no more than these
TOWNS = """
    경기,가평군,청평면 강원,춘천시,사북면 강원,정선군,사북읍 전북,정읍시,태인면 전남,영광군,염산면 경기,김포시,하성면
    경남,거창군,고제면 경남,합천군,용주면 경기,포천시,창수면 전남,장흥군,부산면 충북,단양군,매포읍 충남,서천군,판교면
    경기,파주시,문산읍 경남,진주시,문산읍 제주,서귀포시,안덕면 경북,청송군,안덕면 강원,강릉시,교동 강원,속초시,교동
    부산,동래구,사직제1동 부산,동래구,사직제2동 서울,종로구,사직동 울산,동구,일산동 서울,성북구,월곡제1동
    광주,광산구,월곡1동 서울,도봉구,창제1동 대구,북구,태전1동 대구,북구,태전2동 서울,강남구,역삼1동 서울,강남구,역삼2동
    충북,청주시_흥덕구,봉명2.송정동 충북,청주시_서원구,성화.개신.죽림동 서울,종로구,종로1.2.3.4가동
    서울,중랑구,면목제3.8동 서울,동대문구,답십리제1동 경기,남양주시,진접읍 대구,북구,구암동 경기,포천시,일동면
    경기,안산시_상록구,일동 서울,광진구,자양제1동 전남,함평군,학교면 경남,양산시,소주동
    경남,밀양시,내일동 경남,창녕군,장마면
    광주,북구,우산동 강원,원주시,우산동 충북,옥천군,안내면 충남,당진시,고대면 전남,고흥군,영남면 인천,옹진군,북도면
    경북,상주시,모서면 충남,청양군,화성면 충남,청양군,청양읍 부산,영도구,봉래제1동 전남,완도군,완도읍 광주,남구,방림1동
    강원,평창군,방림면
    경기,안산시_상록구,이동 서울,강서구,공항동
""".split()


def _town(row: str) -> Town:
    province, district, name = row.replace("_", " ").split(",")
    return Town(province, district, name, 37.5, 127.0)


IMPORTED = PLACES.with_towns(map(town_to_place, add_undivided_towns([_town(row) for row in TOWNS])))


def meanings(places: Places, text: str) -> list[str]:
    return [match.place.key for match in places.find(text).matches]


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Cheongpyeong", "경기 가평군"),
        ("Maepo", "충북 단양군"),
        ("Gwangcheon", "충남 홍성군"),
        ("Jipyeong", "경기 양평군"),
        ("Nakdong", "경북 상주시"),
        ("Seolcheon", "전북 무주군"),
        ("사북", "강원 정선군"),
        ("태인", "전북 정읍시"),
        ("염산", "전남 영광군"),
        ("하성", "경기 김포시"),
        ("강하", "경기 양평군"),
        ("천북", "충남 보령시"),
        ("고제", "경남 거창군"),
    ],
)
def test_the_name_of_a_township_is_no_typo_and_its_district_is_offered(text: str, district: str) -> None:
    answer = PLACES.find(text)
    assert answer.matches == ()
    assert district in [match.place.key for match in answer.suggestions]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("남양주 진접", "경기 남양주시"),
        ("남양주시 진접읍", "경기 남양주시"),
        ("이천 마장", "경기 이천시"),
        ("아산 탕정", "충남 아산시"),
        ("정선 고한", "강원 정선군"),
        ("Jinjeop, Namyangju", "경기 남양주시"),
        ("진접읍", "경기 남양주시"),
        ("봉담읍", "경기 화성시 효행구"),
        ("장호원", "경기 이천시"),
        ("세종시 조치원읍", "조치원"),
    ],
)
def test_a_whole_township_or_one_after_its_city_is_its_district_before_an_import(text: str, city: str) -> None:
    assert meanings(PLACES, text) == [city]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Cheongpyeong", ["경기 가평군 청평면"]),
        ("Ch'ŏngp'yŏng", ["경기 가평군 청평면"]),
        ("Maepo", ["충북 단양군 매포읍"]),
        ("Sabuk", ["강원 춘천시 사북면", "강원 정선군 사북읍"]),
        ("사북", ["강원 춘천시 사북면", "강원 정선군 사북읍"]),
        ("Yongju", ["경북 영주시", "경남 합천군 용주면"]),
        ("Changsu", ["전북 장수군", "경기 포천시 창수면"]),
        ("Pangyo", ["판교", "충남 서천군 판교면"]),
        ("Ildong", ["경기 포천시 일동면", "경기 안산시 상록구 일동"]),
        ("Guam", []),
        ("Yeoksam 2-dong", ["서울 강남구 역삼2동"]),
        ("Busan", ["부산"]),
        ("부산", ["부산"]),
        ("남양주 진접", ["경기 남양주시 진접읍"]),
        ("Hwaseong, Cheongyang", ["충남 청양군 화성면"]),
        ("Hwaseong", ["경기 화성시"]),
        ("Bangnim 1-dong, Nam-gu", ["광주 남구 방림1동"]),
    ],
)
def test_a_romanization_means_the_town_of_that_name_before_any_typo(text: str, keys: list[str]) -> None:
    assert meanings(IMPORTED, text) == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("문산읍", ["경기 파주시 문산읍", "경남 진주시 문산읍"]),
        ("안덕면", ["제주 서귀포시 안덕면", "경북 청송군 안덕면"]),
        ("교동", ["교동도", "강원 강릉시 교동", "강원 속초시 교동"]),
        ("사직동", ["부산 동래구 사직동", "서울 종로구 사직동"]),
        ("일산동", ["경기 고양시 일산동구"]),
        ("자양동", ["서울 광진구 자양동"]),
        ("봉명2동", ["충북 청주시 흥덕구 봉명2.송정동"]),
        ("판교", ["판교"]),
    ],
)
def test_a_landmark_is_certain_only_if_no_town_has_its_name(text: str, keys: list[str]) -> None:
    # The table is a part of KMA's, so that the districts of the other towns of these names follow.
    assert meanings(IMPORTED, text)[: len(keys)] == keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("월곡1동", ["서울 성북구 월곡제1동", "광주 광산구 월곡1동"]),
        ("창1동", ["서울 도봉구 창제1동"]),
        ("창제1동", ["서울 도봉구 창제1동"]),
        ("청주 봉명2동", ["충북 청주시 흥덕구 봉명2.송정동"]),
        ("청주 송정동", ["충북 청주시 흥덕구 봉명2.송정동"]),
        ("개신동", ["충북 청주시 서원구 성화.개신.죽림동"]),
        ("성화개신죽림동", ["충북 청주시 서원구 성화.개신.죽림동"]),
        ("종로3가", ["서울 종로구 종로1.2.3.4가동"]),
        ("면목8동", ["서울 중랑구 면목제3.8동"]),
        ("답십리", ["서울 동대문구 답십리동"]),
        ("Gaesin-dong", ["충북 청주시 서원구 성화.개신.죽림동"]),
        ("Bongmyeong 2-dong", ["충북 청주시 흥덕구 봉명2.송정동"]),
    ],
)
def test_numbered_and_joint_towns_are_found_by_each_name(text: str, keys: list[str]) -> None:
    assert meanings(IMPORTED, text) == keys


def test_a_quarter_in_latin_letters_without_its_ending_is_offered_before_any_typo() -> None:
    answer = IMPORTED.find("Seonghwa")
    assert answer.matches == ()
    assert answer.suggestions[0].place.key == "충북 청주시 서원구 성화.개신.죽림동"


@pytest.mark.parametrize(
    "text",
    [
        *("학교", "소주", "내일", "장마", "우산", "안내", "고대", "공항", "동네", "이전", "모서리"),
        *("내일 비 와?", "학교는 어때?", "안내해 주세요"),
    ],
)
@pytest.mark.parametrize("places", [PLACES, IMPORTED])
def test_an_everyday_word_is_no_place_without_its_ending(places: Places, text: str) -> None:
    assert places.find(text).matches == ()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("학교면", ["전남 함평군 학교면"]),
        ("함평 학교", ["전남 함평군 학교면"]),
        ("내일동", ["경남 밀양시 내일동"]),
        ("이동", ["경기 안산시 상록구 이동"]),
        ("서울 공항동", ["서울 강서구 공항동"]),
    ],
)
def test_an_everyday_word_with_its_ending_or_its_district_is_a_town(text: str, keys: list[str]) -> None:
    assert meanings(IMPORTED, text) == keys


@pytest.mark.parametrize("text", ["경기 광주 태전동", "경기도 광주시 태전동 12"])
def test_a_quarter_that_is_in_no_table_stays_in_its_city_after_an_import(text: str) -> None:
    assert meanings(PLACES, text) == meanings(IMPORTED, text) == ["경기 광주시"]


def _townships() -> Iterator[Town]:
    """Yield a town for each 읍 and 면 in Korea."""
    for row in read_table("townships.csv"):
        towns = (Town(row["province"], row["district"], name, 37.5, 127.0) for name in split_names(row["names"]))
        yield from map(find_present_town, towns)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("부산광역시영도구봉래제1동", "부산 영도구 봉래제1동"),
        ("전라남도완도군완도읍", "전남 완도군 완도읍"),
        ("충청북도청주시흥덕구봉명2.송정동", "충북 청주시 흥덕구 봉명2.송정동"),
        ("서울종로구종로1.2.3.4가동", "서울 종로구 종로1.2.3.4가동"),
    ],
)
def test_an_address_without_spaces_leads_to_its_town(text: str, key: str) -> None:
    assert meanings(IMPORTED, text) == [key]


def test_no_query_is_understood_worse_after_an_import() -> None:
    towns = add_undivided_towns([*_townships(), *(town for town in map(_town, TOWNS) if town.name.endswith("동"))])
    after = PLACES.with_towns(map(town_to_place, towns))
    worse = [
        (query.text, answer)
        for query in read_queries(QUERIES, places_by_key())
        if query.expected
        and not is_failure(classify(query, PLACES.find(query.text)))
        and is_failure(classify(query, answer := after.find(query.text)))
    ]
    # A town that has exactly the written name is meant too, or alone where the district was found before.
    assert all(any(_is_town_named(match, text) for match in answer.matches) for text, answer in worse), worse
    questions = {text for text, answer in worse if answer.match is None}
    assert questions <= {"Hwachon", "Changsu", "서면", "Seomyeon", "Pangyo"}


def _is_town_named(match: Match, text: str) -> bool:
    stem = town_short_form(match.place.names["ko"])
    return match.place.kind is Kind.TOWN and (stem in text or text.startswith((romanize(stem), romanize(stem + "면"))))
