"""Fixtures of all tests: an empty database, the station catalogue, and a bot to talk to."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sources.korea.stations import Catalogue
from storage.database import file_url, open_database
from tests import shared_dialect
from tests.factories import CATALOGUE, copy_database
from tests.talk import Start, Talk, starting

# How long an example takes says more about the machine than about the code.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
settings.register_profile("quick", settings.get_profile("steady"), max_examples=20)
shared_dialect.register()


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


@pytest.fixture
async def start(database_url: str, catalogue: Catalogue, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Start]:
    async with starting(database_url, catalogue, caplog) as start:
        yield start


@pytest.fixture
async def talk(start: Start) -> Talk:
    return await start()
