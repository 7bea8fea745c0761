"""Time limits of tests: in CI, one that hangs must fail and say where before the whole run is ended."""

import asyncio
import os
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

LIMIT = 150.0
"""Seconds; less than `faulthandler_timeout` in the Makefile, and more than a test takes on a busy machine."""

_LONG = {"JOGAN_BULLETINS", "JOGAN_RUNS", "JOGAN_UPDATES"}
"""Variables that make tests longer than that."""


def is_limited() -> bool:
    """Return whether tests have to end in time: no long run is asked for."""
    return not _LONG & os.environ.keys()


def limited(
    test: Callable[P, Coroutine[object, object, T]], seconds: float = LIMIT
) -> Callable[P, Coroutine[object, object, T]]:
    """Return a test that fails after some seconds, with the stack of the line that waits."""

    @wraps(test)
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        async with asyncio.timeout(seconds):
            return await test(*args, **kwargs)

    return run
