"""The places about which a chat gets its bulletins."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import Match, Places
from storage import subscriptions


async def own_places(connection: AsyncConnection, places: Places, chat_id: int, topic: int) -> tuple[Match, ...]:
    """What a chat, or a forum topic of it (0 for none), has subscribed to, in the order in which it is shown."""
    subscription = await subscriptions.get(connection, chat_id, topic)
    if subscription is None:
        return ()
    found = (places.get(f"station:{number}") for number in subscription.stations)
    return tuple(match for match in found if match is not None)
