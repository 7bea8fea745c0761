"""Remove the ledger's foreign key to chats, and never reuse ids of deliveries.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_PARTIAL = (
    ("next_attempt_at", ["next_attempt_at"], "state = 'pending'"),
    ("state", ["state"], "state IN ('claimed', 'sending')"),
    ("chat_id_thread_id_article_id", ["chat_id", "thread_id", "article_id"], "article_id IS NOT NULL"),
)
_OF_CHAT = (
    ("ix_delivery_further", "more_articles IS NOT NULL"),
    ("ix_delivery_orphaned", "subscription_id IS NULL"),
)


def upgrade() -> None:
    """Create the table again, because SQLite cannot drop a constraint."""
    for index in ("next_attempt_at", "chat_id_thread_id_article_id", "chat_id", "local_date", "state"):
        op.drop_index(f"ix_delivery_{index}")
    op.rename_table("delivery", "old_delivery")
    _create_delivery()
    op.execute("INSERT INTO delivery SELECT * FROM old_delivery")
    op.drop_table("old_delivery")
    op.create_index("ix_delivery_local_date", "delivery", ["local_date"])
    for name, columns, which in _PARTIAL:
        op.create_index(f"ix_delivery_{name}", "delivery", columns, sqlite_where=sa.text(which))
    for name, which in _OF_CHAT:
        op.create_index(name, "delivery", ["chat_id"], sqlite_where=sa.text(which))


def _create_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("subscription_id", _identifier),
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("local_date", sa.Text, nullable=False),
        sa.Column("occasion", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", _identifier, nullable=False),
        sa.Column("expires_at", _identifier, nullable=False),
        sa.Column("next_attempt_at", _identifier, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("article_id", _identifier),
        sa.Column("more_articles", sa.Text),
        sa.Column("message_id", _identifier),
        sa.Column("finished_at", _identifier),
        sa.Column("resent_at", _identifier),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint(
            "subscription_id", "local_date", "occasion", name="uq_delivery_subscription_id_local_date_occasion"
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'expired')",
            name="ck_delivery_state",
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name="fk_delivery_subscription_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_delivery_article_id", ondelete="SET NULL"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
