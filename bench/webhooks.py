"""Questions by webhook to several processes that share one database of PostgreSQL; `bench.cluster` runs it.

This process is the stub of Telegram: it posts an update of a chat when the last one was taken, to any of the processes
that answers, and receives the messages. Nothing is pinned to a core. Telegram's rate limit holds only where it is said.
"""

import asyncio
import datetime as dt
import itertools
import json
import multiprocessing
import os
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bench.telegram import TOKEN
from bot.application import make_application, running
from bot.clock import SetClock
from bot.cluster.membership import membership
from bot.cluster.send_rate import SharedWindow
from bot.dependencies import assemble
from bot.inbound.webhook import WebhookTarget
from bot.inbound.webhook_server import SECRET_HEADER
from bot.intake.ingest import ingest_document
from bot.runtime.process import freeze_startup_objects, run
from bot.settings import Settings
from bot.telegram_api.rate_limiter import Limiter
from handlers import register_all
from sources.korea.stations import load_catalogue
from sources.records import KST
from storage.database import open_database
from tests.cluster.machines import find_port

CITIES = "부산", "대구", "광주", "인천"
PERIOD = 1.0
"""Seconds between two questions of one person."""

_EVENING = dt.datetime(2024, 5, 13, 20, tzinfo=KST)
_PAGE = Path(__file__).resolve().parents[1] / "sources" / "sample_page.txt"
_SECRET = "bench"  # noqa: S105 - opens nothing
_BALANCE_SECONDS = 5.0
"""Seconds in which processes that have started share the chats among them."""
_LAST_ANSWERS = 20.0
"""Seconds that answers may take, such as those of chats whose process was killed."""
_RETRY = 0.05
"""Seconds until a question that was not taken is posted again."""

_CONNECTIONS = 100
"""Questions that are posted at the same time."""

