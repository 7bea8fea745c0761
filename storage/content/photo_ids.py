"""File ids of pictures that were uploaded to Telegram (table `picture`)."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialects.statements import insert
from storage.schema import picture as table

# Pictures show readings, so older ones are not sent again.
RETENTION = dt.timedelta(days=3)
"""Time for which a file id is kept."""


async def save(connection: AsyncConnection, bot: int, variant: str, file_id: str, now: dt.datetime) -> None:
    """Store the file id of a picture, and delete expired ones."""
    # Telegram's file ids are valid only for the bot that got them, so the bot is part of the key.
    await connection.execute(delete(table).where(table.c.made_at < now - RETENTION))
    statement = insert(table).values(bot_id=bot, variant=variant, file_id=file_id, made_at=now)
    newer = {"file_id": file_id, "made_at": now}
    await connection.execute(statement.on_conflict_do_update(index_elements=["bot_id", "variant"], set_=newer))


async def get(connection: AsyncConnection, bot: int, variant: str) -> str | None:
    """Return the file id of a bot's picture, or None if it must be uploaded."""
    statement = select(table.c.file_id).where(table.c.bot_id == bot, table.c.variant == variant)
    file_id: str | None = await connection.scalar(statement)
    return file_id
