"""Thresholds of typos, measured on Korean names with every kind of typo and on foreign names."""

import pytest

from bench.places_slips import find_false_matches, foreign_names, korean_words, outcomes
from bot.places import MatchMethod
from bot.places.jamo import decompose
from bot.places.typo_distance import FREQUENT_TYPO_COST, distance
from sources.korea.gazetteer import load_places
from tests.bot.factories import PLACES
from tests.factories import CATALOGUE

# ruff: noqa: SIM905 - a hundred lines of names say no more than these
FOREIGN = """
    도쿄 오사카 교토 나고야 삿포로 후쿠오카 요코하마 고베 히로시마 나라 베이징 상하이 광저우 선전 칭다오
    다롄 하얼빈 연길 타이베이 가오슝 홍콩 마카오 하노이 호치민 다낭 방콕 치앙마이 푸켓 싱가포르 자카르타
    발리 마닐라 세부 쿠알라룸푸르 양곤 델리 뭄바이 두바이 도하 카이로 이스탄불 모스크바 런던 파리 로마
    밀라노 베를린 뮌헨 빈 프라하 마드리드 리스본 암스테르담 뉴욕 보스턴 시카고 시애틀 토론토 밴쿠버
    시드니 멜버른 오클랜드 하와이 괌 평양 개성 함흥 신의주 해주 청진 나진 거울 가을 겨울 사과 바나나
    고양이 강아지 안녕하세요 감사합니다 컴퓨터 자동차 노래 음악 영화 축구 Tokyo Osaka Kyoto Nagoya
    Sapporo Fukuoka Beijing Shanghai Guangzhou Qingdao Dalian Harbin Taipei Hanoi Danang Bangkok
    Singapore Jakarta Manila Delhi Mumbai Dubai Doha Cairo Istanbul Moscow London Paris Rome Milan
    Berlin Munich Vienna Prague Madrid Lisbon Boston Chicago Seattle Toronto Sydney Pyongyang Hamhung
    Guam Hawaii hello thanks weather banana
""".split()


@pytest.mark.parametrize("often", [True, False])
def test_a_typo_hardly_ever_leads_to_another_place(often: bool) -> None:
    counts = outcomes(PLACES, load_places(CATALOGUE), often=often)
    assert counts["right"] > counts.total() / 2
    assert counts[f"another, {MatchMethod.SPELLING}"] < counts.total() * 0.005


def test_no_place_abroad_is_found_in_korea() -> None:
    assert find_false_matches(PLACES, foreign_names()) == []


def test_hardly_any_korean_word_is_a_place() -> None:
    words = korean_words()
    assert len(find_false_matches(PLACES, words)) < len(words) * 0.02


@pytest.mark.parametrize("text", FOREIGN)
def test_a_foreign_name_has_no_match(text: str) -> None:
    answer = PLACES.find(text)
    assert answer.match is None
    assert len(answer.suggestions) <= 3


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("서을", "서울"),
        ("서월", "서울"),
        ("서울툭별시", "서울"),
        ("부산굉역시", "부산"),
        ("대구강역시", "대구"),
        ("인천과역시", "인천"),
        ("울산관역시", "울산"),
        ("제주특뱔자치도", "제주"),
        ("강원특별자차도", "강원"),
        ("세종특별자차시", "세종"),
        ("강룽", "강원 강릉시"),
        ("철언", "강원 철원군"),
        ("부산ㄴ", "부산"),
        ("서우ㄹ", "서울"),
        ("경기더", "경기"),
        ("해운데", "부산 해운대구"),
        ("Busna", "부산"),
        ("Inchoen", "인천"),
        ("Gangneng", "강원 강릉시"),
        ("Gangnueng", "강원 강릉시"),
        ("Hongchun", "강원 홍천군"),
    ],
)
def test_a_frequent_typo_without_rivals_is_certain(slip: str, meant: str) -> None:
    match = PLACES.find(slip).match
    assert match is not None
    assert match.place.key == meant


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("저울", "서울"), ("인처", "인천"), ("퐝항", "경북 포항시"), ("Souel", "서울"), ("Suwn", "경기 수원시")],
)
def test_a_typo_with_rivals_is_a_question_with_the_right_place_first(slip: str, meant: str) -> None:
    answer = PLACES.find(slip)
    assert answer.match is None
    assert answer.suggestions[0].place.key == meant


@pytest.mark.parametrize("text", ["온도", "날씨", "고양이", "거울", "Tokyo", "Pyongyang"])
def test_a_word_similar_to_a_name_is_no_match(text: str) -> None:
    assert PLACES.find(text).match is None


@pytest.mark.parametrize(
    ("slip", "name", "letters_wrong"),
    [
        ("서울", "서울", 0),
        ("서을", "서울", FREQUENT_TYPO_COST),
        ("거울", "서울", 1),
        ("busna", "busan", FREQUENT_TYPO_COST),
        ("busaan", "busan", FREQUENT_TYPO_COST),
        ("busxn", "busan", 1),
        ("부사", "부산", 1),
        ("", "부산", 5),
    ],
)
def test_a_frequent_typo_costs_less_than_a_letter(slip: str, name: str, letters_wrong: float) -> None:
    assert distance(decompose(slip), decompose(name)) == pytest.approx(letters_wrong)
    assert distance(decompose(name), decompose(slip)) == pytest.approx(letters_wrong)
