"""Fixtures of all tests: an empty database, the station catalogue, and a bot to talk to."""

import asyncio
import gc
import inspect
import logging
import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.intake.ingest import ingest_document
from bot.runtime.logging_setup import RedactingFormatter
from bot.settings import SETTINGS, variable
from sources.korea.stations import Catalogue
from storage.database import file_url, open_database
from tests import shared_dialect
from tests.dialects import POSTGRESQL, SQLITE
from tests.factories import CATALOGUE, EVENING, SAMPLE_PAGE, copy_database
from tests.limits import is_limited, limited
from tests.log_setup import CHANGED
from tests.postgresql import EmptyDatabase, Server, start_shared
from tests.talk import Start, Talk, Templates, starting

# How long an example takes says more about the machine than about the code.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
settings.register_profile("quick", settings.get_profile("steady"), max_examples=20)
shared_dialect.register()

_LEVELS = {name: logging.getLogger(name).level for name in CHANGED}
_VARIABLES = {variable(name) for name in SETTINGS}
_WAITING = ("tests/crash/", "tests/end_to_end/")


def pytest_xdist_auto_num_workers() -> int:
    """Start three workers for two cores: many tests of `_WAITING` wait for a clock or for another process."""
    cores = os.cpu_count() or 1
    # In CI a test that is late is worse than a longer run.
    return cores if os.environ.get("CI") else max(1, cores * 3 // 2)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the waiting tests over the run: all in a row, one worker waits while the others have nothing to do."""
    waiting = [item for item in items if item.nodeid.startswith(_WAITING)]
    others = [item for item in items if not item.nodeid.startswith(_WAITING)]
    # None among the last fifth, where a worker that waits has nobody left to take over its tests.
    step = len(others) * 4 // 5 // (len(waiting) + 1)
    for number, item in enumerate(waiting):
        others.insert(number * (step + 1), item)
    items[:] = others


def pytest_collection_finish() -> None:
    """Keep modules and collected tests out of garbage collections: a tenth of all processor time otherwise."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Let a test that waits in vain fail with its own stack; pytest's `faulthandler_timeout` ends what else hangs."""
    if isinstance(item, pytest.Function) and inspect.iscoroutinefunction(item.obj) and is_limited():
        item.obj = limited(item.obj)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Undo the setup of logging by a command that a test has run: later ones would log to the errors of that test.

    After the fixtures, because that of the log puts back the levels that it has found.
    """
    root = logging.getLogger()
    handlers = [one for one in root.handlers if isinstance(one.formatter, RedactingFormatter)]
    for handler in handlers:
        root.removeHandler(handler)
    try:
        yield
    finally:
        for name, level in _LEVELS.items() if handlers else ():
            logging.getLogger(name).setLevel(level)


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


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Templates:
    """Databases for `start`."""
    path = Path(shutil.copy(empty_database, tmp_path_factory.mktemp("sample")))
    asyncio.run(_ingest_sample_page(file_url(str(path))))
    return Templates(empty_database, path)


async def _ingest_sample_page(url: str) -> None:
    async with open_database(url) as database:
        await ingest_document("page", SAMPLE_PAGE, database, CATALOGUE, EVENING)


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this worker of the run."""
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server of PostgreSQL, shared by all workers of the run."""
    folder = tmp_path_factory.getbasetemp()
    return start_shared(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: Server, worker: str) -> Iterator[EmptyDatabase]:
    """A database of this worker on the server."""
    database = EmptyDatabase(postgresql_server, f"test_{worker}")
    yield database
    database.close()


@pytest.fixture
def postgresql_url(postgresql_database: EmptyDatabase) -> str:
    """The URL of a database of PostgreSQL that has its tables and no rows."""
    postgresql_database.empty()
    return postgresql_database.url


@pytest.fixture
def dialect(request: pytest.FixtureRequest) -> str:
    """The dialect of the test's database; see `tests.dialects`."""
    return str(getattr(request, "param", SQLITE))


@pytest.fixture
def database_url(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The URL of a database that has its tables already."""
    if dialect == POSTGRESQL:
        return str(request.getfixturevalue("postgresql_url"))
    return copy_database(request.getfixturevalue("empty_database"), tmp_path)


@pytest.fixture
def new_database_url(tmp_path: Path) -> str:
    """The URL of a database that is not there yet."""
    return file_url(str(tmp_path / "jogan.db"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return CATALOGUE


@pytest.fixture(scope="session")
def empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working directory of the tests that have none of their own; nothing may be left in it."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, empty_folder: Path
) -> Iterator[None]:
    """Neither the environment nor an .env file of who runs the tests has a say in them."""
    # pytest needs a millisecond for a folder, and more to remove it later; two of three tests use none.
    has_folder = not {"tmp_path", "database_url"}.isdisjoint(request.fixturenames)
    folder = request.getfixturevalue("tmp_path") if has_folder else empty_folder
    monkeypatch.chdir(folder)
    for name in _VARIABLES & os.environ.keys():
        monkeypatch.delenv(name)
    yield
    assert not any(empty_folder.iterdir())


@pytest.fixture
async def start(
    database_url: str, catalogue: Catalogue, caplog: pytest.LogCaptureFixture, templates: Templates
) -> AsyncIterator[Start]:
    async with starting(database_url, catalogue, caplog, templates) as start:
        yield start


@pytest.fixture
async def talk(start: Start) -> Talk:
    return await start()
