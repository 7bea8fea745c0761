"""Helpers of the simulator's tests: Bot API answers, files, keyboards, and actions on the page."""

import asyncio
import io
import json
import struct
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

import aiohttp
from playwright.async_api import Page, expect

from simulator import Server
from tests.telegram_contract import answer_problems, check_update, load_models

TOKEN = "1:test"  # noqa: S105 - no bot of this token exists
NOON = datetime(2024, 5, 14, 3, 0, tzinfo=UTC)


class Answer:
    """An answer of the server: the result, or the error's code and description."""

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


class Ask(Protocol):
    async def __call__(self, method: str, /, **arguments: object) -> Answer: ...


class Visit(Protocol):
    async def __call__(self, server: Server, /, *, width: int = ..., height: int = ..., locale: str = ...) -> Page: ...


def make_ask(server: Server, client: aiohttp.ClientSession, token: str) -> Ask:
    """Return a function that calls methods as python-telegram-bot does: with a form of texts, JSON and bytes."""
    load_models()

    async def ask(method: str, /, **arguments: object) -> Answer:
        async with client.post(f"{server.base_url}{token}/{method}", data=form_of(arguments)) as response:
            answer = Answer(response.status, await response.json())
        if answer.body["ok"]:
            assert answer_problems(method, answer.result) == []
        return answer

    return ask


async def updates_of(ask: Ask, kind: str) -> list[dict[str, object]]:
    """Return the contents of the bot's pending updates of a kind; all of them are checked."""
    found = (await ask("getUpdates")).items
    for update in found:
        check_update(update)
    return [content for update in found if isinstance(content := update.get(kind), dict)]


def form_of(arguments: Mapping[str, object]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in arguments.items():
        if isinstance(value, bytes):
            form.add_field(name, io.BytesIO(value), filename=f"{name}.bin", content_type="application/octet-stream")
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return form


def png(width: int = 4, height: int = 3) -> bytes:
    """Return the beginning of a PNG of this size in pixels; the simulator reads no more of it."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + bytes(40)


def keyboard(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


async def say(page: Page, kind: str, text: str) -> None:
    box = page.locator(f"[data-kind={kind}] input")
    await box.fill(text)
    await box.press("Enter")
    await expect(box).to_have_value("")


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait at most 10 s for a condition."""
    async with asyncio.timeout(10):
        while not await condition():  # noqa: ASYNC110 - the condition has no event
            await asyncio.sleep(0.02)
