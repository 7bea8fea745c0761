import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places import MatchMethod
from sources.korea.gazetteer import Kind, Place, load_places
from tests.bot.factories import PLACES
from tests.factories import CATALOGUE


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
def test_a_city_is_found_by_each_of_its_names(text: str) -> None:
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
        ("Busan's weather", "부산"),
        ("What’s Jeju’s weather like?", "제주"),
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
def test_an_exact_name_wins_over_one_with_an_ending_which_is_suggested(text: str) -> None:
    assert found(text) == ("고창", ["고창군"])


@pytest.mark.parametrize("text", ["고창군", "gochang-gun", "Gochang gun", "高敞郡"])
def test_an_exact_name_with_an_ending_wins_over_one_without(text: str) -> None:
    assert found(text) == ("고창군", ["고창"])


@pytest.mark.parametrize(("text", "meant"), [("저울", "서울"), ("안둥", "안동"), ("Souel", "서울")])
def test_a_similar_spelling_is_only_suggested(text: str, meant: str) -> None:
    station, others = found(text)
    assert station is None
    assert meant in others


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("고성", ["강원 고성군", "경남 고성군"]),
        ("광주", ["광주", "경기 광주시"]),
        ("중구", [f"{city} 중구" for city in ("서울", "부산", "대구", "대전", "울산")]),
    ],
)
def test_an_ambiguous_name_has_no_match(text: str, meanings: list[str]) -> None:
    answer = PLACES.find(text)
    assert answer.match is None
    assert answer.is_ambiguous
    assert [match.place.key for match in answer.matches] == meanings


@pytest.mark.parametrize("text", ["", " ", "-", "ㅋㅋㅋ", "xyzzy", "🙂", "12345", "가" * 10_000, "\0", "%s{0}"])
def test_nonsense_has_no_answer(text: str) -> None:
    assert found(text) == (None, [])


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_composed_and_decomposed_letters_are_equal(form: str) -> None:
    text = unicodedata.normalize(form, "추풍령")  # type: ignore[arg-type]
    assert found(text) == ("추풍령", [])


def test_full_width_letters_are_equal() -> None:
    assert found("\N{FULLWIDTH LATIN CAPITAL LETTER J}eju") == ("제주", [])


def test_every_station_is_found_by_each_of_its_names() -> None:
    for station in CATALOGUE:
        for name in (*station.names.values(), *station.aliases):
            assert station in {match.station for match in PLACES.find(name).matches}


@given(st.text(max_size=60))
def test_any_text_has_few_suggestions(text: str) -> None:
    answer = PLACES.find(text)
    assert len(answer.suggestions) <= 3


@pytest.mark.parametrize(
    ("latitude", "longitude", "station"),
    [(37.45, 126.70, "인천"), (37.5714, 126.9658, "서울"), (33.25, 126.56, "서귀포"), (37.24, 131.86, "울릉도")],
)
def test_the_nearest_station_is_found_by_coordinates(latitude: float, longitude: float, station: str) -> None:
    nearest = PLACES.nearest(latitude, longitude)
    assert nearest.station.names["ko"] == station
    assert nearest.distance < 100


def test_the_distance_is_by_great_circle_in_kilometres() -> None:
    assert PLACES.nearest(37.5714, 126.9658).distance == pytest.approx(0, abs=0.001)
    assert PLACES.nearest(-37.5, -53.0).distance == pytest.approx(19_540, rel=0.001)
    assert PLACES.nearest(35.68, 139.77).distance > 800


