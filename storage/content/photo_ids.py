"""Pictures that Telegram has already: by which file id a bot can send each again."""

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import picture as table

KEPT = dt.timedelta(days=3)
"""How long; by then there are newer readings, and other pictures."""


async def save(connection: AsyncConnection, bot: int, variant: str, file_id: str, now: dt.datetime) -> None:
    """Note the file id of a picture, in the place of the one before, and forget those of long ago."""
    await connection.execute(delete(table).where(table.c.made_at < now - KEPT))
    statement = insert(table).values(bot_id=bot, variant=variant, file_id=file_id, made_at=now)
    newer = {"file_id": file_id, "made_at": now}
    await connection.execute(statement.on_conflict_do_update(index_elements=["bot_id", "variant"], set_=newer))


async def get(connection: AsyncConnection, bot: int, variant: str) -> str | None:
    """The file id by which a bot can send a picture, or None where it has to be uploaded."""
    statement = select(table.c.file_id).where(table.c.bot_id == bot, table.c.variant == variant)
    file_id: str | None = await connection.scalar(statement)
    return file_id
