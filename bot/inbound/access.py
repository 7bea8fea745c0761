"""Access list: which chats and people the operator serves, in memory, for the admission of each update."""

from collections.abc import Collection

from bot.clock import Clock
from storage import schema
from storage.change_tracking import Revision
from storage.chats import refused
from storage.chats.refused import RefusedChat
from storage.database import Database
from storage.reasons import RefusalReason


class AccessList:
    """Bans in the database, and the chats that the operator allows.

    Args:
        database: the database.
        clock: the clock.
        allowed: Telegram's ids of the chats that are served; empty for all.
    """

    def __init__(self, database: Database, clock: Clock, allowed: Collection[int] = ()) -> None:
        self._database = database
        self._clock = clock
        self._allowed = frozenset(allowed)
        self._refused: dict[int, RefusedChat] = {}
        self._told: set[int] = set()
        self._revision: Revision | None = None

    async def apply(self) -> None:
        """Refuse the stored chats that are not allowed, so that they get no bulletins, and read all bans.

        Raises:
            StorageError: the database failed.
        """
        async with self._database.write() as connection:
            await refused.set_allowed(connection, self._allowed, self._clock.now())
        await self.refresh()

    async def refresh(self) -> None:
        """Read the bans again if they have changed, also by another process.

        Raises:
            StorageError: the database failed; the bans stay as they are.
        """
        revision = await self._database.revision(schema.refused_chat)
        if revision == self._revision:
            return
        async with self._database.read() as connection:
            self._refused = {one.number: one for one in await refused.list_all(connection)}
        self._told = {one.number for one in self._refused.values() if one.told_at is not None}
        self._revision = revision

    def find_refused(self, chat_id: int | None, person_id: int | None) -> int | None:
        """Return which of a chat and a person is refused, by Telegram's ids; None if both are served.

        A chat that is allowed is open to everybody in it who is not banned. Without a chat, as in inline queries, the
        person has to be allowed.
        """
        for number in (chat_id, person_id):
            if number in self._refused and self._refused[number].reason is RefusalReason.BANNED:
                return number
        place = person_id if chat_id is None else chat_id
        return place if self._allowed and place is not None and place not in self._allowed else None

    def take_notice(self, number: int) -> bool:
        """Return whether a refused chat or person has to be told; once only."""
        if number in self._told:
            return False
        self._told.add(number)
        return True

    async def record_told(self, number: int) -> None:
        """Record that it was told, so that it is not told again after a restart.

        Raises:
            StorageError: the database failed.
        """
        known = self._refused.get(number)
        reason = known.reason if known else RefusalReason.NOT_ALLOWED
        async with self._database.write() as connection:
            await refused.record_told(connection, number, reason, self._clock.now())
