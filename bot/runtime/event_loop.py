"""The event loop: uvloop's where there is one, which takes a third less of the core for a request."""

import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

_Result = TypeVar("_Result")
_new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
if sys.platform != "win32":
    from uvloop import new_event_loop as _new_loop


def run(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Do what is to be done in an event loop of its own, as `asyncio.run` does."""
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        return runner.run(work)


def freeze_startup_objects() -> None:
    """Let the garbage collector pass over what is there by now.

    Once a bot has started that is what stays, and to walk all of it, and find nothing to free, takes a fifth of a
    second in which nobody is answered.
    """
    gc.freeze()
