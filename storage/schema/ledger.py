"""What was delivered, and by whose hands: the ledger, and the lease of the process that works on it."""

import enum

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from storage.reasons import FailureReason
from storage.schema.base import metadata, one_of
from storage.types import Identifier, IsoDate, Numbers, UtcDateTime


class DeliveryState(enum.StrEnum):
    """Where a bulletin for one chat and day stands.

    ``pending`` → ``claimed`` (taken into memory) → ``sending`` (committed before the request leaves) → ``sent``,
    ``failed`` (Telegram refused) or ``unknown`` (nobody can say whether it arrived; never sent again by itself).
    ``expired``: it could not leave before its cut-off.
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
    Column("id", Identifier, primary_key=True),
    Column("subscription_id", Identifier, ForeignKey("subscription.id", ondelete="SET NULL")),
    Column("chat_id", Identifier, nullable=False),
    Column("thread_id", Identifier, nullable=False),
    Column("local_date", IsoDate, nullable=False),
    Column("occasion", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("article_id", Identifier, ForeignKey("article.id", ondelete="SET NULL")),
    Column("more_articles", Numbers),
    Column("message_id", Identifier),
    Column("finished_at", UtcDateTime),
    Column("resent_at", UtcDateTime),
    Column("detail", Text),
    Column("reason", Text),
    UniqueConstraint("subscription_id", "local_date", "occasion"),
    CheckConstraint(one_of("state", DeliveryState), name="state"),
    CheckConstraint(one_of("reason", FailureReason), name="reason"),
    sqlite_strict=True,
    # A number that came again, once its row was deleted, would be settled by what was in flight.
    sqlite_autoincrement=True,
)
waits = delivery.c.state == text("'pending'")
"""Whether a delivery waits to be sent, in the words of its partial index."""

Index(None, delivery.c.next_attempt_at, sqlite_where=waits)
Index(
    None,
    delivery.c.chat_id,
    delivery.c.thread_id,
    delivery.c.article_id,
    sqlite_where=delivery.c.article_id.is_not(None),
)
Index("ix_delivery_further", delivery.c.chat_id, sqlite_where=delivery.c.more_articles.is_not(None))
Index("ix_delivery_orphaned", delivery.c.chat_id, sqlite_where=delivery.c.subscription_id.is_(None))
Index(None, delivery.c.local_date)

in_flight = delivery.c.state.in_([literal_column("'claimed'"), literal_column("'sending'")])
"""Whether a delivery is in the hands of a process, in the words of its partial index."""

Index(None, delivery.c.state, sqlite_where=in_flight)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    sqlite_strict=True,
)
