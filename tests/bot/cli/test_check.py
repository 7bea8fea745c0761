"""`jogan check`: each thing that the bot needs, in order and not."""

import datetime as dt
import json
import shutil
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from typer.testing import CliRunner

from bot.cli.check import Check, State, run_checks
from bot.clock import Clock, SetClock, SystemClock
from bot.http_server import serving
from bot.runtime.backups import back_up_dated
from bot.setting_values import ListenAddress
from bot.settings import Settings
from commands import app
from simulator import Server, World
from simulator.world.accounts import Webhook
from storage.migrate import get_head
from tests.bot.telegram_api.certificates import make_certificate
from tests.factories import EVENING
from tests.storage.factories import older_version

TOKEN = "987654321:AAF-a_token_that_nobody_may_see_0123456"  # noqa: S105 - opens nothing
OK, NOTE, PROBLEM = State.OK, State.NOTE, State.PROBLEM


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server(World(now=SystemClock().now), TOKEN) as server:
        yield server


@pytest.fixture
def path(database_url: str) -> Path:
    path = Path(database_url.partition("///")[2])
    path.chmod(0o600)
    return path


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)


def overwrite(path: Path) -> None:
    path.write_text("nonsense" * 1000)


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


async def check(name: str, *, token: str = "", clock: Clock | None = None, **settings: Any) -> Check:
    """Return the first result of a check."""
    checks = await run_checks(Settings(**settings), token, clock or SystemClock())
    return next(one for one in checks if one.name == name)


async def test_a_bot_that_can_run_has_no_problem(path: Path, server: Server) -> None:
    settings = Settings(
        telegram_api=server.base_url, backup_folder=path.parent, given=frozenset({"backup_folder", "telegram_api"})
    )
    checks = await run_checks(settings, TOKEN, SystemClock())
    assert {one.name: one.state for one in checks if one.name not in {"sources", "backups"}} == dict.fromkeys(
        ["settings", "database", "integrity", "schema", "foreign keys", "disk", "token", "clock"], OK
    )
    found = {one.name: one.text for one in checks}
    assert found["settings"] == "set: JOGAN_BACKUP_FOLDER, JOGAN_TELEGRAM_API"
    assert found["token"].startswith("@")
    assert found["schema"] == f"revision {get_head()}"


async def test_an_unknown_token_is_told_without_it(server: Server) -> None:
    found = await check("token", token="1:no", telegram_api=server.base_url)  # noqa: S106 - as above
    assert found.state is PROBLEM
    assert found.text == "Telegram does not know it; check JOGAN_TELEGRAM_TOKEN and JOGAN_TELEGRAM_API"


HOOK_URL = "http://127.0.0.1:9/telegram"


@pytest.mark.parametrize(
    ("hook", "settings", "state", "text"),
    [
        (Webhook(HOOK_URL), {}, NOTE, "one is set at 127.0.0.1; jogan run removes it"),
        (None, {"webhook_url": HOOK_URL}, NOTE, f"not set to {HOOK_URL} yet"),
        (Webhook(HOOK_URL), {"webhook_url": HOOK_URL}, OK, f"{HOOK_URL}, 0 updates wait"),
        (Webhook(HOOK_URL, failed_at=EVENING, failure="Connection refused"), {"webhook_url": HOOK_URL}, OK, "wait"),
        (
            Webhook(HOOK_URL, failed_at=SystemClock().now(), failure="Connection refused"),
            {"webhook_url": HOOK_URL},
            PROBLEM,
            "UTC (Connection refused); check the way to http://127.0.0.1:9/telegram",
        ),
    ],
)
async def test_the_webhook_is_compared_with_telegrams(
    server: Server, hook: Webhook | None, settings: dict[str, Any], state: State, text: str
) -> None:
    server.world.accounts[server.world.bot.id].webhook = hook
    found = await check("webhook", token=TOKEN, telegram_api=server.base_url, **settings)
    assert found.state is state
    assert text in found.text


