"""Answers to questions about a place's forecast, fine dust and warnings, and what /weather tells after the reading."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.i18n.hours import hour_name
from bot.i18n.translator import N_, Translator
from bot.parsing.days import DayPart
from bot.parsing.topics import Topic
from bot.rendering.layout import join_lines
from bot.rendering.measurements import join_facts
from bot.rendering.outlook.advice import advice_texts
from bot.rendering.outlook.air import BAD_AIR, CLEAN_AIR, dust_text, measuring_station_name
from bot.rendering.outlook.forecast import day_summary, hour_summary, sky_by_part
from bot.rendering.outlook.warnings import WARNING, warnings_text
from bot.weather.advice import Advice, advise, is_bad
from bot.weather.day_parts import PartOfDay, bounds_of, find_windows, hour_at, is_known_dry, split_day
from bot.weather.outlook import Outlook, PlaceForecast
from bot.weather.sun import get_sun_times
from sources.korea.gazetteer import Place
from sources.records import KST

_DAY = dt.timedelta(days=1)
_NAMES = {0: N_("today"), 1: N_("tomorrow")}
_PARTS = {
    DayPart.DAWN: PartOfDay.NIGHT,
    DayPart.MORNING: PartOfDay.MORNING,
    DayPart.NOON: PartOfDay.AFTERNOON,
    DayPart.AFTERNOON: PartOfDay.AFTERNOON,
    DayPart.EVENING: PartOfDay.EVENING,
    DayPart.NIGHT: PartOfDay.EVENING,
}
OF_FORECAST = frozenset({Topic.FORECAST, Topic.RAIN})
"""The topics that are answered from the forecast."""


@dataclass(frozen=True, slots=True)
class Question:
    """Question about a place: its topic and its time.

    Attributes:
        topics: of `FORECAST`, `RAIN`, `DUST` and `WARNINGS`.
        days: the dates; empty if none was said.
        hours: the hours of the days that were said, 0 to 24.
        parts: the parts of the day that were said.
    """

    topics: frozenset[Topic]
    days: tuple[dt.date, ...] = ()
    hours: tuple[int, ...] = ()
    parts: frozenset[DayPart] = frozenset()


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Answer for a place.

    Attributes:
        lines: what is known; may be empty.
        missing: the topics of which nothing is known.
    """

    lines: tuple[Markup, ...]
    missing: frozenset[Topic]


def answer(outlook: Outlook, question: Question, now: dt.datetime, tr: Translator) -> PlaceAnswer:
    """Return what is known of a place to a question.

    Args:
        outlook: the place's outlook.
        question: what is asked.
        now: aware.
        tr: the reader's language.
    """
    today = now.astimezone(KST).date()
    found: dict[Topic, list[Markup]] = {}
    if asked := question.topics & OF_FORECAST:
        lines = list(_told_forecast(outlook, question, now, tr))
        found |= dict.fromkeys(asked, lines)
    # There is no forecast of fine dust or warnings.
    is_of_now = not question.days or today in question.days
    if Topic.DUST in question.topics:
        found[Topic.DUST] = list(_dust(outlook, tr)) if is_of_now else []
    if Topic.WARNINGS in question.topics:
        found[Topic.WARNINGS] = list(_warnings(outlook, now, tr, says_none=True)) if is_of_now else []
    known = dict.fromkeys(line for some in found.values() for line in some)
    return PlaceAnswer(tuple(known), frozenset(topic for topic, some in found.items() if not some))


def render_outlook(outlook: Outlook, now: dt.datetime, tr: Translator) -> Markup | None:
    """Return today, tomorrow, fine dust and warnings in a line each; None if nothing is known."""
    today = now.astimezone(KST).date()
    question = Question(frozenset({Topic.FORECAST}), (today, today + _DAY))
    lines = [*answer(outlook, question, now, tr).lines, *_dust(outlook, tr), *_warnings(outlook, now, tr)]
    return join_lines(lines) if lines else None


def sun_line(place: Place, day: dt.date, tr: Translator) -> Markup:
    """Return sunrise and sunset of a day at a place."""
    sun = get_sun_times(place.latitude, place.longitude, day)
    times = tr.plain("Sunrise {rise} · sunset {set}", rise=tr.time(sun.rise.time()), set=tr.time(sun.set.time()))
    return Markup("🌅 <b>{}</b> {}").format(place.short_name(tr.language), times)


