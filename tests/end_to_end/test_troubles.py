"""What an operator reads when something is wrong around a bot that starts, runs or stops."""

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from simulator import Fault, Server, World, small_town
from tests.end_to_end.factories import TOKEN, running_bot, until
from tests.factories import EVENING
from tests.sources.fetch.badsource import BadSource, silent

pytestmark = pytest.mark.process


def make_world() -> World:
    return World(now=lambda: EVENING, bot_id=987654321)


async def test_a_stop_while_a_source_is_asked_leaves_no_traceback(tmp_path: Path) -> None:
    async with BadSource() as source, Server(make_world(), TOKEN) as server:
        source.serve("/map", silent)
        text = f'[[source]]\ntype = "kma"\nname = "map"\naddress = "{source.address("/map")}"\nprivate = true\n'
        await asyncio.to_thread((tmp_path / "jogan.toml").write_text, text, encoding="utf-8")
        async with running_bot(server, TOKEN) as process:
            async with asyncio.timeout(220):  # around the full hour no source is polled for up to three minutes
                while not source.requests:  # noqa: ASYNC110 - the request comes from another process
                    await asyncio.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert b"Traceback" not in log
    assert b"ERROR" not in log


async def test_a_stop_while_telegram_cannot_be_reached_at_the_start_releases_the_lock(tmp_path: Path) -> None:
    async with Server(make_world(), TOKEN) as server, running_bot(server, TOKEN) as process:
        server.faults.append(Fault("getMe", times=100, answer=502))
        await until(lambda: any(call.method == "getMe" for call in server.calls))
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert b"Traceback" not in log
    with closing(sqlite3.connect(tmp_path / "jogan.db")) as connection:
        assert connection.execute("SELECT * FROM lease").fetchall() == []


async def test_a_webhook_of_somebody_else_is_named_and_removed() -> None:
    async with Server(make_world(), TOKEN) as server, aiohttp.ClientSession() as session:
        hook = {"url": "http://127.0.0.1:9/a-secret-path"}
        async with session.post(f"{server.base_url}{TOKEN}/setWebhook", json=hook) as answer:
            assert answer.ok
        async with running_bot(server, TOKEN) as process:
            await until(lambda: any(call.method == "getUpdates" and call.accepted for call in server.calls))
            process.send_signal(signal.SIGTERM)
            _, log = await asyncio.wait_for(process.communicate(), 30)
    assert b"Removing the webhook of this bot at 127.0.0.1, because" in log
    assert b"a-secret-path" not in log


async def test_a_deleted_database_ends_the_bot_with_advice_and_a_copy(tmp_path: Path) -> None:
    world = make_world()
    town = small_town(world)
    async with Server(world, TOKEN) as server, running_bot(server, TOKEN) as process:
        world.say(town.private, town.person, "/subscribe 07:00")
        await until(lambda: len(world.messages(town.private)) == 2)
        await asyncio.to_thread((tmp_path / "jogan.db").unlink)
        _, log = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert log.decode().endswith(
        "jogan: the database was deleted or replaced while the bot was running; the log says what to do\n"
    )
    assert b"jogan.db was deleted or replaced; stopping" in log
    (copy,) = await asyncio.to_thread(lambda: list(tmp_path.glob("jogan.db.saved-*")))
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT chat_id FROM subscription").fetchall() == [(town.person.id,)]
