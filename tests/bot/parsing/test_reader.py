"""The goals of the reader of what is asked; `python -m bench.sentences --wrong` lists the failing sentences."""

import datetime as dt
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.places_quality import QUERIES, places_by_key, read_queries
from bench.sentences import (
    CHAT_SENTENCES,
    DAY_SENTENCES,
    ERRAND_SENTENCES,
    EVERYDAY_SENTENCES,
    FRESH_SENTENCES,
    MIXED_SENTENCES,
    MORE_SENTENCES,
    ORDER_SENTENCES,
    PHONE_SENTENCES,
    PLAIN_SENTENCES,
    ROUTINE_SENTENCES,
    SENTENCES,
    TALK_SENTENCES,
    TASK_SENTENCES,
    TRICKY_SENTENCES,
    VARIED_SENTENCES,
    Outcome,
    Sentence,
    ask,
    classify,
    read_sentences,
)
from bot.parsing.asked_dates import resolve_days
from bot.parsing.days import Day, DayKind, DayPart, DayRange
from bot.parsing.intent import When
from bot.parsing.reader import Asked, read
from bot.parsing.topics import WEATHER, Detail, Topic
from bot.places.match import MatchMethod
from storage.terms import Days
from tests.bot.factories import PLACES

# The goal is 97 % and 0.3 %. Two of the tables also name towns that only the table of towns has.
_GOALS = {
    SENTENCES: (0.99, 0.001),
    MORE_SENTENCES: (0.985, 0.003),
    EVERYDAY_SENTENCES: (0.975, 0.002),
    PLAIN_SENTENCES: (0.99, 0.001),
    ROUTINE_SENTENCES: (0.99, 0.001),
    VARIED_SENTENCES: (0.975, 0.003),
    MIXED_SENTENCES: (0.99, 0.001),
    # Orders that end or ask something, topics that are not meant, and dates in words.
    ORDER_SENTENCES: (0.99, 0.001),
    # Spans, ranges, parts of months, dates with a year, and times of the day.
    DAY_SENTENCES: (0.98, 0.001),
    # Negated, quoted and idiomatic words, and names that are everyday words.
    TRICKY_SENTENCES: (0.96, 0.017),
    # Written without a look at the rules, and measured before any was mended by it: what a stranger's words get.
    FRESH_SENTENCES: (0.935, 0.024),
    # The same with reasons, several things at once and dialects; words left over that the bot tells count here.
    ERRAND_SENTENCES: (0.80, 0.085),
    # The same as written with two thumbs. No rule was mended by it yet.
    PHONE_SENTENCES: (0.845, 0.026),
    # Questions and orders as strangers write them in chats.
    CHAT_SENTENCES: (0.925, 0.055),
    # Talk, and words for help, thanks, greetings and an end; what is near to talk and asks something.
    TALK_SENTENCES: (0.96, 0.025),
    # What other assistants do: devices, rooms, appointments and mail; and talk with words that look like the weather.
    TASK_SENTENCES: (0.985, 0.001),
}


@pytest.fixture(scope="module", params=_GOALS, ids=lambda path: path.stem)
def table(request: pytest.FixtureRequest) -> Path:
    path = request.param
    assert isinstance(path, Path)
    return path


@pytest.fixture(scope="module")
def sentences(table: Path) -> tuple[Sentence, ...]:
    return read_sentences(table)


def test_there_are_sentences_in_five_languages_and_none_twice() -> None:
    said = [sentence for path in _GOALS for sentence in read_sentences(path)]
    texts = [sentence.said.casefold() for sentence in said]
    assert len(texts) >= 600
    assert [text for text, count in Counter(texts).items() if count > 1] == []
    assert {sentence.language for sentence in said} == {"ko", "en", "ja", "zh", "vi"}


def test_sentences_are_understood_or_asked_about_and_hardly_ever_misread(
    table: Path, sentences: tuple[Sentence, ...]
) -> None:
    outcomes = Counter(classify(sentence, ask(sentence, PLACES), PLACES) for sentence in sentences)
    right = outcomes[Outcome.RIGHT] + outcomes[Outcome.ASKED]
    min_right, max_wrong = _GOALS[table]
    assert right / outcomes.total() >= min_right, outcomes
    assert outcomes[Outcome.WRONG] / outcomes.total() < max_wrong, outcomes


