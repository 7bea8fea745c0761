"""Texts of a place on the hours of going out and coming home, the days after the day, and the sun."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.i18n.hours import hour_name
from bot.i18n.translator import N_, Translator
from bot.rendering.bulletin.content import CityWeather, Detail
from bot.rendering.bulletin.view import PlaceView, ToldTime, get_told_time
from bot.rendering.measurements import join_facts
from bot.rendering.outlook.forecast import day_emoji, day_summary, hour_summary, temperature_range
from bot.weather.day_parts import bounds_of, hour_at
from bot.weather.outlook import DayOutlook, PlaceForecast
from bot.weather.sun import get_sun_times

_ONE_DAY = dt.timedelta(days=1)
_OUT, _HOME = N_("out {hour} {weather}"), N_("home {hour} {weather}")


def later_texts(one: CityWeather, view: PlaceView, now: dt.datetime, tr: Translator) -> dict[Detail, str]:
    """Return the texts of a place by their detail, in the order in which they are shown; empty ones are left out."""
    time = get_told_time(view.local_date, now, is_evening=view.is_evening)
    makers: Mapping[Detail, Callable[[CityWeather, PlaceView, ToldTime, Translator], str]] = {
        Detail.WAY: _way,
        Detail.TOMORROW: _tomorrow,
        Detail.WEEK: _week,
        Detail.SUN: _sun,
    }
    texts = {detail: make(one, view, time, tr) for detail, make in makers.items() if detail in view.details}
    return {detail: text for detail, text in texts.items() if text}


def _way(one: CityWeather, view: PlaceView, time: ToldTime, tr: Translator) -> str:
    forecast = one.outlook.forecast
    if forecast is None:
        return ""
    hours = ((_OUT, view.way.out), (_HOME, view.way.home))
    return join_facts([text for message, hour in hours if (text := _hour(forecast, time, message, hour, tr))])


def _hour(forecast: PlaceForecast, time: ToldTime, message: str, number: int, tr: Translator) -> str:
    at = bounds_of(time.day)[0] + dt.timedelta(hours=number)
    hour = hour_at(forecast, at) if at >= time.begin else None
    weather = "" if hour is None else hour_summary(hour, tr)
    return tr.plain(message, hour=hour_name(number, tr), weather=weather) if weather else ""


def _tomorrow(one: CityWeather, view: PlaceView, time: ToldTime, tr: Translator) -> str:
    # In the evening the day that is told of is tomorrow.
    forecast = None if view.is_evening else one.outlook.forecast
    day = None if forecast is None else forecast.of(time.day + _ONE_DAY)
    summary = "" if forecast is None or day is None else day_summary(forecast, day, tr)
    return tr.plain("Tomorrow {weather}", weather=summary) if summary else ""


def _week(one: CityWeather, view: PlaceView, time: ToldTime, tr: Translator) -> str:
    forecast = one.outlook.forecast
    has_tomorrow = Detail.TOMORROW in view.details and not view.is_evening
    after = time.day + _ONE_DAY if has_tomorrow else time.day
    days = [] if forecast is None else [day for day in forecast.days if day.day > after]
    return join_facts([text for day in days if forecast is not None and (text := _day(forecast, day, tr))])


def _day(forecast: PlaceForecast, day: DayOutlook, tr: Translator) -> str:
    temperatures = temperature_range(day.low, day.high, tr)
    if temperatures is None:
        return ""
    return " ".join(
        filter(None, [tr.weekday(day.day.weekday()), day_emoji(forecast, *bounds_of(day.day)), temperatures])
    )


def _sun(one: CityWeather, _view: PlaceView, time: ToldTime, tr: Translator) -> str:
    if one.position is None:
        return ""
    sun = get_sun_times(*one.position, time.day)
    return tr.plain("Sunrise {rise} · sunset {set}", rise=tr.time(sun.rise.time()), set=tr.time(sun.set.time()))
