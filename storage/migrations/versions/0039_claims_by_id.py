"""Index deliveries that wait, and those in flight, by their ids on PostgreSQL, so that no claim reads all that waits.

Revision ID: 0039
Revises: 0038

SQLite's indexes end with the row's own id as they are.
"""

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_delivery_next_attempt_at")
        op.execute("CREATE INDEX ix_delivery_next_attempt_at ON delivery (next_attempt_at, id) WHERE state = 'pending'")
        op.execute("DROP INDEX ix_delivery_state")
        op.execute("CREATE INDEX ix_delivery_in_flight ON delivery (id) WHERE state IN ('claimed', 'sending')")