def test_what_is_dropped_or_made_up_counts_as_wrong() -> None:
    sentence = next(
        one for one in read_sentences(SENTENCES) if one.what == {"rain"} and one.when == {"tomorrow"} and one.where
    )
    asked = ask(sentence, PLACES)
    assert classify(sentence, asked, PLACES) is Outcome.RIGHT
    assert classify(sentence, Asked(asked.what, When(), asked.names), PLACES) is Outcome.WRONG
    assert classify(sentence, Asked(asked.what, asked.when), PLACES) is Outcome.WRONG
    assert classify(sentence, Asked(), PLACES) is Outcome.NOT_UNDERSTOOD


def _keys(asked: Asked) -> list[str]:
    return [match.place.key for match in asked.places]


def test_a_text_is_taken_apart() -> None:
    asked = read("내일 아침 서울이랑 부산 뽀로롱 비 와요?", PLACES)
    assert asked.what == {Topic.RAIN}
    assert asked.when == When((Day(DayKind.OFFSET, 1),), frozenset({DayPart.MORNING}))
    assert (_keys(asked), asked.rest) == (["서울", "부산"], ("뽀로롱",))


@pytest.mark.parametrize(
    "text",
    [
        *("서울 날씨 부산 말고", "/weather 서울 and not 부산", "서울만 부산은 빼고"),
        *("Seoul but not Busan", "Seoul weather, except Busan"),
        *("ソウル、釜山じゃなくて", "ソウルの天気、釜山以外で", "首尔，不要釜山"),
        *("Seoul chứ không phải Busan", "Seoul, trừ Busan"),
    ],
)
def test_a_place_that_is_not_meant_is_left_out(text: str) -> None:
    asked = read(text.removeprefix("/weather "), PLACES, Topic.NOW if text.startswith("/") else None)
    assert asked.what == {Topic.NOW}
    assert (_keys(asked), asked.rest) == (["서울"], ())


@pytest.mark.parametrize("text", ["부산 말고", "is it not raining in Busan?", "비 안 오는 부산"])
def test_the_only_place_is_meant_in_any_case(text: str) -> None:
    assert _keys(read(text, PLACES)) in (["부산"], [])
    assert "부산" not in read(text, PLACES).rest


@pytest.mark.parametrize(
    "text",
    [
        *("아침엔 인천 저녁엔 부산", "인천 아침 부산 저녁", "朝は仁川、夕方は釜山"),
        *("morning in Incheon, evening in Busan", "早上仁川傍晚釜山", "sáng ở Incheon, tối ở Busan"),
    ],
)
def test_places_with_parts_of_the_day_of_their_own_are_questions_of_their_own(text: str) -> None:
    parts = read(text, PLACES).parts
    assert [(_keys(part), part.when.parts) for part in parts] == [
        (["인천"], frozenset({DayPart.MORNING})),
        (["부산"], frozenset({DayPart.EVENING})),
    ]


def test_what_is_said_of_all_places_is_asked_of_each() -> None:
    parts = read("토요일 강릉 일요일 속초 비 와?", PLACES).parts
    assert [part.what for part in parts] == [{Topic.RAIN}, {Topic.RAIN}]
    assert read("서울 부산 오늘 내일 날씨", PLACES).parts == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5월 35일 인천", "5월 35일"),
        ("weather in Incheon on February 30", "February 30"),
        ("仁川 2月30日", "2月30日"),
        ("ngày 31 tháng 4 Incheon", "ngày 31 tháng 4"),
        ("인천 2024-02-30", "2024-02-30"),
        ("31.04.2024 Incheon", "31.04.2024"),
        ("인천 2/30", "2/30"),
        ("13월 인천 날씨", "13월"),
        ("Incheon tháng 13", "tháng 13"),
    ],
)
def test_a_date_that_does_not_exist_is_told_beside_the_place(text: str, said: str) -> None:
    asked = read(text, PLACES)
    assert asked.what == {Topic.NOW}
    assert (_keys(asked), asked.invalid_dates, asked.when) == (["인천"], (said,), When())


