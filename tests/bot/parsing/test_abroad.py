"""Names of places abroad in a question, next to names in Korea and to words that only look like them."""

import pytest

from bot.parsing.reader import read
from bot.parsing.topics import Topic
from tests.bot.factories import PLACES


@pytest.mark.parametrize(
    ("text", "abroad"),
    [
        ("도쿄 날씨", ("도쿄",)),
        ("weather in New York", ("New York",)),
        ("Addis Ababa today", ("Addis Ababa",)),
        ("리우데자네이루는 어때?", ("리우데자네이루",)),
        ("東京の天気", ("東京",)),
        ("重庆天气怎么样", ("重庆",)),
        ("thời tiết Bắc Kinh", ("Bắc Kinh",)),
        ("몽골 날씨", ("몽골",)),
        ("Kota Kinabalu", ("Kota Kinabalu",)),
    ],
)
def test_a_place_abroad_is_told_apart(text: str, abroad: tuple[str, ...]) -> None:
    asked = read(text, PLACES, Topic.NOW)
    assert (asked.abroad, asked.north, asked.named) == (abroad, (), ())


@pytest.mark.parametrize(
    "text",
    [
        "평양", "평양 날씨", "개성", "원산", "Wonsan", "平壤", "함흥은 추워?", "해주는?", "나선", "海州", "会宁天气",
        "ウォンサンの天気", "Nampo weather", "thời tiết Khai Thành",
    ],
)  # fmt: skip
def test_a_place_in_the_north_is_told_apart(text: str) -> None:
    asked = read(text, PLACES, Topic.NOW)
    assert asked.north
    assert (asked.abroad, asked.names) == ((), ())


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Los Angeles and Busan", ["부산"]),
        ("뉴욕이랑 서울", ["서울"]),
        ("首尔和大连", ["서울"]),
        ("강남구 테헤란로 152", ["서울 강남구"]),
        ("Jinan", ["전북 진안군"]),
        ("Anyang", ["경기 안양시"]),
    ],
)
def test_a_place_in_korea_is_found_beside_one_abroad(text: str, keys: list[str]) -> None:
    assert [match.place.key for match in read(text, PLACES, Topic.NOW).places] == keys


@pytest.mark.parametrize(
    "text", ["중국집", "파리바게뜨", "나라가 추워", "nice weather in Seoul", "우리 개성 있는 팀", "해주 세요"]
)
def test_a_word_that_only_looks_like_a_place_abroad_is_none(text: str) -> None:
    asked = read(text, PLACES, Topic.NOW)
    assert (asked.abroad, asked.north) == ((), ())


@pytest.mark.parametrize("text", ["Tokyo", "파리", "東京", "xyzzy", "Reykjavík"])
def test_no_place_in_korea_is_offered_for_one_abroad_or_for_nonsense(text: str) -> None:
    assert PLACES.find(text).suggestions == PLACES.find_similar(text) == ()
