"""Machines that run the bot on one database, each behind gates of its own, as a supervisor would run it."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from simulator import Server, World
from simulator.world.chats import User
from storage.database import Database, make_database
from tests.cluster.gates import Gate
from tests.crash.factories import TOKEN, make_world
from tests.forked import ForkedProcess, forked

QUICK = Path(__file__).with_name("quick_program.py")
PROCESSES = 3
LIFETIME = 3600.0
"""Most seconds that a process runs."""

PATIENCE = 120.0
"""Timeout, seconds: long enough for a busy machine."""


@dataclass
class Machine:
    """A machine with one process, which is started again whenever it has ended by itself.

    Attributes:
        environment: the environment of the process.
        program: the program.
        to_database: its way to the database.
        to_telegram: its way to Telegram.
        webhook: the port of its webhook.
        log: what its processes have logged.
        exits: exit codes of its processes.
    """

    environment: Mapping[str, str]
    program: Path
    to_database: Gate
    to_telegram: Gate
    webhook: int
    log: list[str] = field(default_factory=list)
    exits: list[int] = field(default_factory=list)
    _process: ForkedProcess | None = None
    _ending: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def process(self) -> ForkedProcess:
        """The process that runs now."""
        assert self._process
        return self._process

    def has_logged(self, words: str) -> bool:
        """Return whether one of its processes has logged some words."""
        return any(words in line for line in self.log)

    async def run(self) -> None:
        """Run the process until `end`."""
        while not self._ending.is_set():
            async with forked(
                "run", environment=self.environment, program=self.program, joins_streams=True
            ) as self._process:
                if self._ending.is_set():  # since this one was started
                    return
                await asyncio.gather(self._read(self._process), self._process.wait(LIFETIME))
                self.exits.append(await self._process.wait())

    async def _read(self, process: ForkedProcess) -> None:
        async for line in process.stdout:
            self.log.append(line.decode())

    def end(self) -> None:
        """Ask the process to end, and start no other one."""
        self._ending.set()
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()


@dataclass
class Cluster:
    """Machines on one database, at one Telegram.

    Attributes:
        world: Telegram's.
        server: the server of Telegram.
        people: the subscribers.
        database: the database.
        machines: the machines.
    """

    world: World
    server: Server
    people: list[User]
    database: Database
    machines: list[Machine]

    @property
    def sends(self) -> int:
        """Number of `sendMessage` calls."""
        return sum(call.method == "sendMessage" for call in self.server.calls)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run all machines until the block ends."""
        tasks = [asyncio.create_task(machine.run()) for machine in self.machines]
        try:
            yield
        except BaseException:
            for machine in self.machines:
                print("".join(machine.log), machine.exits)  # noqa: T201 - pytest shows it beside the failure
            raise
        finally:
            for machine in self.machines:
                machine.to_database.open()
                machine.to_telegram.open()
                machine.end()
            try:
                async with asyncio.timeout(PATIENCE):
                    await asyncio.gather(*tasks)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)


class MakeCluster(Protocol):
    """Makes machines, a morning with so many due people, and a Telegram."""

    async def __call__(
        self,
        people: int,
        program: Path = QUICK,
        processes: int = PROCESSES,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> Cluster: ...


async def build_cluster(
    stack: AsyncExitStack,
    folder: Path,
    database_url: str,
    people: int,
    program: Path = QUICK,
    processes: int = PROCESSES,
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Cluster:
    """Make machines, a morning with so many due people, and a Telegram, all of which end with the stack.

    Args:
        stack: the stack.
        folder: for the configuration.
        database_url: an empty database, at a socket; with several hosts there are no gates to them.
        people: the number of the people.
        program: what each machine runs.
        processes: the number of the machines.
        settings: the environment, beside what all need.
    """
    world, subscribers = await make_world(database_url, people)
    server = await stack.enter_async_context(Server(world, TOKEN, strict=True))
    database = make_database(database_url)
    stack.push_async_callback(database.close)
    sources = folder / "jogan.toml"
    sources.write_text("source = []", encoding="utf-8")
    url = make_url(database_url)
    hosts = url.normalized_query["host"]
    gated = f"postgresql+psycopg://postgres@127.0.0.1:{{port}}/{url.database}"
    environment = {
        "JOGAN_TELEGRAM_TOKEN": TOKEN,
        "JOGAN_DATABASE_URL": gated if len(hosts) == 1 else database_url,
        "JOGAN_SOURCES": str(sources),
        "JOGAN_PAID_BROADCASTS": "true",
        "PATH": "/usr/bin:/bin",
        **settings,
    }
    telegram = urlsplit(server.base_url)
    assert telegram.hostname
    assert telegram.port
    socket, address = f"{hosts[0]}/.s.PGSQL.5432", (telegram.hostname, telegram.port)
    machines = await stack.enter_async_context(machines_at(processes, (socket, 0), address, environment, program))
    return Cluster(world, server, subscribers, database, machines)


def find_port() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


async def until(happened: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait until something has happened."""
    async with asyncio.timeout(patience):
        while not happened():  # noqa: ASYNC110 - what happens is in another process
            await asyncio.sleep(0.005)


@asynccontextmanager
async def machines_at(
    number: int, database: tuple[str, int], telegram: tuple[str, int], environment: Mapping[str, str], program: Path
) -> AsyncIterator[list[Machine]]:
    """Make machines with gates to the addresses of the database and of Telegram."""
    async with AsyncExitStack() as stack:
        machines = []
        for _ in range(number):
            to_database = await stack.enter_async_context(Gate(*database))
            to_telegram = await stack.enter_async_context(Gate(*telegram))
            webhook = find_port()
            own = {
                "JOGAN_DATABASE_URL": environment["JOGAN_DATABASE_URL"].format(port=to_database.port),
                "JOGAN_TELEGRAM_API": f"http://127.0.0.1:{to_telegram.port}/bot",
            }
            if "JOGAN_WEBHOOK_URL" in environment:
                own["JOGAN_WEBHOOK_LISTEN"] = f"127.0.0.1:{webhook}"
            machines.append(Machine({**environment, **own}, program, to_database, to_telegram, webhook))
        yield machines
