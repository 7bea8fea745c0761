"""All rows of a chat, for `/data` and `/forget`.

No table is listed here, so that new tables are included automatically. A chat's rows are those whose foreign keys lead
to it, and where a key is NULL, those with its id in a column ``chat_id``. A foreign key with ON DELETE SET NULL only
mentions the chat: such a row is shown, and belongs to another chat.
"""

from sqlalchemy import ColumnElement, ForeignKey, Table, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.chats import chats
from storage.schema import chat, metadata

_CHAT_COLUMN = "chat_id"

Rows = dict[str, list[dict[str, object]]]
"""Rows by table name; each row is a mapping of column name to value."""


async def collect(connection: AsyncConnection, chat_id: int) -> Rows:
    """Return the rows of a chat, by Telegram's id, and the shared rows that it uses, such as schedules."""
    which = {table: or_(_belongs_to(table, chat_id), *_mentions(table, chat_id)) for table in _owned()}
    which |= {table: _is_used_by(table, chat_id) for table in _shared()}
    found: Rows = {}
    for table, condition in which.items():
        rows = await connection.execute(select(table).where(condition).order_by(*table.primary_key))
        found[table.name] = [dict(row) for row in rows.mappings()]
    return {name: rows for name, rows in found.items() if rows}


async def forget(connection: AsyncConnection, chat_id: int) -> bool:
    """Delete all rows of a chat, and the shared rows that no other chat uses.

    Returns:
        True if anything was stored.
    """
    await chats.lock_chats(connection, chat_id)
    # Read first: nothing leads to the shared rows once the chat's rows are gone. Locked: another chat may begin to use
    # one, and must not find it deleted.
    shared = {
        table: list(
            await connection.scalars(
                select(_key_of(table)).where(_is_used_by(table, chat_id)).order_by(_key_of(table)).with_for_update()
            )
        )
        for table in _shared()
    }
    number = 0
    # A table before those that it references: the condition of its rows reads them.
    for table in reversed(_owned()):
        number += (await connection.execute(delete(table).where(_belongs_to(table, chat_id)))).rowcount
    for table, used in shared.items():
        # Without the inner condition one NULL in the list would make NOT IN true for no row.
        unused = [key.column.not_in(select(key.parent).where(key.parent.is_not(None))) for key in _references_to(table)]
        await connection.execute(delete(table).where(_key_of(table).in_(used), *unused))
    return number > 0


def _owned() -> list[Table]:
    """Return the tables with rows of chats, each after those that it references."""
    owned = [chat]
    for table in metadata.sorted_tables:
        if _CHAT_COLUMN in table.c or any(key.column.table in owned for key in table.foreign_keys):
            owned.append(table)
    return owned


def _shared() -> list[Table]:
    """Return the other tables that only rows of chats reference."""
    owned = _owned()
    return [
        table
        for table in metadata.sorted_tables
        if table not in owned and (keys := _references_to(table)) and all(key.parent.table in owned for key in keys)
    ]


def _references_to(table: Table) -> list[ForeignKey]:
    every = (key for one in metadata.sorted_tables for key in one.foreign_keys)
    return [key for key in every if key.column.table is table]


def _belongs_to(table: Table, chat_id: int) -> ColumnElement[bool]:
    """Return the condition of rows that belong to a chat, through any chain of foreign keys."""
    if table is chat:
        return chat.c.id == chat_id
    owned = _owned()
    keys = [key for key in table.foreign_keys if key.column.table in owned and not _only_mentions(key)]
    found = [_leads_to(key, chat_id) for key in keys]
    if _CHAT_COLUMN in table.c and not table.c[_CHAT_COLUMN].foreign_keys:
        # The NULL condition lets SQLite use the partial index of orphaned deliveries instead of scanning the ledger.
        orphaned = (key.parent.is_(None) for key in keys if key.parent.nullable)
        found.append(and_(*orphaned, table.c[_CHAT_COLUMN] == chat_id))
    return or_(*found)


def _mentions(table: Table, chat_id: int) -> list[ColumnElement[bool]]:
    """Return the conditions of rows that mention a chat."""
    return [key.parent == chat_id for key in table.foreign_keys if _only_mentions(key)]


def _only_mentions(key: ForeignKey) -> bool:
    # `channel.set_up_by` is meant. `delivery.subscription_id` has the same action, but it references no chat.
    return key.column is chat.c.id and key.ondelete == "SET NULL"


def _leads_to(key: ForeignKey, chat_id: int) -> ColumnElement[bool]:
    if key.column is chat.c.id:
        return key.parent == chat_id
    return key.parent.in_(select(key.column).where(_belongs_to(key.column.table, chat_id)))


def _is_used_by(table: Table, chat_id: int) -> ColumnElement[bool]:
    """Return the condition of rows that a chat's rows reference."""
    keys = _references_to(table)
    return or_(*(key.column.in_(select(key.parent).where(_belongs_to(key.parent.table, chat_id))) for key in keys))


def _key_of(table: Table) -> ColumnElement[object]:
    (key,) = table.primary_key
    return key
