"""Create the first tables.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    _create_observation()
    _create_article()
    _create_chat()
    _create_subscription()
    _create_delivery()


def _create_observation() -> None:
    op.create_table(
        "observation",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("station", sa.Integer, nullable=False),
        sa.Column("observed_at", _identifier, nullable=False),
        sa.Column("precision", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("condition", sa.Text),
        sa.Column("temperature", sa.REAL),
        sa.Column("named_by", sa.Text, nullable=False),
        sa.Column("stored_at", _identifier, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_observation"),
        sa.UniqueConstraint("station", "observed_at", "source", name="uq_observation_station_observed_at_source"),
        sa.CheckConstraint("temperature BETWEEN -60 AND 60", name="ck_observation_temperature"),
        sqlite_strict=True,
    )
    op.create_index("ix_observation_observed_at", "observation", ["observed_at"])


def _create_article() -> None:
    op.create_table(
        "article",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("subheadline", sa.Text),
        sa.Column("section", sa.Text),
        sa.Column("caption", sa.Text),
        sa.Column("paragraphs", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published_at", _identifier),
        sa.Column("first_seen_at", _identifier, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("fingerprint", name="uq_article_fingerprint"),
        sa.UniqueConstraint("address", name="uq_article_address"),
        sqlite_strict=True,
    )
    op.create_index("ix_article_newness", "article", [sa.text("coalesce(published_at, first_seen_at)"), "id"])


def _create_chat() -> None:
    op.create_table(
        "chat",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("telegram_language", sa.Text),
        sa.Column("times_not_found", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_chat"),
        sqlite_strict=True,
    )


def _create_subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("send_at", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("stations", sa.Text, nullable=False),
        sa.Column("next_due_at", _identifier, nullable=False),
        sa.Column("stopped_at", _identifier),
        sa.Column("stopped_reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        sa.UniqueConstraint("chat_id", "thread_id", name="uq_subscription_chat_id_thread_id"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_subscription_chat_id", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_subscription_next_due_at",
        "subscription",
        ["next_due_at"],
        sqlite_where=sa.text("stopped_at IS NULL"),
    )


def _create_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", _identifier, nullable=False),
        sa.Column("expires_at", _identifier, nullable=False),
        sa.Column("next_attempt_at", _identifier, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("article_id", _identifier),
        sa.Column("message_id", _identifier),
        sa.Column("finished_at", _identifier),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint(
            "chat_id",
            "thread_id",
            "occasion",
            "local_date",
            name="uq_delivery_chat_id_thread_id_occasion_local_date",
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'expired')",
            name="ck_delivery_state",
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_delivery_chat_id", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_delivery_article_id", ondelete="SET NULL"),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_delivery_next_attempt_at",
        "delivery",
        ["next_attempt_at"],
        sqlite_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_delivery_chat_id_thread_id_article_id", "delivery", ["chat_id", "thread_id", "article_id"])
