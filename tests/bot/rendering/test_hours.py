"""The coming hours of a place, as an answer."""

import datetime as dt

import pytest

from bot.rendering.outlook.hours import MAX_LINES, render_hours
from tests.bot.factories import TRANSLATORS
from tests.bot.weather.factories import DAY, at, day_outlook, forecast, forecast_of, hours, rain

KOREAN = TRANSLATORS.choose("ko")
NEXT = DAY + dt.timedelta(days=1)
TWO_DAYS = forecast(day_outlook(changes={hour: rain() for hour in (15, 16, 17)}), day_outlook(NEXT))


def lines(now: dt.datetime) -> list[str]:
    rendered = render_hours(TWO_DAYS, now, KOREAN)
    assert rendered is not None
    return str(rendered).splitlines()


def test_rain_between_the_told_hours_is_told() -> None:
    assert lines(at(7))[0] == "☂️ 오후 3~6시 비 70%"
    assert lines(at(7))[1:4] == ["오전 7시 ☀️ 17℃", "오전 10시 ☀️ 19℃", "오후 1시 ☀️ 21℃"]


def test_rain_that_has_begun_is_told_by_its_end() -> None:
    assert lines(at(16))[0] == "☂️ 오늘 오후 6시까지 비 70%"
    assert lines(at(18))[0].startswith("오후 6시")


def test_the_next_day_is_named_where_it_begins() -> None:
    evening = lines(at(21))
    assert evening[0] == "오후 9시 ☀️ 18℃"
    assert [line for line in evening if "내일" in line] == ["내일 오전 1시 ☀️ 13℃"]


@pytest.mark.parametrize("hour", range(24))
def test_no_place_fills_the_screen(hour: int) -> None:
    assert 3 <= len(lines(at(hour))) <= MAX_LINES + 1


def test_hours_that_are_not_known_are_left_out() -> None:
    known = forecast_of(hours(numbers=[7, 22]))
    assert str(render_hours(known, at(7), KOREAN)).splitlines() == ["오전 7시 ☀️ 17℃", "오후 10시 ☀️ 17℃"]
    assert render_hours(forecast_of(hours(numbers=[3, 4])), at(7), KOREAN) is None
