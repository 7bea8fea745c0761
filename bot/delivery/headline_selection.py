"""Headline selection: which headlines a bulletin has, in this order.

1. The headline that the operator has pinned.
2. The newest of the last 48 hours from sources of the region of the chat's first city.
3. The newest of the last 48 hours whose headline or lead names that region.
4. The newest of the last 48 hours.
5. The same again, of articles whose date was not understood.
6. If those 48 hours had none at all, the newest of all; the bulletin states its age.

A topic never gets a headline twice, and gets no older one because it has had all new ones.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.places.regions import covers
from sources.korea.stations import Catalogue
from storage.content.articles import StoredArticle
from storage.ledger import headlines
from storage.ledger.claiming import Claim
from storage.ledger.headlines import Headline
from storage.terms import Section

FRESH_FOR = dt.timedelta(hours=48)
"""Age up to which a headline is fresh; older ones state their age."""


async def choose(connection: AsyncConnection, claims: Sequence[Claim], catalogue: Catalogue, now: dt.datetime) -> None:
    """Set the headlines of claims, with at most six queries for any number of claims.

    Args:
        connection: reads the database.
        claims: their `articles` are set.
        catalogue: the stations.
        now: aware.
    """
    pinned = await headlines.get_pinned(connection, now)
    fresh = await headlines.list_since(connection, now - FRESH_FOR, now)
    newest = None if fresh else await headlines.get_newest(connection, now)
    first = [] if pinned is None else [pinned]
    last = [] if newest is None else [newest]
    candidates = {*first, *(headline.id for headline in fresh), *last}
    delivered: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for chat, topic, number in await headlines.list_delivered(connection, {one.chat_id for one in claims}, candidates):
        delivered[chat, topic].add(number)
    orders: dict[int | None, tuple[int, ...]] = {}
    for claim in claims:
        station = claim.cities[0].station if claim.cities else None
        if station not in orders:
            orders[station] = tuple(dict.fromkeys([*first, *_local_first(fresh, station, catalogue), *last]))
        if Section.HEADLINES in claim.sections:
            had = delivered[claim.chat_id, claim.thread_id]
            claim.articles = _undelivered(orders[station], had, claim.headlines)
            # Another claim of this batch may be of the same topic.
            had.update(claim.articles)


def _local_first(fresh: Sequence[Headline], station: int | None, catalogue: Catalogue) -> list[int]:
    """Return the ids in the order for a station, or for none; `fresh` is in the best order."""
    named = {region for headline in fresh for region in (*headline.regions, *headline.mentioned)}
    around = set() if station is None else {region for region in named if covers(region, catalogue[station])}

    def rank(headline: Headline) -> tuple[bool, bool, bool]:
        return not headline.has_date, around.isdisjoint(headline.regions), around.isdisjoint(headline.mentioned)

    # The sort is stable: among equals the order stays.
    return [headline.id for headline in sorted(fresh, key=rank)]


def _undelivered(numbers: Sequence[int], had: Collection[int], most: int) -> tuple[int, ...]:
    """Return the first articles that a topic has not had, at most as many as it wants."""
    return tuple(islice((number for number in numbers if number not in had), most) if had else numbers[:most])


def days_old(stored: StoredArticle, now: dt.datetime) -> int | None:
    """Return the age of a headline in days; None for a fresh one, and for one that the operator has pinned."""
    age = now - stored.newness
    return None if age <= FRESH_FOR or stored.is_pinned(now) else age.days
