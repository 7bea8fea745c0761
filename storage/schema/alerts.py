"""Tables `keyword_alert`, `alert_message`, the ledger of their messages, and `alert_match`."""

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
from storage.reasons import StopReason
from storage.schema.base import metadata, one_of
from storage.schema.ledger import DeliveryState
from storage.types import UtcDateTime


def _chat_id(*, is_key: bool = False) -> Column[int]:
    # ON UPDATE: a group that becomes a supergroup gets another id.
    of_chat = ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE")
    return Column("chat_id", Identifier, of_chat, nullable=False, primary_key=is_key)


keyword_alert = Table(
    "keyword_alert",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    _chat_id(),
    Column("thread_id", Identifier, nullable=False),
    Column("words", Text, nullable=False),
    # Articles that were first seen later are sent.
    Column("since", UtcDateTime, nullable=False),
    Column("stopped_reason", Text),
    UniqueConstraint("chat_id", "thread_id", "words"),
    CheckConstraint(one_of("stopped_reason", StopReason), name="stopped_reason"),
    **STRICT,
    # Buttons hold ids of alerts that were removed.
    **KEEPS_IDS,
)

alert_message = Table(
    "alert_message",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    _chat_id(),
    Column("thread_id", Identifier, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("message_id", Identifier),
    Column("finished_at", UtcDateTime),
    Column("reason", Text),
    Column("detail", Text),
    # Neither a restart nor a clock that jumps can create a second message.
    UniqueConstraint("chat_id", "thread_id", "due_at"),
    CheckConstraint(one_of("state", DeliveryState), name="state"),
    **STRICT,
    # A reused id of a deleted row would get the outcome of a request that was in flight.
    **KEEPS_IDS,
)
alert_is_open = alert_message.c.state.in_(
    [literal_column("'pending'"), literal_column("'claimed'"), literal_column("'sending'")]
)
"""Condition of messages without an outcome, in the exact SQL of the partial index."""

partial_index("ix_alert_message_open", alert_message.c.next_attempt_at, where=alert_is_open)

alert_match = Table(
    "alert_match",
    metadata,
    _chat_id(is_key=True),
    Column("thread_id", Identifier, primary_key=True),
    Column("article_id", Identifier, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    # A row that lost its alert stays: another alert of the chat must not send the article again.
    Column("alert_id", Identifier, ForeignKey("keyword_alert.id", ondelete="SET NULL")),
    # NULL as long as the article waits for the next message.
    Column("message_id", Identifier, ForeignKey("alert_message.id", ondelete="CASCADE")),
    **STRICT,
)
Index(None, alert_match.c.article_id)
Index(None, alert_match.c.alert_id)
Index(None, alert_match.c.message_id)
