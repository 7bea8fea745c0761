import datetime as dt
from collections.abc import Sequence

import pytest

from bot.pictures.axes import grid_step
from bot.pictures.colours import Theme
from bot.pictures.content import DayChart
from bot.pictures.day_chart import connected_runs, draw_chart
from bot.rendering.pictures.readings_chart import make_day_chart
from sources.records import Precision
from storage.content.observations import Observation
from storage.terms import Unit
from tests.bot.pictures.approved import is_as_approved
from tests.bot.pictures.weather import CATALOGUE, SEVEN, TRANSLATORS, hours, observation
from tests.factories import seoul


def chart(
    readings: Sequence[Observation], language: str = "ko", theme: Theme = Theme.LIGHT, unit: Unit = Unit.CELSIUS
) -> DayChart:
    return make_day_chart(CATALOGUE[readings[0].station], readings, theme, SEVEN, TRANSLATORS[language].with_unit(unit))


def of_days() -> list[Observation]:
    days = [(seoul("2024-05-13") - dt.timedelta(days=ago), 14.5 + ago) for ago in (6, 4, 3, 0)]
    return [observation(112, temperature, at, precision=Precision.DAY) for at, temperature in days]


CHARTS = {
    "chart-ko": chart(hours()),
    "chart-en-dark-cold": chart(hours(102, warmth=-20), "en", Theme.DARK),
    "chart-ja-gaps": chart(hours(without=[*range(8, 13), 26, 28, 73, 74, 75, 76]), "ja"),
    "chart-ko-days": chart(of_days()),
    "chart-en-fahrenheit": chart(hours(), "en", unit=Unit.FAHRENHEIT),
    "chart-en-one-reading": chart([observation(115, -0.04)], "en"),
}


@pytest.mark.parametrize("name", CHARTS)
def test_the_chart_equals_the_approved_picture(name: str) -> None:
    assert is_as_approved(name, draw_chart(CHARTS[name]))


def test_readings_more_than_three_hours_apart_are_not_connected() -> None:
    assert connected_runs([(0, 1.0), (3, 2.0), (7, 3.0), (8, 4.0)]) == [[(0, 1.0), (3, 2.0)], [(7, 3.0), (8, 4.0)]]


@pytest.mark.parametrize(("span", "step"), [(4, 1), (5, 1), (5.1, 2), (12, 5), (40, 10), (120, 20)])
def test_the_grid_has_few_lines_for_any_span(span: float, step: int) -> None:
    assert grid_step(span) == step
