"""The right to send bulletins: always this process's own, or that of the worker that holds the role."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cluster.roles import Role
from storage.database import Database


class SendingLease:
    """The right to claim, mark and send what waits in the ledgers, and to record its outcomes.

    Args:
        database: the database.
        role: the role that workers share; None if this process is alone on the database.
    """

    def __init__(self, database: Database, role: Role | None = None) -> None:
        self._database = database
        self._role = role

    @property
    def is_held(self) -> bool:
        """True while this process may send."""
        return self._role is None or self._role.is_ready

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Yield a connection in a transaction that changes nothing unless this process may send until its end.

        Raises:
            DatabaseFailed: a statement failed.
            LeaseLost: another process sends now.
        """
        async with self._database.write() as connection:
            if self._role is not None:
                await self._role.require(connection)
            yield connection