@pytest.mark.parametrize(
    ("text", "topic", "keys"),
    [
        ("평창 대관령 오늘밤 영하로 떨어지나요 배추 걱정이라", Topic.FORECAST, ["station:100"]),
        ("우리 동네 비 언제 그쳐요? 회의가 있어요", Topic.RAIN, []),
        ("내일 체육 하는데 부산 비 와?", Topic.RAIN, ["부산"]),
        ("오늘 실외수업 가능한가요? 부산 미세먼지 수치 좀요", Topic.DUST, ["부산"]),
        ("dust in Daegu rn?? my eyes are burning", Topic.DUST, ["대구"]),
        ("토욜 일욜 둘다 비? 콘서트 부산인데", Topic.RAIN, ["부산"]),
        ("ngày mai đi tàu ở Busan gió to không", Topic.FORECAST, ["부산"]),
    ],
)
def test_why_something_is_asked_does_not_matter(text: str, topic: Topic, keys: list[str]) -> None:
    asked = read(text, PLACES)
    assert asked.what == {topic}
    assert asked.rest == ()
    assert _keys(asked) == keys


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("환율이랑 부산 날씨", "환율"),
        ("오늘 부산 환율 알려주고 날씨도", "환율"),
        ("미래마을 날씨", "미래마을"),
        ("부산 뽀로롱 비 와?", "뽀로롱"),
    ],
)
def test_frequent_words_that_are_asked_about_are_told(text: str, rest: str) -> None:
    assert read(text, PLACES).rest == (rest,)


def test_an_order_is_no_part_of_another_word() -> None:
    assert read("고추가 걱정인데 부산 내일 서리 와?", PLACES).what.isdisjoint({Topic.SUBSCRIBE})


def test_days_of_a_trip_and_days_within_which_something_happens() -> None:
    two_days = DayRange(Day(DayKind.OFFSET, 1), Day(DayKind.SPAN, 2))
    assert read("내일 1박2일로 여수 가요 날씨 봐줘", PLACES).when.days == (two_days,)
    assert read("내일부터 1박2일이에요. 여수 비 와요?", PLACES).when.days == (two_days,)
    assert read("10일 안에 여수 비 와?", PLACES).when.days == read("앞으로 10일 여수 비 와?", PLACES).when.days


def test_a_time_is_read_before_any_ending() -> None:
    assert read("내일 하원 3시인데 그때 부산 비 와?", PLACES).when.times == (dt.time(15),)
    assert read("토 6시 부산 비 와?", PLACES).when.days == (Day(DayKind.WEEKDAY, 5),)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        *(("알림 꺼졌나? 오늘 안왔어", Topic.STATUS), ("구독 취소됐어?", Topic.STATUS)),
        *(("what time is my daily message set to", Topic.STATUS), ("我订的是哪个城市来着", Topic.STATUS)),
        *(("pls stop", Topic.STOP), ("이 방에서 나가줘 봇아", Topic.STOP), ("사용법 좀 알려주시오", Topic.HELP)),
        ("아침마다 잘 보고 있습니다 늘 수고 많으십니다", Topic.THANKS),
        ("Can the bulletin come at 9 on weekends instead?", Topic.SUBSCRIBE),
    ],
)
def test_what_is_said_of_the_bulletins(text: str, topic: Topic) -> None:
    asked = read(text, PLACES)
    assert asked.what == {topic}
    assert asked.rest == ()


def test_wind_that_blows_is_no_town() -> None:
    assert _keys(read("정읍 바람 분당가", PLACES)) == _keys(read("정읍 바람", PLACES))


def test_three_days_are_three_and_a_persons_name_is_no_place() -> None:
    tomorrow, next_day, third = (Day(DayKind.OFFSET, number) for number in (1, 2, 3))
    assert read("내일 모레 글피 부산", PLACES).when.days == (tomorrow, next_day, third)
    assert read("내일모레 부산", PLACES).when.days == (next_day,)
    assert read("Mr. Gong Ju called, is it raining", PLACES).places == ()


def test_festivals_have_dates_or_are_said_to_have_none() -> None:
    now = dt.datetime(2024, 5, 14, tzinfo=dt.UTC)
    assert resolve_days(read("석가탄신일 부산 날씨", PLACES).when, now) == (dt.date(2024, 5, 15),)
    assert resolve_days(read("단오 부산 날씨", PLACES).when, now) == (dt.date(2024, 6, 10),)
    assert resolve_days(read("동지 부산 날씨", PLACES).when, now) == (dt.date(2024, 12, 21),)
    assert resolve_days(read("음력 8월 15일 부산", PLACES).when, now) == (dt.date(2024, 9, 17),)
    assert resolve_days(read("복날 부산 더워?", PLACES).when, now) == (dt.date(2024, 7, 15),)
    assert resolve_days(read("수능날 부산 날씨", PLACES).when, now) is None


