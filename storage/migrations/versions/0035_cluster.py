"""Add the tables of processes that share a database, and the fencing number of leases.

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

_IDENTIFIER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_SECONDS: sa.types.TypeEngine[float] = sa.REAL().with_variant(sa.Double(), "postgresql")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("lease", sa.Column("number", _IDENTIFIER, nullable=False, server_default=sa.text("0")))
    op.create_table(
        "worker",
        sa.Column("id", _IDENTIFIER, sa.Identity(), nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("version", _TEXT, nullable=False),
        sa.Column("started_at", _IDENTIFIER, nullable=False),
        sa.Column("beat_at", _IDENTIFIER, nullable=False),
        sa.Column("beats", _IDENTIFIER, nullable=False, server_default=sa.text("0")),
        sa.Column("reached_at", _IDENTIFIER),
        sa.PrimaryKeyConstraint("id", name="pk_worker"),
        sa.UniqueConstraint("name", name="uq_worker_name"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tick",
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("moment", _IDENTIFIER, nullable=False),
        sa.Column("holder", _TEXT, nullable=False),
        sa.Column("begun_at", _IDENTIFIER, nullable=False),
        sa.Column("ended_at", _IDENTIFIER),
        sa.PrimaryKeyConstraint("kind", "moment", name="pk_tick"),
        sqlite_strict=True,
    )
    running = sa.text("ended_at IS NULL")
    op.create_index("ix_tick_kind", "tick", ["kind"], unique=True, sqlite_where=running, postgresql_where=running)
    op.create_table(
        "send_slot",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("free_at", _SECONDS, nullable=False, server_default=sa.text("0")),
        sa.Column("replied_at", _SECONDS, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("number", name="pk_send_slot"),
        sqlite_strict=True,
    )
    op.create_table(
        "chat_lane",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("worker_id", _IDENTIFIER),
        sa.PrimaryKeyConstraint("number", name="pk_chat_lane"),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name="fk_chat_lane_worker_id", ondelete="SET NULL"),
        sqlite_strict=True,
    )
    op.create_index("ix_chat_lane_worker_id", "chat_lane", ["worker_id"])
    op.create_table(
        "forwarded_update",
        sa.Column("id", _IDENTIFIER, autoincrement=False, nullable=False),
        sa.Column("lane", sa.Integer, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("received_at", _IDENTIFIER, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_forwarded_update"),
        sqlite_strict=True,
    )
    op.create_index("ix_forwarded_update_lane", "forwarded_update", ["lane"])