@pytest.mark.parametrize(
    ("text", "key", "method"),
    [
        ("인천", "인천", MatchMethod.EXACT),
        ("인천의 날씨", "인천", MatchMethod.NORMAL),
        ("Ch'unch'ŏn", "강원 춘천시", MatchMethod.ROMANIZED),
        ("Kangwon-do Koseong", "강원 고성군", MatchMethod.ROMANIZED),
        ("ㅎㅇㄷ", "부산 해운대구", MatchMethod.INITIALS),
        ("tjdnf", "서울", MatchMethod.KEYBOARD),
        ("ㅠㅕㄴ무", "부산", MatchMethod.KEYBOARD),
        ("제쥬", "제주", MatchMethod.SPELLING),
    ],
)
def test_a_match_has_its_method(text: str, key: str, method: MatchMethod) -> None:
    match = PLACES.find(text).match
    assert match is not None
    assert (match.place.key, match.method) == (key, method)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("경북 군위군", "대구 군위군"),
        ("경북 달성군", "대구 달성군"),
        ("경상남도 울주군", "울산 울주군"),
        ("경기도 강화", "인천 강화군"),
        ("충남 연기군", "세종"),
        ("인천 남구", "인천 미추홀구"),
        ("인천광역시 남구", "인천 미추홀구"),
        ("서울 구로", "서울 구로구"),
        ("Nam-gu, Gyeongsangbuk-do", "경북 포항시 남구"),
        ("Seongsan-gu", "경남 창원시 성산구"),
        ("전북특별자치도전주시완산구", "전북 전주시 완산구"),
    ],
)
def test_a_place_is_found_in_its_region_and_its_former_region(text: str, key: str) -> None:
    match = PLACES.find(text).match
    assert match is not None
    assert match.place.key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [("Daejon", "대전"), ("Taechon", "충남 보령시"), ("Boocheon", "경기 부천시"), ("Puch'ŏn", "경기 부천시")],
)
def test_the_spelling_decides_between_homophones(text: str, key: str) -> None:
    match = PLACES.find(text).match
    assert match is not None
    assert match.place.key == key


@pytest.mark.parametrize("text", ["ㅅㅇ", "ㄱㄹ", "Koch'ang", "Kwangju"])
def test_shared_initials_are_a_question(text: str) -> None:
    assert PLACES.find(text).is_ambiguous


def test_every_place_is_found_by_each_of_its_names_or_is_a_choice() -> None:
    for place in load_places(CATALOGUE):
        for name in (*place.names.values(), *place.spellings):
            answer = PLACES.find(name)
            stations = {match.station.number for match in (*answer.matches, *answer.suggestions)}
            own = PLACES.get(place.key)
            assert own is not None
            assert own.station.number in stations, name


TOWNS = [
    Place(f"{province} {district} {name}", Kind.TOWN, {"ko": name, "en": english}, (), province, district, 37.5, 127.03)
    for province, district, name, english in (
        ("서울", "강남구", "역삼1동", "Yeoksam1-dong"),
        ("서울", "강남구", "역삼2동", "Yeoksam2-dong"),
        ("경기", "수원시 영통구", "영통1동", "Yeongtong1-dong"),
        ("대구", "북구", "구암동", "Guam-dong"),
        ("전남", "장흥군", "부산면", "Busan-myeon"),
        ("경북", "의성군", "신평면", "Sinpyeong-myeon"),
        ("충남", "당진시", "신평면", "Sinpyeong-myeon"),
    )
]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("역삼동", ["서울 강남구 역삼1동"]),
        ("수원 영통동", ["경기 수원시 영통구 영통1동"]),
        ("서울 역삼동", ["서울 강남구 역삼1동"]),
        ("부산", ["부산"]),
        ("부산면", ["전남 장흥군 부산면"]),
        ("신평면", ["경북 의성군 신평면", "충남 당진시 신평면", "전북 임실군"]),
        ("충남 신평면", ["충남 당진시 신평면"]),
        ("Guam", []),
        ("Guam-dong", ["대구 북구 구암동"]),
    ],
)
def test_towns_are_found_after_better_known_places(text: str, keys: list[str]) -> None:
    assert [match.place.key for match in PLACES.with_towns(TOWNS).find(text).matches] == keys


