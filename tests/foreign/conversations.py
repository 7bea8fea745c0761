"""Bots of other libraries at the local Telegram; `make foreign` runs it, and `make test` does not collect it.

Each bot in bots/ does the same: it repeats texts, has a button, answers inline queries, and sends a file, an album and
a poll. Their libraries, whose versions are in package.json and requirements.txt, are installed into a temporary folder.
"""

import asyncio
import os
import shutil
import sys
import venv
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

import pytest

from simulator import Server, World, small_town
from simulator.client import Client, in_process_client
from simulator.client.models import SeenMessage, SeenPerson

FOLDER = Path(__file__).parent
BOTS = sorted(path.name for path in (FOLDER / "bots").glob("echo_*"))
TOKEN = "1:local"  # noqa: S105 - no bot of this token exists
TIMEOUT = 60  # seconds that a bot has to start and answer
QUIET = 0.5  # seconds without a call after which a bot is idle
TABLE = b"a,b\n1,2\n"


@dataclass(frozen=True)
class Libraries:
    """The installed libraries."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "venv" / "bin" / "python"

    def command(self, bot: str) -> list[str | Path]:
        return [self.python if bot.endswith(".py") else "node", self.folder / bot]


@dataclass(frozen=True)
class Visitor:
    """A person in the private chat with a bot."""

    server: Server
    client: Client
    person: SeenPerson

    async def say(self, text: str) -> SeenMessage:
        """Send a text, and return the bot's answer."""
        await self.client.say(self.person.id, self.person.id, text)
        (answer,) = await self.client.wait(messages=1, within=TIMEOUT)
        return answer

    async def wait(self) -> None:
        await self.client.wait(within=TIMEOUT, quiet=QUIET)


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    installed = Libraries(tmp_path_factory.mktemp("foreign"))
    venv.create(installed.folder / "venv", with_pip=True)
    pip = (installed.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run((*pip, "--requirement", FOLDER / "requirements.txt"), check=True)  # noqa: S603 - our own folder
    # Node looks for libraries next to the script.
    shutil.copytree(FOLDER / "bots", installed.folder, dirs_exist_ok=True)
    shutil.copy(FOLDER / "package.json", installed.folder)
    npm = ("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    run(npm, cwd=installed.folder, check=True)  # noqa: S603 - as above
    return installed


@pytest.fixture(params=BOTS)
async def visitor(libraries: Libraries, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Visitor]:
    world = World(now=lambda: datetime.now(UTC))
    small_town(world)
    async with Server(world, TOKEN) as server:
        environment = {**os.environ, "BOT_API": server.base_url.removesuffix("/bot"), "BOT_TOKEN": TOKEN}
        with (tmp_path / "log").open("wb") as log:
            bot = await asyncio.create_subprocess_exec(
                *libraries.command(request.param), env=environment, stdout=log, stderr=log
            )
        client = in_process_client(server.control)
        try:
            yield Visitor(server, client, await client.add_person("Mina"))
        finally:
            if bot.returncode is None:
                bot.kill()
            await bot.wait()
            # Shown by pytest if the test fails.
            sys.stdout.write((tmp_path / "log").read_text(encoding="utf-8"))


async def test_a_text_is_repeated(visitor: Visitor) -> None:
    assert (await visitor.say("hello")).text == "hello"
    answer = await visitor.say("안녕 🙂")
    assert answer.text == "안녕 🙂"
    assert answer.reply_to is not None


async def test_a_button_is_pressed(visitor: Visitor) -> None:
    answer = await visitor.say("/start")
    assert [(entity.type, entity.offset, entity.length) for entity in answer.entities] == [("bold", 0, 5)]
    await visitor.client.press(answer, "more", visitor.person.id)
    await visitor.wait()
    events = await visitor.client.log()
    assert [event.text for event in events if event.kind == "toast"] == ["Here it is"]
    *_, edited = await visitor.client.messages(visitor.person.id)
    assert (edited.text, edited.keyboard) == ("More", [])


async def test_an_inline_query_is_answered(visitor: Visitor) -> None:
    query = await visitor.client.ask_inline(visitor.person.id, visitor.person.id, "rain")
    await visitor.wait()
    results = await visitor.client.results(query)
    assert results is not None
    assert [result.title for result in results] == ["Answer"]
    sent = await visitor.client.choose(query, results[0].id)
    assert sent.text == "You asked: rain"


async def test_a_file_is_uploaded(visitor: Visitor) -> None:
    answer = await visitor.say("/file")
    assert answer.file is not None
    assert (answer.text, answer.file.kind, answer.file.name) == ("Table", "document", "table.csv")
    assert await visitor.client.file(answer) == TABLE


async def test_an_album_is_uploaded(visitor: Visitor) -> None:
    await visitor.client.say(visitor.person.id, visitor.person.id, "/album")
    one, two = await visitor.client.wait(messages=2, within=TIMEOUT)
    assert one.album == two.album is not None
    assert one.file is not None
    assert (one.file.kind, one.file.width) == ("photo", 1)


async def test_a_vote_is_counted(visitor: Visitor) -> None:
    poll = await visitor.say("/poll")
    await visitor.client.vote(poll, visitor.person.id, [1])
    (answer,) = await visitor.client.wait(messages=1, within=TIMEOUT)
    assert answer.text == "Chosen: [1]"


async def test_no_call_is_refused(visitor: Visitor) -> None:
    await visitor.say("hello")
    await visitor.say("/file")
    assert [(call.method, call.error) for call in visitor.server.calls if not call.accepted] == []