@pytest.mark.parametrize(
    "text", ["부산에 대한 날씨", "대설 부산", "부산 소설 뉴스", "하지 마", "한식 맛집", "우수 사원", "청명한 하늘 부산"]
)
def test_everyday_words_are_no_solar_terms(text: str) -> None:
    assert read(text, PLACES).when.days == ()


@pytest.mark.parametrize(
    ("text", "what", "days"),
    [
        ("한시간쯤 있다가 비 올까요", Topic.RAIN, (Day(DayKind.MINUTES, 60),)),
        (
            "지난주 그렇게 덥더니 주말엔 좀 시원해지나",
            Topic.FORECAST,
            (Day(DayKind.OFFSET, -7), Day(DayKind.WEEKEND, 0)),
        ),
        ("wether in Busan nxt sat", Topic.FORECAST, (Day(DayKind.NEXT_WEEK, 5),)),
        ("busan tonite", Topic.FORECAST, (Day(DayKind.OFFSET, 0),)),
        ("Seoul vs Busan tmw", Topic.FORECAST, (Day(DayKind.OFFSET, 1),)),
        ("請問明天仁川機場天氣", Topic.FORECAST, (Day(DayKind.OFFSET, 1),)),
        ("明天天汽怎么样", Topic.FORECAST, (Day(DayKind.OFFSET, 1),)),
        ("週末釜山旅行なんだけど天気大丈夫かな", Topic.FORECAST, (Day(DayKind.WEEKEND, 0),)),
        ("thời tiết Busan cuối tuần này sao r", Topic.FORECAST, (Day(DayKind.WEEKEND, 0),)),
    ],
)
def test_questions_in_the_words_of_chats(text: str, what: Topic, days: tuple[Day, ...]) -> None:
    asked = read(text, PLACES)
    assert asked.what == {what}
    assert (asked.when.days, asked.rest) == (days, ())


def test_days_are_a_range() -> None:
    asked = read("8월 13일부터 15일까지 제주 날씨", PLACES)
    assert asked.when.days == (DayRange(Day(DayKind.DATE, 13, 8), Day(DayKind.DATE, 15, 8)),)


def test_a_bulletin_has_days_of_the_week_and_times() -> None:
    asked = read("Mon Wed Fri 7am Incheon, Gangneung", PLACES, Topic.SUBSCRIBE)
    assert asked.what == {Topic.SUBSCRIBE}
    assert asked.when == When(times=(dt.time(7),), repeated=Days.MONDAY | Days.WEDNESDAY | Days.FRIDAY)
    assert _keys(asked) == ["인천", "강원 강릉시"]


@pytest.mark.parametrize("text", ["雪岳山", "아침고요수목원", "설악산 날씨"])
def test_a_name_is_not_read_as_grammar(text: str) -> None:
    asked = read(text, PLACES)
    assert asked.what == {Topic.NOW}
    assert (len(asked.places), asked.rest) == (1, ())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Seoul National University tomorrow", "서울대학교"),
        ("will it rain at Incheon International Airport", "인천공항"),
        ("Gangneung Olympic Park weather", "강릉올림픽파크"),
        ("Korea University tonight", "고려대학교"),
        ("Mt. Halla tomorrow", "한라산"),
        ("Deokgu Hot Springs", "덕구온천"),
        ("Sŏul tomorrow", "서울"),
        ("Inch'ŏn weather", "인천"),
        ("weather in Yong'in", "경기 용인시"),
    ],
)
def test_a_name_in_latin_letters_is_read_as_a_whole(text: str, key: str) -> None:
    asked = read(text, PLACES)
    assert ([match.place.key for match in asked.places], asked.rest) == ([key], ())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("처인구 내일", "경기 용인시 처인구"),
        ("왜목마을 내일", "왜목마을"),
        ("서울특별시 중구 세종대로 110 날씨", "서울 중구"),
        ("부산 연제구 중앙대로 1001 내일", "부산 연제구"),
        ("서울시 서초구 서초대로74길 11 내일 비와?", "서울 서초구"),
    ],
)
def test_no_other_word_is_read_inside_a_name_or_an_address(text: str, key: str) -> None:
    asked = read(text, PLACES)
    assert ([match.place.key for match in asked.places], asked.rest) == ([key], ())


