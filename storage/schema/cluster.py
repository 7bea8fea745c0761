"""Tables of the processes that share a database: workers, what one did for all, and what they hand to each other."""

from sqlalchemy import Column, ForeignKey, Identity, Index, Integer, Table, text

from storage.dialects.columns import KEEPS_IDS, STRICT, Identifier, Real, Text, partial_index
from storage.schema.base import UNCACHED, metadata
from storage.types import UtcDateTime

# A worker is dead when its count of beats has not changed for a time; `beat_at` is only shown.
worker = Table(
    "worker",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("version", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("beat_at", UtcDateTime, nullable=False),
    Column("beats", Identifier, nullable=False, server_default=text("0")),
    # When Telegram has answered it last; NULL if it has not yet.
    Column("reached_at", UtcDateTime),
    **STRICT,
    **UNCACHED,
    # A worker that wakes late must not take another one's row for its own.
    **KEEPS_IDS,
)

# No foreign key to the worker: the row says whose it was long after that worker is gone.
tick = Table(
    "tick",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("moment", UtcDateTime, primary_key=True, autoincrement=False),
    Column("holder", Text, nullable=False),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    **STRICT,
)
is_running = tick.c.ended_at.is_(None)
"""Condition of ticks whose work has not ended."""

# No run of a kind begins before the last one has ended.
partial_index(None, tick.c.kind, where=is_running, unique=True)

# As many rows as messages are allowed within a period: each is used once in it.
send_slot = Table(
    "send_slot",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("free_at", Real, nullable=False, server_default=text("0")),
    Column("replied_at", Real, nullable=False, server_default=text("0")),
    **STRICT,
    **UNCACHED,
)

# Chats are spread over lanes, and lanes over workers.
chat_lane = Table(
    "chat_lane",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("worker_id", Identifier, ForeignKey("worker.id", ondelete="SET NULL")),
    **STRICT,
    **UNCACHED,
)
Index(None, chat_lane.c.worker_id)

# An update waits here from the process that got it until the one that holds its chat's lane has taken it.
forwarded_update = Table(
    "forwarded_update",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    Column("lane", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    **STRICT,
    **UNCACHED,
)
Index(None, forwarded_update.c.lane)
