"""Answers to what people say in words: what is not known yet, what was not understood, thanks and greetings."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from bot.i18n.translator import N_, Translator
from bot.parsing.days import Day, DayKind
from bot.parsing.place_names import PlaceName
from bot.parsing.reader import Asked
from bot.parsing.topics import Detail, Topic
from bot.places import Match
from bot.rendering.layout import join_lines
from bot.rendering.outlook.times import render_reach
from bot.rendering.subscription import render_elsewhere, render_no_time, render_not_understood
from sources.korea.gazetteer import Kind
from storage.content.observations import Observation

_MAX_NAMES = 3
_PART_OF_CITY = re.compile("[가-힣0-9·]+[동읍면리가로길]")
# No source brings these. The first one that was asked for is told.
_NOT_KNOWN = {
    Topic.WARNINGS: N_("I do not have weather warnings yet."),
    Topic.DUST: N_("I do not have fine dust readings yet."),
    Topic.RAIN: N_("I only know rain and snow that were measured, and have no forecast yet."),
    Topic.FORECAST: N_("I do not have forecasts yet."),
}
_MISSING = {
    Detail.FEELS_LIKE: N_("The latest readings have no feels-like temperature."),
    Detail.HUMIDITY: N_("The latest readings have no humidity."),
    Detail.WIND: N_("The latest readings have no wind speed."),
    Detail.SUN: N_("Write a place with it: the sun rises at another time in each."),
    Detail.UV: N_("I do not have the UV index."),
    Detail.OZONE: N_("I do not have ozone readings."),
    Detail.TIDE: N_("I do not know the tides."),
    Detail.WAVES: N_("I do not know the height of waves or the water temperature."),
    Detail.MOON: N_("I do not know the moon and the stars."),
    Detail.INDEX: N_("I do not have indexes such as pollen or discomfort."),
    Detail.QUAKE: N_("I do not know about earthquakes."),
    Detail.TRAFFIC: N_("I do not know about flights, ships and roads, only the weather."),
    Detail.CLOTHES: N_("I do not know what to wear, only the weather."),
    Detail.ACTIVITY: N_("I do not know which days are good for that, only the weather."),
}
_PAST = N_("I do not tell the weather of past days. A place's last 7 days: /chart")
_NO_DATE = N_("I do not know the date of that day. Write it like 5/20.")
_NO_SUCH_DAY = N_("There is no such day.")
_LATEST = N_("This is the latest weather:")


def find_missing(details: Iterable[Detail], shown: Sequence[Observation]) -> frozenset[Detail]:
    """Return the values that none of the shown readings has; no reading has the sun's times, the UV index or tides."""
    return frozenset(detail for detail in details if not any(_has(observation, detail) for observation in shown))


def _has(observation: Observation, detail: Detail) -> bool:
    known = {
        Detail.FEELS_LIKE: observation.feels_like,
        Detail.HUMIDITY: observation.humidity,
        Detail.WIND: observation.wind_speed,
    }
    return known.get(detail) is not None


def render_remarks(
    asked: Asked,
    missing: frozenset[Detail],
    tr: Translator,
    reaches: dt.date | None = None,
    *,
    is_dated: bool = True,
) -> Markup | None:
    """Return what is to be said of a question before the weather; None if nothing.

    Args:
        asked: the question, of which some may be not known or was not understood.
        missing: the values asked for that the readings do not have.
        tr: the reader's language.
        reaches: the last day of the forecast, if it is too early for the question; None for no forecast.
        is_dated: whether it is known which dates the days of the question are.
    """
    lines = render_elsewhere(asked.abroad, asked.north, tr)[:_MAX_NAMES]
    lines += [
        tr("For “{name}” I only know the weather of {place}.", name=name, place=match.place.name(tr.language))
        for name, match in _unknown_parts(asked)
    ]
    near = find_near(asked)
    if words := [one.text for one in asked.unknown if near is None or one.text != near.text]:
        lines.append(render_not_understood(words, tr))
    lines += [render_no_time(word, tr) for word in asked.invalid_times]
    lines += [tr("There is no such day as “{date}”.", date=date) for date in asked.invalid_dates]
    not_known = _not_known(asked) if is_dated else [_find_undated(asked)]
    texts = [*not_known, *(text for detail, text in _MISSING.items() if detail in missing)]
    if is_answered(asked) and reaches is not None and not asked.when.is_past:
        lines += [render_reach(reaches, tr), tr(_LATEST)]
    elif is_answered(asked):
        # With an unclear name a question follows, and no weather.
        latest = [_LATEST] if texts and (asked.places or not asked.names) else []
        lines += map(tr, (*texts, *latest))
    elif asked.unknown and not (asked.abroad or asked.north):
        lines += map(tr, texts)
    return join_lines(lines) if lines else None


