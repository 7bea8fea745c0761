"""sendMessage calls per second of the local Telegram, compared with a bare aiohttp handler that only responds.

    python bench/simulator.py [--calls 4000] [--rounds 5]

Both servers run in turn in one process pinned to one core; the client runs in another process, on another core if
there is one. Each round measures both, so that a disturbance of the machine affects both.
"""

import argparse
import asyncio
import gc
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import aiohttp
from aiohttp import web

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from simulator import RateLimits, Server, World, small_town
from simulator.__main__ import freeze_startup_objects

_TOKEN = "1:bench"  # noqa: S105 - no bot of this token exists
_IN_FLIGHT = 50  # calls
_WARM_UP = 500  # calls
_NUMBER = "000000"
_BARE, _SAME, _VARIED = "bare handler", "simulator, one text to all", "simulator, each its own text"
_FREE = 10**9  # messages a second: the limits are enforced, but never reached
_TEXT = (
    "<b>Good morning, Mina!</b>\nIt is <i>Tuesday, May 14</i>.\n\nIncheon clear 15.9\u2103, wind 2.1 m/s\n"
    'Busan cloudy 17.4\u2103\n\n<a href="https://example.com/news/1?a=1&amp;b=2">The morning\'s headline</a>'
)


@dataclass(frozen=True)
class Job:
    """Work of a client: call a URL some times with a body, in which a number can vary per call."""

    url: str
    body: bytes
    calls: int
    is_varied: bool


@dataclass(frozen=True, order=True)
class Rate:
    """Calls a second, and the server's CPU µs per call."""

    calls: float
    cost: float


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calls", type=int, default=4000, help="calls per round and server")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    # As `python -m simulator` does; here it applies to both servers.
    freeze_startup_objects()
    cores = sorted(os.sched_getaffinity(0))
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    client = context.Process(target=_client, args=(there, cores[-1]), daemon=True)
    client.start()
    os.sched_setaffinity(0, {cores[0]})
    rates = asyncio.run(_measure(here, given.calls, given.rounds))
    here.send(None)
    client.join()
    _print(rates, len(cores))


async def _measure(client: Connection, calls: int, rounds: int) -> dict[str, list[Rate]]:
    rates: dict[str, list[Rate]] = {_BARE: [], _SAME: [], _VARIED: []}
    for _ in range(rounds):
        rates[_BARE].append(await _after_collection(_bare(client, calls)))
        rates[_SAME].append(await _after_collection(_simulator(client, calls)))
        rates[_VARIED].append(await _after_collection(_simulator(client, calls, is_varied=True)))
    return rates


async def _after_collection(measured: Awaitable[Rate]) -> Rate:
    # The world of the previous measurement is garbage now; its collection must not count here.
    gc.collect()
    return await measured


async def _bare(client: Connection, calls: int) -> Rate:
    async def answer(request: web.Request) -> web.Response:
        given = json.loads(await request.read())
        return web.json_response({"ok": True, "result": {"message_id": 1, "chat": given["chat_id"]}})

    application = web.Application()
    application.router.add_post("/bot{token}/{method}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        port = runner.addresses[0][1]
        return await _rate(client, f"http://127.0.0.1:{port}/bot{_TOKEN}/sendMessage", 1, calls)
    finally:
        await runner.cleanup()


async def _simulator(client: Connection, calls: int, *, is_varied: bool = False) -> Rate:
    world = World(now=lambda: datetime.now(UTC))
    town = small_town(world)
    limits = RateLimits(overall=_FREE, chat=_FREE, burst=_FREE, group=_FREE, paid=_FREE)
    async with Server(world, _TOKEN, limits=limits) as server:
        url = f"{server.base_url}{_TOKEN}/sendMessage"
        rate = await _rate(client, url, town.private.id, calls, is_varied=is_varied)
    if len(world.messages(town.private)) != calls + _WARM_UP:
        raise RuntimeError("a call was rejected, so that the rates cannot be compared")
    return rate


async def _rate(client: Connection, url: str, chat_id: int, calls: int, *, is_varied: bool = False) -> Rate:
    body = {
        "chat_id": chat_id,
        "text": f"{_TEXT} {_NUMBER}",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]},
    }
    encoded = json.dumps(body).encode()
    await asyncio.to_thread(_ask, client, Job(url, encoded, _WARM_UP, is_varied))
    begin = time.process_time()
    seconds = await asyncio.to_thread(_ask, client, Job(url, encoded, calls, is_varied))
    return Rate(calls / seconds, (time.process_time() - begin) / calls * 1e6)


def _ask(client: Connection, job: Job) -> float:
    client.send(job)
    seconds = client.recv()
    if not isinstance(seconds, float):
        raise TypeError(f"the client failed: {seconds}")
    return seconds


def _client(jobs: Connection, core: int) -> None:
    os.sched_setaffinity(0, {core})
    while job := jobs.recv():
        jobs.send(asyncio.run(_call(job)))


async def _call(job: Job) -> float:
    connector = aiohttp.TCPConnector(limit=_IN_FLIGHT)
    headers = {"Content-Type": "application/json"}
    left, mark = iter(range(job.calls)), _NUMBER.encode()
    async with aiohttp.ClientSession(connector=connector, headers=headers) as session:

        async def work() -> None:
            for number in left:
                body = job.body.replace(mark, b"%06d" % number) if job.is_varied else job.body
                async with session.post(job.url, data=body) as response:
                    response.raise_for_status()
                    await response.read()

        begin = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(_IN_FLIGHT)))
        return time.perf_counter() - begin


def _print(rates: dict[str, list[Rate]], cores: int) -> None:
    bare = statistics.median(rate.calls for rate in rates[_BARE])
    print(f"{'server':<28}{'calls/s (median)':>17}{'lowest':>8}{'highest':>8}{'ratio':>7}{'CPU µs':>12}")  # noqa: T201 - the output
    for name, measured in rates.items():
        median, cost = (statistics.median(getattr(rate, field) for rate in measured) for field in ("calls", "cost"))
        spread = f"{min(measured).calls:>8.0f}{max(measured).calls:>8.0f}"
        print(f"{name:<28}{median:>17.0f}{spread}{median / bare:>7.2f}{cost:>12.0f}")  # noqa: T201
    print(  # noqa: T201
        f"goal: a ratio of at least 0.50; {_IN_FLIGHT} in flight, {len(rates[_BARE])} rounds, "
        f"server and client on {'one core each' if cores > 1 else 'the same core'}"
    )


if __name__ == "__main__":
    main()
