"""Add settings of channels, names of topics, and blockers.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    # The counter also counts chats in which the bot may not write.
    op.execute("ALTER TABLE chat RENAME COLUMN times_not_found TO times_refused")
    _create_channel()
    _create_topic()
    _create_obstacle()


def _create_channel() -> None:
    op.create_table(
        "channel",
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("signature", sa.Text),
        sa.Column("hashtag", sa.Text),
        sa.Column("pins", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("to_pin", _identifier),
        sa.Column("pinned", _identifier),
        sa.Column("set_up_by", _identifier),
        sa.PrimaryKeyConstraint("chat_id", name="pk_channel"),
        _of_chat("channel"),
        sa.ForeignKeyConstraint(
            ["set_up_by"], ["chat.id"], name="fk_channel_set_up_by", onupdate="CASCADE", ondelete="SET NULL"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_channel_set_up_by", "channel", ["set_up_by"], sqlite_where=sa.text("set_up_by IS NOT NULL"))


def _create_topic() -> None:
    op.create_table(
        "topic",
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name="pk_topic"),
        _of_chat("topic"),
        sqlite_strict=True,
    )


def _create_obstacle() -> None:
    op.create_table(
        "obstacle",
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("met_at", _identifier, nullable=False),
        sa.Column("told_at", _identifier),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name="pk_obstacle"),
        _of_chat("obstacle"),
        sqlite_strict=True,
    )


def _of_chat(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["chat_id"], ["chat.id"], name=f"fk_{table}_chat_id", onupdate="CASCADE", ondelete="CASCADE"
    )