def _unknown_parts(asked: Asked) -> list[tuple[str, Match]]:
    """Return what was said to be in a city and is known to be no place there: 서울 홍길동."""
    named = [(one.text.split()[-1], one.answer.match) for one in asked.names if " " in one.text]
    return [
        (last, match)
        for last, match in named
        if match is not None
        and match.place.kind in {Kind.PROVINCE, Kind.DISTRICT}
        and _PART_OF_CITY.fullmatch(last)
        and not any(last[:-1] in name for name in (*match.place.names.values(), *match.place.spellings))
    ]


def _find_undated(asked: Asked) -> str:
    """Return why it is not known which dates the days of a question are."""
    is_date = all(isinstance(day, Day) and day.kind in {DayKind.DATE, DayKind.LUNAR} for day in asked.when.days)
    return _NO_SUCH_DAY if is_date else _NO_DATE


def _not_known(asked: Asked) -> list[str]:
    if asked.when.is_past:
        return [_PAST]
    return [text for topic, text in _NOT_KNOWN.items() if topic in asked.what]


def render_chart_remarks(asked: Asked, tr: Translator) -> Markup | None:
    """Return which places of a request for a chart or map are elsewhere; None if there are none."""
    lines = render_elsewhere(asked.abroad, asked.north, tr)[:_MAX_NAMES]
    return join_lines(lines) if lines else None


def render_map_remarks(asked: Asked, tr: Translator) -> Markup | None:
    """Return what of a request for a map is not known, to be said before it; None if nothing."""
    is_ahead = asked.when.is_later and not asked.when.is_past
    measured = tr("Maps show what was measured, not the days ahead.") if is_ahead else None
    lines = [line for line in (render_chart_remarks(asked, tr), measured) if line]
    return join_lines(lines) if lines else None


def render_location_request(city: str, tr: Translator) -> Markup:
    """Ask where somebody is who asked about the weather near them."""
    return tr("Where are you? Share your location, or write a place, for example <code>{city}</code>.", city=city)


def render_place_offer(place: str, tr: Translator) -> Markup:
    """Offer the weather of a place to somebody who is there."""
    return tr(
        "The weather there? Press the button, or get it daily: <code>/subscribe 07:00 {place}</code>", place=place
    )


def render_missing_place(command: str, city: str, tr: Translator) -> Markup:
    """Ask for the place of a question that is answered for places only."""
    return tr("Which place? For example <code>/{command} {city}</code>", command=command, city=city)


def render_condition(tr: Translator) -> Markup:
    """Say where "tell me if it rains" is chosen: a bulletin that comes in some weather only, and warnings at once."""
    return tr(
        "A bulletin can come only on days with rain, frost, heat, bad air or a warning. "
        "Subscribe with /subscribe, then choose the weather in /settings."
    )


def render_impossible_condition(tr: Translator) -> Markup:
    """Say that no bulletin comes for some weather alone, and for which one it can."""
    return tr(
        "I cannot do that: a bulletin comes at fixed times, or only on days with rain or snow, frost, heat, bad air "
        "or a warning. Nothing was changed."
    )


def find_near(asked: Asked) -> PlaceName | None:
    """Return the unknown name to ask about: the first one with similar places, if there is no weather to give."""
    near = (name for name in asked.unknown if name.answer.suggestions)
    return None if is_answered(asked) else next(near, None)


def is_answered(asked: Asked) -> bool:
    """Return whether there is weather to give: not if only places elsewhere, or words without a meaning, were named."""
    return bool(asked.names) or not (asked.abroad or asked.north or asked.unknown)


def render_small_talk(topic: Topic, city: str, tr: Translator) -> Markup | None:
    """Return the answer to thanks or a greeting; None for other topics."""
    match topic:
        case Topic.THANKS:
            return tr("You are welcome 🙂")
        case Topic.GREETING:
            return tr(
                "Hello 🙂 Ask me about the weather of a place, for example <code>{city}</code>, or see /help.",
                city=city,
            )
    return None


def render_talk(city: str, tr: Translator) -> Markup:
    """Return the answer to talk about anything: what the bot can be asked."""
    return tr(
        "I cannot chat well, but I know the weather and the news 🙂 "
        "Write a place, for example <code>{city}</code>, or see /help.",
        city=city,
    )


def render_half_order(tr: Translator) -> Markup:
    """Return the answer to somebody who only thinks about an order: how to give it."""
    return join_lines([tr("Nothing was changed."), tr("To change or pause bulletins: /settings. To stop them: /stop")])
