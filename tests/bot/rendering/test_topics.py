"""Answers about days of which the forecast has only some."""

import datetime as dt

import pytest

from bot.parsing.topics import Topic
from bot.rendering.outlook.answer import Question
from bot.rendering.outlook.topics import TopicsAnswer, answer_topics
from bot.weather.outlook import Outlook
from tests.bot.factories import PLACES, TRANSLATORS
from tests.bot.weather.factories import DAY, air, at, day_outlook, forecast

KOREAN = TRANSLATORS.choose("ko")
REACH = "예보는 5월 15일 수요일까지만 있어요."
TWO_DAYS = Outlook(forecast(day_outlook(), day_outlook(DAY + dt.timedelta(days=1), 14, 25)), air(), None)


def ask(*ahead: int, topic: Topic = Topic.FORECAST) -> TopicsAnswer:
    """The answer on the fourteenth about days ahead, from a forecast until the fifteenth."""
    match = PLACES.find("인천").match
    assert match is not None
    question = Question(frozenset({topic}), tuple(DAY + dt.timedelta(days=number) for number in ahead))
    return answer_topics([match], {match.place.key: TWO_DAYS}, question, PLACES, at(7), KOREAN)


@pytest.mark.parametrize("topic", [Topic.FORECAST, Topic.RAIN])
@pytest.mark.parametrize("ahead", [(1, 2), tuple(range(7))])
def test_how_far_the_forecast_reaches_is_told_after_its_days(topic: Topic, ahead: tuple[int, ...]) -> None:
    answer = ask(*ahead, topic=topic)
    assert "내일</b> ☀️ 14~25℃" in answer.text
    assert str(answer.text).endswith(f"\n\n{REACH}")
    assert answer.reaches is None


@pytest.mark.parametrize("ahead", [(), (0, 1), (1,)])
def test_of_days_that_are_known_it_is_not_told(ahead: tuple[int, ...]) -> None:
    answer = ask(*ahead)
    assert REACH not in answer.text
    assert answer.reaches is None


def test_of_days_that_are_all_beyond_it_is_told_in_place_of_them() -> None:
    answer = ask(3, 4)
    assert (answer.text, answer.reaches) == ("", DAY + dt.timedelta(days=1))


def test_fine_dust_has_no_forecast_whose_end_is_told() -> None:
    answer = ask(*range(7), topic=Topic.DUST)
    assert "미세먼지" in answer.text
    assert REACH not in answer.text
