"""Places of a chat's subscription."""

from bot.cache import ChatSettings
from bot.places import Match, Places
from storage.terms import City


def own_places(settings: ChatSettings, places: Places, topic: int) -> tuple[Match, ...]:
    """Return the places of the oldest subscription of a chat or topic (0 for none), in the order shown."""
    subscription = next((one for one in settings.subscriptions if one.thread_id == topic), None)
    if subscription is None:
        return ()
    found = (_place(city, places) for city in subscription.cities)
    return tuple(match for match in found if match is not None)


def _place(city: City, places: Places) -> Match | None:
    """Return a city's place, or its station if the place is gone or has another station now."""
    # Bulletins use the stored station; the place may have changed since, when the operator imported other towns.
    match = places.get(city.key)
    return match if match and match.station.number == city.station else places.get(f"station:{city.station}")