@pytest.mark.parametrize("text", ["강남구 테헤란로 7시", "서울 중구 을지로3가"])
def test_a_time_and_a_quarter_are_no_house_numbers(text: str) -> None:
    asked = read(text, PLACES)
    assert len(asked.places) == 1
    assert len(asked.when.times) == ("7시" in text)


@pytest.mark.parametrize("text", ["Jung-gu, Incheon", "부산 남구"])
def test_a_district_belongs_to_the_city_beside_it(text: str) -> None:
    assert len(read(text, PLACES).names) == 1


@pytest.mark.parametrize("text", ["Tokyo weather", "도쿄 날씨", "大阪の天気"])
def test_a_place_abroad_is_said_to_be_abroad(text: str) -> None:
    asked = read(text, PLACES)
    assert asked.what == {Topic.NOW}
    assert (len(asked.places), len(asked.abroad)) == (0, 1)


def test_a_place_in_the_north_is_told_apart() -> None:
    assert read("평양 날씨", PLACES).north == ("평양",)


def test_no_place_in_korea_is_taken_for_another_thing() -> None:
    queries = [query.text for query in read_queries(QUERIES, places_by_key()) if query.expected]
    asked = {text: read(text, PLACES, Topic.NOW) for text in queries}
    assert [text for text, one in asked.items() if one.abroad or one.north] == []
    about_the_weather = {Topic.NOW, Topic.FORECAST, Topic.RAIN, Topic.DUST, Topic.NEWS, Topic.MAP, Topic.WARNINGS}
    assert [text for text, one in asked.items() if not one.what <= about_the_weather] == []


def test_the_end_of_a_warning_is_no_wish_to_unsubscribe() -> None:
    assert read("한파주의보 해제됐나요", PLACES).what == {Topic.WARNINGS}


@pytest.mark.parametrize(
    "text",
    [
        *("주말에 뭐 해?", "서울에서 부산까지 몇 시간", "전주 비빔밥 맛집", "서울 처음 왔어요", "회의 중인 부산"),
        *("how's my code looking", "how is your boss looking today", "I'm looking for a friend in Busan"),
    ],
)
def test_a_question_about_something_else_is_not_about_the_weather(text: str) -> None:
    assert read(text, PLACES).what == frozenset()


def test_repeated_days_with_a_time_are_a_bulletin() -> None:
    asked = read("평일 아침 7시에 서울 날씨 알려줘", PLACES)
    assert asked.what == {Topic.SUBSCRIBE}
    assert asked.when == When(times=(dt.time(7),), repeated=Days.WEEKDAYS)


@pytest.mark.parametrize(
    "text",
    [
        *("나 지금 강릉이야", "I'm in Seoul", "我在首尔", "tôi ở Seoul", "또 주말이네", "예보 또 틀렸네", "강릉 커피"),
        *("전주비빔밥", "수원 갈비 먹자", "what's the time in Seoul", "오늘 회식이야", "커피가 너무 진해", "ok cool"),
    ],
)
def test_a_place_or_a_day_in_another_sentence_is_no_question(text: str) -> None:
    assert read(text, PLACES).what == frozenset()


@pytest.mark.parametrize(
    ("text", "topic", "keys"),
    [
        ("dlscjs skfTl", Topic.NOW, ["인천"]),
        ("부산 남구 북구 날씨", Topic.NOW, ["부산 남구", "부산 북구"]),
        ("Haeundae-gu, Busan weather", Topic.NOW, ["부산 해운대구"]),
        ("강원 고성 말고 경남 고성 날씨", Topic.NOW, ["경남 고성군"]),
        ("태풍 오나요 제주", Topic.WARNINGS, ["제주"]),
        ("레이더 영상 수원", Topic.MAP, ["경기 수원시"]),
        ("세차해도 되나 내일 대전", Topic.RAIN, ["대전"]),
        ("폭우 피해 뉴스 대전", Topic.NEWS, ["대전"]),
        ("버스 파업 기사 찾아줘", Topic.NEWS, []),
        ("반도체 기사 찾아봐줘", Topic.NEWS, []),
        ("부동산 소식 찾아봐 주세요", Topic.NEWS, []),
        ("김치 기사 검색해 볼래", Topic.NEWS, []),
        ("다리 보수 소식 있어요?", Topic.NEWS, []),
        ("articles about the ferry strike", Topic.NEWS, []),
        ("毎朝天気を教えて", Topic.SUBSCRIBE, []),
        ("크리스마스 이브 대구 날씨", Topic.FORECAST, ["대구"]),
    ],
)
def test_a_sentence_has_its_topic_and_places(text: str, topic: Topic, keys: list[str]) -> None:
    asked = read(text, PLACES)
    assert asked.what == {topic}
    assert (_keys(asked), list(asked.abroad)) == (keys, [])


