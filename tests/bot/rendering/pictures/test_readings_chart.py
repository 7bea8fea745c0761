import datetime as dt
from collections.abc import Sequence

from markupsafe import Markup

from bot.pictures.colours import Theme
from bot.pictures.content import DayChart
from bot.rendering.layout import plain_text
from bot.rendering.pictures.readings_chart import chart_caption, make_day_chart
from sources.records import Precision
from storage.content.observations import Observation
from tests.bot.pictures.weather import CATALOGUE, TRANSLATORS, hours, observation
from tests.factories import seoul

NOW = seoul("2024-05-13 09:20")
NINE = seoul("2024-05-13 09:00")
HOUR = dt.timedelta(hours=1)


def chart(readings: Sequence[Observation]) -> DayChart:
    return make_day_chart(CATALOGUE[112], readings, Theme.LIGHT, NOW, TRANSLATORS["ko"])


def test_the_lines_show_the_last_24_hours_and_those_before() -> None:
    content = chart(hours())
    assert [hour for hour, _ in content.today] == [float(hour) for hour in range(25)]
    assert [hour for hour, _ in content.yesterday] == [float(hour) for hour in range(25)]
    assert content.today[0] == (0.0, content.yesterday[-1][1])
    assert content.today[-1][1] == content.temperature


def test_a_missing_hour_is_left_out() -> None:
    assert [hour for hour, _ in chart(hours(without=[1, 2])).today][-3:] == [20.0, 21.0, 24.0]


def test_every_third_hour_and_midnight_are_labelled() -> None:
    content = chart(hours())
    assert content.hours[:3] == ((0.0, "09"), (3.0, "12"), (6.0, "15"))
    assert content.midnight == (15.0, "5월 13일 월요일")


def test_readings_between_full_hours_keep_their_position() -> None:
    content = chart([observation(112, 10.0, NINE - dt.timedelta(hours=1)), observation(112, 12.0, NINE + 0.5 * HOUR)])
    assert content.today == ((22.5, 10.0), (24.0, 12.0))
    assert content.hours[0] == (2.5, "12")


def test_equal_extremes_are_labelled_once() -> None:
    assert [one.is_high for one in chart(hours()).extremes] == [True, False]
    assert [one.temperature_text for one in chart([observation(112, -3.0, NINE)]).extremes] == ["−3.0℃"]


def test_a_morning_is_the_reading_nearest_to_seven_within_two_hours() -> None:
    days = [
        observation(112, 8.0, seoul("2024-05-11 05:00")),
        observation(112, 9.0, seoul("2024-05-11 08:00")),
        observation(112, 20.0, seoul("2024-05-12 10:00")),
        observation(112, 11.0, seoul("2024-05-13 07:00")),
    ]
    assert [(one.day, one.temperature_text) for one in chart(days).mornings[-3:]] == [
        ("11일 (토)", "9°"),
        ("12일 (일)", "–"),
        ("13일 (월)", "11°"),
    ]


def test_readings_without_hours_make_a_week_of_days_and_no_line() -> None:
    days = [observation(112, 10.0 + n, seoul(f"2024-05-{n:02}"), precision=Precision.DAY) for n in (9, 11, 12)]
    content = chart(days)
    assert (content.today, content.yesterday, content.extremes) == ((), (), ())
    assert content.week == "최근 7일"
    assert [one.temperature_text for one in content.mornings] == ["–", "–", "–", "19°", "–", "21°", "22°"]


def test_a_reading_without_an_hour_is_no_morning() -> None:
    content = chart([observation(112, 3.0, seoul("2024-05-12"), precision=Precision.DAY), *hours(days=0)])
    assert content.mornings[-2].temperature is None


def test_the_caption_has_the_extremes_with_their_times() -> None:
    readings = [observation(112, 7.25, seoul("2024-05-13 05:00")), observation(112, 15.0, seoul("2024-05-13 09:00"))]
    caption = chart_caption(Markup("<b>인천</b>"), readings, NOW, TRANSLATORS["ko"])
    assert plain_text(caption).splitlines() == [
        "인천",
        "15.0℃, 5월 13일 월요일 09:00 관측",
        "최근 24시간: 최저 7.2℃ (05:00), 최고 15.0℃ (09:00)",
        "기상청 관측 (출처: KMA map)",
    ]
