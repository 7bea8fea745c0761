"""The places about which a chat gets its bulletins."""

from bot.kept import ChatSettings
from bot.places import Match, Places


def own_places(settings: ChatSettings, places: Places, topic: int) -> tuple[Match, ...]:
    """What a chat, or a forum topic of it (0 for none), has subscribed to, in the order in which it is shown."""
    subscription = next((one for one in settings.subscriptions if one.thread_id == topic), None)
    if subscription is None:
        return ()
    found = (places.get(f"station:{number}") for number in subscription.stations)
    return tuple(match for match in found if match is not None)
