"""The file of an SQLite database and the two that SQLite keeps beside it, told from others with the same path."""

import os
from pathlib import Path

_JOURNALS = ("-wal", "-shm")
"""Endings of the write-ahead log and of its index, which hold what is not in the database's file yet."""


class DatabaseFile:
    """A file that is open, so that it exists for this process even if its path leads elsewhere.

    Args:
        path: its path.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._own: dict[str, os.stat_result] = {}

    def remember(self) -> None:
        """Take the files that the path leads to now for those that are open."""
        self._own = {ending: found for ending in ("", *_JOURNALS) if (found := _stat(self.path + ending))}

    @property
    def is_in_place(self) -> bool:
        """True if the path still leads to the file that is open, or none was opened yet."""
        return not self._own or self._is_own("")

    def measure(self) -> int:
        """Return the bytes of the file and of its write-ahead log, as far as they exist."""
        # There is no log before the first write, and no file any more if somebody has deleted it.
        return sum(found.st_size for ending in ("", "-wal") if (found := _stat(self.path + ending)))

    def remove_journals(self) -> None:
        """Remove the journals of a file that was deleted or replaced.

        SQLite leaves them behind, and whoever opens the file that takes its place would replay them into it.
        """
        for ending in filter(self._is_own, _JOURNALS):
            Path(self.path + ending).unlink()

    def _is_own(self, ending: str) -> bool:
        own, found = self._own.get(ending), _stat(self.path + ending)
        return own is not None and found is not None and os.path.samestat(own, found)


def _stat(path: str) -> os.stat_result | None:
    try:
        return Path(path).stat()
    except FileNotFoundError:
        return None