def test_a_cat_is_no_city() -> None:
    assert read("고양이", PLACES).names == ()


@pytest.mark.parametrize("text", ["오늘 너무 피곤하다", "너 몇 살이야", "", "?!", "ㅋㅋㅋ"])
def test_what_is_no_question_has_no_topic(text: str) -> None:
    assert read(text, PLACES).what == frozenset()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from([None, Topic.NOW, Topic.SUBSCRIBE]))
def test_any_text_can_be_read(text: str, command: Topic | None) -> None:
    asked = read(text, PLACES, command)
    assert len(asked.rest) <= 300


_FRAGMENTS = (
    *("7", "07:30", "差", "一刻", "点", "時", "半", "시", "분", "오전", "밤", "am", "pm.", "a.m", "half", "past"),
    *("quarter", "to", "giờ", "kém", "rưỡi", "월", "일", "금", "Mon", "thứ", "2", "5/13", "부터", "빼고", "매주"),
    *("tomorrow", "明天", "今週", "비", "서울", "中区", ".", "~", "시간 뒤", "(토)", "말고", "tonight"),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_FRAGMENTS), max_size=12), st.sampled_from(["", " "]))
def test_any_mix_of_words_about_time_can_be_read(words: list[str], between: str) -> None:
    text = between.join(words)
    for command in (None, Topic.SUBSCRIBE):
        when = read(text, PLACES, command).when
        assert len(when.times) == len(set(when.times))


@pytest.mark.parametrize(
    "unit", ["mon ", "월,", "周一", "明", "비 안 ", "heavy rain ", "내일 ", "서울 ", "1 ", "없는곳 "]
)
@pytest.mark.parametrize("command", [None, Topic.SUBSCRIBE])
def test_a_long_text_of_one_word_is_read_quickly(unit: str, command: Topic | None) -> None:
    # Most of the patterns are compiled at the first text that needs them.
    read(unit, PLACES, command)
    started = time.thread_time()
    read(unit * 1000, PLACES, command)
    assert time.thread_time() - started < 0.1


@pytest.mark.parametrize(
    ("text", "what", "keys"),
    [
        ("대구 지우고 구미로", Topic.SUBSCRIBE, ["경북 구미시"]),
        ("인천 대신 수원으로 해줘", Topic.SUBSCRIBE, ["경기 수원시"]),
        ("replace Seoul with Busan", Topic.SUBSCRIBE, ["부산"]),
        ("把首尔换成釜山", Topic.SUBSCRIBE, ["부산"]),
        ("đổi Seoul thành Busan", Topic.SUBSCRIBE, ["부산"]),
        ("6시에 알려줘 부천", Topic.SUBSCRIBE, ["경기 부천시"]),
        ("내일비오나여수", Topic.RAIN, ["전남 여수시"]),
        ("❄️오나 강릉", Topic.RAIN, ["강원 강릉시"]),
        ("원주 날씨 ㅇㄸ", Topic.NOW, ["강원 원주시"]),
        ("오존 농도 알려줘 서울", Topic.NOW, ["서울"]),
        ("이번 주 등산하기 어때 설악산", Topic.FORECAST, ["설악산"]),
        ("언제부터 비 오는거임 양주", Topic.RAIN, ["경기 양주시"]),
        ("내일 언제쯤부터 비와 수원", Topic.RAIN, ["경기 수원시"]),
        ("언제까지 오려나 비 부산", Topic.RAIN, ["부산"]),
        ("지금 발효 중인 특보 알려줘", Topic.WARNINGS, []),
        ("발령 중인 경보", Topic.WARNINGS, []),
        ("진행 중인 호우특보 제주", Topic.WARNINGS, ["제주"]),
        ("시행중인 주의보", Topic.WARNINGS, []),
        ("안녕하세요 처음 왔어요", Topic.GREETING, []),
        ("안녕 처음으로 들어왔어요", Topic.GREETING, []),
        ("what's tomorrow looking like", Topic.FORECAST, []),
        ("how's the weekend looking", Topic.FORECAST, []),
        ("how is Busan looking next week?", Topic.FORECAST, ["부산"]),
        ("how's it looking tonight in Seoul", Topic.FORECAST, ["서울"]),
    ],
)
def test_a_text_is_understood_as_a_whole(text: str, what: Topic, keys: list[str]) -> None:
    asked = read(text, PLACES)
    assert asked.what == {what}
    assert _keys(asked) == keys
    assert not asked.rest


