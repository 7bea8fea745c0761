"""Summary of each hour for the log: subscriptions, answers, and what the sources brought."""

import logging

from bot.clock import Clock
from bot.monitoring.metrics import Metrics
from storage.chats import subscriptions
from storage.database import Database
from storage.reasons import StopReason

_BY_PEOPLE = {StopReason.UNSUBSCRIBED, StopReason.SWITCHED_OFF}
_ANSWERS, _STORED = "jogan_answer_seconds_count", "jogan_stored_total"
_log = logging.getLogger(__name__)


class HourlySummary:
    """Logs one line an hour, and none for an hour in which nothing happened.

    Args:
        database: the database.
        clock: the clock.
        metrics: count what happens.
    """

    def __init__(self, database: Database, clock: Clock, metrics: Metrics) -> None:
        self._database = database
        self._clock = clock
        self._metrics = metrics
        self._newest = 0
        self._since = clock.now()
        self._totals = metrics.read_totals()

    async def begin(self) -> None:
        """Begin the first hour.

        Raises:
            StorageError: the database failed.
        """
        self._since, self._totals = self._clock.now(), self._metrics.read_totals()
        async with self._database.read() as connection:
            self._newest = await subscriptions.get_newest_id(connection)

    async def run(self) -> None:
        """Log what happened since the last run.

        Raises:
            StorageError: the database failed.
        """
        before, since, totals = self._newest, self._since, self._totals
        async with self._database.read() as connection:
            new = await subscriptions.count_newer(connection, before)
            stopped = await subscriptions.count_stopped(connection, since)
        await self.begin()
        ended = sum(number for reason, number in stopped.items() if reason in _BY_PEOPLE)
        lost = sum(stopped.values()) - ended
        answers, stored = (round(self._totals[name] - totals[name]) for name in (_ANSWERS, _STORED))
        if new or stopped or answers or stored:
            line = (
                "Last hour: %d new subscriptions, %d stopped, %d lost (blocked, removed); %d answers; "
                "%d new readings and articles"
            )
            _log.info(line, new, ended, lost, answers, stored)
