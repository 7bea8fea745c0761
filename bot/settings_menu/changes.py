"""Changes of a subscription by buttons: pure functions; the caller stores the result."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.i18n.translator import N_
from bot.parsing.place_names import MAX_CITIES
from bot.places import Match, Places
from bot.rendering.places import to_city
from bot.settings_menu.callback_data import SettingsCallback
from bot.settings_menu.errors import OutOfDate, Refusal
from bot.subscriptions.service import MAX_BULLETINS, MAX_TIMES, free_times, make_another
from storage.chats.subscriptions import Subscription
from storage.terms import City, Days, Notable, Section

MAX_HEADLINES = 5
MAX_PAUSE = dt.timedelta(days=60)

TOO_MANY_CITIES = N_("You can choose up to {n} cities.")
TOO_MANY_TIMES = N_("You can choose up to {n} times a day.")
NO_TIME = N_("Keep at least one time.")
NO_DAY = N_("Choose at least one day.")
TOO_MANY_BULLETINS = N_("You can have up to {n} bulletins here.")
TIME_TAKEN = N_("A bulletin comes at that time already. Please choose another time.")
NO_BULLETIN_AT = N_("No bulletin comes at {time} here.")
EMPTY_BULLETIN = N_("Choose at least one item for the bulletin.")

_ON, _OFF = "+", "-"
_STANDALONE = Section.COUNTRY | Section.MAP | Section.HEADLINES
"""Sections that make a bulletin alone; the others need cities."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts that a change is checked against.

    Attributes:
        now: the current time, aware.
        places: finds places.
        zones: names of the time zones that can be chosen.
        has_pictures: whether a bulletin can have a map.
    """

    now: dt.datetime
    places: Places
    zones: tuple[str, ...]
    has_pictures: bool


Change: TypeAlias = Callable[[Subscription, str, Facts], Subscription]


def apply(subscription: Subscription, data: SettingsCallback, facts: Facts) -> Subscription:
    """Return the subscription after the change of a button in `CHANGES`.

    Raises:
        OutOfDate: the button does not fit the subscription, or its value is malformed.
        Refusal: the subscription would be empty, or exceed a limit.
    """
    try:
        changed = CHANGES[data.action].change(subscription, data.value, facts)
    except ValueError as error:
        # A button of another version of the bot, or data that somebody made up.
        raise OutOfDate(data.encode()) from error
    if not (changed.sections & _STANDALONE or (changed.sections & Section.CITIES and changed.cities)):
        raise Refusal(EMPTY_BULLETIN)
    return changed


def with_places(subscription: Subscription, matches: Iterable[Match]) -> Subscription:
    """Return the subscription with more cities after those that it has, without duplicates.

    Raises:
        Refusal: it would have more than `MAX_CITIES`.
    """
    cities = {_identity(city): city for city in (*subscription.cities, *map(to_city, matches))}
    if len(cities) > MAX_CITIES:
        raise Refusal(TOO_MANY_CITIES, n=MAX_CITIES)
    return replace(subscription, cities=tuple(cities.values()))


def without_places(subscription: Subscription, matches: Iterable[Match]) -> Subscription:
    """Return the subscription without these cities."""
    removed = set(map(_identity, map(to_city, matches)))
    return replace(subscription, cities=tuple(one for one in subscription.cities if _identity(one) not in removed))


def lost_cities(before: Subscription, after: Subscription) -> list[City]:
    """Return the cities that a changed subscription no longer has."""
    kept = set(map(_identity, after.cities))
    return [one for one in before.cities if _identity(one) not in kept]


def check_room(known: Sequence[Subscription]) -> None:
    """Check that a topic can have one more subscription.

    Raises:
        Refusal: it has too many already.
    """
    if len(known) >= MAX_BULLETINS:
        raise Refusal(TOO_MANY_BULLETINS, n=MAX_BULLETINS)


def further_subscription(known: Sequence[Subscription], times: Sequence[dt.time]) -> Subscription:
    """Return a further subscription of a topic at these times, otherwise like its oldest one.

    Raises:
        Refusal: the topic has too many already, or one comes at one of the times.
    """
    check_room(known)
    # Two at the same time would be one bulletin in two messages.
    if len(free_times(times, known)) < len(times):
        raise Refusal(TIME_TAKEN)
    return make_another(known, times)


def checksum_of(city: City) -> str:
    """Return a checksum of a city's key: 8 hexadecimal digits."""
    # A stored key may be longer than a button's 64 bytes.
    return blake2b(city.key.encode(), digest_size=4).hexdigest()