@pytest.mark.parametrize(
    "text",
    [
        "대한민국 만세",
        "예산 얼마야",
        "영주권 신청 어떻게 해",
        "지금 몇 시야",
        "고성방가 신고",
        "눈이 아파요",
        "안녕 수지야",
    ],
)
def test_a_text_about_something_else_is_no_question(text: str) -> None:
    assert not read(text, PLACES).what & set(WEATHER)


@pytest.mark.parametrize("text", ["나니아 내일 비 와?", "모르도르랑 강릉 내일 날씨", "대귀 날씨"])
def test_a_word_that_may_be_a_place_is_told(text: str) -> None:
    asked = read(text, PLACES)
    assert asked.rest or any(match.method is MatchMethod.SPELLING for match in asked.places)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("3시에 비 와?", [15]),
        ("세시부터 여섯시까지 비 와?", [15, 18]),
        ("5시~9시 비와?", [17, 21]),
        ("오전 3시 기온", [3]),
        ("03:00 기온", [3]),
        ("내일 새벽 3시 기온", [3]),
        ("11시 기온", [11]),
        ("at 3 will it rain", [15]),
    ],
)
def test_an_hour_without_a_half_of_the_day_is_in_the_daytime(text: str, times: list[int]) -> None:
    assert [time.hour for time in read(text, PLACES).when.times] == times


@pytest.mark.parametrize(
    "text", ["작년 오늘 서울 날씨", "지난주 날씨", "3일 전 비 왔어?", "weather last year", "去年釜山天气"]
)
def test_a_past_time_is_past(text: str) -> None:
    asked = read(text, PLACES)
    assert asked.when.is_past
    assert Topic.FORECAST not in asked.what


@pytest.mark.parametrize("text", ["내 주변 날씨", "weather near me", "附近天气", "この辺の天気", "thời tiết gần đây"])
def test_the_place_where_the_person_is_is_asked_about(text: str) -> None:
    asked = read(text, PLACES)
    assert (asked.is_here, asked.names) == (True, ())


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("오존 서울", Detail.OZONE),
        ("high tide in Incheon", Detail.TIDE),
        ("파도 높나 포항", Detail.WAVES),
        ("오늘 보름달?", Detail.MOON),
        ("花粉ひどい？", Detail.INDEX),
    ],
)
def test_a_value_that_no_source_has_is_named(text: str, detail: Detail) -> None:
    assert detail in read(text, PLACES).details


@pytest.mark.parametrize(
    "text", ["내일만 쉬어줘", "pause until Monday", "다음주까지 알림 잠깐 멈춰줘", "skip tomorrow"]
)
def test_a_break_is_asked_for(text: str) -> None:
    asked = read(text, PLACES)
    assert asked.what == {Topic.STOP}
    assert asked.when.days


_LETTERS = st.sampled_from(
    "서울내일비오나여수아침저녁일곱시반말고로지우하루이틀 ㅏㄴㅆ☔❄️・ー~/:,?!0137amtokwithđổi明后天把换成に変更から"
)


@settings(max_examples=150, deadline=None)
@given(st.text(_LETTERS, max_size=30), st.sampled_from([None, Topic.NOW, Topic.SUBSCRIBE]))
def test_any_mix_of_signs_can_be_read(text: str, command: Topic | None) -> None:
    asked = read(text, PLACES, command)
    assert set(asked.places) <= {match for name in asked.named for match in name.answer.matches}


