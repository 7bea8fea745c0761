"""Fixtures for the chat page in a real browser.

The browser is started once per worker. Its tests run on the session's event loop, because a browser is bound to its
loop.
"""

import os
import re
import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from simulator import Server, World
from sources.korea.stations import Catalogue
from tests.simulator.factories import TOKEN, Visit
from tests.talk import Start, Templates, starting

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(loop_scope="session")
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, token=TOKEN, strict=True) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest_asyncio.fixture(loop_scope="session")
async def start(
    database_url: str, catalogue: Catalogue, caplog: pytest.LogCaptureFixture, templates: Templates
) -> AsyncIterator[Start]:
    async with starting(database_url, catalogue, caplog, templates) as start:
        yield start


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Return a browser, started once per worker; each visit has its own storage and cookies."""
    path = shutil.which("chromium")
    if path is None and "CI" not in os.environ:
        pytest.skip("there is no chromium; apt-get install chromium fonts-noto-cjk")
    assert path, "there is no chromium, and where CI is set the page must be tested"
    is_root = os.geteuid() == 0
    flags = [flag for flag in FLAGS if is_root or flag != "--no-sandbox"]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Return a function that opens a server's page; an error on its console fails the test."""
    errors: list[str] = []

    async def visit(server: Server, /, *, width: int = 1280, height: int = 860, locale: str = "en-US") -> Page:
        page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1, locale=locale)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if _is_page_error(message) else None)
        page.set_default_timeout(10_000)
        await page.goto(server.base_url.removesuffix("bot"))
        await page.locator("body[data-ready]").wait_for()
        return page

    yield visit
    for context in browser.contexts:
        await context.close()
    assert errors == []


def _is_page_error(message: ConsoleMessage) -> bool:
    # The console also logs the control API's 400s and a lost server, which the page shows to the person.
    return message.type == "error" and not re.search("status of 400|net::ERR_", message.text)
