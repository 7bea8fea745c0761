import datetime as dt

import pytest

from bot.weather.day_parts import bounds_of
from bot.weather.notable import NotableWeather, find_notable, is_wanted
from bot.weather.outlook import DayOutlook, Outlook, PlaceForecast
from storage.terms import ANY_WEATHER, Notable
from tests.bot.weather.factories import DAY, air, day_outlook, forecast, hours, rain, warning

SUMMER = dt.date(2026, 7, 15)
OF_FORECAST = Notable.RAIN | Notable.FREEZING | Notable.HEAT


def evenly(temperature: float, day: dt.date = DAY) -> PlaceForecast:
    return forecast(DayOutlook(day, None, None, hours(day, {hour: {"temperature": temperature} for hour in range(24)})))


@pytest.mark.parametrize(
    ("outlook", "day", "known", "coming"),
    [
        (Outlook(), DAY, ANY_WEATHER, ANY_WEATHER),
        (Outlook(forecast(day_outlook())), DAY, OF_FORECAST, ANY_WEATHER),
        (Outlook(forecast(day_outlook(changes={23: rain()}))), DAY, OF_FORECAST, Notable.RAIN),
        (Outlook(evenly(-0.5)), DAY, OF_FORECAST, Notable.FREEZING),
        (Outlook(evenly(35, SUMMER)), SUMMER, OF_FORECAST, Notable.HEAT),
        # An hour is missing, in which it might rain.
        (
            Outlook(forecast(DayOutlook(DAY, 12, 22, hours(numbers=range(20))))),
            DAY,
            Notable.FREEZING | Notable.HEAT,
            ANY_WEATHER,
        ),
        (Outlook(forecast(DayOutlook(DAY, 12, 22))), DAY, ANY_WEATHER, ANY_WEATHER),
        (Outlook(air=air(30, 10)), DAY, Notable.BAD_AIR, ANY_WEATHER),
        (Outlook(air=air(90, 10)), DAY, Notable.BAD_AIR, Notable.BAD_AIR),
        (Outlook(air=air(None, None)), DAY, ANY_WEATHER, ANY_WEATHER),
        (Outlook(warnings=[]), DAY, Notable.WARNING, ANY_WEATHER),
        (Outlook(warnings=[warning()]), DAY, Notable.WARNING, Notable.WARNING),
    ],
)
def test_notable_weather(outlook: Outlook, day: dt.date, known: Notable, coming: Notable) -> None:
    assert find_notable(outlook, *bounds_of(day)) == NotableWeather(known, coming)


CALM, UNKNOWN = NotableWeather(Notable.RAIN, ANY_WEATHER), NotableWeather(ANY_WEATHER, ANY_WEATHER)
RAINY = NotableWeather(Notable.RAIN, Notable.RAIN)


@pytest.mark.parametrize(
    ("only_if", "found", "wanted"),
    [
        (ANY_WEATHER, [CALM], True),
        (Notable.RAIN, [], True),
        (Notable.RAIN, [CALM], False),
        (Notable.RAIN, [CALM, RAINY], True),
        (Notable.HEAT, [RAINY], True),
        (Notable.RAIN | Notable.HEAT, [CALM], False),
        (Notable.RAIN, [UNKNOWN], True),
        (Notable.RAIN, [CALM, UNKNOWN], True),
    ],
)
def test_what_is_wanted(only_if: Notable, found: list[NotableWeather], wanted: bool) -> None:
    assert is_wanted(only_if, found) is wanted
