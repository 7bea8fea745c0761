"""Tables of the ledgers, of the counts of old days, of bulletins' texts, and `lease`, the instance lock."""

import enum

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
from storage.reasons import FailureReason
from storage.schema.base import UNCACHED, metadata, one_of
from storage.types import Cities, IsoDate, Numbers, UtcDateTime


class DeliveryState(enum.StrEnum):
    """State of a delivery.

    ``pending`` → ``claimed`` (taken into memory) → ``sending`` (committed before the request leaves) → ``sent``,
    ``failed`` (rejected by Telegram, or no longer wanted) or ``unknown`` (it may have arrived; never resent
    automatically). ``expired``: it could not be sent before its cut-off.
    """

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


delivery = Table(
    "delivery",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("subscription_id", Identifier, ForeignKey("subscription.id", ondelete="SET NULL")),
    # No foreign key: its index would double the cost of enqueuing, as chat ids are far apart (docs/decisions/002).
    Column("chat_id", Identifier, nullable=False),
    # 0 for none, as in all tables: NULLs would not be unique in a key.
    Column("thread_id", Identifier, nullable=False),
    Column("local_date", IsoDate, nullable=False),
    Column("occasion", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    # No foreign keys: deleting an article would change the rows of all who got it. Its id is given to no other one.
    Column("article_id", Identifier),
    Column("more_articles", Numbers),
    Column("message_id", Identifier),
    Column("finished_at", UtcDateTime),
    Column("resent_at", UtcDateTime),
    Column("detail", Text),
    Column("reason", Text),
    Column("text_id", Identifier, ForeignKey("bulletin_text.id", ondelete="SET NULL")),
    # Neither a restart nor a clock that jumps can create a second bulletin.
    UniqueConstraint("subscription_id", "local_date", "occasion"),
    CheckConstraint(one_of("state", DeliveryState), name="state"),
    CheckConstraint(one_of("reason", FailureReason), name="reason"),
    **STRICT,
    **UNCACHED,
    # A reused id of a deleted row would get the outcome of a request that was in flight.
    **KEEPS_IDS,
)
waits = delivery.c.state == text("'pending'")
"""Condition of waiting deliveries, in the exact SQL of the partial index."""

partial_index(None, delivery.c.next_attempt_at, where=waits).ddl_if(dialect="sqlite")
# SQLite's indexes end with the row's own id; without it PostgreSQL would sort all that waits for each claim.
partial_index("ix_delivery_next_attempt_at", delivery.c.next_attempt_at, delivery.c.id, where=waits).ddl_if(
    dialect="postgresql"
)
# Partial: a row enters the indexes by chat only when it is marked, so that enqueuing touches none of them.
partial_index(
    None,
    delivery.c.chat_id,
    delivery.c.thread_id,
    delivery.c.article_id,
    where=delivery.c.article_id.is_not(None),
)
partial_index("ix_delivery_further", delivery.c.chat_id, where=delivery.c.more_articles.is_not(None))
partial_index("ix_delivery_orphaned", delivery.c.chat_id, where=delivery.c.subscription_id.is_(None))
Index(None, delivery.c.local_date)
# For the foreign key: a text is deleted after days, or with the last chat that had it.
partial_index(None, delivery.c.text_id, where=delivery.c.text_id.is_not(None))

# SQLite uses a partial index on an IN list only for the same list in the same order, without bound parameters.
in_flight = delivery.c.state.in_([literal_column("'claimed'"), literal_column("'sending'")])
"""Condition of deliveries that a process has claimed or is sending."""

partial_index(None, delivery.c.state, where=in_flight).ddl_if(dialect="sqlite")
# By id: PostgreSQL would look for few ids in all rows of a state, those of a broadcast that have left it included.
partial_index("ix_delivery_in_flight", delivery.c.id, where=in_flight).ddl_if(dialect="postgresql")

# Days that are thinned: nothing in it is of a chat. Empty texts, because NULLs would not be unique in the key.
delivery_count = Table(
    "delivery_count",
    metadata,
    Column("local_date", IsoDate, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("language", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    **STRICT,
)

restoration = Table(
    "restoration",
    metadata,
    Column("restored_at", UtcDateTime, primary_key=True, autoincrement=False),
    **STRICT,
)

bulletin_text = Table(
    "bulletin_text",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("text", Text, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    # As Telegram's JSON: an edit without it would remove the buttons.
    Column("keyboard", Text),
    Index(None, "stored_at"),
    **STRICT,
    # A process keeps the ids of the texts that it has stored.
    **KEEPS_IDS,
)

warning_message = Table(
    "warning_message",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    # ON UPDATE: a group that becomes a supergroup gets another id.
    Column("chat_id", Identifier, ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"), nullable=False),
    Column("thread_id", Identifier, nullable=False),
    # The list in which its warnings were issued: those of one list come in one message.
    Column("issued_at", UtcDateTime, nullable=False),
    Column("warnings", Numbers, nullable=False),
    Column("cities", Cities, nullable=False),
    Column("zone", Text, nullable=False),
    Column("silent", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("message_id", Identifier),
    Column("finished_at", UtcDateTime),
    # Counts the changes of its warnings; the message shows those up to `shown_revision`. NULL: no edit is due.
    Column("revision", Integer, nullable=False, server_default=text("0")),
    Column("shown_revision", Integer, nullable=False, server_default=text("0")),
    Column("next_edit_at", UtcDateTime),
    Column("detail", Text),
    Column("reason", Text),
    # Neither a restart nor a clock that jumps can create a second message.
    UniqueConstraint("chat_id", "thread_id", "issued_at"),
    CheckConstraint(one_of("state", DeliveryState), name="state"),
    **STRICT,
    # A reused id of a deleted row would get the outcome of a request that was in flight.
    **KEEPS_IDS,
)
message_waits = warning_message.c.state == text("'pending'")
"""Condition of messages about warnings that wait, in the exact SQL of the partial index."""

message_in_flight = warning_message.c.state.in_([literal_column("'claimed'"), literal_column("'sending'")])
"""Condition of messages about warnings that a process has claimed or is sending."""

partial_index(None, warning_message.c.next_attempt_at, where=message_waits)
partial_index(None, warning_message.c.state, where=message_in_flight)
partial_index(None, warning_message.c.next_edit_at, where=warning_message.c.next_edit_at.is_not(None))
Index(None, warning_message.c.issued_at)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    # Grows with each holder of a role that workers share (`storage.cluster.roles`).
    Column("number", Identifier, nullable=False, server_default=text("0")),
    **STRICT,
    **UNCACHED,
)
