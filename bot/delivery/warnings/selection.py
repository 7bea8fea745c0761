"""Selection of who is told of which warnings: one message per chat and topic for those of one list."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from bot.places import Places
from bot.places.spots import find_spot
from bot.weather.place_warnings import find_regions_of
from sources.korea.regions import Region
from sources.korea.warning_zones import concerns
from storage.content.warnings import StoredWarning
from storage.ledger.warning_messages import Held, NewMessage, Taker
from storage.terms import City, lies_in_pause


class WarningSelector:
    """Finds the warnings of a place, each distinct place once.

    Args:
        warnings: the warnings.
        places: the places that people can name.
    """

    def __init__(self, warnings: Iterable[StoredWarning], places: Places) -> None:
        self._places = places
        self._regions = [(one.id, find_regions_of(one.warning)) for one in warnings]
        self._found: dict[tuple[str, int], frozenset[int]] = {}

    def find(self, city: City) -> frozenset[int]:
        """Return the ids of the warnings that concern a place."""
        key = city.key, city.station
        if key not in self._found:
            self._found[key] = self._search(city)
        return self._found[key]

    def _search(self, city: City) -> frozenset[int]:
        spot = find_spot(city, self._places)
        if spot is None or spot.province is None:
            return frozenset()
        place = Region(spot.province, spot.district)
        return frozenset(number for number, regions in self._regions if concerns(regions, place))


def select_messages(
    takers: Iterable[Taker], selector: WarningSelector, held: Held, now: dt.datetime
) -> list[NewMessage]:
    """Return a message for each chat and topic that has one of the warnings.

    Args:
        takers: the subscriptions that want warnings at once.
        selector: finds the warnings of a place.
        held: the warnings of which a chat or topic has a message that is edited.
        now: the current time, aware; paused subscriptions get none.
    """
    today = _Today(now)
    found: defaultdict[tuple[int, int], list[Taker]] = defaultdict(list)
    for taker in takers:
        is_paused = lies_in_pause(today.of(taker.zone), taker.paused_from, taker.paused_until)
        if not is_paused and any(map(selector.find, taker.cities)):
            found[taker.chat_id, taker.thread_id].append(taker)
    messages = (_make_message(same, selector, held.get(key, frozenset())) for key, same in found.items())
    return [one for one in messages if one.warnings]


def _make_message(same: Sequence[Taker], selector: WarningSelector, held: Collection[int]) -> NewMessage:
    first = same[0]
    concerned: Mapping[City, frozenset[int]] = {
        city: numbers for taker in same for city in taker.cities if (numbers := selector.find(city).difference(held))
    }
    return NewMessage(
        chat_id=first.chat_id,
        thread_id=first.thread_id,
        warnings=tuple(sorted(frozenset().union(*concerned.values()))),
        cities=tuple(concerned),
        zone=first.zone,
        silent=all(taker.silent for taker in same),
    )


class _Today:
    """The current day by time zone; most readers share one."""

    def __init__(self, now: dt.datetime) -> None:
        self._now = now
        self._days: dict[str, dt.date] = {}

    def of(self, zone: str) -> dt.date:
        if zone not in self._days:
            self._days[zone] = self._now.astimezone(ZoneInfo(zone)).date()
        return self._days[zone]
