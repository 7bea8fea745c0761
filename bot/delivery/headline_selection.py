"""Which headlines a bulletin brings, one if nobody says otherwise.

The one that the operator has pinned; else the newest of the last 48 hours from the chat's region; else the newest of
the last 48 hours. Where those hours have brought nothing at all, the newest of all, and its age is said. A topic never
gets one twice, and older ones are never dug up because there is nothing new for it.
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

FRESH = dt.timedelta(hours=48)
"""How old a headline may be without its age being said."""


async def choose(connection: AsyncConnection, claims: Sequence[Claim], catalogue: Catalogue, now: dt.datetime) -> None:
    """Give each claim its headlines; three or four queries, however many claims there are."""
    pinned = await headlines.get_pinned(connection, now)
    fresh = await headlines.list_since(connection, now - FRESH, now)
    newest = None if fresh else await headlines.get_newest(connection, now)
    common = [number for number in (*fresh, newest) if number is not None]
    candidates = {*common, *([] if pinned is None else [pinned])}
    delivered = await headlines.list_delivered(connection, {claim.chat_id for claim in claims}, candidates)
    orders: dict[tuple[int, ...], Collection[int]] = {}
    for claim in claims:
        place = claim.stations[:1]
        if place not in orders:
            local = [number for number, regions in fresh.items() if _concern(regions, place, catalogue)]
            orders[place] = dict.fromkeys([*([] if pinned is None else [pinned]), *local, *common])
        claim.articles = _new_to(claim, orders[place], delivered)
        delivered.update((claim.chat_id, claim.thread_id, number) for number in claim.articles)


def _concern(regions: Iterable[str], place: Sequence[int], catalogue: Catalogue) -> bool:
    """Whether the news of regions are those of a place, which is at most one station's number."""
    return any(covers(region, catalogue[number]) for number in place for region in regions)


def _new_to(claim: Claim, numbers: Iterable[int], delivered: Collection[tuple[int, int, int]]) -> tuple[int, ...]:
    """The first articles that a claim's topic has not had, as many as it wants."""
    if Section.HEADLINES not in claim.sections:
        return ()
    new = (number for number in numbers if (claim.chat_id, claim.thread_id, number) not in delivered)
    return tuple(islice(new, claim.headlines))


def days_old(stored: StoredArticle, now: dt.datetime) -> int | None:
    """How many days old a headline is where that has to be said, else None; a pinned one is the operator's to judge."""
    age = now - stored.newness
    return None if age <= FRESH or stored.is_pinned(now) else age.days
