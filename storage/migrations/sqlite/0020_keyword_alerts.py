"""Add the tables of keyword alerts, of the articles that match them, and of their messages.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_STOP_REASONS = (
    "stopped_reason IN ('unsubscribed', 'switched_off', 'bot_removed', 'chat_deactivated', 'no_rights', "
    "'chat_not_found', 'topic_deleted', 'rejected', 'topic_closed', 'chat_restricted')"
)
_STATES = "state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'expired')"
_OPEN = "state IN ('pending', 'claimed', 'sending')"


def _of_chat(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_chat_id"
    return sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=name, onupdate="CASCADE", ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "keyword_alert",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("stopped_reason", sa.Text),
        sa.CheckConstraint(_STOP_REASONS, name="ck_keyword_alert_stopped_reason"),
        _of_chat("keyword_alert"),
        sa.PrimaryKeyConstraint("id", name="pk_keyword_alert"),
        sa.UniqueConstraint("chat_id", "thread_id", "words", name="uq_keyword_alert_chat_id_thread_id_words"),
        sqlite_strict=True,
    )
    op.create_table(
        "alert_message",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("message_id", sa.Integer),
        sa.Column("finished_at", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("detail", sa.Text),
        sa.CheckConstraint(_STATES, name="ck_alert_message_state"),
        _of_chat("alert_message"),
        sa.PrimaryKeyConstraint("id", name="pk_alert_message"),
        sa.UniqueConstraint("chat_id", "thread_id", "due_at", name="uq_alert_message_chat_id_thread_id_due_at"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alert_message_open", "alert_message", ["next_attempt_at"], sqlite_where=sa.text(_OPEN))
    op.create_table(
        "alert_match",
        sa.Column("chat_id", sa.Integer, nullable=False),
        sa.Column("thread_id", sa.Integer, nullable=False),
        sa.Column("article_id", sa.Integer, nullable=False),
        sa.Column("alert_id", sa.Integer),
        sa.Column("message_id", sa.Integer),
        _of_chat("alert_match"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_alert_match_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["alert_id"], ["keyword_alert.id"], name="fk_alert_match_alert_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["alert_message.id"], name="fk_alert_match_message_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "article_id", name="pk_alert_match"),
        sqlite_strict=True,
    )
    for column in ("article_id", "alert_id", "message_id"):
        op.create_index(f"ix_alert_match_{column}", "alert_match", [column])
