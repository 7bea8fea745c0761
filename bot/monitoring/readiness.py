"""Readiness: whether the bot can do its work now, with a reason for each check that fails."""

import asyncio
import enum

from sqlalchemy import text

from bot.monitoring.monitor import Monitor
from bot.monitoring.outages import describe_duration
from storage.cluster import overview
from storage.cluster.overview import WorkerState
from storage.database import Database
from storage.errors import StorageError
from storage.ledger import bulletin_pause

# A poll takes 10 s, and a pause after a failure 30 s.
MAX_POLL_AGE = 90.0
"""Seconds since Telegram's last answer to a poll from which it counts as unreachable."""

# Some job runs every quarter of a minute.
MAX_TICK_AGE = 90.0
"""Seconds since the scheduler's last job from which it counts as stuck."""

_DATABASE_PATIENCE = 3.0
"""Seconds within which the database must answer."""


class CheckName(enum.StrEnum):
    """Name of a check."""

    TELEGRAM = "telegram"
    DATABASE = "database"
    SOURCES = "sources"
    SCHEDULER = "scheduler"


class Readiness:
    """Checks of what the bot needs for its work.

    Args:
        database: the database.
        monitor: what the parts of the bot report.
    """

    def __init__(self, database: Database, monitor: Monitor) -> None:
        self._database = database
        self._monitor = monitor

    async def check(self) -> dict[CheckName, str | None]:
        """Return the reason of each check that fails, None for the others."""
        return {
            CheckName.TELEGRAM: self._check_telegram(),
            CheckName.DATABASE: await self._check_database(),
            CheckName.SOURCES: self._check_sources(),
            CheckName.SCHEDULER: self._check_scheduler(),
        }

    async def list_pauses(self) -> dict[str, object]:
        """Return what operators have paused, with which the bot is ready all the same.

        Returns:
            ``bulletins``: since when, as ISO 8601, or None; ``sources``: their names.
        """
        try:
            async with asyncio.timeout(_DATABASE_PATIENCE), self._database.read() as connection:
                since = await bulletin_pause.get(connection)
        except (TimeoutError, StorageError):  # the check of the database says so
            since = None
        return {"bulletins": since and since.isoformat(), "sources": sorted(self._monitor.sources.paused)}

    async def list_workers(self) -> list[dict[str, object]]:
        """Return the processes on the shared database; none if this one has its database for itself.

        Returns:
            For each `number`, `host`, `process`, `version`, `started_at` (ISO 8601), seconds since its last heartbeat
            (`beat_age`) and since Telegram's last answer (`reach_age`, or None), what it is in charge of (`roles`), and
            the shared jobs that it does now (`jobs`).
        """
        if self._monitor.worker is None:
            return []
        try:
            async with asyncio.timeout(_DATABASE_PATIENCE), self._database.read() as connection:
                found = await overview.read(connection)
        except (TimeoutError, StorageError):  # the check of the database says so
            return []
        return [_to_json(one) for one in found]

    def _check_telegram(self) -> str | None:
        age = self._monitor.polls.age
        if not self._monitor.polls.has_begun:
            return f"not reached yet, {describe_duration(age)} after the start"
        if age > MAX_POLL_AGE:
            return f"no answer for {describe_duration(age)}"
        trouble = self._monitor.webhook_trouble
        return f"no updates at the webhook: {trouble}" if trouble else None

    async def _check_database(self) -> str | None:
        try:
            async with asyncio.timeout(_DATABASE_PATIENCE), self._database.read() as connection:
                await connection.execute(text("SELECT 1 FROM chat LIMIT 1"))
        except TimeoutError:
            return f"no answer within {describe_duration(_DATABASE_PATIENCE)}"
        except StorageError as error:
            return str(error)
        return None

    def _check_sources(self) -> str | None:
        """Return a reason only if all sources fail: one dead feed keeps the bot from nothing."""
        # Those that an operator has paused do not count.
        failing, names = self._monitor.sources.failing, self._monitor.sources.active
        return f"all sources fail: {', '.join(failing)}" if failing and len(failing) == len(names) else None

    def _check_scheduler(self) -> str | None:
        age = self._monitor.ticks.age
        if not self._monitor.ticks.has_begun:
            return f"not started yet, {describe_duration(age)} after the start"
        return None if age <= MAX_TICK_AGE else f"no job for {describe_duration(age)}"


def _to_json(one: WorkerState) -> dict[str, object]:
    return {
        "number": one.number,
        "host": one.host,
        "process": one.process,
        "version": one.version,
        "started_at": one.started_at.isoformat(),
        "beat_age": one.beat_age.total_seconds(),
        "reach_age": one.reach_age.total_seconds() if one.reach_age is not None else None,
        "roles": list(one.roles),
        "jobs": list(one.jobs),
    }
