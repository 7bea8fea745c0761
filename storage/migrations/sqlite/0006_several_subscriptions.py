"""Allow several subscriptions per chat, each with a schedule and sections; add leases.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# 127 is every day, and occasion 0 the only time of the day: before, nothing else could be chosen.
_KEEP_SCHEDULES = """
INSERT INTO schedule (times, zone, days, skips_holidays)
SELECT DISTINCT send_at, zone, 127, 0 FROM old_subscription
"""
_KEEP_SUBSCRIPTIONS = """
INSERT INTO subscription
    (id, chat_id, thread_id, schedule_id, cities, next_due_at, stopped_at, stopped_reason)
SELECT old.id, old.chat_id, old.thread_id, schedule.id,
    (SELECT json_group_array(json_object('key', 'station:' || value, 'station', value))
        FROM json_each('[' || old.stations || ']')),
    old.next_due_at, old.stopped_at, old.stopped_reason
FROM old_subscription AS old
JOIN schedule ON schedule.times = old.send_at AND schedule.zone = old.zone
"""
# LEFT JOIN: what was delivered to a removed subscription stays in the ledger.
_KEEP_DELIVERIES = """
INSERT INTO delivery
    (id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at, next_attempt_at,
    attempts, article_id, message_id, finished_at, reason)
SELECT old.id, subscription.id, old.chat_id, old.thread_id, old.local_date, 0, old.state, old.due_at, old.expires_at,
    old.next_attempt_at, old.attempts, old.article_id, old.message_id, old.finished_at, old.reason
FROM old_delivery AS old
LEFT JOIN old_subscription AS subscription
    ON subscription.chat_id = old.chat_id AND subscription.thread_id = old.thread_id
"""


def upgrade() -> None:
    op.add_column("chat", sa.Column("unit", sa.Text, nullable=False, server_default=sa.text("'celsius'")))
    _put_aside()
    _create_schedule()
    _create_subscription()
    _create_delivery()
    _create_lease()
    for statement in (_KEEP_SCHEDULES, _KEEP_SUBSCRIPTIONS, _KEEP_DELIVERIES):
        op.execute(statement)
    for table in ("old_delivery", "old_subscription"):
        op.drop_table(table)
    _create_indexes()


def _put_aside() -> None:
    """Rename both tables: SQLite can drop neither a constraint nor a column with one, so they are created again."""
    for index in (
        "ix_subscription_next_due_at",
        "ix_delivery_next_attempt_at",
        "ix_delivery_chat_id_thread_id_article_id",
    ):
        op.drop_index(index)
    for table in ("subscription", "delivery"):
        op.rename_table(table, f"old_{table}")


def _create_schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("times", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("skips_holidays", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
        sa.UniqueConstraint(
            "times", "zone", "days", "skips_holidays", name="uq_schedule_times_zone_days_skips_holidays"
        ),
        sa.CheckConstraint("days BETWEEN 1 AND 127", name="ck_schedule_days"),
        sqlite_strict=True,
    )


def _create_subscription() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", _identifier, nullable=False),
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("thread_id", _identifier, nullable=False),
        sa.Column("schedule_id", _identifier, nullable=False),
        sa.Column("cities", sa.Text, nullable=False),
        sa.Column("sections", sa.Integer, nullable=False, server_default=sa.text("27")),
        sa.Column("headlines", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("silent", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("paused_until", sa.Text),
        sa.Column("next_due_at", _identifier, nullable=False),
        sa.Column("stopped_at", _identifier),
        sa.Column("stopped_reason", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_subscription_chat_id", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name="fk_subscription_schedule_id"),
        sqlite_strict=True,
    )


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
        sa.ForeignKeyConstraint(
            ["chat_id"], ["chat.id"], name="fk_delivery_chat_id", onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_delivery_article_id", ondelete="SET NULL"),
        sqlite_strict=True,
    )


def _create_lease() -> None:
    op.create_table(
        "lease",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("since", _identifier, nullable=False),
        sa.Column("until", _identifier, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
        sqlite_strict=True,
    )


def _create_indexes() -> None:
    """Create the indexes after the rows are inserted, which is many times faster."""
    op.create_index("ix_subscription_chat_id_thread_id", "subscription", ["chat_id", "thread_id"])
    op.create_index(
        "ix_subscription_next_due_at_schedule_id",
        "subscription",
        ["next_due_at", "schedule_id"],
        sqlite_where=sa.text("stopped_at IS NULL"),
    )
    op.create_index(
        "ix_delivery_next_attempt_at", "delivery", ["next_attempt_at"], sqlite_where=sa.text("state = 'pending'")
    )
    op.create_index("ix_delivery_chat_id_thread_id_article_id", "delivery", ["chat_id", "thread_id", "article_id"])
    op.create_index("ix_delivery_chat_id", "delivery", ["chat_id"], sqlite_where=sa.text("more_articles IS NOT NULL"))
    op.create_index("ix_delivery_local_date", "delivery", ["local_date"])
    op.create_index("ix_delivery_state", "delivery", ["state"], sqlite_where=sa.text("state IN ('claimed', 'sending')"))
