"""Places of a chat's subscription."""

from collections.abc import Sequence

from bot.cache import ChatSettings
from bot.places import Match, Places
from storage.chats.subscriptions import Subscription
from storage.reasons import StopReason
from storage.terms import City


def main_subscription(known: Sequence[Subscription]) -> Subscription | None:
    """Return the subscription of a topic that `/subscribe` changes: the oldest that nobody switched off individually.

    Args:
        known: the topic's subscriptions, the oldest first.
    """
    wanted = (one for one in known if one.stopped_reason is not StopReason.SWITCHED_OFF)
    return next(wanted, known[0] if known else None)


def own_places(settings: ChatSettings, places: Places, topic: int) -> tuple[Match, ...]:
    """Return the places of the main subscription of a chat or topic (0 for none), in the order shown."""
    subscription = main_subscription([one for one in settings.subscriptions if one.thread_id == topic])
    if subscription is None:
        return ()
    found = (_place(city, places) for city in subscription.cities)
    return tuple(match for match in found if match is not None)


def _place(city: City, places: Places) -> Match | None:
    """Return a city's place, or its station if the place is gone or has another station now."""
    # Bulletins use the stored station; the place may have changed since, when the operator imported other towns.
    match = places.get(city.key)
    return match if match and match.station.number == city.station else places.get(f"station:{city.station}")
