"""Add the tables of jobs, on PostgreSQL: those of procrastinate 3.10.

Revision ID: 0037
Revises: 0036
"""

from alembic import op

revision = "0037"
down_revision = "0036"

_LAST_CHANGE = "03.04.00_50_post_add_retry_failed_job_procedure"


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    # The extra for PostgreSQL brings it.
    from storage.dialects import job_tables  # noqa: PLC0415

    job_tables.change(op.get_bind(), until=_LAST_CHANGE)
