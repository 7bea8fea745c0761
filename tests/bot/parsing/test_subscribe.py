import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.parsing.subscribe import SubscribeRequest, is_conditional, parse_subscribe
from storage.terms import Days
from tests.bot.factories import PLACES

NOTHING = SubscribeRequest()


def request(text: str) -> SubscribeRequest:
    return parse_subscribe(text.split(), PLACES)


def stations(text: str) -> list[int] | None:
    found = request(text).places
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
        ("7", 7, 0),
        ("0700", 7, 0),
        ("7시 반", 7, 30),
        ("정오", 12, 0),
    ],
)
def test_a_time_is_parsed(text: str, hour: int, minute: int) -> None:
    assert request(text) == SubscribeRequest((dt.time(hour, minute),))


@pytest.mark.parametrize(
    "text",
    [
        "인천 오후 6시",
        "오후6시 인천",
        "인천 저녁 6시",
        "仁川 下午6点",
        "午後 6時 仁川",
        "Incheon 6:00 pm",
        "인천 오후 18:00",
        "tối 6h Incheon",
    ],
)
def test_the_half_of_the_day_is_applied(text: str) -> None:
    assert (request(text).times, stations(text)) == ((dt.time(18),), [112])


@pytest.mark.parametrize("text", ["인천 오전 6시", "오전6시 인천", "Incheon 6:00 AM", "上午 6点 仁川"])
def test_a_morning_time_is_unchanged(text: str) -> None:
    assert (request(text).times, stations(text)) == ((dt.time(6),), [112])


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("밤 10시", 22),
        ("밤 12시", 0),
        ("밤 1시", 1),
        ("晚上12点", 0),
        ("tối 7h", 19),
        ("오후 12시", 12),
        ("오전 12시", 0),
        ("새벽 5시", 5),
        ("12:00", 12),
    ],
)
def test_twelve_at_night_is_midnight(text: str, hour: int) -> None:
    assert (request(f"인천 {text}").times, stations(f"인천 {text}")) == ((dt.time(hour),), [112])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("인천 주말", Days.WEEKEND),
        ("평일 인천", Days.WEEKDAYS),
        ("Weekdays Incheon", Days.WEEKDAYS),
        ("周末 仁川", Days.WEEKEND),
        ("平日 仁川", Days.WEEKDAYS),
        ("매일 인천", Days.EVERY_DAY),
        ("인천", None),
    ],
)
def test_days_are_parsed_and_not_part_of_a_name(text: str, days: Days | None) -> None:
    assert (request(f"07:00 {text}").days, stations(text)) == (days, [112])


@pytest.mark.parametrize("text", ["25:00", "07:60", "24:30", "7:5", "700", "7시60분", "25시", "7.30", "7:", "7:00:00"])
def test_an_invalid_time_is_reported(text: str) -> None:
    assert request(text) == SubscribeRequest(invalid_times=(text,))


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
def test_time_and_cities_are_accepted_in_any_order(text: str) -> None:
    assert (request(text).times, stations(text)) == ((dt.time(7),), [112, 105])


def test_an_empty_text_is_an_empty_request() -> None:
    assert request("") == NOTHING
    assert request(", ,,") == NOTHING


@pytest.mark.parametrize("text", ["전국", "Korea", "COUNTRY", "전국 07:00", "全国 7時", "韩国"])
def test_the_whole_country_is_not_a_city(text: str) -> None:
    assert stations(text) == []


def test_cities_beside_the_whole_country_are_included() -> None:
    assert stations("전국 인천") == [112]


def test_a_repeated_city_is_included_once() -> None:
    assert stations("인천 Incheon 강릉 仁川") == [112, 105]


def test_an_unknown_name_is_reported_with_suggestions() -> None:
    (unclear,) = request("07:00 인천 포하").unclear
    near = [other.number for other in unclear.answer.others]
    assert (unclear.text, unclear.answer.match, near) == ("포하", None, [138])


def test_too_many_cities_are_all_in_the_request() -> None:
    found = stations("속초 철원 춘천 서울 인천 원주 수원 대전 부산 제주 강릉")
    assert found is not None
    assert len(found) == 11


