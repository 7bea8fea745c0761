"""The threshold of slips, on data: names of the country with every kind of slip, and names from elsewhere."""

import random
import string
from collections import Counter

import pytest

from bot.places import How
from bot.places.index import forms_of
from bot.places.spelling import MARGIN, SHORTEST_CERTAIN, TOLERANCE
from bot.places.writing import letters, short
from sources.gazetteer import Kind, Place, load_places
from tests.bot.conftest import PLACES

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
HANGUL = letters("가나다라마바사아자차카타파하거기구그고")


def slipped(name: str, chance: random.Random) -> str:
    """A name with one letter wrong, missing, doubled, or exchanged with the next."""
    parts = list(letters(name))
    place = chance.randrange(1, len(parts))
    kind = chance.randrange(4)
    if kind == 0:
        pool = [
            letter
            for letter in set("".join(map(letters, "가나다라마바사아자차카타파하거기구그고")))
            if letter != parts[place]
        ]
        parts[place] = chance.choice(sorted(pool) if ord(parts[place]) > 127 else string.ascii_lowercase)
    elif kind == 1:
        del parts[place]
    elif kind == 2:
        parts.insert(place, parts[place])
    else:
        parts[place - 1 : place + 1] = parts[place - 1 : place + 1][::-1]
    return "".join(parts)


def bare(place: Place) -> str:
    """A name without its ending: a city and its station are in one place."""
    return short(place.names["ko"].split()[-1]).removesuffix("도")


def test_a_slip_leads_nearly_never_to_another_place(capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(5)  # noqa: S311 - the same slips every time
    counts: Counter[str] = Counter()
    known = [place for place in load_places() if place.kind is not Kind.STATION]
    for _ in range(2000):
        place = chance.choice(known)
        name = chance.choice([*sorted(forms_of(place)), place.names["en"].lower()])
        answer = PLACES.find(slipped(name, chance))
        if answer.match is None:
            counts["asked"] += 1
        elif bare(answer.match.place) == bare(place):
            counts["right"] += 1
        else:
            counts[f"another, {answer.match.how}"] += 1
    with capsys.disabled():
        print(f"\n{SHORTEST_CERTAIN} letters, {TOLERANCE} wrong, {MARGIN} more for a rival: {dict(counts)}")  # noqa: T201
    assert counts["right"] > counts.total() / 4
    assert counts[f"another, {How.SPELLING}"] <= counts.total() * 0.002


@pytest.mark.parametrize("text", FOREIGN)
def test_a_name_from_elsewhere_is_never_taken_for_one_of_ours(text: str) -> None:
    answer = PLACES.find(text)
    assert answer.match is None
    assert len(answer.near) <= 3


@pytest.mark.parametrize(("slip", "meant"), [("Gangnueng", "강원 강릉시"), ("해운데", "부산 해운대구")])
def test_a_slip_without_a_rival_is_understood(slip: str, meant: str) -> None:
    match = PLACES.find(slip).match
    assert match is not None
    assert (match.place.key, match.how) == (meant, How.SPELLING)


@pytest.mark.parametrize(("slip", "meant"), [("서을", "서울"), ("강능", "강원 강릉시")])
def test_a_slip_with_a_rival_is_asked_back_with_what_was_meant_first(slip: str, meant: str) -> None:
    answer = PLACES.find(slip)
    assert answer.match is None
    assert answer.near[0].place.key == meant
