import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.weather.day_parts import (
    PartOfDay,
    PrecipitationWindow,
    bounds_of,
    find_windows,
    hour_at,
    hours_between,
    is_known_dry,
    split_day,
)
from sources.forecasts import Amount, ForecastHour, Precipitation, Sky
from tests.bot.weather.factories import DAY, at, day_outlook, forecast, forecast_of, hours, rain

START, END = bounds_of(DAY)


def three_hourly(changes: dict[int, dict[str, object]] | None = None) -> tuple[ForecastHour, ...]:
    return tuple(
        ForecastHour(at(end), temperature=15.0, precipitation=Precipitation.NONE, chance=0, span=3)
        if end not in (changes or {})
        else ForecastHour(at(end), span=3, **(changes or {})[end])  # type: ignore[arg-type]  # any of its values
        for end in range(3, 25, 3)
    )


def test_a_clear_day_has_four_clear_parts() -> None:
    parts = split_day(forecast(day_outlook()), DAY)
    assert [(one.part, one.sky, one.precipitation, one.chance) for one in parts] == [
        (part, Sky.CLEAR, Precipitation.NONE, 0) for part in PartOfDay
    ]


def test_past_parts_are_left_out() -> None:
    parts = split_day(forecast(day_outlook()), DAY, since=at(13))
    assert [one.part for one in parts] == [PartOfDay.AFTERNOON, PartOfDay.EVENING]


def test_of_equally_frequent_skies_the_cloudier_one_is_told() -> None:
    changes = {hour: {"sky": Sky.OVERCAST} for hour in (6, 7, 8)}
    assert split_day(forecast(day_outlook(changes=changes)), DAY)[1].sky is Sky.OVERCAST


def test_an_hour_without_a_form_is_not_dry() -> None:
    parts = split_day(forecast(day_outlook(changes={13: {"precipitation": None}})), DAY)
    assert [one.precipitation for one in parts][2] is None


def test_hours_of_rain_are_one_window() -> None:
    changes = {hour: rain(chance) for hour, chance in ((15, 60), (16, 70), (17, 60))}
    assert find_windows(forecast(day_outlook(changes=changes)), START, END) == [
        PrecipitationWindow(at(15), at(18), Precipitation.RAIN, 70)
    ]


def test_a_dry_hour_parts_two_windows() -> None:
    windows = find_windows(forecast(day_outlook(changes={9: rain(), 11: rain()})), START, END)
    assert [(one.start, one.end) for one in windows] == [(at(9), at(10)), (at(11), at(12))]


def test_a_missing_hour_parts_two_windows() -> None:
    known = hours(changes={9: rain(), 11: rain()}, numbers=(9, 11))
    assert len(find_windows(forecast_of(known), START, END)) == 2


@pytest.mark.parametrize(
    ("forms", "joined"),
    [
        ((Precipitation.RAIN, Precipitation.SHOWER), Precipitation.RAIN),
        ((Precipitation.SNOW, Precipitation.FLURRIES), Precipitation.SNOW),
        ((Precipitation.RAIN, Precipitation.SNOW), Precipitation.RAIN_OR_SNOW),
        ((Precipitation.SHOWER, Precipitation.SHOWER), Precipitation.SHOWER),
    ],
)
def test_forms_of_a_window(forms: tuple[Precipitation, ...], joined: Precipitation) -> None:
    changes = {15 + place: rain(precipitation=form) for place, form in enumerate(forms)}
    (window,) = find_windows(forecast(day_outlook(changes=changes)), START, END)
    assert window.precipitation is joined


def test_amounts_are_added_only_if_all_are_known() -> None:
    known = {15: rain(rain=Amount(1.1, 1.1)), 16: rain(rain=Amount(30, 50))}
    (window,) = find_windows(forecast(day_outlook(changes=known)), START, END)
    assert window.rain == Amount(31.1, 51.1)
    (window,) = find_windows(forecast(day_outlook(changes={**known, 17: rain(rain=Amount(50, None))})), START, END)
    assert window.rain == Amount(81.1, None)
    (window,) = find_windows(forecast(day_outlook(changes={**known, 17: rain()})), START, END)
    assert window.rain is None


def test_three_hours_end_at_their_moment() -> None:
    (window,) = find_windows(forecast_of(three_hourly({24: rain()})), START, END)
    assert (window.start, window.end) == (at(21), at(24))
    assert split_day(forecast_of(three_hourly({24: rain()})), DAY)[-1].precipitation is Precipitation.RAIN


def test_the_last_hours_of_a_day_are_not_of_the_next() -> None:
    tomorrow = DAY + dt.timedelta(days=1)
    assert not hours_between(forecast_of(three_hourly()), *bounds_of(tomorrow))


def test_an_hour_is_found_by_a_moment_in_it() -> None:
    known = forecast(day_outlook())
    found = hour_at(known, at(8) + dt.timedelta(minutes=59))
    assert found is not None
    assert found.at == at(8)
    assert hour_at(known, at(24)) is None


def test_a_day_with_a_gap_is_not_known_to_be_dry() -> None:
    assert is_known_dry(forecast(day_outlook()), START, END)
    assert is_known_dry(forecast_of(three_hourly()), START, END)
    assert not is_known_dry(forecast_of(hours(numbers=[*range(8), *range(9, 24)])), START, END)
    assert not is_known_dry(forecast_of(hours(numbers=range(23))), START, END)
    assert not is_known_dry(forecast(day_outlook(changes={4: {"precipitation": None}})), START, END)


FORECAST_HOURS = st.lists(
    st.builds(
        ForecastHour,
        at=st.integers(0, 47).map(at),
        sky=st.none() | st.sampled_from(Sky),
        precipitation=st.none() | st.sampled_from(Precipitation),
        chance=st.none() | st.integers(0, 100),
        rain=st.none() | st.builds(Amount, st.floats(0, 50), st.none() | st.floats(50, 99)),
        span=st.sampled_from([1, 3]),
    ),
    unique_by=lambda one: one.at,
)


OVERLAPPING = [
    ForecastHour(at(6), precipitation=Precipitation.RAIN, span=3),
    ForecastHour(at(4), precipitation=Precipitation.RAIN),
]


@example(OVERLAPPING, 0, 24)
@given(FORECAST_HOURS, st.integers(0, 30), st.integers(1, 24))
def test_windows_are_the_hours_with_precipitation(known: list[ForecastHour], begin: int, length: int) -> None:
    start, end = at(begin), at(begin + length)
    windows = find_windows(forecast_of(known), start, end)
    assert [one.start for one in windows] == sorted(one.start for one in windows)
    for window in windows:
        assert start <= window.start < window.end <= end
        within = [one for one in known if one.period[0] < window.end and one.period[1] > window.start]
        # Never a chance that was not read.
        assert window.chance in {None, *(one.chance for one in within)}
    wet = [one for one in known if one.precipitation not in {None, Precipitation.NONE}]
    for one in wet:
        first, last = one.period
        if first < end and last > start:
            assert any(window.start <= max(first, start) and min(last, end) <= window.end for window in windows)
    assert not (windows and is_known_dry(forecast_of(known), start, end))


@given(FORECAST_HOURS)
def test_parts_say_only_what_their_hours_say(known: list[ForecastHour]) -> None:
    for part in split_day(forecast_of(known), DAY):
        begin = at(part.part.value)
        within = hours_between(forecast_of(known), begin, begin + dt.timedelta(hours=6))
        assert part.sky in {None, *(one.sky for one in within)}
        assert part.chance in {None, *(one.chance for one in within)}
