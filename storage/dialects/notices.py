"""Notices of PostgreSQL (LISTEN and NOTIFY): which tables other processes have changed, and what they say besides.

A notice is a hint: the rows are read again from their tables. Whatever may have been missed, because the connection
that listens was lost or does not answer, counts as a change of every table.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeAlias

import psycopg
from psycopg import AsyncConnection, sql

from storage.change_tracking import Changes

CHANNEL = "jogan"
CHANGES = "changes"
_LOOK_INTERVAL = 1.0
"""Seconds between two looks whether the connection answers."""
_ANSWER_TIMEOUT = 5.0
"""Seconds after which a connection that does not answer is given up."""

_log = logging.getLogger(__name__)

Callback: TypeAlias = Callable[[str], object]
Connect: TypeAlias = Callable[[], Awaitable[AsyncConnection[Any]]]


class Notices:
    """Sends and receives the notices of a process.

    Args:
        connect: opens a connection in autocommit, which is only for listening.
        changes: counts the changes.
    """

    def __init__(self, connect: Connect, changes: Changes) -> None:
        self._connect = connect
        self._changes = changes
        self._sender = secrets.token_hex(4)
        self._callbacks: dict[str, Callback] = {CHANGES: lambda tables: changes.record_tables(tables.split(","))}
        self._is_listening = False
        self._connection: AsyncConnection[Any] | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def is_listening(self) -> bool:
        """True as long as changes of other processes arrive; if not, nothing may be kept."""
        return self._is_listening

    async def start(self) -> None:
        """Begin to listen; returns once changes arrive.

        Raises:
            psycopg.Error: the server cannot be reached.
        """
        await self._listen()
        self._task = asyncio.create_task(self._keep_listening())

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        await self._close()

    def on(self, channel: str, callback: Callback) -> None:
        """Call something with the payload of each notice that another process sends to a channel."""
        self._callbacks[channel] = callback

    def make_payload(self, channel: str, payload: str) -> str:
        """Return what NOTIFY carries: all channels are one of the server's, with one connection that listens."""
        return f"{channel} {self._sender} {payload}"

    async def _listen(self) -> None:
        self._connection = await self._connect()
        await self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        # Only from now on does it hear of all commits.
        self._changes.record_lapse()
        self._is_listening = True

    async def _close(self) -> None:
        self._is_listening = False
        if self._connection is not None:
            with suppress(psycopg.Error, OSError):
                await self._connection.close()

    async def _keep_listening(self) -> None:
        while True:
            try:
                await self._receive()
            except (psycopg.Error, OSError, TimeoutError) as error:
                _log.warning("Lost the connection for change notices of the database; connecting again: %s", error)
            await self._listen_again()

    async def _listen_again(self) -> None:
        self._is_listening = False
        while not self._is_listening:
            await self._close()
            await asyncio.sleep(_LOOK_INTERVAL)
            with suppress(psycopg.Error, OSError):
                await self._listen()

    async def _receive(self) -> None:
        while (connection := self._connection) is not None:
            # To its end: leaving it early loses what came in the same burst.
            async for notice in connection.notifies(timeout=_LOOK_INTERVAL):
                self._record(notice.payload)
            # A server that has vanished says nothing.
            await asyncio.wait_for(connection.execute("SELECT 1"), _ANSWER_TIMEOUT)

    def _record(self, notice: str) -> None:
        channel, sender, payload = notice.split(" ", 2)
        if sender == self._sender or channel not in self._callbacks:
            return
        try:
            self._callbacks[channel](payload)
        except Exception:  # noqa: BLE001 - whatever one does with a notice must not end the others
            _log.exception("A notice of %s failed", channel)
