"""A day with all that happens to an operator: nothing lost, nothing twice, and each trouble told once.

An upgrade, a dead source, a full disk, a restart, a new token, a restored backup and an announcement, at the speed of
a clock that is set. `JOGAN_BULLETINS=2000` sends to as many.
"""

import asyncio
import datetime as dt
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli.restore import restore
from bot.clock import SetClock
from bot.delivery.operators import Operators
from bot.delivery.restoration import hold_back
from bot.i18n.translator import Translators
from bot.intake.collector import Collector
from bot.intake.ingest import ingest_document
from bot.intake.source_config import NewsFeed
from bot.operations.announcing import enqueue, make_plan
from bot.operations.audience import parse_audience
from bot.runtime.database_file import MIN_FREE
from bot.settings import Settings
from local import TOKEN, LocalSession, session_at
from simulator import Server, Town, World, small_town
from simulator.world.chats import User
from sources.fetch import Fetcher
from storage.backup import back_up
from storage.database import file_url, open_database
from storage.errors import DatabaseFailed
from tests.delivery.mornings import SEVEN, TICK, add_people, bulletins_in, subscribe_alike
from tests.factories import CATALOGUE, EVENING, SAMPLE_PAGE
from tests.storage.factories import older_version

PEOPLE = int(os.environ.get("JOGAN_BULLETINS", "150"))
OLDER = "0027"
NEW_TOKEN = "1:another"  # noqa: S105 - opens nothing but the local Telegram
NEWS = "조간이 이사를 가요."
MINUTE = dt.timedelta(minutes=1)


@dataclass
class Host:
    """A machine with a database, on which the bot is started again and again, and the Telegram that it talks to."""

    path: Path
    server: Server
    town: Town
    clock: SetClock
    token: str = TOKEN

    @property
    def settings(self) -> Settings:
        return Settings(database_url=file_url(str(self.path)), operators=frozenset({self.town.person.id}))

    @asynccontextmanager
    async def bot(self) -> AsyncIterator["Bot"]:
        async with (
            open_database(self.settings.database_url) as database,
            session_at(
                self.server, self.town, database, self.settings, self.clock, self.token, has_menus=False
            ) as session,
            Fetcher(self.clock.now, sleep=_no_pause) as fetcher,
        ):
            yield Bot(session, fetcher)

    async def restore(self, saved: Path) -> int:
        """Put a backup in the place of the database; return how many bulletins are held back."""
        hold = partial(hold_back, cut_off=self.settings.cut_off)
        restored = await restore(self.settings.database_url, saved, self.clock, hold)
        return sum((restored.held or {}).values())

    async def announce(self) -> None:
        audience = parse_audience("all", Translators("ko"), CATALOGUE)
        async with open_database(self.settings.database_url) as database:
            await enqueue(database, await make_plan(database, NEWS, audience, self.clock.now()))


async def _no_pause(_: float) -> None:
    """Ask the dead source again at once."""


class Bot:
    """The running bot, with the jobs that a session does not have."""

    def __init__(self, session: LocalSession, fetcher: Fetcher) -> None:
        deps = session.application.dependencies
        self.session = session
        self.operators = Operators(session.application.bot, deps)
        # Port 9 of this machine, on which nobody answers.
        dead = NewsFeed(type="feed", name="하나신문", address="http://127.0.0.1:9/rss", every=10, private=True)
        parts = fetcher, deps.database, deps.catalogue, deps.clock
        self.collector = Collector([dead], *parts, elapsed=self._elapsed, monitor=deps.monitor)

    def _elapsed(self) -> float:
        return self.session.clock.now().timestamp()

    async def run(self, until: dt.datetime, step: dt.timedelta = MINUTE) -> None:
        """Let the time pass until a moment."""
        while self.session.clock.now() < until:
            await self.tick(min(until, self.session.clock.now() + step))

    async def tick(self, at: dt.datetime) -> None:
        self.session.clock.set(at)
        await self.collector.run()
        with suppress(DatabaseFailed):  # the scheduler logs it, and the next tick goes on
            await self.session.set_clock(at)
        await self.operators.run()

    async def limit_pages(self, number: int) -> None:
        """Let SQLite find the disk full beyond so many pages."""
        async with self.session.database.write() as connection:
            await connection.execute(text(f"PRAGMA max_page_count={number}"))

    async def begin_wave(self, sends: int) -> asyncio.Task[None]:
        """Begin to send what is due now, and wait until so many more messages have left."""
        calls = self.session.server.calls
        expected = len(calls) + sends
        wave = asyncio.create_task(self.session.delivery.run())
        async with asyncio.timeout(60):
            while len(calls) < expected:  # noqa: ASYNC110 - the server counts and notifies nobody
                await asyncio.sleep(0.001)
        return wave


