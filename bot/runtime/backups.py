"""Dated backups in a folder, of which the newest are kept: for a timer, and as a job of every night."""

import asyncio
import datetime as dt
import logging
import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bot.clock import Clock
from storage.backup import PART, Backup, back_up
from storage.errors import BackupFailed

_INTERVAL = dt.timedelta(days=1)
_DATED = "jogan-%Y%m%dT%H%M%SZ.db"
_OWN = re.compile(r"jogan-(\d{8}T\d{6}Z)\.db")
_STALE = re.compile(rf"{_OWN.pattern}\..*{re.escape(PART)}")
"""Unfinished files, which a killed process leaves."""

_log = logging.getLogger(__name__)


class NightlyBackup:
    """Backs a database up to a folder; a failure is logged, and the next night tries again.

    Args:
        database: the database's file.
        folder: the folder, which must exist.
        keep: number of backups that are kept.
        clock: the clock.
    """

    def __init__(self, database: Path, folder: Path, keep: int, clock: Clock) -> None:
        self._database = database
        self._folder = folder
        self._keep = keep
        self._clock = clock

    @property
    def is_overdue(self) -> bool:
        """True if the folder has no backup of the last 24 hours, as after a night in which the bot was off."""
        newest = get_newest(self._folder)
        return newest is None or newest <= self._clock.now() - _INTERVAL

    async def run(self) -> None:
        """Make a backup, and delete the oldest ones beyond the number to keep.

        Raises:
            StorageError: the backup failed.
        """
        stopped = threading.Event()

        def pause(seconds: float) -> None:
            if stopped.wait(seconds):
                raise BackupFailed("the bot stopped")

        try:
            made = await asyncio.to_thread(
                back_up_dated, self._database, self._folder, self._keep, self._clock.now(), pause
            )
        finally:
            # After a cancellation the thread would go on, and the end of the process would wait for it.
            stopped.set()
        _log.info("Saved the database as %s, %.1f MB", made.path, made.size / 1e6)
        for orphan in made.orphans:
            _log.warning("In the database, %s", orphan)


def back_up_dated(
    database: Path, folder: Path, keep: int, now: dt.datetime, pause: Callable[[float], object] = time.sleep
) -> Backup:
    """Back a database up under the name of the moment, and delete the oldest own backups beyond the number to keep.

    Args:
        database: the database's file.
        folder: an existing folder; files with other names in it are left alone.
        keep: number of backups that are kept, the new one included.
        now: aware.
        pause: as in `back_up`.

    Raises:
        StorageError: the backup failed; nothing was deleted.
    """
    if not folder.is_dir():
        raise BackupFailed(f"{folder} is no folder; create it first")
    made = back_up(database, folder / now.astimezone(dt.UTC).strftime(_DATED), pause=pause)
    for old in sorted(list_own(folder))[:-keep]:
        old.unlink()
    for stale in folder.iterdir():
        if (found := _STALE.fullmatch(stale.name)) and _parse(found[1]) <= now - _INTERVAL:
            stale.unlink()
    return made


def list_own(folder: Path) -> list[Path]:
    """Return the dated backups of a folder; none if it does not exist."""
    return [path for path in folder.iterdir() if _OWN.fullmatch(path.name)] if folder.is_dir() else []


def get_newest(folder: Path) -> dt.datetime | None:
    """Return the time (UTC) of the newest dated backup of a folder, or None."""
    stamps = (found[1] for path in list_own(folder) if (found := _OWN.fullmatch(path.name)))
    return max(map(_parse, stamps), default=None)


def _parse(stamp: str) -> dt.datetime:
    return dt.datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
