"""The setup of logging, undone after a test."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

CHANGED = (
    "",
    "alembic",
    "apscheduler",
    "bot",
    "handlers",
    "jogan",
    "sources",
    "storage",
    "telegram.request",
    "trafilatura",
)
"""Loggers whose levels the setup changes."""


@contextmanager
def loggers_as_they_were() -> Iterator[None]:
    """Put handlers and levels back when the block ends."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    levels = {one: one.level for one in map(logging.getLogger, CHANGED)}
    root.handlers = []  # those of pytest would be closed
    try:
        yield
    finally:
        root.handlers = handlers
        for logger, level in levels.items():
            logger.setLevel(level)
