"""Reload of jogan.toml: others hold, or nothing changes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.intake.source_parsing import load_sources
from bot.intake.source_reload import SourceReload
from bot.settings import Settings
from storage.content import added_feeds
from storage.content.added_feeds import AddedFeed
from storage.database import Database
from tests.factories import CATALOGUE, EVENING

KMA = '[[source]]\ntype = "kma"\n'
FEED = KMA + '[[source]]\ntype = "feed"\nname = "인천신문"\naddress = "https://www.example.com/rss"\n'


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "jogan.toml", KMA)


@pytest.fixture
async def reload(path: Path, database: Database, caplog: pytest.LogCaptureFixture) -> AsyncIterator[SourceReload]:
    caplog.set_level(logging.INFO)
    settings = Settings(sources=path)
    reload = SourceReload(settings, CATALOGUE, load_sources(settings, CATALOGUE), database)
    task = asyncio.create_task(reload.run())
    yield reload
    task.cancel()


async def until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110 - it happens in a thread
            await asyncio.sleep(0.01)


async def test_other_sources_hold_from_the_request_on(reload: SourceReload, path: Path) -> None:
    write(path, FEED)
    assert not reload.has_changed.is_set()
    reload.request()
    await until(reload.has_changed.is_set)
    assert [source.name for source in reload.configuration.source] == ["KMA", "인천신문"]


async def test_an_invalid_file_changes_nothing(
    reload: SourceReload, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(path, FEED.replace("address", "adress"))
    reload.request()
    await until(lambda: caplog.messages)
    reason = f"{path}, line 6: adress: there is no such field; did you mean address?"
    assert caplog.messages == [f"Could not reload the sources, the bot goes on with the old ones: {reason}"]
    assert not reload.has_changed.is_set()
    assert [source.name for source in reload.configuration.source] == ["KMA"]


async def test_the_same_sources_restart_nothing(reload: SourceReload, caplog: pytest.LogCaptureFixture) -> None:
    reload.request()
    reload.request()
    await until(lambda: caplog.messages)
    assert caplog.messages == ["Reloaded the sources; nothing has changed"]
    assert not reload.has_changed.is_set()


async def test_a_feed_that_was_added_holds_until_it_is_removed(reload: SourceReload, database: Database) -> None:
    await reload.refresh()
    assert not reload.has_changed.is_set()
    async with database.write() as connection:
        for name in ("인천신문", "KMA"):
            await added_feeds.add(connection, AddedFeed(name, f"https://www.example.com/{name}", "인천"), EVENING)
    await reload.refresh()
    await until(reload.has_changed.is_set)
    # A source of the file keeps its name.
    assert [(one.name, one.type) for one in reload.configuration.source] == [("KMA", "kma"), ("인천신문", "feed")]
    reload.has_changed.clear()
    async with database.write() as connection:
        assert await added_feeds.remove(connection, "인천신문")
    await reload.refresh()
    await until(reload.has_changed.is_set)
    assert [one.name for one in reload.configuration.source] == ["KMA"]
