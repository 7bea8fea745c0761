"""Store the first day of a pause, which may be later than the day on which somebody asks for it.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("subscription", sa.Column("paused_from", _TEXT))
    begins_later = sa.text("paused_from IS NOT NULL")
    op.create_index(
        "ix_subscription_paused",
        "subscription",
        ["stopped_at", "next_due_at", "schedule_id", "paused_from", "paused_until"],
        sqlite_where=begins_later,
        postgresql_where=begins_later,
    )