@pytest.mark.parametrize(
    ("text", "hours"),
    [("07:00 19:00", [7, 19]), ("19:00, 07:00", [7, 19]), ("07:00 7시", [7]), ("07:00 25:00", [7])],
)
def test_several_times_are_those_of_one_bulletin(text: str, hours: list[int]) -> None:
    assert request(text).times == tuple(map(dt.time, hours))


@pytest.mark.parametrize(
    ("text", "lacks_time"), [("매일 저녁 인천", True), ("저녁 7시 인천", False), ("매일 아침 인천", False)]
)
def test_a_part_of_the_day_without_a_time_is_asked_about(text: str, lacks_time: bool) -> None:
    assert request(text).lacks_time is lacks_time


@pytest.mark.parametrize("text", ["07:00 인천 wibble", "wibble 인천 7시", "인천 7am wibble"])
def test_a_word_that_was_not_understood_is_named_and_no_place_offered(text: str) -> None:
    (unclear,) = request(text).unclear
    assert (unclear.text, unclear.answer.matches, unclear.answer.suggestions) == ("wibble", (), ())


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("격주 월요일 7시", "격주"),
        ("매월 1일", "매월"),
        ("한 달에 두 번", "한 달에 두 번"),
        ("이틀마다 7시 서울", "이틀마다"),
        ("every other Monday 7:00", "every other"),
        ("every hour Busan", "every hour"),
        ("隔週 月曜日 7時", "隔週"),
        ("隔天 7点", "隔天"),
        ("cách ngày 7 giờ", "cách ngày"),
        ("내일만 7시 서울", "내일만"),
        ("only tomorrow 7:00 Seoul", "only tomorrow"),
        ("明日だけ 7時", "明日だけ"),
        ("只明天 7点", "只明天"),
    ],
)
def test_a_rhythm_that_no_bulletin_has_is_not_understood(text: str, rhythm: str) -> None:
    assert (rhythm, ()) in [(name.text, name.answer.suggestions) for name in request(text).unclear]


@pytest.mark.parametrize(
    "text", ["매일 7시", "every day 7:00", "매주 월요일", "毎日 7時", "每天7点", "월요일마다 7시", "hàng ngày 7 giờ"]
)
def test_a_usual_rhythm_is_understood(text: str) -> None:
    assert request(text).unclear == ()


def test_a_place_abroad_is_told_apart() -> None:
    assert (request("Tokyo 7am").abroad, request("평양 7시").north) == (("Tokyo",), ("평양",))


def test_days_stand_apart_from_the_city() -> None:
    said = request("월수금 7시 반 인천, 강릉")
    assert (said.times, said.days) == ((dt.time(7, 30),), Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY)
    assert stations("월수금 7시 반 인천, 강릉") == [112, 105]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        *((text, ["제주 서귀포시"]) for text in ("제주 서귀포 7시", "Jeju Seogwipo 7am", "済州 西帰浦 7時")),
        ("제주 제주시 (애월읍)", ["제주 제주시"]),
        ("제주 제주시 애월읍", ["애월"]),
        *((text, ["제주", "제주 서귀포시"]) for text in ("제주랑 서귀포", "제주, 서귀포", "済州と西帰浦")),
        ("인천 강화 교동 7시", ["교동도"]),
        ("제주 서귀포시 성산읍", ["성산읍"]),
        ("서울 제주 서귀포 강원 강릉 속초", ["서울", "제주 서귀포시", "강원 강릉시", "강원 속초시"]),
        ("전주 완주", ["전북 전주시", "전북 완주군"]),
    ],
)
def test_a_region_in_front_of_its_part_is_no_place_of_its_own(text: str, keys: list[str]) -> None:
    assert [match.place.key for match in request(text).places or ()] == keys


def test_choosing_a_place_keeps_the_days() -> None:
    first = request("일요일 빼고 06:30 고성")
    words = first.with_choice(first.unclear[0], first.unclear[0].answer.matches[0])
    assert (request(words).times, request(words).days) == (first.times, first.days)


def test_words_around_a_time_are_no_cities() -> None:
    assert request("아침 7시") == request("07:00")


def test_only_the_first_words_of_a_long_text_are_looked_up() -> None:
    assert len(request(" ".join(f"없는곳{number}" for number in range(1000))).unclear) == 30


