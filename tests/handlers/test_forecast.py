"""Questions about what comes: by command, in plain words, and inline."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.intake.outlook.forecasts import ForecastCollector
from bot.parsing.asked_dates import resolve_days
from bot.parsing.days import Day, DayKind, DayRange
from bot.parsing.intent import When
from bot.weather.outlook import Spot
from sources.forecasts import Forecast
from sources.korea.forecast_grid import find_cell
from sources.warnings import WarningList
from storage.content import forecasts, warnings
from tests.bot.factories import PLACES
from tests.bot.weather.factories import hours
from tests.factories import seoul
from tests.handlers.factories import press
from tests.outlook import INCHEON, TODAY, know
from tests.talk import Start, Talk

NOT_YET = "아직 예보는 알려 드리지 못해요."


@pytest.fixture
async def talk(start: Start) -> Talk:
    """A conversation of the fourteenth at seven, with a forecast and fine dust of Incheon."""
    talk = await start(at=seoul("2024-05-14T07:00"))
    await know(talk)
    return talk


@pytest.mark.parametrize("language", ["en", "ja", "ko", "vi", "zh"])
async def test_questions(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, at=seoul("2024-05-14T07:00"))
    await know(talk)
    incheon = {"en": "Incheon", "ja": "仁川", "ko": "인천", "vi": "Incheon", "zh": "仁川"}[language]
    asked = ["/weather", "/forecast", "/tomorrow", "/week", "/dust", "/warnings"]
    assert [await talk(f"{command} {incheon}") for command in asked] == snapshot
    assert await talk("/dust", "/help") == snapshot


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("오늘 인천 비 와?", "오늘 ☂️ 12~22℃ · 오후 3~6시 비 70% · 우산 챙기세요"),
        ("내일 인천 비 와?", "내일 ☀️ 14~25℃ · 비 소식 없음"),
        ("Will it rain in Incheon tomorrow?", "내일 ☀️ 14~25℃ · 비 소식 없음"),
        ("인천 내일 오후 3시 날씨", "오후 3시 ☀️ 22℃"),
        ("인천 내일 저녁 날씨", "저녁 맑음"),
        ("인천 수요일 날씨", "내일 ☀️ 14~25℃"),
        ("인천 미세먼지", "😷 미세먼지 나쁨 (PM2.5 42) · 마스크 쓰세요 · 신흥 06:00"),
        ("인천 일출", "🌅 인천 해돋이 05:25 · 해넘이 19:34"),
    ],
)
async def test_plain_words(talk: Talk, text: str, answer: str) -> None:
    assert answer in await talk(text)


async def test_what_is_answered_is_not_said_to_be_unknown(talk: Talk) -> None:
    shown = await talk("내일 인천 비 와?")
    assert NOT_YET not in shown
    assert "가장 최근 날씨" not in shown


async def test_a_day_beyond_the_forecast(talk: Talk) -> None:
    shown = await talk("인천 토요일 날씨")
    assert "예보는 5월 15일 수요일까지만 있어요." in shown
    assert "맑음 15.9℃" in shown


async def test_a_place_without_a_forecast_is_answered_as_before(talk: Talk) -> None:
    shown = await talk("내일 부산 비 와?")
    assert "예보는 아직 알려 드리지 못해요" in shown
    assert "가장 최근 날씨" in shown


async def test_own_places_are_those_of_a_question_without_a_name(talk: Talk) -> None:
    assert "어느 지역인가요?" in await talk("/tomorrow")
    await talk("/subscribe 07:00 인천")
    assert "내일 ☀️ 14~25℃" in await talk("/tomorrow")
    assert "내일 ☀️ 14~25℃ · 비 소식 없음" in await talk("내일 비 와?")


async def test_a_question_without_a_known_place_asks_for_it(talk: Talk) -> None:
    texts = ("내일", "내일 날씨", "내일 비와?", "tomorrow's weather", "미세먼지", "/weather 내일")
    for text, command in zip(texts, ("forecast", "forecast", "forecast", "forecast", "dust", "forecast"), strict=True):
        shown = await talk(text)
        assert f"/{command} " in shown, text
        assert NOT_YET not in shown, text
    assert "/forecast " in await talk(":in group", "/weather 내일")
    await talk(":in private", "/subscribe 07:00 인천")
    assert "내일 ☀️ 14~25℃" in await talk("내일 날씨")


async def test_commands_work_in_groups(talk: Talk) -> None:
    assert "내일 ☀️ 14~25℃" in await talk(":in group", "/tomorrow 인천")


async def test_weather_tells_the_day_after_the_reading(talk: Talk) -> None:
    shown = await talk("/weather 인천")
    assert shown.index("맑음 15.9℃") < shown.index("오늘 ☂️ 12~22℃") < shown.index("내일") < shown.index("미세먼지")


async def test_weather_is_not_cached_beyond_a_new_forecast(start: Start) -> None:
    talk = await start(at=seoul("2024-05-14T07:00"))
    assert "오늘 ☂️" not in await talk("/weather 인천")
    await know(talk)
    assert "오늘 ☂️ 12~22℃" in await talk("/weather 인천")


async def test_warnings_in_force_and_none(talk: Talk) -> None:
    assert "아직 기상 특보" in await talk("/warnings 인천")
    now = talk.session.clock.now()
    async with talk.session.database.write() as connection:
        await warnings.store(connection, "KMA", WarningList(()), now)
    assert "발효 중인 특보가 없어요." in await talk("/warnings 인천")


NOW = seoul("2024-05-14T07:00")


@pytest.mark.parametrize(
    ("days", "dates"),
    [
        ([Day(DayKind.OFFSET, 1)], ["05-15"]),
        ([Day(DayKind.WEEKDAY, 1)], ["05-14"]),
        ([Day(DayKind.WEEKDAY, 0)], ["05-20"]),
        ([Day(DayKind.NEXT_WEEK, 1)], ["05-21"]),
        ([Day(DayKind.WEEK_AFTER_NEXT, 1)], ["05-28"]),
        ([Day(DayKind.WEEKEND, 0)], ["05-18", "05-19"]),
        ([Day(DayKind.WEEKEND, 1)], ["05-25", "05-26"]),
        ([Day(DayKind.WEEK, 1)], [f"05-{day}" for day in range(20, 27)]),
        ([Day(DayKind.MINUTES, 18 * 60)], ["05-15"]),
        ([Day(DayKind.DATE, 16)], ["05-16"]),
        ([Day(DayKind.DATE, 1)], ["06-01"]),
        ([Day(DayKind.DATE, 3, 6)], ["06-03"]),
        ([DayRange(Day(DayKind.OFFSET, 0), Day(DayKind.OFFSET, 2))], ["05-14", "05-15", "05-16"]),
        ([Day(DayKind.OFFSET, 2), Day(DayKind.OFFSET, 1), Day(DayKind.OFFSET, 1)], ["05-15", "05-16"]),
        ([], []),
        ([DayRange(Day(DayKind.OFFSET, 1), Day(DayKind.SPAN, 3))], ["05-15", "05-16", "05-17"]),
        ([DayRange(Day(DayKind.WEEKDAY, 4), Day(DayKind.WEEKDAY, 0))], [f"05-{day}" for day in range(17, 21)]),
        # It has begun yesterday.
        ([DayRange(Day(DayKind.WEEKDAY, 0), Day(DayKind.WEEKDAY, 2))], ["05-13", "05-14", "05-15"]),
        ([DayRange(Day(DayKind.DATE, 13), Day(DayKind.DATE, 15))], ["05-13", "05-14", "05-15"]),
        ([DayRange(Day(DayKind.DATE, 30), Day(DayKind.DATE, 2))], ["05-30", "05-31", "06-01", "06-02"]),
        ([DayRange(Day(DayKind.DATE, 20), Day(DayKind.WEEKDAY, 4))], [f"05-{day}" for day in range(20, 25)]),
        ([Day(DayKind.THIS_WEEK, 0)], ["05-13"]),
        ([Day(DayKind.LAST_WEEK, 6)], ["05-12"]),
        ([Day(DayKind.DATE, 1, 5)], ["05-01"]),
        ([Day(DayKind.DATE, 20, 5, 2024)], ["05-20"]),
        ([Day(DayKind.DATE, 3, months_ahead=1)], ["06-03"]),
        ([Day(DayKind.DATE, 31, months_ahead=1)], None),
        ([Day(DayKind.MONTH, 0, months_ahead=1)], [f"06-{day:02}" for day in range(1, 31)]),
        # A week belongs to the month of its Thursday.
        ([Day(DayKind.WEEK_OF_MONTH, 1, 6)], [f"06-{day:02}" for day in range(3, 10)]),
        ([Day(DayKind.WEEK_OF_MONTH, -1, 6)], [f"06-{day}" for day in range(24, 31)]),
        ([Day(DayKind.THIRD_OF_MONTH, 3, months_ahead=0)], [f"05-{day}" for day in range(21, 32)]),
        ([Day(DayKind.FESTIVAL, 1)], ["09-17"]),
        ([Day(DayKind.FESTIVAL, 2)], None),
        ([Day(DayKind.DATE, 31, 2)], None),
    ],
)
def test_dates_of_days(days: list[Day | DayRange], dates: list[str] | None) -> None:
    found = resolve_days(When(tuple(days)), NOW)
    assert found == (None if dates is None else tuple(dt.date.fromisoformat(f"2024-{date}") for date in dates))


@pytest.mark.parametrize(
    "text",
    [
        "인천 2024-05-13", "2024년 5월 1일 인천 날씨", "Incheon 13.05.2024", "weather in Incheon on May 1, 2024",
        "2019년 여름 인천", "이번 주 월요일 인천",
        "인천 5월 12일", "2024年5月10日 仁川", "ngày 10 tháng 5 năm 2024 Incheon", "인천 5월 10일부터 12일까지",
    ],
)  # fmt: skip
async def test_a_date_is_past_by_the_clock(talk: Talk, text: str) -> None:
    shown = await talk(text)
    assert "지난 날씨는 알려 드리지 못해요." in shown
    assert "예보는 5월" not in shown


async def test_the_same_date_is_not_past_before_it(talk: Talk) -> None:
    assert "내일 ☀️ 14~25℃" in await talk("인천 2024-05-15")
    assert "예보는 5월 15일 수요일까지만 있어요." in await talk("인천 2024-05-20")
    assert "예보는 5월 15일 수요일까지만 있어요." in await talk("인천 2025년 1월 1일")


@pytest.mark.parametrize(
    "text",
    [
        "오늘부터 사흘간 인천", "인천 3박4일", "이번 주 월~금 인천", "인천 앞으로 2주", "from today to May 20 Incheon",
        "今日から3日間 仁川", "今天起三天 仁川",
        "Incheon trong 3 ngày tới", "인천 2024-05-13~2024-05-16", "이번 달 인천 날씨",
    ],
)  # fmt: skip
async def test_of_a_longer_range_what_is_known_is_shown(talk: Talk, text: str) -> None:
    shown = await talk(text)
    assert shown.index("오늘 ☂️ 12~22℃") < shown.index("내일 ☀️ 14~25℃") < shown.index("예보는 5월 15일 수요일까지만")


@pytest.mark.parametrize(
    "text", ["다담주 월요일 인천", "인천 다음달 첫째 주", "보름 뒤 인천", "Incheon in two weeks", "인천 20~22일"]
)
async def test_of_a_later_day_how_far_the_forecast_reaches(talk: Talk, text: str) -> None:
    assert "예보는 5월 15일 수요일까지만 있어요." in await talk(text)


async def test_of_a_festival_the_date_is_computed_and_of_others_asked_for(talk: Talk) -> None:
    assert "예보는 5월 15일 수요일까지만 있어요." in await talk("추석 인천 날씨")
    assert "며칠인지 몰라요" in await talk("수능날 인천 날씨")


GWANGJU = "광주광역시"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("내일 오후 3시 광주", ["내일 ☀️ 14~25℃", "오후 3시 ☀️ 22℃"]),
        ("Gwangju tomorrow 3pm", ["내일 ☀️ 14~25℃", "오후 3시 ☀️ 22℃"]),
        ("광주 내일 저녁 날씨", ["내일 ☀️ 14~25℃", "저녁 맑음"]),
        ("내일 밤 12시 광주", ["16일 (목) 00:00의 시간별 예보는 없어요."]),
        ("내일 광주 비 와?", ["내일 ☀️ 14~25℃ · 비 소식 없음"]),
        ("오늘부터 사흘간 광주", ["오늘 ☂️ 12~22℃", "내일 ☀️ 14~25℃", "예보는 5월 15일 수요일까지만 있어요."]),
        ("5월 15일 광주", ["내일 ☀️ 14~25℃"]),
    ],
)
async def test_a_chosen_place_gets_the_answer_to_the_question(talk: Talk, text: str, told: list[str]) -> None:
    match = PLACES.find(GWANGJU).match
    assert match is not None
    await know(talk, place=match.place)
    assert "어느 곳" in await talk(text)
    shown = await press(talk, "광주")
    assert "(edited)" in shown
    for line in told:
        assert line in shown


async def test_a_button_answers_of_the_day_that_was_asked_about(talk: Talk) -> None:
    await talk("내일 오후 3시 광주")
    await talk.at("2024-05-20 07:00")
    assert "지난 날씨는 알려 드리지 못해요." in await press(talk, "광주")


@pytest.mark.parametrize(
    ("at", "text", "told"),
    [
        # Midnight is the beginning of the day that is named, unless it is today's, or the night's.
        ("2024-05-14T07:00", "인천 내일 자정 날씨", "내일 00:00 ☀️"),
        ("2024-05-14T07:00", "인천 자정 날씨", "내일 00:00 ☀️"),
        ("2024-05-14T07:00", "인천 오늘 밤 12시 날씨", "내일 00:00 ☀️"),
        ("2024-05-14T07:00", "Incheon tomorrow midnight", "내일 00:00 ☀️"),
        ("2024-05-14T07:00", "인천 내일 밤 12시 날씨", "16일 (목) 00:00의 시간별 예보는 없어요."),
        ("2024-05-14T07:00", "Incheon tomorrow night at 12", "16일 (목) 00:00의 시간별 예보는 없어요."),
        # What is over today comes tomorrow.
        ("2024-05-14T20:00", "인천 7시 날씨", "내일 ☀️ 14~25℃\n    오전 7시 ☀️"),
        ("2024-05-14T20:00", "인천 아침 날씨", "내일 ☀️ 14~25℃\n    오전 맑음"),
        ("2024-05-14T07:00", "인천 3시 날씨", "오후 3시 ☂️"),
        ("2024-05-14T12:00", "두 시간 뒤 인천 날씨", "오후 2시 ☀️"),
        ("2024-05-14T12:00", "인천 하루 뒤 오후 3시", "내일 ☀️ 14~25℃\n    오후 3시 ☀️"),
        ("2024-05-14T07:00", "인천 half past six", "오후 6시 ☀️"),
        ("2024-05-14T07:00", "Incheon 19h30", "오후 7시 ☀️"),
        ("2024-05-14T07:00", "明天下午三点半 仁川", "오후 3시 ☀️"),
    ],
)
async def test_hours(start: Start, at: str, text: str, told: str) -> None:
    talk = await start(at=seoul(at))
    await know(talk)
    assert told in await talk(text)


class Fetching:
    """Forecasts of which none has come yet."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def request(self, spots: Sequence[Spot]) -> frozenset[str]:
        self.asked += [spot.name for spot in spots]
        return frozenset(spot.key for spot in spots)

    def is_fetching(self, _spot: Spot) -> bool:
        return True


