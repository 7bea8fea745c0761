"""Conversations with the bot: updates go in over HTTP, and what a chat would show comes out."""

import datetime as dt
import logging
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

import pytest

from bot.intake.ingest import ingest_document
from bot.runtime.settings_reading import read_settings
from bot.settings import Settings
from local import LocalSession, local_session
from simulator import Server, Terminal, Town, World
from sources.korea.stations import Catalogue
from sources.records import KST
from storage.database import get_path, is_on_server
from tests.factories import EVENING, SAMPLE_PAGE
from tests.telegram_contract import load_models, problems


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


@dataclass(frozen=True, slots=True)
class Templates:
    """Databases to be copied.

    Attributes:
        empty: one without rows.
        sample: one into which the sample page was ingested in the evening.
    """

    empty: Path
    sample: Path

    def replace_empty(self, url: str) -> bool:
        """Replace a database that still has no rows by one with the sample page; return whether it had none."""
        if is_on_server(url):
            return False
        path = Path(get_path(url))
        if is_empty := path.read_bytes() == self.empty.read_bytes():
            shutil.copyfile(self.sample, path)
        return is_empty


class Start(Protocol):
    async def __call__(
        self,
        *,
        language: str = "ko",
        at: dt.datetime = EVENING,
        page: bytes | None = SAMPLE_PAGE,
        has_menus: bool = False,
        settings: Mapping[str, object] | None = None,
    ) -> Talk: ...


def _read_settings(database_url: str, settings: Mapping[str, object]) -> Settings:
    given: dict[str, Any] = {"database_url": database_url, **settings}
    return replace(read_settings(), **given)


@asynccontextmanager
async def starting(
    database_url: str, catalogue: Catalogue, caplog: pytest.LogCaptureFixture, templates: Templates
) -> AsyncIterator[Start]:
    """Start the bot; every call that it made is checked at the end, and so is its log.

    The menus of commands take 15 calls, a third of the start, so that a test has to ask for them.
    """
    load_models()
    talks: list[Talk] = []
    async with AsyncExitStack() as stack:

        async def start(
            *,
            language: str = "ko",
            at: dt.datetime = EVENING,
            page: bytes | None = SAMPLE_PAGE,
            has_menus: bool = False,
            settings: Mapping[str, object] | None = None,
        ) -> Talk:
            given = _read_settings(database_url, settings or {})
            is_sample = (page, at) == (SAMPLE_PAGE, EVENING) and templates.replace_empty(database_url)
            session = await stack.enter_async_context(local_session(given, language, at, has_menus=has_menus))
            if page is not None and not is_sample:
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


def _check_calls(talk: Talk) -> None:
    calls = talk.server.calls
    found = [found for call in calls for found in problems(call.method, call.arguments)]
    assert found == []
    if not talk.refusals_expected:
        assert [(call.method, call.error) for call in calls if not call.accepted] == []
