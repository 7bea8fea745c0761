"""Count rejections per topic instead of per chat, and add reasons: closed topics, restricted chats, a frozen bot.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_STOP_REASONS = (
    "unsubscribed", "switched_off", "bot_removed", "chat_deactivated", "no_rights", "chat_not_found", "topic_deleted",
    "rejected", "topic_closed", "chat_restricted",
)  # fmt: skip
_FAILURE_REASONS = (
    "unsubscribed", "switched_off", "bot_removed", "chat_deactivated", "no_rights", "chat_not_found", "topic_deleted",
    "rejected", "topic_closed", "chat_restricted", "lost_rights", "paused", "subscription_deleted", "bot_was_away",
    "chat_migrated", "markup_rejected", "rate_limited", "bad_token", "bot_frozen", "not_connected", "server_error",
    "gateway_error", "no_answer", "connection_lost", "unreadable_answer", "interrupted", "internal_error",
    "resend_requested",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "refusal",
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name="pk_refusal"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_refusal_chat_id", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )
    # Which of its topics rejected a bulletin is not known, so that the count is that of each.
    op.execute(
        "INSERT INTO refusal (chat_id, thread_id, times)"
        " SELECT DISTINCT chat.id, subscription.thread_id, chat.times_refused"
        " FROM chat JOIN subscription ON subscription.chat_id = chat.id WHERE chat.times_refused > 0"
    )
    op.execute("ALTER TABLE chat DROP COLUMN times_refused")
    _replace_column("subscription", "stopped_reason", _STOP_REASONS)
    _replace_column("delivery", "reason", _FAILURE_REASONS)


def _replace_column(table: str, column: str, values: tuple[str, ...]) -> None:
    """Replace a column of reasons by one that allows these values; SQLite cannot change a condition."""
    listed = ", ".join(f"'{value}'" for value in values)
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO old_{column}")
    condition = f"CONSTRAINT ck_{table}_{column} CHECK ({column} IN ({listed}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT {condition}")
    kept = f"UPDATE {table} SET {column} = old_{column} WHERE old_{column} IS NOT NULL"  # noqa: S608 - names of this file
    op.execute(kept)
    op.execute(f"ALTER TABLE {table} DROP COLUMN old_{column}")