def format_time(time: dt.time) -> str:
    """Return a time as in a button's data: ``0730``."""
    return f"{time:%H%M}"


def parse_time(text: str) -> dt.time:
    """Parse a time of a button's data: ``0730``.

    Raises:
        ValueError: it is not a time.
    """
    if len(text) != len("0730"):
        raise ValueError(text)
    return dt.time(int(text[:2]), int(text[2:]))


def switch_value(*, wanted: bool, of: int | None = None) -> str:
    """Return the wanted state of a switch as in a button's data: ``+``; or of one of several switches: ``4-``."""
    return ("" if of is None else str(of)) + (_ON if wanted else _OFF)


def _identity(city: City) -> int | str:
    # A city without names of its own is called as its station, whatever key it was added with.
    return city.key if city.names else city.station


def _parse_switch(value: str) -> bool:
    if value not in {_ON, _OFF}:
        raise ValueError(value)
    return value == _ON


def _add_city(one: Subscription, value: str, facts: Facts) -> Subscription:
    match = facts.places.get(value)
    if match is None:
        raise ValueError(value)
    return with_places(one, [match])


def _remove_city(one: Subscription, value: str, _facts: Facts) -> Subscription:
    # A city that is already gone is no error: two people may press the same button.
    return replace(one, cities=tuple(city for city in one.cities if checksum_of(city) != value))


def _set_time(one: Subscription, value: str, _facts: Facts) -> Subscription:
    """Move a time (``0700-0730``), or add one (``-0730``)."""
    old, _, new = value.partition("-")
    before, time = set(one.schedule.times), parse_time(new)
    # If the new time is there already, the button was pressed twice.
    if time not in before and old and parse_time(old) not in before:
        raise ValueError(value)
    times = (before - {parse_time(old)} if old else before) | {time}
    if len(times) > MAX_TIMES:
        raise Refusal(TOO_MANY_TIMES, n=MAX_TIMES)
    return replace(one, schedule=replace(one.schedule, times=tuple(times)))


def _remove_time(one: Subscription, value: str, _facts: Facts) -> Subscription:
    times = set(one.schedule.times) - {parse_time(value)}
    if not times:
        raise Refusal(NO_TIME)
    return replace(one, schedule=replace(one.schedule, times=tuple(times)))


def _set_days(one: Subscription, value: str, _facts: Facts) -> Subscription:
    days = Days(int(value))
    if not 0 < days <= Days.EVERY_DAY:
        raise ValueError(value)
    return replace(one, schedule=replace(one.schedule, days=days))


def _switch_day(one: Subscription, value: str, _facts: Facts) -> Subscription:
    number, wanted = int(value[:-1]), _parse_switch(value[-1:])
    if number not in range(7):
        raise ValueError(value)
    day = Days(1 << number)
    days = one.schedule.days | day if wanted else one.schedule.days & ~day
    if not days:
        raise Refusal(NO_DAY)
    return replace(one, schedule=replace(one.schedule, days=days))


def _skip_holidays(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, schedule=replace(one.schedule, skips_holidays=_parse_switch(value)))


def _set_zone(one: Subscription, value: str, facts: Facts) -> Subscription:
    if value not in facts.zones:
        raise ValueError(value)
    return replace(one, schedule=replace(one.schedule, zone=value))


