"""The dashboard in a browser: both themes, the policy against foreign content, and new numbers without a jump."""

from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer
from playwright.async_api import Browser, ViewportSize, expect

from bot.clock import SetClock
from bot.dashboard.overview import OverviewReader
from bot.dashboard.routes import add_dashboard
from bot.monitoring.monitor import Monitor
from bot.monitoring.recent_lines import RecentLines
from storage.database import open_database
from tests.bot.factories import TRANSLATORS
from tests.factories import EVENING

pytestmark = [pytest.mark.process, pytest.mark.asyncio(loop_scope="session")]
PHONE: ViewportSize = {"width": 390, "height": 500}


@pytest_asyncio.fixture(loop_scope="session")
async def monitor() -> Monitor:
    return Monitor()


@pytest_asyncio.fixture(loop_scope="session")
async def served(monitor: Monitor, database_url: str) -> AsyncIterator[BaseTestServer]:
    """The page on a server that tells something new each time."""
    async with open_database(database_url) as database:
        now = iter(range(0, 10**6, 100))
        lines = RecentLines(str)
        reader = OverviewReader(database, SetClock(EVENING), "Asia/Seoul", monitor, lines, lambda: next(now))
        app = web.Application()
        add_dashboard(app, reader, TRANSLATORS, None)
        async with TestServer(app) as server:
            yield server


async def test_new_numbers_come_without_a_jump(browser: Browser, served: BaseTestServer, monitor: Monitor) -> None:
    grounds, errors = [], []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page = await browser.new_page(viewport=PHONE, color_scheme=scheme, locale="en-US")
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(str(served.make_url("/")))
        grounds.append(await page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        await page.evaluate("scrollTo(0, 300)")
        name = f"Source in the {scheme}"
        monitor.sources.watch(name).record_success()
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(page.get_by_role("rowheader", name=name)).to_be_attached()
        assert await page.evaluate("scrollY") == 300
        await expect(page.locator("#lost")).to_be_hidden()
        await page.route("**/*", lambda route: route.abort())
        await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await expect(page.locator("#lost")).to_have_text("The bot does not answer. These are the last known numbers.")
        await expect(page.locator("#lost")).to_be_visible()
        await page.context.close()
    assert len(set(grounds)) == 2
    assert [one for one in errors if "net::ERR_FAILED" not in one] == []
