"""Generated updates through the running process: it is not deafened, slowed or filled, and its log has no traceback.

JOGAN_UPDATES=20000 sends that many, which takes three minutes.
"""

import asyncio
import datetime as dt
import os
import re
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from simulator import Server, World, small_town
from simulator.world.chats import User
from simulator.world.update_queue import Update
from tests.end_to_end.factories import TOKEN, running_program, until
from tests.updates import Generator

UPDATES = int(os.environ.get("JOGAN_UPDATES", "500"))
PEOPLE = max(50, UPDATES // 50)
PER_SECOND = 125
PROBES_PER_SECOND = 5
MOST_MEMORY = 24
"""Growth of the process while it handles three quarters of the updates, MB."""


@dataclass(frozen=True, slots=True, eq=False)
class RawUpdate(Update):
    """An update of which every field was generated."""

    raw: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        return self.raw


@dataclass
class Flow:
    """Generated updates, and others who ask meanwhile."""

    world: World
    process: Process
    generator: Generator
    log: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    async def send(self, number: int) -> None:
        """Queue generated updates at an even rate."""
        queue, begin = self.world.updates, time.perf_counter()
        for one in range(number):
            if (wait := begin + one / PER_SECOND - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            if one in {number // 4, number - 1}:
                self.memory.append(await asyncio.to_thread(resident, self.process.pid))
            queue.last_id += 1
            kind, raw = self.generator.make(queue.last_id)
            expires = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
            queue.pending.append(RawUpdate(queue.last_id, kind, raw.get(kind, {}), expires, raw))
            queue.wake()

    async def ask(self, number: int) -> list[float]:
        """Let new people ask at an even rate, and return the seconds until each answer, ascending."""
        asking = []
        for _ in range(number):
            asking.append(asyncio.create_task(self._ask(self.world.add_person("지훈", language_code="ko"))))
            await asyncio.sleep(1 / PROBES_PER_SECOND)
        return sorted(await asyncio.gather(*asking))

    async def _ask(self, person: User) -> float:
        chat, begin = self.world.private_chat(person), time.perf_counter()
        self.world.say(chat, person, "/weather 인천")
        async with asyncio.timeout(30):
            while len(self.world.messages(chat)) < 2:  # noqa: ASYNC110 - the answer comes from another process
                await asyncio.sleep(0.002)
        return time.perf_counter() - begin

    async def read_log(self) -> None:
        assert self.process.stderr
        async for line in self.process.stderr:
            self.log.append(line.decode())


def resident(process_id: int) -> float:
    """Return the memory of a process, MB."""
    pages = int(Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@asynccontextmanager
async def flowing() -> AsyncIterator[Flow]:
    """Run the bot at a local Telegram with a group, a channel, a forum, and people who have written to it."""
    world = World(now=lambda: dt.datetime.now(dt.UTC), bot_id=int(TOKEN.partition(":")[0]))
    town = small_town(world)
    forum = world.add_supergroup("동네", town.person, is_forum=True)
    world.add_bot(forum)
    people = [town.person, *(world.add_person(f"사람{number}", language_code="ko") for number in range(PEOPLE))]
    chats = [town.group, town.channel, forum, *(world.private_chat(person) for person in people)]
    generator = Generator(
        20240514, [chat.to_json() for chat in chats], [one.to_json() for one in people], lambda: int(time.time())
    )
    async with Server(world, TOKEN) as server, running_program(server, TOKEN) as process:
        flow = Flow(world, process, generator)
        reading = asyncio.create_task(flow.read_log())
        await until(lambda: any("Jogan is running" in line for line in flow.log))
        yield flow
        process.terminate()
        await asyncio.wait_for(process.wait(), 30)
        await reading


@pytest.mark.process
@pytest.mark.skipif(not Path("/proc").exists(), reason="there is no /proc")
async def test_generated_updates_make_the_bot_neither_deaf_nor_slow() -> None:
    async with flowing() as flow:
        asked = UPDATES // PER_SECOND * PROBES_PER_SECOND
        alone = await flow.ask(min(asked // 2, 200))
        _, among = await asyncio.gather(flow.send(UPDATES), flow.ask(asked))
        last = await flow.ask(1)
    log = "".join(flow.log)
    others = re.findall(r"Skipped updates which cannot be read: (\d+) more", log)
    skipped = log.count("Skipped update ") + sum(map(int, others))
    waits = f"p99 {p99(alone):.3f} s alone, {p99(among):.3f} s among them"
    print(f"\n{UPDATES} updates, {skipped} unreadable; {waits}; memory {flow.memory} MB")  # noqa: T201 - of a long run
    assert [part[:4000] for part in log.split("Traceback")[1:]] == []
    assert UPDATES / 50 < skipped < UPDATES / 2, "some, but not most"
    assert len(last) == 1
    assert p99(among) < max(3.0, 2 * p99(alone)), "seconds, on a busy machine"
    assert flow.memory[-1] - flow.memory[0] < MOST_MEMORY


def p99(waits: list[float]) -> float:
    return waits[int(0.99 * len(waits))]