def _switch_section(one: Subscription, value: str, facts: Facts) -> Subscription:
    section, wanted = Section(int(value[:-1])), _parse_switch(value[-1:])
    # The operator may have turned pictures off since the screen was sent; turning the map off always works.
    if section not in tuple(Section) or (section is Section.MAP and wanted and not facts.has_pictures):
        raise ValueError(value)
    return replace(one, sections=one.sections | section if wanted else one.sections & ~section)


def _leave_out(one: Subscription, value: str, _facts: Facts) -> Subscription:
    """Leave out several sections: the sum of their values."""
    if not value.isdecimal():
        raise ValueError(value)
    return replace(one, sections=one.sections & ~Section(int(value)))


def _set_headlines(one: Subscription, value: str, _facts: Facts) -> Subscription:
    if not 1 <= int(value) <= MAX_HEADLINES:
        raise ValueError(value)
    # The number may come from an old screen, after somebody has turned headlines off.
    return replace(one, headlines=int(value), sections=one.sections | Section.HEADLINES)


def _set_silent(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, silent=_parse_switch(value))


def _tell_warnings(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, tells_warnings=_parse_switch(value))


def _set_out(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, way=one.way._replace(out=_parse_hour(value)))


def _set_home(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, way=one.way._replace(home=_parse_hour(value)))


def _parse_hour(value: str) -> int:
    return dt.time(int(value)).hour


def _switch_weather(one: Subscription, value: str, _facts: Facts) -> Subscription:
    weather, wanted = Notable(int(value[:-1])), _parse_switch(value[-1:])
    if weather not in tuple(Notable):
        raise ValueError(value)
    return replace(one, only_if=one.only_if | weather if wanted else one.only_if & ~weather)


def pause_value(first: dt.date | None, until: dt.date) -> str:
    """Return a pause as in a button's data."""
    return until.isoformat() if first is None else f"{first:%Y%m%d}-{until:%Y%m%d}"


def is_possible_pause(until: dt.date, one: Subscription, now: dt.datetime) -> bool:
    """Return whether a subscription can pause until a day: after today, and within `MAX_PAUSE`."""
    today = now.astimezone(ZoneInfo(one.schedule.zone)).date()
    return today < until <= today + MAX_PAUSE


def _pause(one: Subscription, value: str, facts: Facts) -> Subscription:
    """Pause until a day (``2024-05-20``), or from one until another (``20240516-20240520``)."""
    first, _, last = value.partition("-") if len(value) == len("20240516-20240520") else ("", "", value)
    since, until = dt.date.fromisoformat(first) if first else None, dt.date.fromisoformat(last)
    if not is_possible_pause(until, one, facts.now) or (since is not None and since >= until):
        raise ValueError(value)
    return replace(one, paused_from=since, paused_until=until)


def _resume(one: Subscription, _value: str, _facts: Facts) -> Subscription:
    return replace(one, paused_from=None, paused_until=None)


@dataclass(frozen=True, slots=True)
class Action:
    """A change, and the name of the screen to show after it."""

    change: Change
    screen: str


CHANGES: Mapping[str, Action] = {
    # One letter, because a place's key may have 50 of a button's 64 bytes.
    "+": Action(_add_city, "cities"),
    "-": Action(_remove_city, "cities"),
    "time": Action(_set_time, "times"),
    "cut": Action(_remove_time, "times"),
    "on": Action(_set_days, "days"),
    "day": Action(_switch_day, "days"),
    "skip": Action(_skip_holidays, "days"),
    "zone": Action(_set_zone, "home"),
    "part": Action(_switch_section, "contents"),
    "without": Action(_leave_out, "contents"),
    "count": Action(_set_headlines, "contents"),
    "quiet": Action(_set_silent, "home"),
    "warn": Action(_tell_warnings, "home"),
    "out": Action(_set_out, "way"),
    "homeward": Action(_set_home, "way"),
    "if": Action(_switch_weather, "only"),
    "until": Action(_pause, "home"),
    "resume": Action(_resume, "home"),
}
"""Changes by the action of their button."""
