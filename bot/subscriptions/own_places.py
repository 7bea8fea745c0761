"""The places about which a chat gets its bulletins."""

from bot.cache import ChatSettings
from bot.places import Match, Places
from storage.terms import City


def own_places(settings: ChatSettings, places: Places, topic: int) -> tuple[Match, ...]:
    """What a chat, or a forum topic of it (0 for none), has subscribed to, in the order in which it is shown."""
    subscription = next((one for one in settings.subscriptions if one.thread_id == topic), None)
    if subscription is None:
        return ()
    found = (_place(city, places) for city in subscription.cities)
    return tuple(match for match in found if match is not None)


def _place(city: City, places: Places) -> Match | None:
    """The place itself; where it is gone, or another station speaks for it, the station that bulletins tell of."""
    match = places.get(city.key)
    return match if match and match.station.number == city.station else places.get(f"station:{city.station}")
