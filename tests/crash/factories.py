"""A running bot and a local Telegram, with bulletins that are due now."""

import asyncio
import datetime as dt
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.settings import Settings
from local import local_session
from simulator import Server, World, small_town
from simulator.world.chats import User
from sources.records import KST
from storage.database import Database
from tests.delivery.mornings import BULLETINS, add_people, is_over, subscribe_alike
from tests.forked import MAIN, ForkedProcess, forked

TOKEN = "987654321:AAF-a_token_that_nobody_may_see_0123456"  # noqa: S105 - opens nothing
LONG = "JOGAN_RUNS" in os.environ
"""Whether a long run is asked for."""

PATIENCE = 100.0 + BULLETINS / 10
"""Timeout, seconds: long enough for a busy machine."""


@dataclass
class Morning:
    """A database with bulletins that are due now, and a Telegram that accepts them."""

    world: World
    server: Server
    people: list[User]
    database: Database
    environment: dict[str, str]
    log: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def bot(self, program: Path = MAIN) -> AsyncIterator[ForkedProcess]:
        """Run `main.py run`; kill it at the end of the block if it still runs."""
        async with (
            forked("run", environment=self.environment, program=program, joins_streams=True) as process,
            self._reading(process),
        ):
            yield process

    @asynccontextmanager
    async def new_bot(self) -> AsyncIterator[Process]:
        """Run the bot as `bot` does, from its first import on."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, MAIN, "run", env=self.environment, stdout=PIPE, stderr=STDOUT
        )
        async with self._reading(process):
            yield process

    @asynccontextmanager
    async def _reading(self, process: Process | ForkedProcess) -> AsyncIterator[None]:
        reading = asyncio.create_task(self._read(process))
        try:
            yield
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
            await reading

    async def _read(self, process: Process | ForkedProcess) -> None:
        assert process.stdout
        async for line in process.stdout:
            self.log.append(line.decode())

    @property
    def sends(self) -> int:
        """Number of `sendMessage` calls."""
        return sum(call.method == "sendMessage" for call in self.server.calls)

    async def finish(self) -> None:
        """Run the bot until the morning is over, and stop it."""
        async with self.bot() as process:
            await self.end(process)

    async def end(self, process: Process | ForkedProcess) -> None:
        """Wait until the morning is over, stop the bot, and check its log."""
        async with asyncio.timeout(PATIENCE):
            while not await is_over(self.database, self.people):  # noqa: ASYNC110 - as below
                await asyncio.sleep(0.05)
            process.terminate()
            assert await process.wait() in {0, -signal.SIGTERM}  # before it listens to signals, it ends by one
        self.check_log()

    def check_log(self) -> None:
        """Check that the log has no secret and no traceback."""
        text = "".join(self.log)
        assert TOKEN not in text
        assert "Traceback" not in text, text


class Prepare(Protocol):
    async def __call__(self, number: int = BULLETINS) -> Morning: ...


async def make_world(database_url: str, number: int) -> tuple[World, list[User]]:
    now = dt.datetime.now(KST)
    due = now - dt.timedelta(minutes=2)
    async with local_session(Settings(database_url=database_url), "ko", now - dt.timedelta(hours=1)) as session:
        session.world.say(session.town.private, session.town.person, f"/subscribe {due:%H:%M} 인천")
        await session.wait_until_idle()
        world = World(now=lambda: dt.datetime.now(dt.UTC), bot_id=int(TOKEN.partition(":")[0]))
        people = [small_town(world).person, *add_people(world, number - 1)]
        await subscribe_alike(session.database, people[1:])
    return world, people


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not happened():  # noqa: ASYNC110 - what happens is in another process
            await asyncio.sleep(0.001)
