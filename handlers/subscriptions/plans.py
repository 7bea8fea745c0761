"""Plans: what a request to subscribe would make of a topic's subscriptions; pure functions."""

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.parsing.subscribe import SubscribeRequest
from bot.places import Match
from bot.settings_menu.changes import TOO_MANY_TIMES, further_subscription, lost_cities, with_places
from bot.settings_menu.errors import Refusal
from bot.subscriptions.own_places import main_subscription
from bot.subscriptions.service import MAX_BULLETINS, MAX_TIMES, free_times
from storage.chats.subscriptions import Subscription
from storage.terms import Days, Schedule, Section


class How(enum.StrEnum):
    """Ways to carry out a request."""

    ADD = "add"
    REPLACE = "replace"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to carry out a request.

    Attributes:
        how: the way.
        result: the subscription that would result; None if its time is to be chosen yet.
        request: what is carried out in this way.
    """

    how: How
    result: Subscription | None
    request: SubscribeRequest


@dataclass(frozen=True, slots=True)
class Choice:
    """Choice between ways to carry out a request.

    Attributes:
        changed: the subscription that the request is about, as it is; None if it does not say which one.
        offers: the ways.
        refusal: why cities cannot be added, or None.
    """

    changed: Subscription | None
    offers: Sequence[Offer]
    refusal: Refusal | None


def find_changed(request: SubscribeRequest, known: Sequence[Subscription]) -> Subscription | None:
    """Return the subscription that a request changes: the one with its times, or with its cities, else the main one.

    If times are moved, it is the one that has them.

    Args:
        request: what was asked for.
        known: the topic's subscriptions, the oldest first.
    """
    if request.moved:
        meant = (one for one in known if set(request.moved) <= set(one.schedule.times))
    elif request.times:
        same_times = [one for one in known if one.schedule.times == request.times]
        # 부산 알림을 9시로 바꿔줘 names the bulletin by its place.
        named = [one for one in known if request.is_change and request.places and _has_all(one, request.places)]
        meant = (one for one in same_times or named)
    else:
        meant = (one for one in known if request.places and _has_all(one, request.places))
    return next(meant, main_subscription(known))


def _has_all(subscription: Subscription, places: Sequence[Match]) -> bool:
    # An addition that is too long for the subscription is at least no part of it.
    with suppress(Refusal):
        return not lost_cities(with_places(subscription, places), subscription)
    return False


def apply(request: SubscribeRequest, subscription: Subscription, *, keeps_cities: bool = False) -> Subscription:
    """Return the subscription with the requested changes; what the request leaves out stays as it is.

    Args:
        request: what was asked for.
        subscription: what is changed.
        keeps_cities: whether the cities come to those that there are, also if the request does not say so.

    Raises:
        Refusal: it would have too many cities or times.
    """
    changed = replace(subscription, schedule=_apply_schedule(request, subscription.schedule))
    if request.is_addition and request.includes_country:
        changed = replace(changed, sections=changed.sections | Section.COUNTRY)
    if request.places is None:
        return changed
    return with_places(changed if keeps_cities or request.is_addition else replace(changed, cities=()), request.places)


def _apply_schedule(request: SubscribeRequest, schedule: Schedule) -> Schedule:
    times, days = request.times or schedule.times, request.days or schedule.days
    if request.moved:
        times = tuple(sorted({*schedule.times} - {*request.moved} | {*request.times}))
    elif request.is_addition:
        times = (*schedule.times, *request.times)
    if request.is_addition:
        days = schedule.days | (request.days or schedule.days)
    if len(set(times)) > MAX_TIMES:
        raise Refusal(TOO_MANY_TIMES, n=MAX_TIMES)
    return replace(schedule, times=times, days=days)


def make_second(request: SubscribeRequest, times: Sequence[dt.time], known: Sequence[Subscription]) -> Subscription:
    """Return a further subscription with what was asked for at these times, otherwise like the topic's oldest one.

    Raises:
        Refusal: the topic has too many already, or one comes at one of the times.
    """
    return apply(replace(request, times=(), is_addition=False), further_subscription(known, times))


def find_choice(request: SubscribeRequest, known: Sequence[Subscription]) -> Choice | None:
    """Return what is to be chosen before a request is carried out; None if it is clear and drops no city."""
    changed = find_changed(request, known)
    if changed is None:
        return None
    if several := _find_choice_of_bulletins(request, known):
        return several
    if not (_would_drop(request, changed) or _adds_city_and_time(request, changed)):
        return _find_choice_of_times(request, changed, known)
    offers, refusal = list(_offer_moved(request, changed)), None
    if request.places:
        try:
            offers.append(Offer(How.ADD, apply(request, changed, keeps_cities=True), request))
        except Refusal as error:
            refusal = error
    if not request.is_addition:
        offers.append(Offer(How.REPLACE, apply(request, changed), request))
    return Choice(changed, [*offers, *_offer_second(request, known)], refusal)


def _find_choice_of_bulletins(request: SubscribeRequest, known: Sequence[Subscription]) -> Choice | None:
    """Return of which bulletin a change is, if there are several and nothing of it tells: 8시로 바꿔줘."""
    running = [one for one in known if one.stopped_at is None]
    is_told = bool(request.moved or request.names or request.includes_country or request.is_addition)
    if is_told or not (request.is_in_words and request.is_change) or len(running) == 1:
        return None
    offers = []
    for one in running:
        times = one.schedule.times
        own = replace(request, times=request.times or times, moved=times)
        if (result := _apply_if_possible(own, one)) and result != one:
            offers.append(Offer(How.REPLACE, result, own))
    return Choice(None, offers, None) if len(offers) > 1 else None


def _offer_moved(request: SubscribeRequest, changed: Subscription) -> Iterator[Offer]:
    """Yield the way to add cities and to give all of them another time: 부산 추가하고 8시로 바꿔줘."""
    moved = replace(request, moved=changed.schedule.times)
    if request.is_addition and request.is_change and (result := _apply_if_possible(moved, changed)):
        yield Offer(How.REPLACE, result, moved)


def _offer_second(request: SubscribeRequest, known: Sequence[Subscription]) -> Iterator[Offer]:
    if len(known) < MAX_BULLETINS:
        has_time = bool(request.times) and free_times(request.times, known) == list(request.times)
        yield Offer(How.SECOND, make_second(request, request.times, known) if has_time else None, request)


def _find_choice_of_times(
    request: SubscribeRequest, changed: Subscription, known: Sequence[Subscription]
) -> Choice | None:
    """Return what is to be chosen before words drop times or days: which time is changed, or whether any is."""
    if request.moved or changed.stopped_at is not None:
        return None
    result = _apply_if_possible(request, changed)
    if result is None or not _drops_times(changed, result):
        return None
    replaced = Offer(How.REPLACE, result, request)
    if not (request.is_in_words or request.is_change):
        return _find_choice_of_days(replaced, changed, known)
    return _find_choice_in_words(replaced, changed, known)


def _find_choice_of_days(replaced: Offer, changed: Subscription, known: Sequence[Subscription]) -> Choice | None:
    """Return the choice after /subscribe 주말 9시, which may mean a bulletin of its own beside that of other days."""
    request = replaced.request
    is_own = request.times and changed.schedule.days & ~(request.days or Days.EVERY_DAY)
    return Choice(changed, [*_offer_second(request, known), replaced], None) if is_own else None


def _find_choice_in_words(replaced: Offer, changed: Subscription, known: Sequence[Subscription]) -> Choice | None:
    request = replaced.request
    if request.is_change and request.times and request.days and changed.schedule.days & ~request.days:
        # 주말에는 9시로 may mean a time of its own for the weekend, or that of all days.
        on_all = replace(request, days=None)
        every = _apply_if_possible(on_all, changed)
        offers = [Offer(How.REPLACE, every, on_all)] if every else []
        return Choice(changed, [*_offer_second(request, known), *offers, replaced], None)
    if not request.is_change:
        added = replace(request, is_addition=True)
        both = _apply_if_possible(added, changed)
        offers = [Offer(How.ADD, both, added)] if both else []
        return Choice(changed, [*offers, replaced, *_offer_second(request, known)], None)
    if len(request.times) != 1 or len(changed.schedule.times) == 1:
        return None
    moves = [replace(request, moved=(time,)) for time in changed.schedule.times if time not in request.times]
    return Choice(changed, [*(Offer(How.REPLACE, apply(one, changed), one) for one in moves), replaced], None)


def _drops_times(before: Subscription, after: Subscription) -> bool:
    is_kept = set(before.schedule.times) <= set(after.schedule.times)
    return not is_kept or bool(before.schedule.days & ~after.schedule.days)


def _apply_if_possible(request: SubscribeRequest, subscription: Subscription) -> Subscription | None:
    with suppress(Refusal):
        return apply(request, subscription)
    return None


def _would_drop(request: SubscribeRequest, subscription: Subscription) -> bool:
    return not request.is_addition and bool(lost_cities(subscription, apply(request, subscription)))


def _adds_city_and_time(request: SubscribeRequest, subscription: Subscription) -> bool:
    # 18:00 부산 추가 may mean one more time of all cities, or a bulletin of its own.
    has_time = set(request.times) <= set(subscription.schedule.times)
    return request.is_addition and bool(request.places) and not has_time
