"""Add the sections of a bulletin about the day, its hours of going out and coming home, and the weather it needs.

Revision ID: 0018
Revises: 0017

Subscriptions whose bulletins have their cities get the new usual sections. They keep their number of headlines; that of
new ones is three.
"""

from alembic import op

revision = "0018"
down_revision = "0017"

_CITIES = 1
_NEW_USUAL = 32 | 64 | 128 | 256
"""Today, rain, dust and warnings."""

_SECTIONS = f"old_sections | CASE WHEN old_sections & {_CITIES} THEN {_NEW_USUAL} ELSE 0 END"
_FAILURE_REASONS = (
    "unsubscribed", "switched_off", "bot_removed", "chat_deactivated", "no_rights", "chat_not_found", "topic_deleted",
    "rejected", "topic_closed", "chat_restricted", "lost_rights", "paused", "subscription_deleted", "bot_was_away",
    "chat_migrated", "markup_rejected", "rate_limited", "bad_token", "bot_frozen", "not_connected", "server_error",
    "gateway_error", "no_answer", "connection_lost", "unreadable_answer", "interrupted", "internal_error",
    "resend_requested", "nothing_notable",
)  # fmt: skip


def upgrade() -> None:
    _replace_column("subscription", "sections", "INTEGER NOT NULL DEFAULT 507", _SECTIONS)
    _replace_column("subscription", "headlines", "INTEGER NOT NULL DEFAULT 3", "old_headlines")
    for column, value in (("out_hour", 8), ("home_hour", 18), ("only_if", 0)):
        op.execute(f"ALTER TABLE subscription ADD COLUMN {column} INTEGER DEFAULT {value} NOT NULL")
    listed = ", ".join(f"'{value}'" for value in _FAILURE_REASONS)
    condition = f"TEXT CONSTRAINT ck_delivery_reason CHECK (reason IN ({listed}))"
    _replace_column("delivery", "reason", condition, "old_reason")


def _replace_column(table: str, column: str, definition: str, value: str) -> None:
    """Replace a column by one with another default or condition, which SQLite cannot change."""
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO old_{column}")
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {definition}")
    kept = f"UPDATE {table} SET {column} = {value} WHERE old_{column} IS NOT NULL"  # noqa: S608 - names of this file
    op.execute(kept)
    op.execute(f"ALTER TABLE {table} DROP COLUMN old_{column}")