@settings(max_examples=50)
@given(st.lists(st.text(max_size=10) | st.from_regex(r"[0-9:.시분,]{1,8}", fullmatch=True), max_size=60))
def test_any_text_is_a_request(words: list[str]) -> None:
    found = parse_subscribe(words, PLACES)
    assert len(found.unclear) <= 30


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


@pytest.mark.parametrize(
    "text",
    [
        "ㅎㅇㄷ",
        "そうる",
        "가야면",
        "금일읍",
        "Yeosu, Jeollanam-do",
        "서울특별시 중구 세종대로 110",
        "Seoul National University",
        "Lotte World",
    ],
)
def test_a_text_that_is_nothing_but_a_name_is_that_place(text: str) -> None:
    match = PLACES.find(text).match
    assert match is not None
    assert request(text).places == (match,)


@pytest.mark.parametrize("text", ["전국", "서울, 전국", "제주, 서귀포", "서울 추가"])
def test_words_of_an_order_are_no_part_of_a_name(text: str) -> None:
    found = request(text)
    assert (found.includes_country, found.is_addition) == ("전국" in text, "추가" in text)
    assert len(found.names) == len(set(text.replace(",", "").split()) - {"전국", "추가"})


def test_choosing_a_place_keeps_the_rest_of_the_request() -> None:
    first = request("강릉 고성 06:30 인천")
    (unclear,) = first.unclear
    words = first.with_choice(unclear, unclear.answer.matches[1])
    assert words == "06:30, 강릉, =경남 고성군, 인천"
    chosen = request(words)
    assert chosen.unclear == ()
    assert (chosen.times, stations(words)) == ((dt.time(6, 30),), [105, 162, 112])


@pytest.mark.parametrize("text", ["Séoul 7:00", "Thủ đô Seoul 7:00", "séoul"])
def test_marks_are_a_part_of_a_known_name(text: str) -> None:
    assert stations(text) == [108]


@pytest.mark.parametrize(
    "text",
    [
        "비 올 때만 7시 서울",
        "7시 서울 비 오는 날에만",
        "미세먼지 나쁠 때 7시 서울",
        "서울 더울 때만 7시",
        "비 오면 7시 서울",
        "only if it rains 7am Seoul",
        "7am Seoul on rainy days",
        "雨の日だけ 7時 ソウル",
        "雪が降ったら 7時 ソウル",
        "下雨才 7点 首尔",
        "只在下雨的时候 7点 首尔",
        "chỉ khi mưa 7 giờ Seoul",
        "7 giờ Seoul nếu có mưa",
    ],
)
def test_a_condition_of_the_weather_is_noticed(text: str) -> None:
    assert is_conditional(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "매일 비 소식 7시 서울",
        "매일 아침 서울 날씨",
        "평일 미세먼지 7시",
        "rain and news 7am Seoul",
        "毎朝 天気 ソウル",
        "每天 天气 首尔",
        "thời tiết mưa 7 giờ",
    ],
)
def test_a_word_for_the_weather_alone_is_no_condition(text: str) -> None:
    assert not is_conditional(text.split())


@pytest.mark.parametrize("text", ["회사 7시", "학교 7시", "동네 7시", "서울시 평양냉면 7시"])
def test_a_word_that_names_no_known_place_is_kept_to_be_asked_about(text: str) -> None:
    assert [one.text for one in request(text).names][-1] == text.split()[-2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("6시부터 9시까지 서울", "6시부터 9시까지"),
        ("between 7 and 8 Seoul", "between 7 and 8"),
        ("7 to 9 Seoul", "7 to 9"),
        ("ソウル 7時から9時まで", "7時から9時まで"),
        ("首尔 7点到9点", "7点到9点"),
    ],
)
def test_a_range_of_times_is_no_time(text: str, said: str) -> None:
    assert (request(text).times, request(text).invalid_times) == ((), (said,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("서울 7시, 비 오는 날은 6시", "비 오는 날은"),
        ("저녁 뉴스만 8시", "뉴스만"),
        ("날씨만 7시", "날씨만"),
        ("Seoul 7 giờ chỉ tin tức", "chỉ tin tức"),
        ("서울 7시 18시", None),
        ("7 and 18 Seoul", None),
        ("비 올 때만 7시 서울", None),
    ],
)
def test_a_limit_that_no_bulletin_has_is_named(text: str, said: str | None) -> None:
    assert request(text).negated == said
