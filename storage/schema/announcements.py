"""Tables `announcement` and `announcement_message`, the ledger of their messages."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    literal_column,
    text,
)

from storage.dialects.columns import KEEPS_IDS, STRICT, Identifier, Text, partial_index
from storage.schema.base import metadata, one_of
from storage.schema.ledger import DeliveryState
from storage.types import UtcDateTime

announcement = Table(
    "announcement",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("text", Text, nullable=False),
    # As the operator wrote it, for the list of announcements.
    Column("audience", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # Without the chats that left since: their rows are gone.
    Column("chats", Integer, nullable=False),
    Column("stopped_at", UtcDateTime),
    **STRICT,
    # The operator may stop one by a number that was printed long ago.
    **KEEPS_IDS,
)

announcement_message = Table(
    "announcement_message",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("announcement_id", Identifier, ForeignKey("announcement.id", ondelete="CASCADE"), nullable=False),
    # ON UPDATE: a group that becomes a supergroup gets another id.
    Column("chat_id", Identifier, ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"), nullable=False),
    Column("thread_id", Identifier, nullable=False),
    Column("state", Text, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("message_id", Identifier),
    Column("finished_at", UtcDateTime),
    Column("reason", Text),
    Column("detail", Text),
    # A group and the supergroup that it became are one chat, which gets one message.
    UniqueConstraint("chat_id", "announcement_id"),
    CheckConstraint(one_of("state", DeliveryState), name="state"),
    **STRICT,
    # A reused id of a deleted row would get the outcome of a request that was in flight.
    **KEEPS_IDS,
)
Index(None, announcement_message.c.announcement_id)
announcement_is_open = announcement_message.c.state.in_(
    [literal_column("'pending'"), literal_column("'claimed'"), literal_column("'sending'")]
)
"""Condition of messages without an outcome, in the exact SQL of the partial index."""

partial_index("ix_announcement_message_open", announcement_message.c.next_attempt_at, where=announcement_is_open)
