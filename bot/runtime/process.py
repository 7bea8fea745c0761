"""The process: event loop, garbage collector and limit of open files."""

import asyncio
import gc
import logging
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from importlib import import_module
from types import ModuleType
from typing import Any, TypeVar

# Enough for the connections of a broadcast, of replies at the same time, the database, and the sources.
MIN_OPEN_FILES = 1024

_YOUNG_OBJECTS = 10_000  # new objects after which the collector looks for garbage
_LAST_WORDS = 0.5  # seconds before the end
_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


def run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a coroutine in a new event loop, as `asyncio.run` does, on uvloop if its extra is installed."""
    if not gc.isenabled():  # by `bot.cli.output`
        gc.freeze()
        gc.enable()
    with asyncio.Runner(loop_factory=find_uvloop()) as runner:
        return runner.run(work)


def find_uvloop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes uvloop's event loops, or None if the extra is not installed."""
    # It takes a third less CPU time for a request than asyncio's own loop, and 14 MB of disk.
    try:
        from uvloop import new_event_loop  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        return None
    return new_event_loop


def exit_within(seconds: float) -> None:
    """End the process after some seconds unless it has ended by itself, whatever it is waiting for."""
    # Two timers: it may be waiting for its log.
    for moment, action in ((seconds - _LAST_WORDS, _log_exit), (seconds, lambda: os._exit(1))):
        timer = threading.Timer(moment, action)
        timer.daemon = True
        timer.start()


def _log_exit() -> None:
    _log.error("Could not stop in time; bulletins in flight have an unknown outcome")


def import_without_collections(name: str) -> ModuleType:
    """Import a module with the garbage collector at rest, and exclude what it brings from garbage collection.

    Nothing that a module makes is garbage, and looking for it takes a tenth of the bot's start.
    """
    gc.disable()
    try:
        return import_module(name)
    finally:
        gc.freeze()
        gc.enable()


def freeze_startup_objects() -> None:
    """Exclude all objects that exist now from garbage collection."""
    # A full collection walks all of them, frees nothing, and blocks the event loop for a fifth of a second.
    gc.freeze()
    # With 700, the default, looks for garbage take 3 µs of core for each bulletin; so they take 0.4.
    gc.set_threshold(_YOUNG_OBJECTS)


def release_startup_objects() -> None:
    """Free what `freeze_startup_objects` has excluded, and is not used any more."""
    gc.unfreeze()
    gc.collect()


def raise_file_limit() -> None:
    """Raise the limit of open files to `MIN_OPEN_FILES`; log a warning if the system does not allow that many."""
    # Each connection is an open file, and some systems allow 256. At the limit neither a connection nor the database's
    # own files can be opened.
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has neither the module nor such a limit

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        unlimited = resource.RLIM_INFINITY
        # RLIM_INFINITY is -1 on Linux, so that it cannot be compared with a number.
        if soft == unlimited or soft >= MIN_OPEN_FILES:
            return
        wanted = MIN_OPEN_FILES if hard == unlimited else min(MIN_OPEN_FILES, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        if wanted < MIN_OPEN_FILES:
            _log.warning("The limit of open files is %d; paid broadcasts need %d (ulimit -n)", wanted, MIN_OPEN_FILES)
