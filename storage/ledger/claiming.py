"""Claims: deliveries taken from the ledger (table `delivery`) in the order in which they are due."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Result, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.claims import prepare_claim
from storage.dialects.statements import can_write_in_with, is_in
from storage.schema import DeliveryState, channel, chat, comes_on, delivery, schedule, subscription, waits
from storage.terms import ANY_WEATHER, UNSIGNED, USUAL_WAY, City, Notable, Section, SignOff, Unit, Way
from storage.types import UtcDateTime


@dataclass(slots=True)
class Claim:
    """Claimed delivery, with all settings that its bulletin depends on.

    Attributes:
        id: the delivery's id.
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        local_date: the bulletin's day in the subscription's zone.
        due_at: due time (UTC).
        zone: the subscription's IANA time zone.
        attempts: number of earlier attempts.
        language: the chat's language tag, or None.
        unit: the chat's unit of temperatures.
        cities: the subscription's places.
        sections: parts of the bulletin.
        headlines: maximum number of headlines.
        way: hours of going out and coming home.
        only_if: weather without which it is not sent; none for any.
        silent: True if it is sent without a sound.
        sign_off: last lines of the bulletin.
        pins: True if it is pinned after it was sent.
        articles: ids of the headlines' articles, set by `bot.delivery.headline_selection`; may be empty.
    """

    id: int
    chat_id: int
    thread_id: int
    local_date: dt.date
    due_at: dt.datetime
    zone: str
    attempts: int = 0
    language: str | None = None
    unit: Unit = Unit.CELSIUS
    cities: tuple[City, ...] = ()
    sections: Section = Section.USUAL
    headlines: int = 3
    way: Way = USUAL_WAY
    only_if: Notable = ANY_WEATHER
    silent: bool = False
    sign_off: SignOff = UNSIGNED
    pins: bool = False
    articles: tuple[int, ...] = ()

    @property
    def local_time(self) -> dt.time:
        """Due time on the wall clock of the subscription's zone."""
        return _local_time(self.due_at, self.zone)


@lru_cache
def _local_time(moment: dt.datetime, zone: str) -> dt.time:
    # Cached: limit deliveries of a broadcast share their due time and zone.
    return moment.astimezone(ZoneInfo(zone)).time()


# Cached: an enum finds its member in Python code, and a broadcast has few different ones.
_unit, _sections, _notable, _way = cache(Unit), cache(Section), cache(Notable), cache(Way)
_now = bindparam("now", type_=UtcDateTime)
_CLAIMS = (
    select(
        delivery.c.id,
        delivery.c.chat_id,
        delivery.c.thread_id,
        delivery.c.local_date,
        delivery.c.due_at,
        schedule.c.zone,
        delivery.c.attempts,
        func.coalesce(chat.c.language, chat.c.telegram_language),
        chat.c.unit,
        subscription.c.cities,
        subscription.c.sections,
        subscription.c.headlines,
        subscription.c.out_hour,
        subscription.c.home_hour,
        subscription.c.only_if,
        subscription.c.silent,
        channel.c.signature,
        channel.c.hashtag,
        channel.c.pins,
    )
    .join(chat, chat.c.id == delivery.c.chat_id)
    .join(subscription, subscription.c.id == delivery.c.subscription_id)
    .join(schedule, schedule.c.id == subscription.c.schedule_id)
    .outerjoin(channel, channel.c.chat_id == delivery.c.chat_id)
)
_NEXT = (
    _CLAIMS.where(
        waits,
        delivery.c.next_attempt_at <= _now,
        delivery.c.due_at <= bindparam("due_by", type_=UtcDateTime),
        delivery.c.expires_at > _now,
        # Checked again: a delivery may have been in flight when its subscription was stopped or paused, and be retried.
        subscription.c.stopped_at.is_(None),
        comes_on(delivery.c.local_date),
    )
    # The order of the partial index, so that no claim sorts all that waits.
    .order_by(delivery.c.next_attempt_at, delivery.c.id)
    .limit(bindparam("limit"))
    # What another process claims at the same time is its own.
    .with_for_update(of=delivery, skip_locked=True)
)
_MARK_CLAIMED = update(delivery).where(is_in(delivery.c.id, "ids")).values(state=DeliveryState.CLAIMED)
_PICKED = _NEXT.add_columns(delivery.c.next_attempt_at).cte("picked")
_CLAIMED = update(delivery).where(delivery.c.id == _PICKED.c.id).values(state=DeliveryState.CLAIMED).cte("marked")
_CLAIM_NEXT = (
    select(*(one for one in _PICKED.c if one is not _PICKED.c.next_attempt_at))
    .add_cte(_CLAIMED)
    .order_by(_PICKED.c.next_attempt_at, _PICKED.c.id)
)
"""`_NEXT` and `_MARK_CLAIMED` in one statement."""


async def claim(
    connection: AsyncConnection, now: dt.datetime, limit: int, due_by: dt.datetime | None = None
) -> list[Claim]:
    """Claim at most `limit` deliveries that can be sent now, in the order of their due times.

    Args:
        connection: writes to the database.
        now: aware.
        limit: maximum number.
        due_by: deliveries due later than this are left; None for all that are due.
    """
    given = {"now": now, "due_by": due_by or now, "limit": limit}
    if can_write_in_with(connection):
        await prepare_claim(connection)
        return _claims(await connection.execute(_CLAIM_NEXT, given))
    rows = await connection.execute(_NEXT, given)
    # Nobody else can claim the rows before they are marked: the transaction has the lock of the database.
    claims = _claims(rows)
    if claims:
        await connection.execute(_MARK_CLAIMED, {"ids": [claim.id for claim in claims]})
    return claims


async def list_sent(connection: AsyncConnection, ids: Collection[int]) -> list[tuple[Claim, dt.datetime]]:
    """Return deliveries that were sent as they would be claimed with the settings of today, and when they were sent.

    Their articles are those that were sent. Deliveries whose subscription was deleted are missing.
    """
    ended = delivery.c.finished_at, delivery.c.article_id, delivery.c.more_articles
    rows = await connection.execute(_CLAIMS.add_columns(*ended).where(delivery.c.id.in_(ids)))
    found = []
    for row in rows:
        *claimed, finished_at, first, others = row
        claim = _claim(claimed)
        claim.articles = tuple(number for number in (first, *(others or ())) if number is not None)
        found.append((claim, finished_at))
    return found


def _claims(rows: Result[*tuple[Any, ...]]) -> list[Claim]:
    # All at once: one after the other a row costs as much again as its claim.
    return [_claim(row) for row in rows.all()]


def _claim(row: Sequence[Any]) -> Claim:
    # By position: reading the columns by name takes three times as long, and so does a claim of named arguments.
    unit, cities, sections, headlines, out_hour, home_hour, only_if, silent, signature, hashtag, pins = row[8:]
    settings = _unit(unit), cities, _sections(sections), headlines, _way(out_hour, home_hour), _notable(only_if)
    sign_off = SignOff(signature, hashtag) if signature or hashtag else UNSIGNED
    return Claim(*(*row[:8], *settings, bool(silent), sign_off, bool(pins)))
