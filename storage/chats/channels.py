"""Settings of channels: sign-off, pinning, and the person who set it up (table `channel`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import channel as table
from storage.schema import is_refused
from storage.terms import UNSIGNED, SignOff

_SET_TO_PIN = (
    # Pinning may have been turned off while the bulletin was in flight.
    update(table).where(table.c.chat_id == bindparam("channel"), table.c.pins == 1).values(to_pin=bindparam("message"))
)


@dataclass(frozen=True, slots=True)
class Channel:
    """Channel that a person has set up; its chat is stored too.

    Attributes:
        chat_id: Telegram's id.
        title: its title at the last setup.
        sign_off: last lines of its bulletins.
        pins: True if its bulletins are pinned.
        to_pin: id of the message to pin next, or None.
        pinned: id of the message that the bot has pinned, or None.
        set_up_by: private chat of the person who set it up last, or None.
    """

    chat_id: int
    title: str
    sign_off: SignOff = UNSIGNED
    pins: bool = False
    to_pin: int | None = None
    pinned: int | None = None
    set_up_by: int | None = None


async def get(connection: AsyncConnection, chat_id: int) -> Channel | None:
    """Return a channel by Telegram's id, or None if nobody has set it up."""
    row = (await connection.execute(select(table).where(table.c.chat_id == chat_id))).one_or_none()
    return None if row is None else _channel(row)


async def list_of_person(connection: AsyncConnection, person_id: int) -> list[Channel]:
    """Return the channels that a person has set up, by title."""
    rows = await connection.execute(select(table).where(table.c.set_up_by == person_id).order_by(table.c.title))
    return [_channel(row) for row in rows]


async def set_up(connection: AsyncConnection, chat_id: int, title: str, person_id: int) -> Channel:
    """Store the person who sets up a channel, and its title; both chats must be stored. Other settings stay."""
    given = insert(table).values(chat_id=chat_id, title=title, set_up_by=person_id)
    again = {"title": given.excluded.title, "set_up_by": given.excluded.set_up_by}
    statement = given.on_conflict_do_update(index_elements=["chat_id"], set_=again).returning(table)
    return _channel((await connection.execute(statement)).one())


async def set_sign_off(connection: AsyncConnection, chat_id: int, sign_off: SignOff) -> None:
    """Store a channel's sign-off."""
    values = {"signature": sign_off.signature, "hashtag": sign_off.hashtag}
    await connection.execute(update(table).where(table.c.chat_id == chat_id).values(values))


async def set_pins(connection: AsyncConnection, chat_id: int, *, pins: bool) -> None:
    """Turn pinning on or off; a message that waits to be pinned is dropped."""
    await connection.execute(update(table).where(table.c.chat_id == chat_id).values(pins=int(pins), to_pin=None))


async def set_to_pin(connection: AsyncConnection, messages: Iterable[tuple[int, int]]) -> None:
    """Store the messages to pin, as pairs of chat id and message id, for channels that pin."""
    rows = [{"channel": chat_id, "message": message_id} for chat_id, message_id in messages]
    if rows:
        await connection.execute(_SET_TO_PIN, rows)


async def list_to_pin(connection: AsyncConnection) -> list[Channel]:
    """Return the channels that are served and in which a message waits to be pinned."""
    waiting = select(table).where(table.c.to_pin.is_not(None), ~is_refused(table.c.chat_id))
    return [_channel(row) for row in await connection.execute(waiting)]


async def record_pinned(connection: AsyncConnection, channel: Channel, pinned: int | None) -> None:
    """Store the pinned message, and clear the one to pin unless a newer one has replaced it."""
    mine = update(table).where(table.c.chat_id == channel.chat_id)
    await connection.execute(mine.values(pinned=pinned))
    # The next bulletin may have arrived while this one was being pinned.
    await connection.execute(mine.where(table.c.to_pin == channel.to_pin).values(to_pin=None))


def _channel(row: Row[*tuple[Any, ...]]) -> Channel:
    return Channel(
        chat_id=row.chat_id,
        title=row.title,
        sign_off=SignOff(row.signature, row.hashtag),
        pins=bool(row.pins),
        to_pin=row.to_pin,
        pinned=row.pinned,
        set_up_by=row.set_up_by,
    )
