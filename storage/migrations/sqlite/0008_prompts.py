"""Add the messages that ask for city names.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_identifier = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "prompt",
        sa.Column("chat_id", _identifier, nullable=False),
        sa.Column("message_id", _identifier, nullable=False),
        sa.Column("subscription_id", _identifier, nullable=False),
        sa.Column("asked_at", _identifier, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name="fk_prompt_subscription_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_prompt"),
        sqlite_strict=True,
    )
    op.create_index("ix_prompt_subscription_id", "prompt", ["subscription_id"])
    op.create_index("ix_prompt_asked_at", "prompt", ["asked_at"])