@pytest.mark.parametrize(
    ("host", "state", "text"), [("localhost", OK, "is valid for localhost"), ("bot.example.org", PROBLEM, "Hostname")]
)
async def test_the_certificate_of_the_webhook_must_be_that_of_its_host(
    server: Server, tmp_path: Path, host: str, state: State, text: str
) -> None:
    files: dict[str, Any] = {
        "webhook_certificate": make_certificate(tmp_path).path,
        "webhook_key": tmp_path / "key.pem",
    }
    url = f"https://{host}/telegram"
    found = await check("certificate", token=TOKEN, telegram_api=server.base_url, webhook_url=url, **files)
    assert found.state is state
    assert text in found.text


async def test_the_address_of_the_metrics_is_free_or_that_of_the_running_bot() -> None:
    async def alive(_request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    with socket.create_server(("127.0.0.1", 0)) as other:
        address = ListenAddress(*other.getsockname())
    assert (await check("http", http=str(address))).text == f"{address} is free"
    app = web.Application()
    app.add_routes([web.get("/healthz", alive)])
    async with serving(app, address, "http"):
        assert (await check("http", http=str(address))).text == f"{address} is that of the running bot"
    async with serving(web.Application(), address, "http"):
        found = await check("http", http=str(address))
    assert (found.state, found.text) == (
        PROBLEM,
        f"another program listens on {address}; set JOGAN_HTTP to another port",
    )


async def test_the_address_of_the_metrics_is_one_of_this_machine() -> None:
    found = await check("http", http="192.0.2.1:9464")
    assert found.state is PROBLEM
    assert found.text.startswith("cannot listen on 192.0.2.1:9464: ")
    assert found.text.endswith("; correct JOGAN_HTTP")


async def test_telegram_may_be_out_of_reach() -> None:
    found = await check("token", token=TOKEN, telegram_api="http://127.0.0.1:1/bot")
    assert (found.state, found.text) == (
        PROBLEM,
        "no answer of Telegram (Connection refused); check the network",
    )
    assert (await check("clock", token=TOKEN, telegram_api="http://127.0.0.1:1/bot")).state is NOTE


async def test_without_a_token_nothing_is_asked() -> None:
    assert "set JOGAN_TELEGRAM_TOKEN" in (await check("token")).text


@pytest.mark.parametrize(
    ("seconds", "state", "text"),
    [
        (3, OK, "of Telegram's"),
        (-3, OK, "of Telegram's"),
        (3600, PROBLEM, "s ahead of Telegram's; turn on a time service"),
        (-3600, PROBLEM, "s behind Telegram's; turn on a time service"),
    ],
)
async def test_the_clock_is_compared_with_telegrams(server: Server, seconds: int, state: State, text: str) -> None:
    clock = SetClock(SystemClock().now() + dt.timedelta(seconds=seconds))
    found = await check("clock", token=TOKEN, clock=clock, telegram_api=server.base_url)
    assert found.state is state
    assert text in found.text


async def test_a_damaged_database_is_told(path: Path) -> None:
    damage(path)
    found = [one for one in await run_checks(Settings(), "", SystemClock()) if "jogan restore" in one.text]
    assert [one.state for one in found] == [PROBLEM]


async def test_a_file_that_is_no_database_is_told(path: Path) -> None:
    overwrite(path)
    found = await check("database")
    assert (found.state, found.text) == (
        PROBLEM,
        "jogan.db: file is not a database; restore a backup with jogan restore",
    )


async def test_rows_that_refer_to_missing_ones_are_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("INSERT INTO topic (chat_id, thread_id, name) VALUES (-5, 1, 'News')")
        rows.commit()
    found = await check("foreign keys")
    assert found.state is PROBLEM
    assert "of topic refers to a missing row of chat" in found.text


@pytest.mark.parametrize(
    ("statement", "state", "text"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", PROBLEM, "revision 9999, which this version of Jogan does"),
        ("DROP TABLE chat", PROBLEM, "this is no database of Jogan; set JOGAN_DATABASE_URL to another file"),
    ],
)
async def test_the_database_of_another_version_or_program_is_told(
    path: Path, statement: str, state: State, text: str
) -> None:
    with closing(sqlite3.connect(path)) as rows:
        rows.execute(statement)
        rows.commit()
    found = await check("schema")
    assert found.state is state
    assert text in found.text


async def test_an_older_database_is_not_upgraded_by_a_check(tmp_path: Path) -> None:
    older_version(tmp_path / "jogan.db", "0005")
    text = f"revision 0005; the next start saves the database and upgrades it to {get_head()}"
    assert await check("schema") == Check("schema", NOTE, text) == await check("schema")


async def test_a_missing_database_is_created_by_the_bot_only(tmp_path: Path) -> None:
    found = await check("database")
    assert (found.state, found.text) == (NOTE, "jogan.db does not exist yet; jogan run creates it")
    assert names(tmp_path) == []


async def test_a_full_disk_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=path.stat().st_size + 199_000_000))
    found = await check("disk")
    assert (found.state, found.text) == (PROBLEM, "0.2 GB free; make room for at least 0.2 GB")


