"""Add the tables of announcements and of their messages.

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_STATES = "state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'expired')"
_OPEN = "state IN ('pending', 'claimed', 'sending')"


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("due_at", sa.Integer, nullable=False),
        sa.Column("chats", sa.Integer, nullable=False),
        sa.Column("stopped_at", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_announcement"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _create_messages()
    table = "announcement_message"
    op.create_index("ix_announcement_message_announcement_id", table, ["announcement_id"])
    op.create_index("ix_announcement_message_open", table, ["next_attempt_at"], sqlite_where=sa.text(_OPEN))


def _create_messages() -> None:
    op.create_table(
        "announcement_message",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("announcement_id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("message_id", sa.Integer),
        sa.Column("finished_at", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("detail", sa.Text),
        sa.CheckConstraint(_STATES, name="ck_announcement_message_state"),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name="fk_announcement_message_announcement_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_announcement_message_chat_id", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_message"),
        sa.UniqueConstraint("chat_id", "announcement_id", name="uq_announcement_message_chat_id_announcement_id"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
