"""The bot's webhook behind a real nginx that does TLS, configured by deploy/nginx.conf.

By hand, as it needs nginx and openssl: make nginx
"""

import asyncio
import shutil
import signal
import socket
import ssl
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from simulator import Server, World
from simulator.server import webhooks
from simulator.world.accounts import Webhook
from simulator.world.chats import Chat, User
from tests.bot.telegram_api.certificates import Certificate, make_certificate
from tests.end_to_end.factories import TOKEN, running_program, until
from tests.factories import EVENING

SAMPLE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
PEOPLE = 30
QUESTIONS = ("/weather 인천", "/weather 부산", "/help")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def configure(folder: Path, certificate: Certificate, port: int, bot_port: int) -> Path:
    """Write the sample for this machine: its ports, certificate and network."""
    server = SAMPLE.read_text("utf-8")
    for old, new in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("server_name bot.example.org", "server_name localhost"),
        ("/etc/letsencrypt/live/bot.example.org/fullchain.pem", str(certificate.path)),
        ("/etc/letsencrypt/live/bot.example.org/privkey.pem", str(certificate.path.with_name("key.pem"))),
        ("allow 91.108.4.0/22", "allow 127.0.0.0/8"),
        ("http://127.0.0.1:9091", f"http://127.0.0.1:{bot_port}"),
    ):
        assert old in server
        server = server.replace(old, new)
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;"
        f"events {{}} http {{ access_log {folder}/access.log; {server} }}"
    )
    return path


@asynccontextmanager
async def running_nginx(configuration: Path, port: int) -> AsyncIterator[Process]:
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    assert program, "nginx is missing: apt-get install nginx-light"
    process = await asyncio.create_subprocess_exec(program, "-c", configuration, stderr=DEVNULL)
    try:
        async with asyncio.timeout(10):
            while not is_open(port):  # noqa: ASYNC110 - it is another process
                await asyncio.sleep(0.05)
        yield process
    finally:
        process.terminate()
        await process.wait()


def is_open(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def hook_of(world: World) -> Webhook:
    return world.accounts[world.bot.id].webhook or Webhook("")


def answers(world: World, chat: Chat) -> list[str]:
    return [one.text or "" for one in world.messages(chat) if one.sender is world.bot]


async def stop(process: Process) -> bytes:
    process.send_signal(signal.SIGTERM)
    _, log = await asyncio.wait_for(process.communicate(), 30)
    return log


async def test_updates_arrive_through_nginx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, port, bot_port = make_certificate(tmp_path), free_port(), free_port()
    # As Telegram trusts a public certificate.
    trusting = ssl.create_default_context(cafile=certificate.path)
    monkeypatch.setattr(webhooks, "_make_tls", lambda _: trusting)
    url = f"https://localhost:{port}/telegram"
    (tmp_path / ".env").write_text(f"JOGAN_WEBHOOK_URL={url}\nJOGAN_WEBHOOK_LISTEN=127.0.0.1:{bot_port}\n")
    world = World(now=lambda: EVENING, bot_id=987654321)
    people = [world.add_person(f"Guest {number}") for number in range(PEOPLE)]
    chats: list[tuple[User, Chat]] = [(one, world.private_chat(one)) for one in people]
    configuration = configure(tmp_path, certificate, port, bot_port)
    async with Server(world, TOKEN, strict=True, webhook_retry_delays=[0.2]) as server:
        async with running_nginx(configuration, port), running_program(server, TOKEN) as bot:
            await until(lambda: bool(hook_of(world).url))
            for text in QUESTIONS:
                for person, chat in chats:
                    world.say(chat, person, text)
            await until(lambda: all(len(answers(world, chat)) == len(QUESTIONS) for _, chat in chats))
            for _, chat in chats:
                first, second, third = answers(world, chat)
                assert "인천" in first or "Incheon" in first
                assert "부산" in second or "Busan" in second
                assert "/weather" in third
            async with (
                aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": "guessed"}) as session,
                session.post(url, data=b"{}", ssl=trusting) as response,
            ):
                assert response.status == 403
            assert await asyncio.to_thread((tmp_path / "access.log").read_text) != ""
        # The bot was killed, and nginx is off.
        person, chat = chats[0]
        world.say(chat, person, "/help")
        await until(lambda: hook_of(world).failure == "Connection refused")
        async with running_nginx(configuration, port):
            await until(lambda: "502" in hook_of(world).failure)
            async with running_program(server, TOKEN) as bot:
                await until(lambda: len(answers(world, chat)) == len(QUESTIONS) + 1)
                log = await stop(bot)
        assert [call.method for call in server.calls if call.method == "getUpdates"] == []
    assert b"Traceback" not in log
    assert b"ERROR" not in log