def test_adding_towns_does_not_change_the_original_search() -> None:
    PLACES.with_towns(TOWNS)
    assert PLACES.get(TOWNS[0].key) is None
    assert not [match for match in PLACES.find("역삼동").matches if match.place.kind is Kind.TOWN]


@pytest.mark.parametrize(
    ("initials", "province"), [("ㅈㅈㄷ", "제주"), ("ㄱㄱㄷ", "경기"), ("ㄱㅇㄷ", "강원"), ("ㅈㄹㅂㄷ", "전북")]
)
def test_a_province_is_found_by_the_initials_of_its_full_name(initials: str, province: str) -> None:
    assert PLACES.find(initials).matches[0].place.names["ko"] == province


@pytest.mark.parametrize(
    ("address", "place"),
    [("서울특별시 강남구 역삼동 123-4", "강남구"), ("인사동 12번지", "인사동")],
)
def test_a_house_number_after_a_town_is_ignored(address: str, place: str) -> None:
    match = PLACES.find(address).match
    assert (match and match.place.names["ko"]) == place


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("수원특레시", "경기 수원시"),
        ("용인특래시", "경기 용인시"),
        ("부산광혁시", "부산"),
        ("서울울", "서울"),
        ("수우너", "경기 수원시"),
        ("속촣", "강원 속초시"),
        ("가펴", "경기 가평군"),
        ("당짂 날씨", "충남 당진시"),
    ],
)
def test_a_slip_of_the_hand_that_leaves_no_other_name_is_understood(text: str, key: str) -> None:
    match = PLACES.find(text).match
    assert match is not None
    assert (match.place.key, match.method) == (key, MatchMethod.SPELLING)


@pytest.mark.parametrize("text", ["포하", "서룰", "안뇽", "가즈아", "고맙습니당", "서면면", "내내"])
def test_a_word_that_may_be_another_name_is_no_slip(text: str) -> None:
    assert PLACES.find(text).match is None


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("영동", ["충북 영동군", "강원 강릉시", "강원 속초시"]),
        ("경기 북부", ["경기 의정부시", "경기 고양시", "경기 파주시"]),
        ("서부경남", ["경남 진주시", "경남 사천시", "경남 하동군"]),
        ("northern Gyeonggi", ["경기 의정부시", "경기 고양시", "경기 파주시"]),
        ("京畿道南部", ["경기 수원시", "경기 성남시", "경기 용인시"]),
        ("강원 산간 날씨", ["강원 평창군", "강원 태백시", "강원 정선군"]),
        ("제주 남부", ["제주 서귀포시"]),
        ("충북 영동", ["충북 영동군"]),
    ],
)
def test_a_part_of_a_province_is_asked_about_with_its_main_places(text: str, keys: list[str]) -> None:
    assert [match.place.key for match in PLACES.find(text).matches][:3] == keys


@pytest.mark.parametrize("text", ["Thủ đô Seoul", "Séoul", "수도 서울", "首都ソウル", "capital city Seoul"])
def test_a_capital_is_a_city(text: str) -> None:
    assert [match.place.key for match in PLACES.find(text).matches] == ["서울"]


@pytest.mark.parametrize(("text", "key"), [("진도(첨찰산)", "전남 진도군"), ("광주(경기)", "경기 광주시")])
def test_a_remark_in_brackets_says_which_place_or_nothing(text: str, key: str) -> None:
    assert [match.place.key for match in PLACES.find(text).matches] == [key]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("강남역 10번 출구", "강남역"),
        ("인천공항 제2여객터미널", "인천공항"),
        ("부평구청역", "인천 부평구"),
        ("문무대왕면", "경북 경주시"),
        ("양북면", "경북 경주시"),
        ("퇴계원읍", "경기 남양주시"),
    ],
)
def test_exits_terminals_and_renamed_townships_are_understood(text: str, key: str) -> None:
    assert [match.place.key for match in PLACES.find(text).matches] == [key]
