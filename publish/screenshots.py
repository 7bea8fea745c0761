"""Take the pictures of the documents again: `python -m publish.screenshots`.

Each shows the demo's page in Chromium, in English or Korean: all three chats for the README, and the private chat after
single questions for docs/pictures/.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, chdir
from pathlib import Path

import typer
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from publish.site import ROOT
from simulator.client.client import Client, connect
from tests.end_to_end.factories import running_demo

LANGUAGES = {"en": "en-US", "ko": "ko-KR"}
QUESTIONS = {
    "en": {"question": "Will it rain in Busan tomorrow?", "settings": "/settings", "map": "/map"},
    "ko": {"question": "내일 부산 비 와?", "settings": "/settings", "map": "/map"},
}
_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_WIDE: ViewportSize = {"width": 1280, "height": 860}
_PHONE: ViewportSize = {"width": 460, "height": 900}
_SETTLED = 600  # ms: the page scrolls to the newest message and loads its picture


@asynccontextmanager
async def _open_browser() -> AsyncIterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        raise SystemExit("there is no chromium; apt-get install chromium fonts-noto-cjk")
    flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        await browser.close()


async def _take_overview(page: Page, telegram: Client, target: Path) -> None:
    """Take a picture of the next morning in the private chat, the group and the channel."""
    chats = [page.locator(f"[data-kind={kind}] .theirs") for kind in ("private", "group", "channel")]
    for chat in chats:
        await expect(chat.last).to_be_visible(timeout=20_000)
    await telegram.set_clock(tomorrow="07:00")
    for chat in chats:
        await expect(chat.last).to_contain_text("📰", timeout=60_000)
    await page.wait_for_timeout(_SETTLED)
    await page.screenshot(path=target)


async def _take_answers(page: Page, telegram: Client, language: str) -> None:
    """Take a picture of the private chat in the morning, and after each question."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    private = (await telegram.state()).chats[0]
    (person,) = (await telegram.state()).people
    chat = page.locator("[data-kind=private]")
    await chat.screenshot(path=folder / f"bulletin.{language}.png")
    for name, words in QUESTIONS[language].items():
        await telegram.say(private.id, person.id, words)
        await telegram.wait()
        await page.wait_for_timeout(_SETTLED)
        await chat.screenshot(path=folder / f"{name}.{language}.png")


async def _take(browser: Browser, language: str) -> None:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        async with running_demo() as url, connect(url) as telegram:
            page = await browser.new_page(viewport=_WIDE, locale=LANGUAGES[language])
            await page.goto(url)
            name = "demo.png" if language == "ko" else f"demo.{language}.png"
            await _take_overview(page, telegram, ROOT / "docs" / name)
            await page.set_viewport_size(_PHONE)
            await page.wait_for_timeout(_SETTLED)
            await _take_answers(page, telegram, language)


async def _take_all() -> None:
    async with _open_browser() as browser:
        for language in LANGUAGES:
            await _take(browser, language)


def main() -> None:
    """Take all pictures."""
    asyncio.run(_take_all())
    typer.echo("Look at the pictures before you commit them")


if __name__ == "__main__":
    main()