@pytest.mark.parametrize(
    ("age", "state", "text"),
    [
        (dt.timedelta(hours=30), OK, "the newest is of 20"),
        (dt.timedelta(days=3), PROBLEM, "the newest is 3 days old; the log of the bot says why"),
    ],
)
async def test_backups_must_be_recent(path: Path, age: dt.timedelta, state: State, text: str) -> None:
    back_up_dated(path, path.parent, 7, SystemClock().now() - age)
    found = await check("backups", backup_folder=path.parent)
    assert found.state is state
    assert text in found.text


async def test_backups_need_a_folder() -> None:
    assert (await check("backups")).state is NOTE
    found = await check("backups", backup_folder=Path("absent"))
    assert (found.state, found.text) == (PROBLEM, "absent is no folder; create it")


async def test_an_invalid_list_of_sources_is_told(tmp_path: Path) -> None:
    (tmp_path / "jogan.toml").write_text("[[source]]\ntype = 'none'\n")
    found = await check("sources", sources=Path("jogan.toml"))
    assert found.state is PROBLEM
    assert "jogan.toml" in found.text


async def test_an_empty_list_of_sources_is_told(tmp_path: Path) -> None:
    (tmp_path / "jogan.toml").write_text("source = []")
    found = await check("sources", sources=Path("jogan.toml"))
    assert (found.state, found.text) == (NOTE, "jogan.toml lists none: weather and news come by jogan ingest only")


def test_as_a_command_it_prints_a_line_each_and_exits_with_1() -> None:
    plain, as_json = CliRunner().invoke(app, ["check"]), CliRunner().invoke(app, ["check", "--json"])
    assert plain.exit_code == as_json.exit_code == 1
    lines = [f"{one['state']:<8} {one['name']:<14} {one['text']}" for one in json.loads(as_json.stdout)["checks"]]
    assert plain.stdout.splitlines() == lines
    assert "problem  token          there is none; set JOGAN_TELEGRAM_TOKEN to that of @BotFather" in lines


def test_an_invalid_setting_exits_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_ZONE", "Mars/Olympus")
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 2
    assert "JOGAN_ZONE" in result.stdout


async def test_what_an_operator_has_paused_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("INSERT INTO bulletin_pause VALUES (1715594400)")
        database.execute("INSERT INTO paused_source VALUES ('인천신문', 1715594400)")
    found = [one for one in await run_checks(Settings(), "", SystemClock()) if one.state is State.NOTE]
    told = {"paused since 2024-05-13 10:00 UTC; jogan bulletins resume sends them again",
            "인천신문 is paused; jogan sources resume requests it again"}  # fmt: skip
    assert told <= {one.text for one in found}


def test_each_wrong_setting_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_SEND_AT", "7")
    monkeypatch.setenv("JOGAN_HTTP", "9464")
    result = CliRunner().invoke(app, ["check"])
    assert result.exit_code == 2
    assert result.stdout.splitlines() == [
        "problem  settings       JOGAN_SEND_AT: '7' is no time; write it as 07:00",
        "problem  settings       JOGAN_HTTP: '9464' is no host and port; write 127.0.0.1:9464 or [::1]:9464",
    ]
    found = json.loads(CliRunner().invoke(app, ["check", "--json"]).stdout)
    assert [one["state"] for one in found["checks"]] == ["problem", "problem"]
