"""Errors of the database.

StorageError
├── DatabaseUnreachable: it cannot be opened, or is not a database
├── DatabaseInUse: a bot of an older version is running on it, so it is not upgraded
├── DatabaseTooNew: it has migrations of a newer version of Jogan
├── DatabaseFailed: a statement failed (locked for too long, disk full, …)
├── CopyFailed: a database could not be copied into another one
├── BackupFailed: a backup could not be made, or cannot be used
└── LeaseLost: this process does not hold its lease any more
"""


class StorageError(Exception):
    """Base class of the database's errors."""


class DatabaseUnreachable(StorageError):
    """The database cannot be opened."""


class DatabaseInUse(StorageError):
    """A bot of an older version is running on the database, and would not find its tables after an upgrade."""


class DatabaseTooNew(StorageError):
    """The database has migrations that this version does not know."""


class DatabaseFailed(StorageError):
    """A statement failed, and its transaction was rolled back."""


class CopyFailed(StorageError):
    """A database could not be copied into another one, which is as it was."""


class BackupFailed(StorageError):
    """A backup could not be made, or cannot be used."""


class LeaseLost(StorageError):
    """Another process has taken this one's lease over; nothing was written."""

    def __init__(self) -> None:
        super().__init__("another process has taken over, because this one was suspended for too long")
