"""Rate of messages that all workers share: each message takes a slot of the database, as many as Telegram allows.

A share for each worker would leave unused what an idle one has (docs/decisions/054). Slots are taken by need instead,
in the order in which they are asked for, and used at their moment or not at all.

Moments are seconds on a monotonic clock.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable

from bot.telegram_api.rate_limiter import MESSAGES_PER_SECOND, SECOND, Wake
from storage.cluster import send_slots
from storage.database import Database
from storage.errors import StorageError

# What Telegram counts is the arrival, which takes differently long, as in `bot.telegram_api.rate_limiter`.
_MARGIN = 0.018
MAX_LATENESS = 0.025
"""Seconds after its moment for which a slot can be used."""

# 95.9 % of the limit are used.
PERIOD = SECOND + _MARGIN + MAX_LATENESS
"""Seconds after which a slot is free again."""

_AHEAD = 3
"""Slots that a broadcast has in store, so that none is missed while the next ones are asked for."""

_RETRY_DELAY = 0.5
"""Seconds until slots are asked for again after the database has failed."""

_COLLISION_DELAY = 0.005
"""Seconds until slots are asked for again after others took them at the same moment."""

_LEAD_WEIGHT = 0.2  # of the newest answer of the database in the moving average
_NEVER, _ALWAYS = float("inf"), float("-inf")
_log = logging.getLogger(__name__)


class SharedWindow:
    """Limit of messages a second of all workers together; a window of `bot.telegram_api.rate_limiter.Limiter`.

    Args:
        database: has the slots.
        rate: messages a second.
        now: monotonic clock, seconds.

    Attributes:
        wake: called when slots have come.
    """

    def __init__(
        self, database: Database, rate: int = MESSAGES_PER_SECOND, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.wake: Wake = lambda: None
        self._database = database
        self._rate = rate
        self._gap = PERIOD / rate
        self._now = now
        self._slots: deque[float] = deque()
        self._next = _ALWAYS
        self._lead = 0.0
        self._asking: asyncio.Task[None] | None = None

    async def prepare(self) -> None:
        """Make the slots.

        Raises:
            StorageError: the database failed.
        """
        async with self._database.write() as connection:
            await send_slots.set_number(connection, self._rate)

    def ready_at(self, now: float, reserved: int = 0) -> float:  # noqa: ARG002 - the database reserves a slot itself
        """Return when the next evenly spread message is allowed; infinity until there is a slot."""
        self._drop_late()
        if len(self._slots) < _AHEAD:
            first = max(self._slots[-1] + self._gap if self._slots else _ALWAYS, self._next)
            self._ask(_AHEAD - len(self._slots), first, is_reply=False)
        return max(min(self._next, now + SECOND), self._slots[0] if self._slots else _NEVER)

    def free_at(self) -> float:
        """Return when the next message is allowed that need not be spread; infinity until there is a slot."""
        self._drop_late()
        if not self._slots:
            self._ask(1, _ALWAYS, is_reply=True)
        return self._slots[0] if self._slots else _NEVER

    def take(self, now: float) -> None:
        """Use a slot."""
        self._next = max(self._next, now - MAX_LATENESS) + self._gap
        self._slots.popleft()

    def _drop_late(self) -> None:
        while self._slots and self._slots[0] + MAX_LATENESS < self._now():
            self._slots.popleft()

    def _ask(self, number: int, first: float, *, is_reply: bool) -> None:
        """Ask for slots, the first of which is used at `first` at the earliest."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._fetch(number, first, is_reply=is_reply))

    async def _fetch(self, number: int, first: float, *, is_reply: bool) -> None:
        # Measured from before the question: what comes early is used late, and not the other way round.
        begin = self._now()
        lead = max(self._lead, min(first - begin, SECOND))
        try:
            async with self._database.write() as connection:
                waits = await send_slots.take(
                    connection, number, PERIOD, is_reply=is_reply, lead=lead, gap=0.0 if is_reply else self._gap
                )
        except StorageError as error:
            _log.debug("No slots for messages: %s", error)
            await asyncio.sleep(_RETRY_DELAY)
        else:
            self._lead += (self._now() - begin - self._lead) * _LEAD_WEIGHT
            self._slots = deque(sorted([*self._slots, *(begin + wait for wait in waits)]))
            if not waits:
                await asyncio.sleep(_COLLISION_DELAY)
        self.wake()
