"""The bot as a process that is watched over HTTP, and whose sources are reloaded by a signal."""

import asyncio
import signal
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from handlers.admin.sources import make_key
from simulator import Server, World, small_town
from tests.end_to_end.factories import TOKEN, running_bot, until
from tests.factories import EVENING

# Nothing listens there, so that each source fails at once.
DEAD = '[[source]]\ntype = "feed"\nname = "{0}"\naddress = "http://127.0.0.1:9/{0}"\nprivate = true\n'


async def read(address: str, path: str) -> str:
    """Return what the bot answers; nothing as long as it does not listen."""
    async with aiohttp.ClientSession() as session:
        try:
            return await (await session.get(f"http://{address}{path}")).text()
        except aiohttp.ClientConnectorError:
            return ""


async def wait_for_source(address: str, name: str) -> str:
    """Return the metrics as soon as they have the age of a source."""
    wanted = f'jogan_source_age_seconds{{source="{name}"}}'
    async with asyncio.timeout(30):
        while wanted not in (text := await read(address, "/metrics")):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.1)
    return text


@pytest.mark.process
async def test_a_running_bot_reloads_its_sources(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    world = World(now=lambda: EVENING, bot_id=987654321)
    town = small_town(world)
    (tmp_path / ".env").write_text(f"JOGAN_HTTP={address}\nJOGAN_OPERATORS={town.person.id}\n")
    (tmp_path / "jogan.toml").write_text(DEAD.format("old"))
    async with Server(world, TOKEN, strict=True) as server, running_bot(server, TOKEN) as process:
        await wait_for_source(address, "old")
        (tmp_path / "jogan.toml").write_text(DEAD.format("new"))
        process.send_signal(signal.SIGHUP)
        assert 'source="old"' not in await wait_for_source(address, "new")
        # Polls, answers and ends as before.
        world.say(town.private, town.person, "/help")
        await until(lambda: len(world.messages(town.private)) == 2)
        assert await read(address, "/healthz") == "alive\n"
        assert 'scope="row">new</th>' in await read(address, "/")
        # What an operator asks for, and what one has decided by the command line.
        world.say(town.private, town.person, "/admin")
        await until(lambda: len(world.messages(town.private)) == 4)
        panel = world.messages(town.private)[-1]
        world.send_callback(panel, f"admin:ask:{make_key('new')}", town.person)
        await until(lambda: "📡 new (feed)" in world.current(panel).text)
        with closing(sqlite3.connect(tmp_path / "jogan.db")) as database, database:
            database.execute("INSERT INTO paused_source VALUES ('new', 0)")
            database.execute("INSERT INTO added_feed VALUES ('added', 'http://127.0.0.1:9/added', NULL, 0)")
        assert 'jogan_source_paused{source="new"} 1.0' in await wait_for_source(address, "added")
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert log.count(b"Jogan is running as @") == 3
    assert b"An operator has asked a source by /admin" in log
    assert b"Source new is paused by an operator" in log
    assert b"Sources: new (feed)" in log
