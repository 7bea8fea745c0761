"""All that is stored of a chat, wherever it stands: to be shown, and to be forgotten.

No table is listed here, so that a new one is found by itself: a chat's rows are those whose foreign keys lead to it,
and where they lead nowhere, those that name it in a column ``chat_id``. A foreign key that is set to NULL when the chat
goes only mentions it: such a row is shown, and stays another's.
"""

from sqlalchemy import ColumnElement, ForeignKey, Table, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import chat, metadata

_NAMED = "chat_id"

Rows = dict[str, list[dict[str, object]]]
"""Rows by the names of their tables, their values by column."""


async def collect(connection: AsyncConnection, chat_id: int) -> Rows:
    """The rows of a chat, by Telegram's id, and what it shares with others, such as its schedules; empty for none."""
    which = {table: or_(_is_of(table, chat_id), *_mentions(table, chat_id)) for table in _owned()}
    which |= {table: _is_used_by(table, chat_id) for table in _shared()}
    found: Rows = {}
    for table, condition in which.items():
        rows = await connection.execute(select(table).where(condition).order_by(*table.primary_key))
        found[table.name] = [dict(row) for row in rows.mappings()]
    return {name: rows for name, rows in found.items() if rows}


async def forget(connection: AsyncConnection, chat_id: int) -> bool:
    """Delete all rows of a chat, and what it shared that nobody else has.

    Returns:
        Whether anything was stored.
    """
    shared = {
        table: list(await connection.scalars(select(_key_of(table)).where(_is_used_by(table, chat_id))))
        for table in _shared()
    }
    number = 0
    for table in reversed(_owned()):
        number += (await connection.execute(delete(table).where(_is_of(table, chat_id)))).rowcount
    for table, used in shared.items():
        unused = [way.column.not_in(select(way.parent).where(way.parent.is_not(None))) for way in _ways_to(table)]
        await connection.execute(delete(table).where(_key_of(table).in_(used), *unused))
    return number > 0


def _owned() -> list[Table]:
    """The chats' own table, and all that hold something of a chat, each behind those to which it refers."""
    owned = [chat]
    for table in metadata.sorted_tables:
        if _NAMED in table.c or any(way.column.table in owned for way in table.foreign_keys):
            owned.append(table)
    return owned


def _shared() -> list[Table]:
    """The other tables to which only chats' rows refer."""
    owned = _owned()
    return [
        table
        for table in metadata.sorted_tables
        if table not in owned and (ways := _ways_to(table)) and all(way.parent.table in owned for way in ways)
    ]


def _ways_to(table: Table) -> list[ForeignKey]:
    every = (way for one in metadata.sorted_tables for way in one.foreign_keys)
    return [way for way in every if way.column.table is table]


def _is_of(table: Table, chat_id: int) -> ColumnElement[bool]:
    """Whether a row is a chat's, on whichever way it leads there."""
    if table is chat:
        return chat.c.id == chat_id
    owned = _owned()
    ways = [way for way in table.foreign_keys if way.column.table in owned and not _only_mentions(way)]
    found = [_leads(way, chat_id) for way in ways]
    if _NAMED in table.c and not table.c[_NAMED].foreign_keys:
        # What refers to something that is gone is found by an index, if there is one, and not by a scan of the ledger.
        gone = (way.parent.is_(None) for way in ways if way.parent.nullable)
        found.append(and_(*gone, table.c[_NAMED] == chat_id))
    return or_(*found)


def _mentions(table: Table, chat_id: int) -> list[ColumnElement[bool]]:
    """Whether a row that need not be a chat's mentions it."""
    return [way.parent == chat_id for way in table.foreign_keys if _only_mentions(way)]


def _only_mentions(way: ForeignKey) -> bool:
    return way.column is chat.c.id and way.ondelete == "SET NULL"


def _leads(way: ForeignKey, chat_id: int) -> ColumnElement[bool]:
    if way.column is chat.c.id:
        return way.parent == chat_id
    return way.parent.in_(select(way.column).where(_is_of(way.column.table, chat_id)))


def _is_used_by(table: Table, chat_id: int) -> ColumnElement[bool]:
    """Whether a chat's rows refer to a row."""
    ways = _ways_to(table)
    return or_(*(way.column.in_(select(way.parent).where(_is_of(way.parent.table, chat_id))) for way in ways))


def _key_of(table: Table) -> ColumnElement[object]:
    (key,) = table.primary_key
    return key
