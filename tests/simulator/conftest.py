from __future__ import annotations

import asyncio
import io
import json
import os
import re
import shutil
import struct
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import aiohttp
import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from simulator import Server, Town, World, small_town
from tests.telegram_contract import answer_problems

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

TOKEN = "1:test"  # noqa: S105 - no bot of this token exists
NOON = datetime(2024, 5, 14, 3, 0, tzinfo=UTC)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Ask(Protocol):
    async def __call__(self, method: str, /, **arguments: object) -> Answer: ...


class Visit(Protocol):
    async def __call__(self, server: Server, /, *, width: int = ..., height: int = ...) -> Page: ...


class Answer:
    """What the server said: the result, or the error's code and words."""

    def __init__(self, status: int, body: dict[str, object]) -> None:
        self.status = status
        self.body = body

    @property
    def result(self) -> object:
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def error(self) -> str:
        assert self.body["ok"] is False
        assert self.body["error_code"] == self.status
        return str(self.body["description"])

    @property
    def fields(self) -> dict[str, object]:
        assert isinstance(self.result, dict)
        return self.result

    @property
    def items(self) -> list[dict[str, object]]:
        assert isinstance(self.result, list)
        return self.result


@pytest.fixture
def world() -> World:
    return World(now=lambda: NOON)


@pytest.fixture
def town(world: World) -> Town:
    return small_town(world, language="ko")


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, token=TOKEN) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def make_ask(server: Server, client: aiohttp.ClientSession, token: str) -> Ask:
    """Call methods as python-telegram-bot does: a form whose values are texts, JSON or files (bytes)."""

    async def ask(method: str, /, **arguments: object) -> Answer:
        async with client.post(f"{server.base_url}{token}/{method}", data=form_of(arguments)) as response:
            answer = Answer(response.status, await response.json())
        if answer.body["ok"]:
            assert answer_problems(method, answer.result) == []
        return answer

    return ask


@pytest.fixture
def ask(server: Server, client: aiohttp.ClientSession) -> Ask:
    return make_ask(server, client, TOKEN)


def form_of(arguments: Mapping[str, object]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in arguments.items():
        if isinstance(value, bytes):
            form.add_field(name, io.BytesIO(value), filename=f"{name}.bin", content_type="application/octet-stream")
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form


def png(width: int = 4, height: int = 3) -> bytes:
    """The beginning of a PNG of this size, which is as far as anybody here reads."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(40)


def keyboard(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
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


@pytest.fixture
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """Open the page of a server; an error on its console fails the test."""
    errors: list[str] = []

    async def visit(server: Server, /, *, width: int = 1280, height: int = 860) -> Page:
        page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if _is_slip(message) else None)
        page.set_default_timeout(10_000)
        await page.goto(server.base_url.removesuffix("bot"))
        await page.locator("body[data-ready]").wait_for()
        return page

    yield visit
    assert errors == []


def _is_slip(message: ConsoleMessage) -> bool:
    # What the control API refuses is a line on the console, too, and a lost server; the page tells it to the person.
    return message.type == "error" and not re.search("status of 400|net::ERR_", message.text)


async def say(page: Page, kind: str, text: str) -> None:
    box = page.locator(f"[data-kind={kind}] input")
    await box.fill(text)
    await box.press("Enter")
    await expect(box).to_have_value("")


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what comes by itself, on a busy machine later."""
    async with asyncio.timeout(10):
        while not await is_so():  # noqa: ASYNC110 - what is asked over HTTP has no event
            await asyncio.sleep(0.02)
