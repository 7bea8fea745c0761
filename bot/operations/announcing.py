"""Announcements: whom a text of the operator reaches, and how it comes into the ledger and out of it."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import InvalidInput
from bot.operations.audience import Audience
from bot.rendering.layout import MAX_MESSAGE_LENGTH, utf16_length
from storage.database import Database
from storage.ledger import announcements
from storage.ledger.announcements import Announcement, Recipient
from storage.schema import DeliveryState

CUT_OFF = dt.timedelta(days=1)
"""Time after its due time in which an announcement is sent."""

OPEN = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)
ENDED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED)


@dataclass(frozen=True, slots=True)
class Plan:
    """Announcement that was not made yet.

    Attributes:
        text: plain text.
        audience: the chats that it is for.
        due_at: time from which it is sent (UTC).
        recipients: the chats that get it.
    """

    text: str
    audience: Audience
    due_at: dt.datetime
    recipients: Sequence[Recipient]

    @property
    def kinds(self) -> Counter[str]:
        """Number of chats by kind."""
        return Counter(one.kind for one in self.recipients)


def check_text(text: str) -> str:
    """Return the text of an announcement without spaces around it.

    Raises:
        InvalidInput: it is empty, or too long for a message.
    """
    text = text.strip()
    if not text:
        raise InvalidInput("the announcement is empty")
    if (length := utf16_length(text)) > MAX_MESSAGE_LENGTH:
        raise InvalidInput(f"the announcement has {length:,} characters; a message has at most {MAX_MESSAGE_LENGTH:,}")
    return text


async def make_plan(database: Database, text: str, audience: Audience, due_at: dt.datetime) -> Plan:
    """Choose the chats of an announcement."""
    async with database.read() as connection:
        return Plan(text, audience, due_at, audience.choose(await announcements.list_recipients(connection, text)))


async def enqueue(database: Database, plan: Plan) -> Announcement:
    """Put an announcement into the ledger, for the chats that can get it now."""
    async with database.write() as connection:
        # Chosen again in the transaction: the same command may have been given twice.
        await announcements.lock_all(connection)
        recipients = plan.audience.choose(await announcements.list_recipients(connection, plan.text))
        new = Announcement(0, plan.text, plan.audience.name, plan.due_at, len(recipients))
        number = await announcements.add(connection, new, recipients, plan.due_at + CUT_OFF)
    return Announcement(number, new.text, new.audience, new.due_at, new.chats)


async def list_announcements(database: Database) -> list[Announcement]:
    """Return the stored announcements, the newest first."""
    async with database.read() as connection:
        return await announcements.list_all(connection)


async def stop(database: Database, number: int, now: dt.datetime) -> Announcement:
    """Stop an announcement.

    Raises:
        InvalidInput: there is none with this number.
    """
    async with database.write() as connection:
        await announcements.stop(connection, number, now)
        found = await announcements.get(connection, number)
    if found is None:
        raise InvalidInput(f"there is no announcement {number}; list them with: jogan announcements")
    return found


def count(announcement: Announcement, *states: DeliveryState) -> int:
    """Return the number of messages in some states."""
    return sum(announcement.states.get(state, 0) for state in states)