_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question that waits for its answer; `asked_at` in seconds of the clock of `time.perf_counter`."""

    number: int
    city: str
    asked_at: float


@dataclass
class Chat:
    """A person's questions.

    Attributes:
        waiting: those without an answer, in their order.
        newest: the number of the newest one that was answered.
    """

    waiting: list[Question] = field(default_factory=list)
    newest: int = 0


class Telegram:
    """Stub of Telegram.

    Attributes:
        waits: seconds from each question to its answer.
        arrivals: when each answer came, in seconds.
        chats: by their ids.
        disordered: number of answers that came after the one to a newer question of their chat.
    """

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.arrivals: list[float] = []
        self.chats: defaultdict[int, Chat] = defaultdict(Chat)
        self.disordered = 0
        self._numbers = itertools.count(1)
        self._dice = random.Random(1)  # noqa: S311 - reproducible

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Serve the Bot API; yields its URL."""
        application = web.Application()
        application.router.add_post("/bot{token}/{method}", self._answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    async def wait_for_answers(self) -> None:
        """Wait until all questions are answered, or for some seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_ANSWERS):
                while self.unanswered:  # noqa: ASYNC110 - what happens is in other processes
                    await asyncio.sleep(0.001)

    @property
    def unanswered(self) -> int:
        """Number of questions without an answer."""
        return sum(len(chat.waiting) for chat in self.chats.values())

    async def ask(self, client: aiohttp.ClientSession, ports: Sequence[int], chat_id: int, city: str) -> None:
        """Ask for a city's weather; returns when one of the processes has taken the question."""
        number = next(self._numbers)
        person = {"id": chat_id, "is_bot": False, "first_name": "미나", "language_code": "ko"}
        command = {"type": "bot_command", "offset": 0, "length": len("/weather")}
        chat = {"id": chat_id, "type": "private", "first_name": "미나"}
        message = {"message_id": number, "date": int(_EVENING.timestamp()), "chat": chat, "from": person}
        message |= {"text": f"/weather {city}", "entities": [command]}
        body = json.dumps({"update_id": number, "message": message}).encode()
        self.chats[chat_id].waiting.append(Question(number, city, time.perf_counter()))
        while not await self._post(client, self._dice.choice(ports), body):  # noqa: ASYNC110 - as Telegram does
            await asyncio.sleep(_RETRY)

    async def _post(self, client: aiohttp.ClientSession, port: int, body: bytes) -> bool:
        try:
            async with client.post(
                f"http://127.0.0.1:{port}/telegram", data=body, headers={SECRET_HEADER: _SECRET}
            ) as response:
                return response.status == web.HTTPOk.status_code
        except aiohttp.ClientError:
            return False

    async def _answer(self, request: web.Request) -> web.Response:
        given = await request.json()
        match request.match_info["method"]:
            case "getMe":
                result: object = {"id": 1, "is_bot": True, "first_name": "Jogan", "username": "jogan_bot"}
            case "getWebhookInfo":
                result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
            case "sendMessage":
                self._record(self.chats[given["chat_id"]], given["text"].partition("\n")[0])
                chat = {"id": given["chat_id"], "type": "private", "first_name": "미나"}
                result = {"message_id": 1, "date": 1, "chat": chat, "text": "x"}
            case _:
                result = True
        return web.json_response({"ok": True, "result": result})

    def _record(self, chat: Chat, line: str) -> None:
        question = next((one for one in chat.waiting if one.city in line), None)
        if question is not None:
            self.arrivals.append(time.perf_counter())
            self.waits.append(self.arrivals[-1] - question.asked_at)
            chat.waiting.remove(question)
            self.disordered += question.number < chat.newest
            chat.newest = max(chat.newest, question.number)


@dataclass(frozen=True)
class Bench:
    """Processes of Jogan that run on one database, at a stub of Telegram.

    Attributes:
        telegram: the stub.
        client: posts to the processes.
        processes: those that run.
        ports: those of their webhooks.
        server: the process of PostgreSQL's server.
    """

    telegram: Telegram
    client: aiohttp.ClientSession
    processes: list[BaseProcess]
    ports: list[int]
    server: int

    async def count_answers(self, questions: int) -> tuple[float, dict[str, float]]:
        """Ask questions from as many people, as fast as they are taken.

        Returns:
            Answers a second, and ms of processor time for each answer by program.
        """
        people = iter(range(1000, 1000 + questions))
        before, begin = self._core_times(), time.perf_counter()

        async def work() -> None:
            for person in people:
                await self.telegram.ask(self.client, self.ports, person, CITIES[0])

        await asyncio.gather(*(work() for _ in range(_CONNECTIONS)))
        await self.telegram.wait_for_answers()
        rate = questions / (time.perf_counter() - begin)
        return rate, {name: 1e3 * (at - before[name]) / questions for name, at in self._core_times().items()}

    async def ask_steadily(self, rate: int, seconds: int, *, kills: bool = False) -> None:
        """Ask as `rate` people do, once a second each; kill a process half-way through, if `kills`."""
        async with asyncio.TaskGroup() as tasks:
            for person in range(rate):
                tasks.create_task(self._ask_again_and_again(100_000 + person, person / rate, seconds))
            if kills:
                await asyncio.sleep(seconds / 2)
                self.processes[0].kill()
        await self.telegram.wait_for_answers()

    async def _ask_again_and_again(self, person: int, delay: float, times: int) -> None:
        begin = time.perf_counter() + delay
        for number in range(times):
            await asyncio.sleep(begin + number * PERIOD - time.perf_counter())
            await self.telegram.ask(self.client, self.ports, person, CITIES[number % len(CITIES)])

    def _core_times(self) -> dict[str, float]:
        programs = {
            "Jogan": [process.pid or 0 for process in self.processes],
            "PostgreSQL": [self.server, *_find_children(self.server)],
            "stub": [os.getpid()],
        }
        return {name: sum(map(_core_seconds, pids)) for name, pids in programs.items()}


@asynccontextmanager
async def running_processes(
    number: int, database: str, server: int, *, is_limited: bool = False
) -> AsyncIterator[Bench]:
    """Run processes until the block ends.

    Args:
        number: how many.
        database: URL of an empty database.
        server: the process of its server.
        is_limited: whether they keep Telegram's free rate limit, all together.
    """
    async with open_database(database) as opened:
        await ingest_document("page", _PAGE.read_bytes(), opened, load_catalogue(), _EVENING)
    telegram, context = Telegram(), multiprocessing.get_context("spawn")
    ports, is_ready = [find_port() for _ in range(number)], [context.Event() for _ in range(number)]
    async with telegram.serving() as url, aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        processes = [
            context.Process(target=_run, args=(url, database, port, event, is_limited), daemon=True)
            for port, event in zip(ports, is_ready, strict=True)
        ]
        try:
            for process in processes:
                process.start()
            for event in is_ready:
                await asyncio.to_thread(event.wait, _START_SECONDS)
            await asyncio.sleep(_BALANCE_SECONDS)
            yield Bench(telegram, client, list(processes), ports, server)
        finally:
            for process in processes:
                process.kill()
                process.join()


def _run(*given: Any) -> None:
    run(_serve(*given))


async def _serve(telegram: str, url: str, port: int, is_ready: Event, is_limited: bool) -> None:
    address = f"127.0.0.1:{port}"
    settings = Settings(database_url=url, telegram_api=f"{telegram}/bot", webhook_listen=address)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(url))
        member = await stack.enter_async_context(membership(database))
        dependencies = assemble(settings, SetClock(_EVENING), database, load_catalogue())
        limiter = Limiter(rate=None)
        if is_limited:
            window = SharedWindow(database)
            await window.prepare()
            limiter = Limiter(window=window)
        webhook = WebhookTarget(f"http://{address}/telegram", _SECRET, _CONNECTIONS)
        application = make_application(TOKEN, dependencies, register_all, limiter, lease=member, webhook=webhook)
        await stack.enter_async_context(running(application, member))
        freeze_startup_objects()
        is_ready.set()
        await asyncio.Event().wait()


def _core_seconds(pid: int) -> float:
    """Return the processor time that a process has used, and its children that have ended."""
    return sum(map(int, _read_stat(Path(f"/proc/{pid}"))[11:15])) / os.sysconf("SC_CLK_TCK")


def _find_children(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended
            if int(_read_stat(folder)[1]) == parent:
                found.append(int(folder.name))
    return found


def _read_stat(folder: Path) -> list[str]:
    """Return the fields of a process from its state on; see proc_pid_stat(5)."""
    return (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