def fetching(talk: Talk) -> Fetching:
    """Have the bot fetch forecasts that do not come."""
    application, collector = talk.session.application, Fetching()
    application.dependencies = replace(application.dependencies, forecasts=cast("ForecastCollector", collector))
    return collector


@pytest.mark.parametrize("language", ["en", "ja", "ko", "vi", "zh"])
async def test_a_forecast_that_is_on_its_way(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, at=seoul("2024-05-14T07:00"))
    collector = fetching(talk)
    assert [await talk("/weather 인천"), await talk("/tomorrow 인천")] == snapshot
    assert collector.asked == ["인천", "인천"]


async def test_the_forecast_that_has_come_is_shown_by_the_button(start: Start) -> None:
    talk = await start(at=seoul("2024-05-14T07:00"))
    fetching(talk)
    assert "예보는 곧 도착해요" in await talk("/weather 인천")
    await know(talk)
    shown = await press(talk, "다시 보기")
    assert "(edited)" in shown
    assert "오늘 ☂️ 12~22℃" in shown
    assert "곧 도착" not in shown


async def test_plain_words_are_not_said_to_be_unknown_meanwhile(start: Start) -> None:
    talk = await start(at=seoul("2024-05-14T07:00"))
    fetching(talk)
    shown = await talk("내일 인천 비 와?")
    assert "예보는 곧 도착해요" in shown
    assert NOT_YET not in shown


