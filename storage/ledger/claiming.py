"""Deliveries to make: taken from the ledger in the order in which they are due."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.json_lists import json_list
from storage.schema import DeliveryState, channel, chat, delivery, schedule, subscription, waits
from storage.terms import UNSIGNED, City, Section, SignOff, Unit
from storage.types import UtcDateTime


@dataclass(slots=True)
class Claim:
    """A delivery to make, with all that its bulletin depends on.

    Attributes:
        id: the ledger's number.
        chat_id: Telegram's id.
        thread_id: the forum topic; 0 for none.
        local_date: the day of the bulletin where the chat is.
        due_at: when it was due (UTC).
        zone: the chat's IANA time zone.
        attempts: how often it was tried before.
        language: the chat's language tag, or None.
        unit: in what the chat reads temperatures.
        cities: the chat's own places.
        sections: what is in the bulletin.
        headlines: how many headlines it has at most.
        silent: whether it comes without a sound.
        sign_off: how the bulletin ends.
        pins: whether it is pinned when it has come.
        articles: the headlines' articles, filled in by `bot.delivery.headline_selection`; empty if there is none.
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
    headlines: int = 1
    silent: bool = False
    sign_off: SignOff = UNSIGNED
    pins: bool = False
    articles: tuple[int, ...] = ()

    @property
    def stations(self) -> tuple[int, ...]:
        """The numbers of the places' weather stations, in their order."""
        return tuple(city.station for city in self.cities)

    @property
    def local_time(self) -> dt.time:
        """The time on the wall clock where the chat is at which it was due."""
        return _local_time(self.due_at, self.zone)


@lru_cache
def _local_time(moment: dt.datetime, zone: str) -> dt.time:
    """The time in a zone; of a wave's deliveries most have the same."""
    return moment.astimezone(ZoneInfo(zone)).time()


_now = bindparam("now", type_=UtcDateTime)
_NEXT = (
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
        subscription.c.silent,
        channel.c.signature,
        channel.c.hashtag,
        channel.c.pins,
    )
    .join(chat, chat.c.id == delivery.c.chat_id)
    .join(subscription, subscription.c.id == delivery.c.subscription_id)
    .join(schedule, schedule.c.id == subscription.c.schedule_id)
    .outerjoin(channel, channel.c.chat_id == delivery.c.chat_id)
    .where(
        waits,
        delivery.c.next_attempt_at <= _now,
        delivery.c.due_at <= bindparam("due_by", type_=UtcDateTime),
        delivery.c.expires_at > _now,
        subscription.c.stopped_at.is_(None),
        or_(subscription.c.paused_until.is_(None), subscription.c.paused_until <= delivery.c.local_date),
    )
    .order_by(delivery.c.next_attempt_at, delivery.c.id)
    .limit(bindparam("most"))
)
_TAKE = update(delivery).where(delivery.c.id.in_(json_list("ids"))).values(state=DeliveryState.CLAIMED)


async def claim(
    connection: AsyncConnection, now: dt.datetime, limit: int, due_by: dt.datetime | None = None
) -> list[Claim]:
    """Take at most `limit` of what is to be sent now, in the order in which it was due.

    Args:
        connection: writes to the store.
        now: aware.
        limit: how many.
        due_by: what was due later is left for another time; None leaves nothing.
    """
    rows = await connection.execute(_NEXT, {"now": now, "due_by": due_by or now, "most": limit})
    claims = [_claim(row) for row in rows]
    if claims:
        await connection.execute(_TAKE, {"ids": [claim.id for claim in claims]})
    return claims


def _claim(row: Row[*tuple[Any, ...]]) -> Claim:
    # By their places, because to look each up by its name takes three times as long.
    number, chat_id, thread_id, local_date, due_at, zone, attempts, language, unit, *wishes = row
    cities, sections, headlines, silent, signature, hashtag, pins = wishes
    return Claim(
        id=number,
        chat_id=chat_id,
        thread_id=thread_id,
        local_date=local_date,
        due_at=due_at,
        zone=zone,
        attempts=attempts,
        language=language,
        unit=Unit(unit),
        cities=cities,
        sections=Section(sections),
        headlines=headlines,
        silent=bool(silent),
        sign_off=SignOff(signature, hashtag) if signature or hashtag else UNSIGNED,
        pins=bool(pins),
    )
