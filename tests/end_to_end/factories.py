"""The bot as a process, for the tests that start it."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from simulator import Server
from tests.forked import MAIN, PATIENCE, ForkedProcess, forked

TOKEN = "987654321:AAF-a_token_that_nobody_may_see_0123456"  # noqa: S105 - opens nothing


@asynccontextmanager
async def running_bot(server: Server, token: str) -> AsyncIterator[ForkedProcess]:
    """Run `main.py run` in the working directory; kill it at the end of the block if it still runs."""
    async with forked("run", environment=_make_environment(server, token)) as process:
        yield process


@asynccontextmanager
async def running_program(
    server: Server, token: str, program: Sequence[str | Path] = (sys.executable, MAIN)
) -> AsyncIterator[Process]:
    """Run the bot as `running_bot` does, from its first import on."""
    environment = _make_environment(server, token)
    process = await asyncio.create_subprocess_exec(*program, "run", env=environment, stdout=PIPE, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _make_environment(server: Server, token: str) -> dict[str, str]:
    return {"JOGAN_TELEGRAM_TOKEN": token, "JOGAN_TELEGRAM_API": server.base_url, "PATH": "/usr/bin:/bin"}


async def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened in another process.

    Raises:
        TimeoutError: it did not happen within 30 s.
    """
    async with asyncio.timeout(30):
        while not happened():  # noqa: ASYNC110 - what happens is in another process
            await asyncio.sleep(0.05)


@asynccontextmanager
async def running_demo() -> AsyncIterator[str]:
    """Run the demo in the working directory, and yield the URL of its page, without the slash at its end."""
    words = "demo", "--port", "0"
    async with forked(*words, environment=os.environ | {"LANG": "C"}, joins_streams=True) as process:
        yield await _find_page(process)
        process.terminate()
        await process.wait()


async def _find_page(process: ForkedProcess) -> str:
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stdout.readline()).decode():
            if found := re.match(r"Open (http://\S+)/ ", line):
                return found[1]
    raise AssertionError("the demo has ended")