async def test_without_todays_low_and_high_the_hours_to_come_are_told(start: Start) -> None:
    """KMA gives today's high only until 11 o'clock, so that a first question in the afternoon finds neither."""
    talk = await start(at=seoul("2024-05-14T16:30"))
    issued_at = seoul("2024-05-14T14:00")
    issue = Forecast(issued_at, hours(TODAY, numbers=range(15, 24)), ())
    cell = find_cell(INCHEON.latitude, INCHEON.longitude)
    async with talk.session.database.write() as connection:
        await forecasts.add(connection, cell, "KMA forecast", issue, issued_at)
    assert "오늘 ☀️ 지금부터 17~21℃" in await talk("/forecast 인천")


@pytest.mark.parametrize(
    ("text", "topic"),
    [("내일 중구 비 와?", "내일"), ("/dust 중구", "미세먼지"), ("/week 중구", "내일")],
)
async def test_an_unclear_place_is_asked_for_and_the_question_answered(talk: Talk, text: str, topic: str) -> None:
    (meant,) = PLACES.find("서울 중구").matches
    await know(talk, place=meant.place)
    asked = await talk(text)
    assert "여러 군데" in asked
    assert "알려 드리지 못해요" not in asked
    answer = await press(talk, "서울")
    assert topic in answer
    assert "관측소" not in answer, "the question was not about the weather now"


async def test_beside_an_unclear_place_the_topic_stays(talk: Talk) -> None:
    answer = await talk("/dust 인천 광주")
    assert "PM2.5 42" in answer
    assert "15.9" not in answer
    assert "여러 군데" in answer


async def test_the_whole_country_is_no_place_of_the_chat(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    assert await talk("/dust 전국") == "미나: 어느 지역인가요? 예: /dust 인천\n    [1] 🗺 지도"
    assert "전국 · 97곳" in await talk("/weather 전국")
