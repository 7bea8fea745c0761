"""Tables of what operators decide, of their menus, and of what they were told."""

from sqlalchemy import Column, Table

from storage.dialects.columns import STRICT, Identifier, Text
from storage.schema.base import metadata
from storage.types import UtcDateTime

# No row, or one.
bulletin_pause = Table(
    "bulletin_pause",
    metadata,
    Column("paused_at", UtcDateTime, primary_key=True, autoincrement=False),
    **STRICT,
)

# By name and not by a key: most sources are in the operator's file.
paused_source = Table(
    "paused_source",
    metadata,
    Column("name", Text, primary_key=True),
    Column("paused_at", UtcDateTime, nullable=False),
    **STRICT,
)

added_feed = Table(
    "added_feed",
    metadata,
    Column("name", Text, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("region", Text),
    Column("added_at", UtcDateTime, nullable=False),
    **STRICT,
)

# People whose own menu of commands Telegram keeps until it is deleted.
operator_menu = Table(
    "operator_menu",
    metadata,
    Column("number", Identifier, primary_key=True, autoincrement=False),
    **STRICT,
)

# The subject is the name of a source or a day; empty if the kind says all.
told_notice = Table(
    "told_notice",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("told_at", UtcDateTime, nullable=False),
    **STRICT,
)
