"""Plans: what a request to subscribe would make of a topic's subscriptions; pure functions."""

import datetime as dt
import enum
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.parsing.subscribe import SubscribeRequest
from bot.places import Match
from bot.settings_menu.changes import further_subscription, lost_cities, with_places
from bot.settings_menu.errors import Refusal
from bot.subscriptions.own_places import main_subscription
from bot.subscriptions.service import MAX_BULLETINS, free_times
from storage.chats.subscriptions import Subscription


class How(enum.StrEnum):
    """Ways to carry out a request that names other cities than a subscription has."""

    ADD = "add"
    REPLACE = "replace"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to carry out a request, and the subscription that would result; None if its time is to be chosen yet."""

    how: How
    result: Subscription | None


def find_changed(request: SubscribeRequest, known: Sequence[Subscription]) -> Subscription | None:
    """Return the subscription that a request changes: the one with its times, or with its cities, else the main one.

    Args:
        request: what was asked for.
        known: the topic's subscriptions, the oldest first.
    """
    if request.times:
        meant = (one for one in known if one.schedule.times == request.times)
    else:
        meant = (one for one in known if request.places and _has_all(one, request.places))
    return next(meant, main_subscription(known))


def _has_all(subscription: Subscription, places: Sequence[Match]) -> bool:
    # An addition that is too long for the subscription is at least no part of it.
    with suppress(Refusal):
        return not lost_cities(with_places(subscription, places), subscription)
    return False


def apply(request: SubscribeRequest, subscription: Subscription) -> Subscription:
    """Return the subscription with the requested changes; what the request leaves out stays as it is.

    Raises:
        Refusal: it would have too many cities.
    """
    if request.times:
        subscription = replace(subscription, schedule=replace(subscription.schedule, times=request.times))
    if request.days is not None:
        subscription = replace(subscription, schedule=replace(subscription.schedule, days=request.days))
    if request.places is None:
        return subscription
    return with_places(subscription if request.is_addition else replace(subscription, cities=()), request.places)


def make_second(request: SubscribeRequest, times: Sequence[dt.time], known: Sequence[Subscription]) -> Subscription:
    """Return a further subscription with what was asked for at these times, otherwise like the topic's oldest one.

    Raises:
        Refusal: the topic has too many already, or one comes at one of the times.
    """
    return apply(replace(request, times=(), is_addition=False), further_subscription(known, times))


def find_offers(request: SubscribeRequest, known: Sequence[Subscription]) -> list[Offer]:
    """Return the ways to carry out a request that would drop cities; none if it drops none."""
    changed = find_changed(request, known)
    if changed is None or request.is_addition or not lost_cities(changed, replacing := apply(request, changed)):
        return []
    offers = [Offer(How.REPLACE, replacing)]
    if request.places:
        with suppress(Refusal):
            offers.insert(0, Offer(How.ADD, apply(replace(request, is_addition=True), changed)))
    if len(known) < MAX_BULLETINS:
        has_time = bool(request.times) and free_times(request.times, known) == list(request.times)
        offers.append(Offer(How.SECOND, make_second(request, request.times, known) if has_time else None))
    return offers
