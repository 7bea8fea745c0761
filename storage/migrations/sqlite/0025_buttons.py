"""Add the section of the buttons below a bulletin, and the buttons of the texts that were sent.

Revision ID: 0025
Revises: 0024

All subscriptions but those of channels get the buttons.
"""

from alembic import op

revision = "0025"
down_revision = "0024"

_BUTTONS = 16384
_IS_CHANNEL = "EXISTS (SELECT 1 FROM chat WHERE chat.id = subscription.chat_id AND chat.kind = 'channel')"


def upgrade() -> None:
    # SQLite cannot change the default of a column.
    op.execute("ALTER TABLE subscription RENAME COLUMN sections TO old_sections")
    op.execute("ALTER TABLE subscription ADD COLUMN sections INTEGER NOT NULL DEFAULT 16891")
    added = f"CASE WHEN {_IS_CHANNEL} THEN 0 ELSE {_BUTTONS} END"
    op.execute(f"UPDATE subscription SET sections = old_sections | {added}")  # noqa: S608 - names of this file
    op.execute("ALTER TABLE subscription DROP COLUMN old_sections")
    op.execute("ALTER TABLE bulletin_text ADD COLUMN keyboard TEXT")
