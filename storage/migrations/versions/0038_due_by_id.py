"""Index due subscriptions by their ids on PostgreSQL too, so that enqueueing reads each of them once.

Revision ID: 0038
Revises: 0037

SQLite's indexes end with the row's own id as they are.
"""

from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_subscription_next_due_at_schedule_id")
        op.execute(
            "CREATE INDEX ix_subscription_next_due_at_schedule_id ON subscription (next_due_at, schedule_id, id) "
            "WHERE stopped_at IS NULL"
        )
