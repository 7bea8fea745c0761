"""Answers from forecasts, fine dust and warnings; forecasts that are not known yet are fetched."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.dependencies import Dependencies
from bot.i18n.translator import Translator
from bot.parsing.asked_dates import resolve_days
from bot.parsing.days import Day, DayKind, DayPart
from bot.parsing.intent import When
from bot.parsing.reader import Asked
from bot.parsing.topics import Topic
from bot.places import Match
from bot.places.spots import make_spot
from bot.rendering.outlook.answer import Question
from bot.rendering.outlook.topics import TopicsAnswer, answer_topics
from bot.weather.outlook import Outlook
from sources.records import KST

_TOPICS = frozenset({Topic.FORECAST, Topic.RAIN, Topic.DUST, Topic.WARNINGS})

_COMMANDS = {
    Topic.FORECAST: "forecast",
    Topic.RAIN: "forecast",
    Topic.DUST: "dust",
    Topic.WARNINGS: "warnings",
}
"""Commands that answer a topic."""

_DAY = dt.timedelta(days=1)
_ENDS = {DayPart.DAWN: 6, DayPart.MORNING: 12, DayPart.NOON: 15, DayPart.AFTERNOON: 18}
"""Hours at which parts of a day are over; the others last until midnight."""

# KMA's issues are three hours apart: an older one is of a place that nobody has asked for lately.
_MAINTAINED = dt.timedelta(hours=4)


async def get_outlooks_of(
    deps: Dependencies, matches: Sequence[Match], *, can_wait: bool = True
) -> Mapping[str, Outlook]:
    """Return the outlooks of places by their keys; waits a moment for forecasts that are not known yet.

    Raises:
        StorageError: the database failed.
    """
    spots = [make_spot(match.place) for match in matches]
    outlooks = await deps.caches.outlooks.get(spots)
    wanted = [spot for spot in spots if _needs_forecast(outlooks[spot.key], deps)]
    if deps.forecasts is None or not wanted or not can_wait:
        return outlooks
    await deps.forecasts.request(wanted)
    found = await deps.caches.outlooks.get(spots)
    # Nothing is promised of a source that fails, or whose budget is used up.
    awaited = {one.key for one in wanted if found[one.key].forecast is None and deps.forecasts.is_fetching(one)}
    return found | {key: replace(found[key], is_awaited=True) for key in awaited}


def _needs_forecast(outlook: Outlook, deps: Dependencies) -> bool:
    return outlook.forecast is None or deps.clock.now() - outlook.forecast.issued_at > _MAINTAINED


async def find_answer(
    deps: Dependencies, tr: Translator, asked: Asked, matches: Sequence[Match], *, can_wait: bool = True
) -> TopicsAnswer | None:
    """Return what is known of places to a question about forecasts, fine dust or warnings; None if it is about neither.

    Raises:
        StorageError: the database failed.
    """
    now = deps.clock.now()
    question = make_question(asked, now)
    if question is None or not matches:
        return None
    outlooks = await get_outlooks_of(deps, matches, can_wait=can_wait)
    return answer_topics(matches, outlooks, question, deps.places, now, tr)


async def find_command(deps: Dependencies, asked: Asked) -> str | None:
    """Return the command that answers a question once it has a place; None if nothing is known of any place.

    Raises:
        StorageError: the database failed.
    """
    question = make_question(asked, deps.clock.now())
    if question is None:
        return None
    known = await get_known_topics(deps)
    return next((name for topic, name in _COMMANDS.items() if topic in known & question.topics), None)


async def get_known_topics(deps: Dependencies) -> frozenset[Topic]:
    """Return the topics of which something is known, at whatever place.

    Raises:
        StorageError: the database failed.
    """
    has_forecasts = deps.forecasts is not None or await deps.caches.outlook.has_forecasts()
    return frozenset(
        [
            *([Topic.FORECAST, Topic.RAIN] if has_forecasts else []),
            *([Topic.DUST] if await deps.caches.outlook.has_air() else []),
            *([Topic.WARNINGS] if await deps.caches.warnings.is_known() else []),
        ]
    )


def make_question(asked: Asked, now: dt.datetime) -> Question | None:
    """Return what is asked; None if it is nothing of these, or about days that cannot be told."""
    when = asked.when
    topics, days = asked.what & _TOPICS, resolve_days(when, now)
    if not topics or days is None or when.is_past:
        return None
    today = now.astimezone(KST).date()
    hours = (*(_hour_of(time, when, days, today) for time in when.times), *_hours_ahead(when, now))
    is_over = not days and _end_of(hours, when.parts) <= now.astimezone(KST).hour
    return Question(topics, (today + _DAY,) if is_over else days, hours, when.parts)


def _hour_of(time: dt.time, when: When, days: tuple[dt.date, ...], today: dt.date) -> int:
    """Return the hour of a time; midnight is 24 at the end of a day, and the one of today is still to come."""
    is_end = time.hour == 0 and (when.ends_day or set(days) <= {today})
    return 24 if is_end else time.hour


def _hours_ahead(when: When, now: dt.datetime) -> tuple[int, ...]:
    """Return the hours of the moments that are counted from now: in two hours."""
    minutes = [one.number for one in when.days if isinstance(one, Day) and one.kind is DayKind.MINUTES]
    return tuple((now + dt.timedelta(minutes=number)).astimezone(KST).hour for number in minutes)


def _end_of(hours: tuple[int, ...], parts: frozenset[DayPart]) -> int:
    """Return the hour at which the last of some hours and parts of a day is over; 24 if none is said."""
    return max([*(hour + 1 for hour in hours), *(_ENDS.get(part, 24) for part in parts)], default=24)
