"""Bulletins that are wanted only in some weather: those for which it does not come are not sent."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places import Places
from bot.places.spots import find_spot
from bot.rendering.bulletin.content import Edition, edition_at
from bot.rendering.bulletin.view import get_told_time
from bot.weather.notable import find_notable, is_wanted
from bot.weather.outlook import Outlook, get_outlooks
from storage.ledger import deliveries
from storage.ledger.claiming import Claim

_UNKNOWN = Outlook()


async def drop_unwanted(
    connection: AsyncConnection, claims: Sequence[Claim], places: Places, now: dt.datetime
) -> list[Claim]:
    """End the deliveries whose weather does not come, and return the other claims.

    Args:
        connection: writes to the database.
        claims: claimed deliveries.
        places: the place search.
        now: the current time, aware.
    """
    conditional = [claim for claim in claims if claim.only_if and claim.cities]
    if not conditional:
        return list(claims)
    spots = {city.key: find_spot(city, places) for claim in conditional for city in claim.cities}
    outlooks = await get_outlooks(connection, [spot for spot in spots.values() if spot is not None], now)
    unwanted = {claim.id for claim in conditional if not _is_wanted(claim, outlooks, now)}
    if unwanted:
        await deliveries.end_unwanted(connection, unwanted, now)
    return [claim for claim in claims if claim.id not in unwanted]


def _is_wanted(claim: Claim, outlooks: dict[str, Outlook], now: dt.datetime) -> bool:
    time = get_told_time(claim.local_date, now, is_evening=edition_at(claim.local_time) is Edition.EVENING)
    known = (outlooks.get(city.key, _UNKNOWN) for city in claim.cities)
    return is_wanted(claim.only_if, [find_notable(outlook, time.start, time.end) for outlook in known])
