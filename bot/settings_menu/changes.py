"""What pressing a button changes in a subscription; nothing is stored here."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
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
from bot.subscriptions.service import MAX_TIMES
from storage.chats.subscriptions import Subscription
from storage.terms import City, Days, Section

MOST_HEADLINES = 5
FARTHEST_PAUSE = dt.timedelta(days=60)

TOO_MANY_CITIES = N_("You can choose up to {n} cities.")
TOO_MANY_TIMES = N_("You can choose up to {n} times a day.")
NO_TIME = N_("Keep at least one time.")
NO_DAY = N_("Choose at least one day.")
NOTHING_IN_IT = N_("Choose at least one item for the bulletin.")

_ON, _OFF = "+", "-"
_SOURCES = Section.COUNTRY | Section.MAP | Section.HEADLINES
"""What makes a bulletin by itself."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether a change can be.

    Attributes:
        now: aware.
        places: finds places.
        zones: the time zones that can be chosen.
        has_pictures: whether a bulletin can have a map.
    """

    now: dt.datetime
    places: Places
    zones: tuple[str, ...]
    has_pictures: bool


Change: TypeAlias = Callable[[Subscription, str, Facts], Subscription]


def apply(subscription: Subscription, data: SettingsCallback, facts: Facts) -> Subscription:
    """The subscription as it is after a press of a button in `CHANGES`.

    Raises:
        OutOfDate: the button does not fit the subscription, or nothing can be read from it.
        Refusal: it would leave the subscription without what it needs, or give it too much.
    """
    try:
        changed = CHANGES[data.action].change(subscription, data.value, facts)
    except ValueError as error:
        raise OutOfDate(data.encode()) from error
    if not (changed.sections & _SOURCES or (changed.sections & Section.CITIES and changed.cities)):
        raise Refusal(NOTHING_IN_IT)
    return changed


def with_places(subscription: Subscription, matches: Iterable[Match]) -> Subscription:
    """The subscription with more cities behind those that it has; each is there once.

    Raises:
        Refusal: they would be too many.
    """
    cities = {_identity(city): city for city in (*subscription.cities, *map(to_city, matches))}
    if len(cities) > MAX_CITIES:
        raise Refusal(TOO_MANY_CITIES, n=MAX_CITIES)
    return replace(subscription, cities=tuple(cities.values()))


def mark_of(city: City) -> str:
    """Tells a city from the others of its subscription, in a few letters."""
    return blake2b(city.key.encode(), digest_size=4).hexdigest()


def clock_of(time: dt.time) -> str:
    """A time in a button's data: ``0730``."""
    return f"{time:%H%M}"


def time_of(clock: str) -> dt.time:
    """The time that `clock_of` wrote.

    Raises:
        ValueError: it is none.
    """
    if len(clock) != len("0730"):
        raise ValueError(clock)
    return dt.time(int(clock[:2]), int(clock[2:]))


def flag(*, wanted: bool, of: int | None = None) -> str:
    """A switch, or one of several switches, in a button's data: ``+``, ``4-``."""
    return ("" if of is None else str(of)) + (_ON if wanted else _OFF)


def _identity(city: City) -> int | str:
    return city.key if city.names else city.station


def _is_wanted(value: str) -> bool:
    if value not in {_ON, _OFF}:
        raise ValueError(value)
    return value == _ON


def _add_city(one: Subscription, value: str, facts: Facts) -> Subscription:
    match = facts.places.get(value)
    if match is None:
        raise ValueError(value)
    return with_places(one, [match])


def _drop_city(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, cities=tuple(city for city in one.cities if mark_of(city) != value))


def _set_time(one: Subscription, value: str, _facts: Facts) -> Subscription:
    """From one time to another (``0700-0730``), or one time more (``-0730``)."""
    old, _, new = value.partition("-")
    before, time = set(one.schedule.times), time_of(new)
    if time not in before and old and time_of(old) not in before:
        raise ValueError(value)
    times = (before - {time_of(old)} if old else before) | {time}
    if len(times) > MAX_TIMES:
        raise Refusal(TOO_MANY_TIMES, n=MAX_TIMES)
    return replace(one, schedule=replace(one.schedule, times=tuple(times)))


def _cut_time(one: Subscription, value: str, _facts: Facts) -> Subscription:
    times = set(one.schedule.times) - {time_of(value)}
    if not times:
        raise Refusal(NO_TIME)
    return replace(one, schedule=replace(one.schedule, times=tuple(times)))


def _set_days(one: Subscription, value: str, _facts: Facts) -> Subscription:
    days = Days(int(value))
    if not 0 < days <= Days.EVERY_DAY:
        raise ValueError(value)
    return replace(one, schedule=replace(one.schedule, days=days))


def _switch_day(one: Subscription, value: str, _facts: Facts) -> Subscription:
    number, wanted = int(value[:-1]), _is_wanted(value[-1:])
    if number not in range(7):
        raise ValueError(value)
    day = Days(1 << number)
    days = one.schedule.days | day if wanted else one.schedule.days & ~day
    if not days:
        raise Refusal(NO_DAY)
    return replace(one, schedule=replace(one.schedule, days=days))


def _skip_holidays(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, schedule=replace(one.schedule, skips_holidays=_is_wanted(value)))


def _set_zone(one: Subscription, value: str, facts: Facts) -> Subscription:
    if value not in facts.zones:
        raise ValueError(value)
    return replace(one, schedule=replace(one.schedule, zone=value))


def _switch_section(one: Subscription, value: str, facts: Facts) -> Subscription:
    section, wanted = Section(int(value[:-1])), _is_wanted(value[-1:])
    if section not in tuple(Section) or (section is Section.MAP and wanted and not facts.has_pictures):
        raise ValueError(value)
    return replace(one, sections=one.sections | section if wanted else one.sections & ~section)


def _set_headlines(one: Subscription, value: str, _facts: Facts) -> Subscription:
    if not 1 <= int(value) <= MOST_HEADLINES:
        raise ValueError(value)
    return replace(one, headlines=int(value), sections=one.sections | Section.HEADLINES)


def _silence(one: Subscription, value: str, _facts: Facts) -> Subscription:
    return replace(one, silent=_is_wanted(value))


def _pause(one: Subscription, value: str, facts: Facts) -> Subscription:
    day, today = dt.date.fromisoformat(value), facts.now.astimezone(ZoneInfo(one.schedule.zone)).date()
    if not today < day <= today + FARTHEST_PAUSE:
        raise ValueError(value)
    return replace(one, paused_until=day)


def _resume(one: Subscription, _value: str, _facts: Facts) -> Subscription:
    return replace(one, paused_until=None)


@dataclass(frozen=True, slots=True)
class Action:
    """A change, and the screen that is shown after it."""

    change: Change
    screen: str


CHANGES: Mapping[str, Action] = {
    "+": Action(_add_city, "cities"),
    "-": Action(_drop_city, "cities"),
    "time": Action(_set_time, "times"),
    "cut": Action(_cut_time, "times"),
    "on": Action(_set_days, "days"),
    "day": Action(_switch_day, "days"),
    "skip": Action(_skip_holidays, "days"),
    "zone": Action(_set_zone, "home"),
    "part": Action(_switch_section, "contents"),
    "count": Action(_set_headlines, "contents"),
    "quiet": Action(_silence, "home"),
    "until": Action(_pause, "home"),
    "resume": Action(_resume, "home"),
}
"""By the deed of a button. That for a city has one letter, because a place's key may have 50 bytes."""
