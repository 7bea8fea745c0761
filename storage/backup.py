"""Backup of a database file, also while a bot writes to it: a copy of one moment, checked before it gets its name."""

import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.errors import BackupFailed, DatabaseUnreachable
from storage.integrity import find_damage, find_orphans, get_revision, open_file
from storage.migrate import require_known

PART = ".part"
"""Ending of a file that is not finished."""

_STEP = 256
"""Pages in a step: a megabyte."""

# SQLite reads as fast as the disk does, and a broadcast commits to the same disk four times a second.
_PAUSE = 0.05
"""Seconds between two steps."""


_UPGRADES_KEPT = 3
"""Copies from before an upgrade that are kept."""


@dataclass(frozen=True, slots=True)
class Backup:
    """Finished backup.

    Attributes:
        path: its file.
        size: bytes.
        revision: its last migration.
        orphans: a line for each of the first rows that refer to missing ones, which the copy has from the database.
    """

    path: Path
    size: int
    revision: str
    orphans: Sequence[str]


def back_up(
    source: Path, target: Path, *, replaces: bool = False, pause: Callable[[float], object] = time.sleep
) -> Backup:
    """Copy a database to a file that only its owner may read.

    The copy is written beside its target, checked and synced, and gets its name at the end, so that no unfinished file
    has it. Blocks until it is done.

    Args:
        source: the database's file.
        target: the backup's file.
        replaces: whether a file at `target` is replaced.
        pause: waits for some seconds between two steps, or raises an error, which ends the backup.

    Raises:
        DatabaseUnreachable: the source cannot be read, or is no database of Jogan.
        BackupFailed: the target exists or cannot be written, or is the database itself, or the copy is damaged.
    """
    _refuse_existing(target, replaces=replaces)
    if any(_is_same(target, Path(f"{source}{ending}")) for ending in ("", "-wal", "-shm")):
        raise BackupFailed(f"{target} is the database itself")
    with _reporting(target), unfinished(target) as part:
        with open_file(source) as opened:
            copy_pages(opened, part, pause)
        revision = check(part)
        with open_file(part, is_at_rest=True) as opened:
            orphans = find_orphans(opened)
        sync(part)
        part.replace(target)
        sync(target.parent)
        return Backup(target, target.stat().st_size, revision, orphans)


def save_before_upgrade(database: Path, revision: str) -> Backup:
    """Save a database beside itself before its upgrade to a revision, and delete the oldest of such files.

    A file of an earlier attempt is replaced. Nobody is served yet, so there are no pauses.

    Raises:
        DatabaseUnreachable: the database cannot be read.
        BackupFailed: it could not be saved.
    """
    prefix = f"{database.name}.before-"
    saved = back_up(database, database.with_name(prefix + revision), replaces=True, pause=lambda _seconds: None)
    own = re.compile(re.escape(prefix) + r"\d{4}")
    for old in sorted(path for path in database.parent.iterdir() if own.fullmatch(path.name))[:-_UPGRADES_KEPT]:
        old.unlink()
    return saved


def copy_pages(source: sqlite3.Connection, target: Path, pause: Callable[[float], object] = time.sleep) -> None:
    """Copy all pages of a database, as they are now, to an empty file.

    Args:
        source: reads the database, in autocommit.
        target: the file.
        pause: waits for some seconds between two steps.
    """
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        # Nobody reads a copy that was interrupted.
        copy.execute("PRAGMA synchronous=OFF")
        # Without a transaction each commit of the bot would make SQLite begin again, and it would never end.
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master").fetchone()
        # A pause of our own: `sleep` pauses only after a step that found the database busy.
        source.backup(copy, pages=_STEP, progress=lambda *_: pause(_PAUSE))
        source.execute("COMMIT")


def restore_pages(backup: Path, target: Path) -> str:
    """Copy a backup, or the files of a database that nobody uses, to an empty file, and check it.

    Returns:
        Its revision.

    Raises:
        DatabaseUnreachable: it cannot be read, is no database, or none of Jogan.
        DatabaseTooNew: it is of a newer version.
        BackupFailed: it is damaged, or the target cannot be written.
    """
    # Whoever copied the files of a database by hand has its journal too.
    has_journal = Path(f"{backup}-wal").exists()
    try:
        with open_file(backup, is_at_rest=not has_journal) as opened:
            copy_pages(opened, target, lambda _seconds: None)
    except sqlite3.OperationalError as error:
        raise BackupFailed(f"{backup} cannot be copied: {error}") from error
    except sqlite3.DatabaseError as error:
        raise BackupFailed(f"{backup}: the database is damaged: {error}") from error
    revision = check(target, backup)
    require_known(revision)
    return revision


def check(path: Path, name: Path | None = None) -> str:
    """Return the revision of a database at rest, after a check of its pages.

    Args:
        path: its file.
        name: the file to name in an error, if it is not `path`.

    Raises:
        DatabaseUnreachable: it is no database, or none of Jogan.
        BackupFailed: it is damaged.
    """
    name = name or path
    with open_file(path, is_at_rest=True) as opened:
        if problems := find_damage(opened):
            raise BackupFailed(f"{name}: the database is damaged: {'; '.join(problems)}")
        revision = get_revision(opened)
        if revision is None:
            raise DatabaseUnreachable(f"{name}: this is no database of Jogan")
    return revision


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Yield a new empty file beside `target` that only its owner may read, and remove it if it still is there."""
    number, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=PART, dir=target.parent)
    os.close(number)
    try:
        yield Path(name)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(name + ending).unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    # Windows opens no folders, and syncs only what it has opened for writing.
    if os.name == "nt":
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _refuse_existing(target: Path, *, replaces: bool) -> None:
    if target.is_dir():
        raise BackupFailed(f"{target} is a folder; name a file in it, or keep dated backups there with --keep")
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise BackupFailed(f"{target} is no regular file")
    if target.exists() and not replaces:
        raise BackupFailed(f"{target} exists already; another name, or --replace")


@contextmanager
def _reporting(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BackupFailed(f"{target} was not written: {reason}") from error
