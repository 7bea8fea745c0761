"""`jogan backup`: copy of the database, also while the bot is running."""

import datetime as dt
import shutil
from pathlib import Path

from bot.errors import InvalidInput
from bot.runtime.backups import back_up_dated
from storage.backup import Backup, back_up
from storage.database import get_path

_POSTGRESQL = "postgresql"


def make_backup(database_url: str, target: Path, now: dt.datetime, *, keep: int | None, replaces: bool) -> Backup:
    """Back the database up to a file, or with `keep` to a dated file in a folder.

    Args:
        database_url: the database.
        target: the file or folder.
        now: aware.
        keep: number of dated backups that are kept in the folder; None if the target is a file.
        replaces: whether an existing file is replaced.

    Raises:
        InvalidInput: the database is one of PostgreSQL, which has its own command; the message names it.
        StorageError: the backup failed.
    """
    if database_url.startswith(_POSTGRESQL):
        raise InvalidInput(_advise_pg_dump(target))
    path = Path(get_path(database_url))
    return back_up(path, target, replaces=replaces) if keep is None else back_up_dated(path, target, keep, now)


def describe(backup: Backup, seconds: float) -> str:
    """Return lines about a finished backup: its file, and what is not in order in it."""
    saved = f"Saved {backup.path}: {backup.size / 1e6:.1f} MB in {seconds:.1f} s, checked, revision {backup.revision}"
    return "\n".join([saved, *(f"As in the database, {orphan}" for orphan in backup.orphans)])


def _advise_pg_dump(target: Path) -> str:
    # Without the URL, which may hold a password; pg_dump reads PGHOST, PGUSER, PGPASSWORD and their like.
    command = f"pg_dump --format=custom --file={target} DATABASE"
    found = shutil.which("pg_dump")
    state = f"it is installed as {found}" if found else "it is not installed: install the client of PostgreSQL first"
    return f"PostgreSQL has its own backup: {command}; {state}"