def _told_forecast(outlook: Outlook, question: Question, now: dt.datetime, tr: Translator) -> Iterator[Markup]:
    if outlook.forecast is not None:
        yield from _forecast_lines(outlook, outlook.forecast, question, now, tr)
    elif outlook.is_awaited:
        yield tr("⏳ The forecast is on its way. Please ask again in a moment.")


def _forecast_lines(
    outlook: Outlook, forecast: PlaceForecast, question: Question, now: dt.datetime, tr: Translator
) -> Iterator[Markup]:
    today = now.astimezone(KST).date()
    is_of_rain = Topic.RAIN in question.topics
    usual = (today,) if is_of_rain or question.hours or question.parts else tuple(day.day for day in forecast.days)
    for day in question.days or usual:
        known = forecast.of(day)
        if known is None or day < today:
            continue
        facts = [day_summary(forecast, known, tr, now if day == today else None)]
        if is_of_rain:
            facts += _rain_facts(outlook, forecast, day, now, tr)
        if text := join_facts([fact for fact in facts if fact]):
            yield Markup("<b>{}</b> {}").format(name_calendar_day(day, today, tr), text)
        yield from _details(forecast, day, question, now, tr)


def _rain_facts(
    outlook: Outlook, forecast: PlaceForecast, day: dt.date, now: dt.datetime, tr: Translator
) -> Sequence[str]:
    begin, end = bounds_of(day)
    start = max(begin, now.replace(minute=0, second=0, microsecond=0))
    windows = find_windows(forecast, start, end)
    if windows:
        return advice_texts(advise(outlook, start, end, windows), {Advice.UMBRELLA, Advice.SNOW}, 1, tr)
    return [tr.plain("no rain expected")] if is_known_dry(forecast, start, end) else []


def _details(
    forecast: PlaceForecast, day: dt.date, question: Question, now: dt.datetime, tr: Translator
) -> Iterator[Markup]:
    """Yield the hours and parts of a day that were asked for."""
    begin = bounds_of(day)[0]
    for number in question.hours:
        at = begin + dt.timedelta(hours=number)
        hour, name = hour_at(forecast, at), _name_hour(at, now, tr)
        if hour is not None and (weather := hour_summary(hour, tr)):
            yield Markup("{} {}").format(name, weather)
        else:
            yield tr("There is no hourly forecast for {time}.", time=name)
    wanted = {_PARTS[part] for part in question.parts}
    parts = [part for part in split_day(forecast, day, now) if part.part in wanted]
    for part in parts:
        if part.sky is not None and (text := sky_by_part([part], tr, with_part=True)):
            yield Markup.escape(text)


def _name_hour(at: dt.datetime, now: dt.datetime, tr: Translator) -> str:
    """Return the name of an hour of a day, with the day at midnight, which may be its beginning or its end."""
    if at.hour:
        return hour_name(at.hour, tr)
    return tr.moment(name_calendar_day(at.date(), now.astimezone(KST).date(), tr), at.time())


def name_calendar_day(day: dt.date, today: dt.date, tr: Translator) -> str:
    """Return a day as a heading: ``오늘``, ``16일 (목)``."""
    message = _NAMES.get((day - today).days)
    name = tr.short_day(day) if message is None else tr.plain(message)
    return name[:1].upper() + name[1:]


def _dust(outlook: Outlook, tr: Translator) -> Iterator[Markup]:
    text = None if outlook.air is None else dust_text(outlook.air, tr)
    if outlook.air is None or text is None:
        return
    reading = outlook.air.reading
    mask = advice_texts([Advice.MASK], {Advice.MASK}, 1, tr) if is_bad(outlook.air) else []
    measured = tr.plain(
        "{station}, {time}",
        station=measuring_station_name(reading, tr),
        time=tr.time(reading.measured_at.astimezone(KST).time()),
    )
    yield Markup("{} {}").format(BAD_AIR if is_bad(outlook.air) else CLEAN_AIR, join_facts([text, *mask, measured]))


def _warnings(outlook: Outlook, now: dt.datetime, tr: Translator, *, says_none: bool = False) -> Iterator[Markup]:
    if outlook.warnings:
        yield Markup("{} {}").format(WARNING, warnings_text(outlook.warnings, now, tr))
    elif outlook.warnings is not None and says_none:
        yield tr("There is no weather warning here.")
