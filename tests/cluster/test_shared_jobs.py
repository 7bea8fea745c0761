"""A source is polled by one of two processes; whatever happens to that one, the other one then does it."""

import asyncio
import enum
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select, text

from storage import schema
from tests.cluster.machines import Cluster, Machine, MakeCluster, until

pytestmark = pytest.mark.process

MAX_TAKEOVER = 15.0
"""Seconds from the trouble of the process that polls until the other one does."""

FEED = """<rss version="2.0"><channel><title>Paper</title><item><title>{title}</title>
<link>https://paper.example/{title}</link><description>News of {title}.</description></item></channel></rss>"""


class Trouble(enum.Enum):
    """Trouble of the process that polls."""

    KILLED = enum.auto()
    STOPPED = enum.auto()
    """It stands still for longer than the other one waits, and wakes."""
    ENDED = enum.auto()
    """It is asked to end, as by an upgrade."""


@dataclass
class Paper:
    """A server with a feed, which answers the first request only when it may.

    Attributes:
        url: address of the feed.
        requests: the processes that have asked, by their User-Agent headers.
        may_answer: set when the first request is answered.
    """

    url: str = ""
    requests: list[str] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer a request with an article that is named after the process."""
        self.requests.append(name := request.headers["User-Agent"])
        if len(self.requests) == 1:
            await self.may_answer.wait()
        return web.Response(text=FEED.format(title=name), content_type="application/rss+xml")


@asynccontextmanager
async def serving() -> AsyncIterator[Paper]:
    paper, app = Paper(), web.Application()
    app.router.add_get("/feed", paper.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        paper.url = f"http://127.0.0.1:{runner.addresses[0][1]}/feed"
        yield paper
    finally:
        paper.may_answer.set()
        await runner.cleanup()


def configure(cluster: Cluster, paper: Paper) -> None:
    """Let the machines poll the feed, each by a name of its own."""
    for number, machine in enumerate(cluster.machines):
        machine.environment = {**machine.environment, "JOGAN_USER_AGENT": f"machine{number}"}
    sources = Path(cluster.machines[0].environment["JOGAN_SOURCES"])
    feed = f'type = "feed"\nname = "Paper"\naddress = "{paper.url}"\nregion = "서울"\nprivate = true\nevery = 1440\n'
    sources.write_text(f"[[source]]\n{feed}", encoding="utf-8")


def make_trouble(machine: Machine, trouble: Trouble) -> None:
    match trouble:
        case Trouble.KILLED:
            machine.process.kill()
        case Trouble.STOPPED:
            machine.process.send_signal(signal.SIGSTOP)
        case Trouble.ENDED:
            machine.end()


async def list_titles(cluster: Cluster) -> list[str]:
    async with cluster.database.read() as connection:
        return list(await connection.scalars(select(schema.article.c.headline)))


@pytest.mark.parametrize("trouble", Trouble)
async def test_another_process_does_what_one_had_in_hand(make_cluster: MakeCluster, trouble: Trouble) -> None:
    cluster = await make_cluster(2, processes=2)
    async with serving() as paper:
        configure(cluster, paper)
        async with cluster.running():
            await until(lambda: bool(paper.requests))
            victim = cluster.machines[int(paper.requests[0].removeprefix("machine"))]
            other = next(machine for machine in cluster.machines if machine is not victim)
            # It takes jobs.
            await until(lambda: other.has_logged("Jogan is running as"))
            began_at = time.monotonic()
            make_trouble(victim, trouble)
            await until(lambda: len(paper.requests) > 1)
            takeover = time.monotonic() - began_at
            if trouble is Trouble.STOPPED:
                victim.process.send_signal(signal.SIGCONT)
                # What it gets now it stores nowhere.
                paper.may_answer.set()
                await until(lambda: victim.exits == [1])
            async with asyncio.timeout(30):
                while not await list_titles(cluster):  # noqa: ASYNC110 - it is in another process
                    await asyncio.sleep(0.05)
        print(f"{trouble.name}: taken over after {takeover:.1f} s")  # noqa: T201 - a figure of a run
        assert takeover < MAX_TAKEOVER
        assert len(paper.requests) == 2
        # A killed one is started again, and may be the first to see that it was.
        assert trouble is Trouble.KILLED or paper.requests[0] != paper.requests[1]
        assert await list_titles(cluster) == paper.requests[1:]
        async with cluster.database.read() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")) == 0
        for machine in cluster.machines:
            assert "Traceback" not in "".join(machine.log)
