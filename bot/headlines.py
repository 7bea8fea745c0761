"""Which headlines a bulletin brings, one if nobody says otherwise.

The one that the operator has pinned; else the newest of the last 48 hours from the chat's region; else the newest of
the last 48 hours. Where those hours have brought nothing at all, the newest of all, and its age is said. A topic never
gets one twice, and older ones are never dug up because there is nothing new for it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.regions import concerns
from sources.stations import Catalogue
from storage import headlines
from storage.articles import StoredArticle
from storage.deliveries import Claim
from storage.terms import Section

FRESH = dt.timedelta(hours=48)
"""How old a headline may be without its age being said."""


async def choose(
    connection: AsyncConnection, claims: Sequence[Claim], catalogue: Catalogue, now: dt.datetime
) -> list[Claim]:
    """Give each claim its headlines; three or four queries, however many claims there are."""
    pinned = await headlines.pinned(connection, now)
    fresh = await headlines.since(connection, now - FRESH, now)
    newest = None if fresh else await headlines.newest(connection, now)
    common = [number for number in (*fresh, newest) if number is not None]
    candidates = {*common, *([] if pinned is None else [pinned])}
    delivered = await headlines.delivered(connection, {claim.chat_id for claim in claims}, candidates)
    orders = {}
    for place in {claim.stations[:1] for claim in claims}:
        local = [number for number, regions in fresh.items() if _concern(regions, place, catalogue)]
        orders[place] = [*([] if pinned is None else [pinned]), *local, *common]
    return [_with_headlines(claim, orders[claim.stations[:1]], delivered) for claim in claims]


def _concern(regions: Iterable[str], place: Sequence[int], catalogue: Catalogue) -> bool:
    """Whether the news of regions are those of a place, which is at most one station's number."""
    return any(concerns(region, catalogue[number]) for number in place for region in regions)


def _with_headlines(claim: Claim, numbers: Iterable[int], delivered: Collection[tuple[int, int, int]]) -> Claim:
    """A claim with the first articles that its topic has not had, as many as it wants."""
    wanted = claim.headlines if Section.HEADLINES in claim.sections else 0
    new = (number for number in dict.fromkeys(numbers) if (claim.chat_id, claim.thread_id, number) not in delivered)
    return replace(claim, articles=tuple(islice(new, wanted)))


def days_old(stored: StoredArticle, now: dt.datetime) -> int | None:
    """How many days old a headline is where that has to be said, else None; a pinned one is the operator's to judge."""
    age = now - stored.newness
    return None if age <= FRESH or stored.is_pinned(now) else age.days
