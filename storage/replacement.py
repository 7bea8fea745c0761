"""Replacement of a database file by another one, which keeps what was there under a dated name."""

import datetime as dt
import os
from pathlib import Path

from storage.backup import sync

_ENDINGS = "", "-wal", "-shm"


def replace_file(path: Path, new: Path, now: dt.datetime) -> Path | None:
    """Put a file in the place of a database that nobody has open.

    The path leads to the old database or to the new one at any moment, so that a bot that starts meanwhile does not
    create an empty one.

    Args:
        path: the database; it may be missing.
        new: the file, in the same folder; it has no journal.
        now: aware.

    Returns:
        The name under which the old database is kept, with its journals; None if there was none.

    Raises:
        OSError: the file system refused; the old database is still in place.
    """
    kept = path.with_name(f"{path.name}.replaced-{now.astimezone(dt.UTC):%Y%m%dT%H%M%S}")
    had_one = path.exists()
    _take_owner(new, path)
    if had_one:
        _keep(path, kept)
    new.replace(path)
    sync(path.parent)
    return kept if had_one else None


def _keep(path: Path, kept: Path) -> None:
    """Give the files of a database other names."""
    there = [ending for ending in _ENDINGS if Path(f"{path}{ending}").exists()]
    for ending in there:
        old, name = Path(f"{path}{ending}"), Path(f"{kept}{ending}")
        try:
            name.hardlink_to(old)
        except FileExistsError:
            raise
        except OSError:
            # Some network drives and memory cards have no links.
            old.rename(name)
    # SQLite would replay the old journal into the new database.
    for ending in filter(None, there):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def _take_owner(new: Path, old: Path) -> None:
    """Give a file the owner and the permissions of the one that it replaces, or the owner of their folder."""
    status = (old if old.exists() else old.parent).stat()
    if old.exists():
        new.chmod(status.st_mode & 0o777)
    # The command may run as root, and the bot does not.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.chown(new, status.st_uid, status.st_gid)
