"""Refer to the text of a bulletin in its delivery, instead of in a table of its own.

Revision ID: 0024
Revises: 0023
"""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("ALTER TABLE delivery ADD COLUMN text_id INTEGER REFERENCES bulletin_text (id) ON DELETE SET NULL")
    op.execute(
        "UPDATE delivery SET text_id = sent_text.text_id FROM sent_text WHERE sent_text.delivery_id = delivery.id"
    )
    op.execute("CREATE INDEX ix_delivery_text_id ON delivery (text_id) WHERE text_id IS NOT NULL")
    op.drop_table("sent_text")