@pytest.fixture
async def host(tmp_path: Path) -> AsyncIterator[Host]:
    clock = SetClock(EVENING)
    world = World(now=clock.now)
    town = small_town(world, language="ko")
    async with Server(world, TOKEN, strict=True) as server:
        yield Host(tmp_path / "jogan.db", server, town, clock)


async def _subscribe(host: Host) -> list[User]:
    """Subscribe people to a bulletin at seven, in a database of an older version."""
    people = [host.town.person, *add_people(host.server.world, PEOPLE - 1)]
    async with host.bot() as bot:
        host.server.world.say(host.town.private, host.town.person, "/subscribe 07:00 인천")
        await bot.session.wait_until_idle()
        await subscribe_alike(bot.session.database, people[1:])
    newer = host.path.rename(host.path.with_name("newer.db"))
    older_version(host.path, OLDER)
    with closing(sqlite3.connect(host.path)) as database:
        database.execute("ATTACH ? AS newer", [str(newer)])
        for table in ("chat", "schedule", "subscription"):
            columns = ", ".join(row[1] for row in database.execute(f"PRAGMA table_info({table})"))
            database.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM newer.{table}")  # noqa: S608 - names
        database.commit()
    return people


async def test_a_hard_day_loses_nothing_and_repeats_nothing(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = await _subscribe(host)
    saved = tmp_path / "saved.db"

    async with host.bot() as bot:  # the upgrade
        await ingest_document("page", SAMPLE_PAGE, bot.session.database, CATALOGUE, EVENING)
        await bot.run(SEVEN - 3 * MINUTE * 60, MINUTE * 30)
        back_up(host.path, saved)
        await bot.run(SEVEN - MINUTE, MINUTE * 10)  # the source is dead
        enough = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: enough._replace(free=MIN_FREE - 1))
        await bot.limit_pages(1)
        await bot.tick(SEVEN)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: enough)
        await bot.limit_pages(1_000_000)
        host.clock.set(SEVEN + TICK)
        wave = await bot.begin_wave(len(people) // 4)
        await bot.session.delivery.stop()  # the restart
        await wave

    async with host.bot() as bot:
        host.clock.set(SEVEN + 2 * TICK)
        wave = await bot.begin_wave(len(people) // 4)
        host.server.replace_token(TOKEN, NEW_TOKEN)
        await asyncio.wait_for(bot.session.application.token_rejected.wait(), 60)
        await bot.session.delivery.stop()
        await wave
    host.token = NEW_TOKEN

    async with host.bot() as bot:
        await bot.run(SEVEN + 30 * MINUTE, 10 * MINUTE)
    assert set(_bulletins(host, people).values()) == {1}

    assert await host.restore(saved) == len(people)
    async with host.bot() as bot:
        await bot.run(SEVEN + 60 * MINUTE, 10 * MINUTE)
        await host.announce()
        wave = await bot.begin_wave(len(people) // 4)
        await bot.session.delivery.stop()
        await wave
    async with host.bot() as bot:
        await host.announce()
        await bot.run(SEVEN + 90 * MINUTE, 10 * MINUTE)
        assert set(_bulletins(host, people).values()) == {1}
        await bot.run(SEVEN + dt.timedelta(days=1), 60 * MINUTE)

    assert set(_bulletins(host, people).values()) == {2}
    assert set(_announcements(host, people).values()) == {1}
    assert _told(host) == {"⚠️ 30분째 읽을 수 없어요: 하나신문": 1, "⚠️ 디스크가 거의 찼어요: 200 MB 남음": 1}


def _bulletins(host: Host, people: list[User]) -> dict[int, int]:
    world = host.server.world
    return {person.id: bulletins_in(world, world.private_chat(person)) for person in people}


def _announcements(host: Host, people: list[User]) -> dict[int, int]:
    world = host.server.world
    chats = {person.id: world.private_chat(person) for person in people}
    return {number: sum(one.text == NEWS for one in world.messages(chat)) for number, chat in chats.items()}


def _told(host: Host) -> Counter[str]:
    """Return what the operator was told, each with how often."""
    return Counter(one.text for one in host.server.world.messages(host.town.private) if one.text.startswith("⚠️"))
