"""Tables of the bot, of chats, and of their subscriptions."""

import datetime as dt

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    and_,
    exists,
    or_,
    text,
)

from storage.dialects.columns import KEEPS_IDS, STRICT, Identifier, Text, partial_index
from storage.reasons import RefusalReason, StopReason
from storage.schema.base import metadata, one_of
from storage.terms import Section, Unit
from storage.types import Cities, IsoDate, LocalTimes, UtcDateTime

bot_account = Table(
    "bot_account",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    **STRICT,
)

chat = Table(
    "chat",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("language", Text),
    Column("telegram_language", Text),
    Column("unit", Text, nullable=False, server_default=text(f"'{Unit.CELSIUS}'")),
    **STRICT,
)


def _key_of_chat() -> Column[int]:
    """Return the column of a row's chat, the first part of its key."""
    # ON UPDATE: a group that becomes a supergroup gets another id.
    of_chat = ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE")
    return Column("chat_id", Identifier, of_chat, primary_key=True, autoincrement=False)


channel = Table(
    "channel",
    metadata,
    _key_of_chat(),
    Column("title", Text, nullable=False),
    Column("signature", Text),
    Column("hashtag", Text),
    Column("pins", Integer, nullable=False, server_default=text("0")),
    Column("to_pin", Identifier),
    Column("pinned", Identifier),
    # A person's /forget must not take the channel's settings along.
    Column("set_up_by", Identifier, ForeignKey("chat.id", onupdate="CASCADE", ondelete="SET NULL")),
    **STRICT,
)
partial_index(None, channel.c.set_up_by, where=channel.c.set_up_by.is_not(None))

topic = Table(
    "topic",
    metadata,
    _key_of_chat(),
    Column("thread_id", Identifier, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    **STRICT,
)

obstacle = Table(
    "obstacle",
    metadata,
    _key_of_chat(),
    Column("thread_id", Identifier, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("met_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
    **STRICT,
)

refusal = Table(
    "refusal",
    metadata,
    _key_of_chat(),
    Column("thread_id", Identifier, primary_key=True, autoincrement=False),
    Column("times", Integer, nullable=False),
    **STRICT,
)

refused_chat = Table(
    "refused_chat",
    metadata,
    # Not `chat_id`, and no foreign key: /forget must not lift a ban, and people are banned who have no private chat.
    Column("number", Identifier, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("refused_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
    CheckConstraint(one_of("reason", RefusalReason), name="reason"),
    **STRICT,
)


def is_refused(chat_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a chat, by a column with Telegram's id, is not served."""
    return exists().where(refused_chat.c.number == chat_id)


schedule = Table(
    "schedule",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("times", LocalTimes, nullable=False),
    Column("zone", Text, nullable=False),
    Column("days", Integer, nullable=False),
    Column("skips_holidays", Integer, nullable=False),
    # Shared: ten thousand chats at 07:00 in Seoul are one schedule, which is enqueued as one.
    UniqueConstraint("times", "zone", "days", "skips_holidays"),
    CheckConstraint("days BETWEEN 1 AND 127", name="days"),
    **STRICT,
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("chat_id", Identifier, ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"), nullable=False),
    Column("thread_id", Identifier, nullable=False),
    Column("schedule_id", Identifier, ForeignKey("schedule.id"), nullable=False),
    Column("cities", Cities, nullable=False),
    Column("silent", Integer, nullable=False, server_default=text("0")),
    Column("paused_until", IsoDate),
    Column("next_due_at", UtcDateTime, nullable=False),
    Column("stopped_at", UtcDateTime),
    Column("stopped_detail", Text),
    Column("stopped_reason", Text),
    Column("headlines", Integer, nullable=False, server_default=text("3")),
    Column("out_hour", Integer, nullable=False, server_default=text("8")),
    Column("home_hour", Integer, nullable=False, server_default=text("18")),
    Column("only_if", Integer, nullable=False, server_default=text("0")),
    Column("tells_warnings", Integer, nullable=False, server_default=text("0")),
    Column("sections", Integer, nullable=False, server_default=text(str(Section.USUAL.value))),
    # NULL: it was made by a version that did not store it.
    Column("subscribed_at", UtcDateTime),
    # NULL: from when it was set.
    Column("paused_from", IsoDate),
    CheckConstraint(one_of("stopped_reason", StopReason), name="stopped_reason"),
    **STRICT,
    # Buttons hold ids of subscriptions that were removed.
    **KEEPS_IDS,
)
Index(None, subscription.c.chat_id, subscription.c.thread_id)
# Finds what is due in 0.7 ms at any number of subscriptions (docs/decisions/002).
_due = subscription.c.next_due_at, subscription.c.schedule_id
_is_active = subscription.c.stopped_at.is_(None)
partial_index(None, *_due, where=_is_active).ddl_if(dialect="sqlite")
# SQLite's indexes end with the row's own id; without it PostgreSQL would read all subscriptions for each chunk.
partial_index("ix_subscription_next_due_at_schedule_id", *_due, subscription.c.id, where=_is_active).ddl_if(
    dialect="postgresql"
)
# Few have a pause that began after it was set, and those that are due are found by themselves.
partial_index(
    "ix_subscription_paused",
    subscription.c.stopped_at,
    subscription.c.next_due_at,
    subscription.c.schedule_id,
    subscription.c.paused_from,
    subscription.c.paused_until,
    where=subscription.c.paused_from.is_not(None),
)


def comes_on(day: ColumnElement[dt.date]) -> ColumnElement[bool]:
    """Return the condition that a subscription is not paused on a local day."""
    since, until = subscription.c.paused_from, subscription.c.paused_until
    # Never NULL, so that it can be negated.
    return or_(until.is_(None), until <= day, and_(since.is_not(None), since > day))


prompt = Table(
    "prompt",
    metadata,
    Column("chat_id", Identifier, primary_key=True, autoincrement=False),
    Column("message_id", Identifier, primary_key=True, autoincrement=False),
    Column("subscription_id", Identifier, ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Index(None, "subscription_id"),
    Index(None, "asked_at"),
    **STRICT,
)
