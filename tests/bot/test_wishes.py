import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wishes import Wish, parse_wish
from tests.bot.conftest import PLACES

NOTHING = Wish()


def wish(text: str) -> Wish:
    return parse_wish(text.split(), PLACES)


def stations(text: str) -> list[int] | None:
    found = wish(text).places
    return None if found is None else [match.station.number for match in found]


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("7:00", 7, 0),
        ("07:00", 7, 0),
        ("7시", 7, 0),
        ("7시30분", 7, 30),
        ("07시5분", 7, 5),
        ("0:00", 0, 0),
        ("23:59", 23, 59),
        ("7時", 7, 0),
        ("7点30分", 7, 30),
        ("７：００", 7, 0),
        ("7h", 7, 0),
        ("7H30", 7, 30),
    ],
)
def test_a_time_is_read(text: str, hour: int, minute: int) -> None:
    assert wish(text) == Wish(dt.time(hour, minute))


@pytest.mark.parametrize(
    "text", ["25:00", "07:60", "24:00", "7:5", "7", "700", "7시60분", "25시", "7.30", "7:", "7:00:00"]
)
def test_what_looks_like_a_time_and_is_none_is_said_back(text: str) -> None:
    assert wish(text) == Wish(bad_times=(text,))


@pytest.mark.parametrize(
    "text",
    [
        "07:00 인천 강릉",
        "인천 강릉 07:00",
        "인천 07:00 강릉",
        "07:00 인천,강릉",
        "07:00,인천, 강릉,",
        "07:00 인천 ,강릉",
        "毎朝 7時 仁川、江陵",
        "每天 ０７：００ 仁川，江陵",
        "7h sáng Incheon, Gangneung",
    ],
)
def test_time_and_cities_come_in_any_order_with_commas_or_without(text: str) -> None:
    assert (wish(text).send_at, stations(text)) == (dt.time(7), [112, 105])


def test_nothing_said_is_nothing_wished() -> None:
    assert wish("") == NOTHING
    assert wish(", ,,") == NOTHING


@pytest.mark.parametrize("text", ["전국", "Korea", "COUNTRY", "전국 07:00", "全国 7時", "韩国"])
def test_the_whole_country_is_no_city_but_something_said(text: str) -> None:
    assert stations(text) == []


def test_cities_beside_the_whole_country_are_wished() -> None:
    assert stations("전국 인천") == [112]


def test_a_city_said_twice_is_wished_once() -> None:
    assert stations("인천 Incheon 강릉 仁川") == [112, 105]


def test_a_name_that_is_not_known_is_said_back_with_what_may_be_meant() -> None:
    (unclear,) = wish("07:00 인천 밀량").unclear
    near = [other.number for other in unclear.answer.others]
    assert (unclear.text, unclear.answer.match, near) == ("밀량", None, [288])


def test_more_cities_than_can_be_had_are_all_there_to_be_refused() -> None:
    found = stations("속초 철원 춘천 서울 인천 원주 수원 대전 부산 제주 강릉")
    assert found is not None
    assert len(found) == 11


@pytest.mark.parametrize(("text", "several"), [("07:00 19:00", True), ("07:00 7시", False), ("07:00 25:00", False)])
def test_more_than_one_time_is_noticed(text: str, several: bool) -> None:
    assert wish(text).send_at == dt.time(7)
    assert wish(text).has_several_times is several


def test_words_around_a_time_are_no_cities() -> None:
    assert wish("매일 아침 7시") == wish("07:00")


def test_of_very_many_words_only_the_first_are_looked_up() -> None:
    assert len(wish(" ".join(f"없는곳{number}" for number in range(1000))).unclear) == 30


@settings(max_examples=50)
@given(st.lists(st.text(max_size=10) | st.from_regex(r"[0-9:.시분,]{1,8}", fullmatch=True), max_size=60))
def test_whatever_is_written_is_a_wish(words: list[str]) -> None:
    found = parse_wish(words, PLACES)
    assert len(found.unclear) + len(found.bad_times) <= 30


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("07:00 강원 고성 인천", [90, 112]),
        ("07:00 제주, 서귀포", [184, 189]),
        ("수원 07:00 영통구", [119, 119]),
        ("판교, 인천", [119, 112]),
    ],
)
def test_a_place_may_be_several_words(text: str, found: list[int]) -> None:
    assert stations(text) == found


def test_a_choice_between_places_keeps_the_rest_of_the_wish() -> None:
    asked = wish("강릉 고성 06:30 인천")
    (unclear,) = asked.unclear
    words = asked.with_choice(unclear, unclear.answer.matches[1])
    assert words == "06:30, 강릉, =경남 고성군, 인천"
    chosen = wish(words)
    assert chosen.unclear == ()
    assert (chosen.send_at, stations(words)) == (dt.time(6, 30), [105, 162, 112])
