"""Weather, warnings and news of the demo's week."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.places.regions import resolve
from demo.stories import load_stories
from demo.warnings import list_moments, list_warnings
from demo.week import BEGIN, FIRST_MORNING, get_hour
from sources.air import PM10_LIMITS, PM25_LIMITS, AirGrade, get_grade
from sources.korea.conditions import parse_condition
from sources.korea.warning_zones import find_regions
from sources.warnings import WarningKind, WarningLevel
from tests.factories import CATALOGUE, seoul

HOURS = [BEGIN + number * dt.timedelta(hours=1) for number in range(-48, 8 * 24)]


@given(st.floats(-5, 25), st.floats(124.6, 131.9), st.sampled_from(HOURS))
def test_every_hour_is_plausible(morning: float, longitude: float, at: dt.datetime) -> None:
    hour = get_hour(morning, longitude, at)
    assert morning - 6 <= hour.temperature <= morning + 18
    assert parse_condition(hour.condition) is not None
    assert (hour.rain is not None) == (hour.condition == "비")
    assert 0 < hour.humidity <= 100
    assert 0 < hour.pm25 < hour.pm10 < 200


def test_no_temperature_jumps() -> None:
    temperatures = [get_hour(15.9, 126.62, at).temperature for at in HOURS]
    assert max(abs(later - earlier) for earlier, later in pairwise(temperatures)) < 3


def test_the_first_morning_is_that_of_the_sample_page_and_no_two_are_equal() -> None:
    mornings = [get_hour(15.9, 126.62, FIRST_MORNING + number * dt.timedelta(days=1)) for number in range(7)]
    assert mornings[0].temperature == 15.9
    assert all(one != other for one, other in pairwise(mornings))
    # Another place is another one by more than its temperature on the first morning.
    others = [get_hour(19.8, 128.89, FIRST_MORNING + number * dt.timedelta(days=1)) for number in range(7)]
    assert len({round(other.temperature - one.temperature, 1) for one, other in zip(mornings, others, strict=True)}) > 3
    assert "비" in {one.condition for one in mornings}
    grades = {get_grade(one.pm10, PM10_LIMITS) for one in mornings} | {
        get_grade(one.pm25, PM25_LIMITS) for one in mornings
    }
    assert grades == set(AirGrade)


def test_a_warning_is_issued_raised_and_ended_until_the_second_morning() -> None:
    until = FIRST_MORNING + dt.timedelta(days=1)
    moments = list_moments(BEGIN, until)
    levels = [{one.level for one in list_warnings(moment)} for moment in moments]
    assert levels == [{WarningLevel.ADVISORY}, {WarningLevel.WARNING}, set()]
    (first, *_) = list_warnings(FIRST_MORNING)
    assert (first.kind, first.in_force_from) == (WarningKind.STRONG_WIND, seoul("2024-05-14T11:00"))
    assert find_regions(first.zone, first.zone_name, first.upper_name, first.issued_at)
    assert list_moments(until, until) == []


def test_each_morning_has_a_story_of_its_own_and_of_the_place() -> None:
    stories = load_stories()
    assert len(stories) >= 12
    assert len({story.article.headline for story in stories}) == len(stories)
    assert all(story.article.subheadline and len(story.article.paragraphs) > 1 for story in stories)
    for story in stories:
        resolve(story.region, CATALOGUE)
    mornings = {story.at.date() for story in stories if story.region == "인천" and story.at.hour < 7}
    assert mornings == {(FIRST_MORNING + number * dt.timedelta(days=1)).date() for number in range(7)}
