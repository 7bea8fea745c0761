"""Stub of Telegram that accepts every call, in its own process on the last core, to compare clients with."""

import asyncio
import json
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection
from typing import Any

from aiohttp import web

TOKEN = "1:bench"  # noqa: S105 - no bot of this token exists
TEXT = (
    "☀️ <b>좋은 아침이에요!</b> 오늘은 5월 14일 화요일이에요.\n\n<b>인천</b> 맑음 15.9℃\n\n"
    + "전국 · 97곳 · 평균 14.8℃\n" * 8
)
_SENT_AT = 1715637600
_MAX_UPDATES = 100
_TIMEOUT = 60.0


@dataclass(frozen=True)
class Telegram:
    """A running stub.

    Attributes:
        url: its URL without a path.
        pipe: the connection to its process.
    """

    url: str
    pipe: Connection

    def ask(self, text: str, number: int, rate: float | None = None) -> list[float]:
        """Send a text to the bot from many people, each in another chat, and wait for the answers.

        Args:
            text: the text.
            number: the number of people.
            rate: messages a second; None for all at once.

        Returns:
            The seconds until each answer: since its message, or, if all are sent at once, since the first getUpdates.
        """
        self.pipe.send((text, number, rate))
        answered: list[float] = self.pipe.recv()
        return answered

    def flood(self, text: str, groups: int, people: int, period: float) -> None:
        """Send a text as the members of groups from now on, whatever else is asked.

        Args:
            text: the text.
            groups: the number of groups.
            people: the members of each group.
            period: seconds between the messages of one person.
        """
        self.pipe.send((text, groups, people, period))


@contextmanager
def answering(latency: float = 0.0) -> Iterator[Telegram]:
    """Run the stub, and pin this process to the first core.

    Args:
        latency: seconds until the stub responds.
    """
    cores = sorted(os.sched_getaffinity(0))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=_serve, args=(there, cores[-1], latency), daemon=True)
    server.start()
    os.sched_setaffinity(0, {cores[0]})
    try:
        yield Telegram(f"http://127.0.0.1:{here.recv()}", here)
    finally:
        os.sched_setaffinity(0, set(cores))
        server.terminate()


def _serve(pipe: Connection, core: int, latency: float) -> None:
    os.sched_setaffinity(0, {core})
    asyncio.run(_Stub(latency).serve(pipe))


class _Stub:
    def __init__(self, latency: float) -> None:
        self._latency = latency
        user = {"id": 1, "is_bot": True, "first_name": "Jogan", "username": "jogan_bot"}
        chat = {"id": 1, "type": "private", "first_name": "미나"}
        message = {"message_id": 1, "date": _SENT_AT, "chat": chat, "from": user, "text": TEXT}
        webhook = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        answers = {"getMe": user, "sendMessage": message, "getWebhookInfo": webhook}
        self._bodies = {name: _accepted(result) for name, result in answers.items()}
        self._written: dict[int, float] = {}
        self._answered: list[float] = []
        self._updates: deque[dict[str, Any]] = deque()
        self._has_updates = asyncio.Event()
        self._all_answered = asyncio.Event()
        self._number = 0
        self._next_id = 1
        self._asked_at: float | None = None
        self._floods: list[asyncio.Task[None]] = []

    async def serve(self, pipe: Connection) -> None:
        application = web.Application()
        application.router.add_post("/bot{token}/getUpdates", self._poll)
        application.router.add_post("/bot{token}/{method}", self._answer)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        pipe.send(runner.addresses[0][1])
        while True:
            match await asyncio.to_thread(pipe.recv):
                case text, number, rate:
                    pipe.send(await self._ask(text, number, rate))
                case text, groups, people, period:
                    self._floods = [asyncio.create_task(self._flood(text, groups, people, period))]

    async def _ask(self, text: str, number: int, rate: float | None) -> list[float]:
        self._answered, self._number, self._asked_at = [], number, None
        self._written.clear()
        self._all_answered.clear()
        begin = time.perf_counter()
        for one in range(number):
            if rate is not None and (wait := begin + one / rate - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            self._write(text, 1000 + one, is_timed=rate is not None)
        await asyncio.wait_for(self._all_answered.wait(), _TIMEOUT)
        return self._answered

    async def _flood(self, text: str, groups: int, people: int, period: float) -> None:
        begin, members = time.perf_counter(), groups * people
        for one in count():
            if (wait := begin + one * period / members - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            group = {"id": -1000 - one % groups, "type": "supergroup", "title": "모임"}
            self._queue(text, group, 10**6 + one % members)

    def _write(self, text: str, chat_id: int, *, is_timed: bool) -> None:
        self._queue(text, {"id": chat_id, "type": "private", "first_name": "미나"}, chat_id)
        self._written[chat_id] = time.perf_counter() if is_timed else 0.0

    def _queue(self, text: str, chat: dict[str, Any], sender: int) -> None:
        person = {"id": sender, "is_bot": False, "first_name": "미나", "language_code": "ko"}
        command = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
        message = {"message_id": 1, "date": _SENT_AT, "chat": chat, "from": person, "text": text, "entities": [command]}
        self._updates.append({"update_id": self._next_id, "message": message})
        self._next_id += 1
        self._has_updates.set()

    async def _poll(self, request: web.Request) -> web.Response:
        await request.read()
        if not self._updates:
            self._has_updates.clear()
            try:
                await asyncio.wait_for(self._has_updates.wait(), 10)
            except TimeoutError:
                return _json(_accepted([]))
        if self._asked_at is None:
            self._asked_at = time.perf_counter()
        most = min(_MAX_UPDATES, len(self._updates))
        return _json(_accepted([self._updates.popleft() for _ in range(most)]))

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if method == "sendMessage" and self._written:
            await self._record(request)
        else:
            await request.read()
        await asyncio.sleep(self._latency)
        return _json(self._bodies.get(method) or _accepted(True))  # noqa: FBT003 - the result of most methods

    async def _record(self, request: web.Request) -> None:
        is_json = request.content_type == "application/json"
        given = await request.json() if is_json else await request.post()
        written_at = self._written.pop(int(str(given["chat_id"])), None)
        if written_at is not None:
            self._answered.append(time.perf_counter() - (written_at or self._asked_at or 0.0))
            if len(self._answered) == self._number:
                self._all_answered.set()


def _accepted(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode()


def _json(body: bytes) -> web.Response:
    return web.Response(body=body, content_type="application/json")