@pytest.mark.parametrize("text", ["눈물이 난다", "나 오늘 부산 간다", "여행 어때", "눈치 보여", "바람피는 남편"])
def test_a_word_that_only_begins_like_the_weather_is_no_question(text: str) -> None:
    assert not read(text, PLACES).what


@pytest.mark.parametrize(
    "text",
    [
        *("how do I look today", "how was your weekend", "너 오늘 어때", "오늘 하루 어땠어", "is it friday yet"),
        *("분위기 쌀쌀하네", "마음이 춥다", "세상에서 가장 추운 바다는?"),
    ],
)
def test_a_day_or_an_adjective_makes_no_question_about_the_weather(text: str) -> None:
    assert read(text, PLACES).what == frozenset()


@pytest.mark.parametrize(
    "text",
    ["see you tomorrow", "have a nice weekend", "좋은 주말 보내세요", "良い週末を", "周末愉快", "hẹn gặp lại ngày mai"],
)
def test_a_farewell_asks_for_no_forecast(text: str) -> None:
    assert read(text, PLACES).what == {Topic.GREETING}


@pytest.mark.parametrize(
    "text", ["수도권 날씨", "강원 영동 내일", "capital area weather", "首都圏の天気", "vùng thủ đô thời tiết"]
)
def test_a_wide_area_is_asked_back(text: str) -> None:
    asked = read(text, PLACES)
    assert (len(asked.names), asked.places, asked.rest) == (1, (), ())


@pytest.mark.parametrize(
    "text",
    [
        *("내일 갈게", "내일 봐", "오늘 갔다 왔어", "let's go tomorrow", "I'm going home tonight"),
        *("음성 메시지도 되나요", "예산 부족해", "비 노래 틀어줘", "소나기 소설 줄거리", "umbrella academy season 4"),
        *("雨が好きなんだよね", "I'm under the weather today", "비 오는 날엔 파전이지", "우리집 강아지 이름이 날씨야"),
        *("雪花秀多少钱", "tôi không tin", "지도교수님 싫어", "mưa rơi trong lòng em"),
    ],
)
def test_what_only_sounds_like_the_weather_is_no_question(text: str) -> None:
    assert read(text, PLACES).what == frozenset()


@pytest.mark.parametrize(
    "text", ["내일?", "내일은?", "tomorrow in Busan", "부산 주말", "내일 부산 가는데 괜찮을까", "구미 어때?"]
)
def test_a_day_or_a_place_alone_is_a_question(text: str) -> None:
    assert len(read(text, PLACES).what) == 1


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("오늘 야구 경기 우천취소야?", []),
        ("오늘 경기 날씨", ["경기"]),
        ("강진 났다는데 지진이야?", []),
        ("강진 날씨", ["전남 강진군"]),
        ("진도 3 지진 났어?", []),
        ("양산 쓰고 나가야 돼?", []),
        ("천안 아산 미세먼지", ["충남 천안시", "충남 아산시"]),
        ("수원 화성 날씨", ["수원화성"]),
        ("not Seoul but Busan", ["부산"]),
    ],
)
def test_everyday_words_and_neighbours_are_told_apart(text: str, keys: list[str]) -> None:
    assert _keys(read(text, PLACES)) == keys


@pytest.mark.parametrize(
    ("text", "hours"), [("6시랑 9시 비 와?", [6, 9]), ("9시랑 3시 비 와?", [9, 15]), ("3시 비 와?", [15])]
)
def test_hours_without_a_half_of_the_day_are_in_daytime(text: str, hours: list[int]) -> None:
    assert [time.hour for time in read(text, PLACES).when.times] == hours


@pytest.mark.parametrize("text", ["i'm so cold", "you are so cool", "stay warm"])
def test_what_somebody_is_asks_for_no_weather(text: str) -> None:
    assert read(text, PLACES).what == frozenset()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("부산 비 말고 기온", "부산"),
        ("부산 내일 말고 오늘", "부산"),
        ("부산 오늘 말고 내일 날씨", "부산"),
        ("부산 미세먼지 말고 날씨", "부산"),
        ("부산 뉴스 말고 날씨", "부산"),
        ("강원 원주 말고 전주 날씨", "전주"),
        ("부산 날씨 말고 서울 날씨", "서울"),
    ],
)
def test_only_the_word_before_instead_is_left_out(text: str, place: str) -> None:
    assert [one.text for one in read(text, PLACES).named] == [place]
