"""The page on a server, with what it shows under the tests' control."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import SetClock
from bot.dashboard.overview import OverviewReader
from bot.dashboard.routes import add_dashboard
from bot.monitoring.monitor import Monitor
from bot.monitoring.recent_lines import RecentLines
from storage.database import Database
from tests.bot.dashboard.factories import Client, Dashboard, Serve
from tests.bot.factories import TRANSLATORS
from tests.factories import EVENING


@pytest.fixture(params=["ko", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Run the test once in each of two languages."""
    language: str = request.param
    return language


@pytest.fixture
def dashboard(database: Database) -> Dashboard:
    monitor, lines, clock = Monitor(), RecentLines(lambda text: text.replace("hidden", "…")), SetClock(EVENING)
    monitor.polls.beat()
    monitor.ticks.beat()
    reader = OverviewReader(database, clock, "Asia/Seoul", monitor, lines, lambda: found.elapsed)
    found = Dashboard(monitor, lines, clock, 0, reader)
    return found


@pytest.fixture
async def serve(dashboard: Dashboard) -> AsyncIterator[Serve]:
    """Return a function that serves the page, behind a password if one is given."""
    async with AsyncExitStack() as stack:

        async def serve(token: str | None) -> Client:
            app = web.Application()
            add_dashboard(app, dashboard.reader, TRANSLATORS, token)
            return await stack.enter_async_context(TestClient(TestServer(app)))

        yield serve


@pytest.fixture
async def page(serve: Serve) -> Callable[..., Awaitable[ClientResponse]]:
    """Return a function that requests the page from this machine."""
    client = await serve(None)

    async def get(**headers: str) -> ClientResponse:
        response = await client.get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})
        await response.read()
        return response

    return get
