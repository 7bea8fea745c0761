"""The front door: real updates go in over HTTP, and what a chat would show comes out."""

import asyncio
import datetime as dt
import gc
import logging
import os
import shutil
from collections.abc import AsyncIterator, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.intake.deduplication import store_articles
from bot.intake.ingest import ingest_document
from bot.places.regions import resolve
from bot.settings import Settings
from local import LocalSession, local_session
from simulator import Server, Terminal, Town, World
from sources.korea.stations import Catalogue, load_catalogue
from sources.records import KST, Article
from storage.database import file_url, open_database
from tests.telegram_contract import load_models, problems

CATALOGUE = load_catalogue()
EVENING = dt.datetime(2024, 5, 13, 20, tzinfo=KST)
SAMPLE_PAGE = resources.files("sources").joinpath("sample_page.txt").read_bytes()

# How long an example takes says more about the machine than about the code.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
settings.register_profile("quick", settings.get_profile("steady"), max_examples=20)


def seoul(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=KST)


async def publish(
    connection: AsyncConnection,
    article: Article,
    at: dt.datetime,
    *,
    source: str | None = None,
    region: str | None = None,
) -> bool:
    """Store an article of a source and return whether it is new."""
    known = None if region is None else resolve(region, CATALOGUE)
    return await store_articles(connection, [article], source, known, at) == 1


@dataclass
class Talk:
    """A conversation: lines in, as `simulator.terminal` reads them, and what the chats then show out."""

    session: LocalSession
    terminal: Terminal
    printed: list[str]
    refusals_expected: bool = False
    errors_expected: bool = False
    logs: list[logging.LogRecord] = field(default_factory=list)

    async def __call__(self, *lines: str) -> str:
        before = len(self.printed)
        for line in lines:
            await self.terminal.run_line(line)
        return "\n".join(self.printed[before:])

    async def shown(self) -> str:
        before = len(self.printed)
        await self.terminal.show()
        return "\n".join(self.printed[before:])

    async def at(self, time: str) -> str:
        return await self(f":at {time}")

    @property
    def town(self) -> Town:
        return self.session.town

    @property
    def world(self) -> World:
        return self.session.world

    @property
    def server(self) -> Server:
        return self.session.server


class Start(Protocol):
    async def __call__(
        self, *, language: str = "ko", at: dt.datetime = EVENING, page: bytes | None = SAMPLE_PAGE
    ) -> Talk: ...


def pytest_collection_finish() -> None:
    """Keep modules and collected tests out of garbage collections: a tenth of all processor time otherwise."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that skips for want of something that can be installed fails and says what it missed."""
    report = yield
    if report.skipped and os.environ.get("CI") and "../shared" not in report.longreprtext:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longreprtext}"
    return report


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and no rows, to be copied: its migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "jogan.db"
    asyncio.run(_migrate(file_url(str(path))))
    return path


async def _migrate(url: str) -> None:
    async with open_database(url):
        pass


def copy_database(empty: Path, folder: str | Path) -> str:
    """Return the URL of an empty database's copy in a folder; a property test makes one for each example."""
    return file_url(str(shutil.copyfile(empty, Path(folder) / "jogan.db")))


@pytest.fixture
def database_url(tmp_path: Path, empty_database: Path) -> str:
    """The URL of a database that has its tables already."""
    return copy_database(empty_database, tmp_path)


@pytest.fixture
def new_database_url(tmp_path: Path) -> str:
    """The URL of a database that is not there yet."""
    return file_url(str(tmp_path / "jogan.db"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return CATALOGUE


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the environment nor an .env file of who runs the tests has a say in them."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "TELEGRAM_TOKEN",
        "TELEGRAM_API",
        "DATABASE_URL",
        "ZONE",
        "LANGUAGE",
        "PICTURES",
        "SEND_AT",
        "CUT_OFF_HOURS",
        "READINGS_DEADLINE_MINUTES",
        "PAID_BROADCASTS",
    ):
        monkeypatch.delenv(f"JOGAN_{name}", raising=False)


@asynccontextmanager
async def starting(database_url: str, catalogue: Catalogue, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Start]:
    """Start the bot; every call that it made is checked at the end, and so is its log."""
    load_models()
    talks: list[Talk] = []
    async with AsyncExitStack() as stack:

        async def start(*, language: str = "ko", at: dt.datetime = EVENING, page: bytes | None = SAMPLE_PAGE) -> Talk:
            settings = Settings(database_url=database_url)
            session = await stack.enter_async_context(local_session(settings, language, at))
            if page is not None:
                await ingest_document("page", page, session.database, catalogue, at)
            printed: list[str] = []
            terminal = Terminal(
                session.world,
                session.town,
                output=printed.append,
                set_clock=session.set_clock,
                wait_until_idle=session.wait_until_idle,
                zone=KST,
            )
            talks.append(Talk(session, terminal, printed))
            return talks[-1]

        yield start
        for talk in talks:
            await talk.session.wait_until_idle()
            _check_calls(talk)
    if not any(talk.errors_expected for talk in talks):
        assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.fixture
async def start(database_url: str, catalogue: Catalogue, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Start]:
    async with starting(database_url, catalogue, caplog) as start:
        yield start


@pytest.fixture
async def talk(start: Start) -> Talk:
    return await start()


def _check_calls(talk: Talk) -> None:
    calls = talk.server.calls
    assert [found for call in calls for found in problems(call.method, call.arguments)] == []
    if not talk.refusals_expected:
        assert [(call.method, call.error) for call in calls if not call.accepted] == []
