"""What can be wrong with the store.

StorageError
├── DatabaseUnreachable: it cannot be opened, or is not a database
├── DatabaseTooNew: a newer version of Jogan has changed it
└── DatabaseFailed: it refused a statement (locked for too long, disk full, …)
"""


class StorageError(Exception):
    """The store cannot do what it is asked."""


class DatabaseUnreachable(StorageError):
    """The database cannot be opened."""


class DatabaseTooNew(StorageError):
    """The database has migrations that this version does not know."""


class DatabaseFailed(StorageError):
    """The database refused a statement; nothing of the transaction is kept."""
