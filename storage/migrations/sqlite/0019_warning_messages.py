"""Add the ledger of messages about warnings, and who wants them.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_STATES = "state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'expired')"


def upgrade() -> None:
    op.execute("ALTER TABLE subscription ADD COLUMN tells_warnings INTEGER DEFAULT 0 NOT NULL")
    op.add_column("weather_warning", sa.Column("alerts_from", sa.Integer))
    op.add_column("weather_warning", sa.Column("told_at", sa.Integer))
    op.create_table(
        "warning_message",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("issued_at", sa.Integer, nullable=False),
        sa.Column("warnings", sa.Text, nullable=False),
        sa.Column("cities", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("silent", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Integer, nullable=False),
        sa.Column("next_attempt_at", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("message_id", _identifier),
        sa.Column("finished_at", sa.Integer),
        sa.Column("revision", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("shown_revision", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("next_edit_at", sa.Integer),
        sa.Column("detail", sa.Text),
        sa.Column("reason", sa.Text),
        sa.CheckConstraint(_STATES, name="ck_warning_message_state"),
        sa.PrimaryKeyConstraint("id", name="pk_warning_message"),
        sa.UniqueConstraint("chat_id", "thread_id", "issued_at", name="uq_warning_message_chat_id_thread_id_issued_at"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_warning_message_chat_id", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    _create_indexes()


def _create_indexes() -> None:
    for column, condition in (
        ("next_attempt_at", "state = 'pending'"),
        ("state", "state IN ('claimed', 'sending')"),
        ("next_edit_at", "next_edit_at IS NOT NULL"),
    ):
        name = f"ix_warning_message_{column}"
        op.create_index(name, "warning_message", [column], sqlite_where=sa.text(condition))
    op.create_index("ix_warning_message_issued_at", "warning_message", ["issued_at"])
