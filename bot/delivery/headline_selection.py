"""Headline selection: which headlines a bulletin has, in this order.

1. The headline that the operator has pinned.
2. The newest of the last 48 hours from the region of the chat's first city.
3. The newest of the last 48 hours.
4. If those 48 hours had none at all, the newest of all; the bulletin states its age.

A topic never gets a headline twice, and gets no older one because it has had all new ones.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places.regions import covers
from sources.korea.stations import Catalogue
from storage.content.articles import StoredArticle
from storage.ledger import headlines
from storage.ledger.claiming import Claim
from storage.terms import Section

FRESH_FOR = dt.timedelta(hours=48)
"""Age up to which a headline is fresh; older ones state their age."""


async def choose(connection: AsyncConnection, claims: Sequence[Claim], catalogue: Catalogue, now: dt.datetime) -> None:
    """Set the headlines of claims, with three or four queries for any number of claims.

    Args:
        connection: reads the database.
        claims: their `articles` are set.
        catalogue: the stations.
        now: aware.
    """
    pinned = await headlines.get_pinned(connection, now)
    fresh = await headlines.list_since(connection, now - FRESH_FOR, now)
    newest = None if fresh else await headlines.get_newest(connection, now)
    common = [number for number in (*fresh, newest) if number is not None]
    candidates = {*common, *([] if pinned is None else [pinned])}
    delivered = await headlines.list_delivered(connection, {claim.chat_id for claim in claims}, candidates)
    orders: dict[tuple[int, ...], Collection[int]] = {}
    for claim in claims:
        station = tuple(city.station for city in claim.cities[:1])
        if station not in orders:
            local = [number for number, regions in fresh.items() if _is_local(regions, station, catalogue)]
            orders[station] = dict.fromkeys([*([] if pinned is None else [pinned]), *local, *common])
        claim.articles = _undelivered(claim, orders[station], delivered)
        # Another claim of this batch may be of the same topic.
        delivered.update((claim.chat_id, claim.thread_id, number) for number in claim.articles)


def _is_local(regions: Iterable[str], station: Sequence[int], catalogue: Catalogue) -> bool:
    """Return whether one of the regions covers the station; `station` has at most one number."""
    return any(covers(region, catalogue[number]) for number in station for region in regions)


def _undelivered(claim: Claim, numbers: Iterable[int], delivered: Collection[tuple[int, int, int]]) -> tuple[int, ...]:
    """Return the first articles that the claim's topic has not had, at most as many as it wants."""
    if Section.HEADLINES not in claim.sections:
        return ()
    new = (number for number in numbers if (claim.chat_id, claim.thread_id, number) not in delivered)
    return tuple(islice(new, claim.headlines))


def days_old(stored: StoredArticle, now: dt.datetime) -> int | None:
    """Return the age of a headline in days; None for a fresh one, and for one that the operator has pinned."""
    age = now - stored.newness
    return None if age <= FRESH_FOR or stored.is_pinned(now) else age.days
