"""Requests for several bulletins at once, of which none is stored as one with all times and places."""

import datetime as dt

import pytest

from bot.parsing.subscribe import SubscribeRequest, parse_subscribe
from bot.rendering.subscription import render_separate
from storage.terms import Days
from tests.bot.factories import PLACES, TRANSLATORS


def request(text: str) -> SubscribeRequest:
    return parse_subscribe(text.split(), PLACES)


def named(requests: tuple[SubscribeRequest, ...]) -> list[tuple[str, Days | None, list[str]]]:
    return [
        (_clock(one.times), one.days, [match.station.names["ko"] for match in one.places or ()]) for one in requests
    ]


def _clock(times: tuple[dt.time, ...]) -> str:
    return " ".join(f"{time:%H:%M}" for time in times)


@pytest.mark.parametrize(
    "text",
    [
        "서울 7시 부산 8시",
        "7시 서울, 8시 부산",
        "7시는 서울, 8시는 부산",
        "Seoul at 7 and Busan at 8",
        "ソウル7時 釜山8時",
        "首尔7点釜山8点",
        "Seoul 7 giờ, Busan 8 giờ sáng",
    ],
)
def test_places_with_times_of_their_own_are_separate(text: str) -> None:
    assert named(request(text).separate) == [("07:00", None, ["서울"]), ("08:00", None, ["부산"])]


@pytest.mark.parametrize(
    "text",
    [
        "평일 7시 주말 9시 서울",
        "서울 평일엔 7시 주말엔 9시",
        "weekdays 7am weekends 9am Seoul",
        "平日は7時、週末は9時 ソウル",
        "工作日7点,周末9点 首尔",
        "ngày thường 7 giờ, cuối tuần 9 giờ Seoul",
    ],
)
def test_days_with_times_of_their_own_are_separate_and_share_the_place(text: str) -> None:
    expected = [("07:00", Days.WEEKDAYS, ["서울"]), ("09:00", Days.WEEKEND, ["서울"])]
    assert named(request(text).separate) == expected


def test_days_and_times_that_were_said_once_are_those_of_all() -> None:
    assert named(request("평일 7시 서울, 8시 부산").separate) == [
        ("07:00", Days.WEEKDAYS, ["서울"]),
        ("08:00", Days.WEEKDAYS, ["부산"]),
    ]
    assert named(request("월요일 서울, 화요일 부산 7시").separate) == [
        ("07:00", Days.MONDAY, ["서울"]),
        ("07:00", Days.TUESDAY, ["부산"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "서울 7시 부산",
        "7시 서울 8시",
        "7시 8시 서울 부산",
        "평일 7시 서울 부산",
        "매일 오전 7시, 매일 오후 6시 서울",
        "월요일 7시 서울, 화요일 7시 서울",
        "7시 서울, 7시 부산",
        "월요일부터 금요일까지 7시 18시 서울 부산",
        "ngày thường 7 giờ 18 giờ Seoul, Busan",
        "9시 말고 10시 서울 부산",
    ],
)
def test_one_bulletin_is_enough_where_all_is_the_same_at_each_time(text: str) -> None:
    assert request(text).separate == ()


@pytest.mark.parametrize("language", TRANSLATORS.languages)
def test_the_messages_that_are_offered_ask_for_the_same(language: str) -> None:
    requests = request("평일 7시 서울 전국, 토,일 9시 부산, 인천").separate
    lines = render_separate(requests, TRANSLATORS[language]).splitlines()[-2:]
    offered = [line.removeprefix("<code>/subscribe ").removesuffix("</code>") for line in lines]
    again = tuple(map(request, offered))
    assert named(again) == named(requests)
    assert [one.includes_country for one in again] == [True, False]
