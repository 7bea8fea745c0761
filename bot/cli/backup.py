"""`jogan backup`: copy of the database, also while the bot is running."""

import datetime as dt
import json
from pathlib import Path

from bot.cli.postgresql import refuse_postgresql
from bot.errors import InvalidInput
from bot.runtime.backups import back_up_dated
from storage.backup import Backup, back_up
from storage.database import get_path


def make_backup(database_url: str, target: Path, now: dt.datetime, *, keep: int | None, replaces: bool) -> Backup:
    """Back the database up to a file, or with `keep` to a dated file in a folder.

    Args:
        database_url: the database.
        target: the file or folder.
        now: aware.
        keep: number of dated backups that are kept in the folder; None if the target is a file.
        replaces: whether an existing file is replaced.

    Raises:
        InvalidInput: the target is no file, or the database is one of PostgreSQL, whose own command is named.
        StorageError: the backup failed.
    """
    if str(target) == "-":
        raise InvalidInput("a backup is written to a file, and not to standard output; name one")
    refuse_postgresql(database_url, "pg_dump", "--format=custom", f"--file={target}")
    path = Path(get_path(database_url))
    return back_up(path, target, replaces=replaces) if keep is None else back_up_dated(path, target, keep, now)


def to_json(backup: Backup) -> str:
    """Return a finished backup as a JSON object."""
    found = {"file": str(backup.path), "bytes": backup.size, "revision": backup.revision}
    return json.dumps({**found, "orphans": list(map(str, backup.orphans))}, ensure_ascii=False)


def describe(backup: Backup, seconds: float) -> str:
    """Return lines about a finished backup: its file, and what is not in order in it."""
    saved = f"Saved {backup.path}: {backup.size / 1e6:.1f} MB in {seconds:.1f} s, checked, revision {backup.revision}"
    return "\n".join([saved, *(f"As in the database, {orphan}" for orphan in backup.orphans)])
