"""Proxies of the environment: which is found, and what is known of a request that goes through one."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import pytest
from telegram import Bot
from yarl import URL

from bot.errors import InvalidInput
from bot.runtime.logging_setup import redact
from bot.telegram_api.proxies import find_proxy
from bot.telegram_api.transport import ConnectionLost, NotSent, Transport
from simulator import Fault, Server, Town, World
from tests.bot.telegram_api.factories import PIXEL, TOKEN
from tests.bot.telegram_api.proxy_servers import Kind, ProxyServer, proxying

LOGIN = ("mina", "p:a/s s")


@pytest.fixture(autouse=True)
def _no_proxies_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({}, None),
        ({"HTTPS_PROXY": ""}, None),
        ({"HTTP_PROXY": "http://a.example"}, None),
        ({"HTTPS_PROXY": "http://a.example:3128"}, "http://a.example:3128"),
        ({"https_proxy": "a.example:3128"}, "http://a.example:3128"),
        ({"https_proxy": "http://a.example"}, "http://a.example:80"),
        ({"ALL_PROXY": "socks5://mina:word@a.example"}, "socks5://a.example:1080"),
        ({"all_proxy": "socks5h://[::1]:9050/"}, "socks5h://[::1]:9050"),
        ({"HTTPS_PROXY": "http://a.example:1", "ALL_PROXY": "socks5://b.example"}, "http://a.example:1"),
        ({"ALL_PROXY": "socks5://a.example", "NO_PROXY": "telegram.org"}, None),
        ({"ALL_PROXY": "socks5://a.example", "NO_PROXY": "example.org"}, "socks5://a.example:1080"),
    ],
)
def test_the_proxy_of_an_address_is_found_as_by_other_programs(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], found: str | None
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    proxy = find_proxy("https://api.telegram.org/bot")
    assert (proxy and str(proxy)) == found


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("HTTPS_PROXY", "https://mina:secret@a.example:443", "https:// proxies are not supported"),
        ("https_proxy", "socks4://mina:secret@a.example:443", "socks4:// proxies are not supported"),
        ("ALL_PROXY", "socks5://mina:secret@:1080", "no host"),
        ("all_proxy", "http://mina:secret@[::1", "no URL"),
        ("all_proxy", "http://mina:secret@a.example:port", "no URL"),
    ],
)
def test_an_unusable_proxy_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidInput, match=f"^{name}: .*{reason}") as refused:
        find_proxy("https://api.telegram.org/bot")
    assert "secret" not in str(refused.value)


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, TOKEN) as server:
        yield server


def _port(server: Server) -> int:
    return URL(server.base_url).port or 0


@asynccontextmanager
async def bot_behind(
    proxy: ProxyServer, url: str | None = None, base: str = "http://telegram.test"
) -> AsyncIterator[Bot]:
    """Run a bot that knows Telegram only by a name that the proxy resolves."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ALL_PROXY", url or proxy.url)
        found = find_proxy(base)
    transports = [Transport(connections=2, connect=2, read=0.5, proxy=found) for _ in range(2)]
    bot = Bot(TOKEN, base_url=f"{base}/bot", request=transports[0], get_updates_request=transports[1])
    async with transports[0]:
        yield bot


@pytest.fixture(params=["http", "socks5"])
def kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.mark.parametrize("login", [None, LOGIN])
async def test_messages_and_pictures_go_through_the_proxy(
    server: Server, town: Town, world: World, kind: Kind, login: tuple[str, str] | None
) -> None:
    async with proxying(kind, _port(server), login) as proxy, bot_behind(proxy) as bot:
        await bot.send_message(town.private.id, "맑음")
        await bot.send_photo(town.private.id, PIXEL)
    assert [message.text for message in world.messages(town.private)] == ["맑음", ""]
    assert set(proxy.asked) == {("telegram.test", 80)}


@pytest.mark.parametrize("obstacle", ["gone", "refusing", "wrong password"])
async def test_what_the_proxy_does_not_let_through_never_left(
    server: Server, town: Town, world: World, kind: Kind, obstacle: str
) -> None:
    async with proxying(kind, _port(server), LOGIN) as proxy:
        proxy.is_closed = obstacle == "refusing"
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            gone = f"{kind}://mina:secret@127.0.0.1:{taken.getsockname()[1]}"
            url = {"gone": gone, "wrong password": proxy.url.replace("mina", "hana")}.get(obstacle)
            # A tunnel: without one the answer of an HTTP proxy is that of a gateway, which is tried again too.
            async with bot_behind(proxy, url, base="https://telegram.test") as bot:
                with pytest.raises(NotSent) as caught:
                    await bot.send_message(town.private.id, "맑음")
    assert "secret" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
    assert world.messages(town.private) == []


async def test_a_tunnel_to_something_else_than_tls_never_left(server: Server, town: Town, kind: Kind) -> None:
    async with proxying(kind, _port(server)) as proxy, bot_behind(proxy, base="https://telegram.test") as bot:
        with pytest.raises(NotSent):
            await bot.send_message(town.private.id, "맑음")
    assert proxy.asked == [("telegram.test", 443)]


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_what_breaks_behind_the_proxy_may_have_left(
    server: Server, town: Town, kind: Kind, moment: Literal["before", "after"]
) -> None:
    server.faults.append(Fault("sendMessage", drop=moment))
    async with proxying(kind, _port(server)) as proxy, bot_behind(proxy) as bot:
        with pytest.raises(ConnectionLost):
            await bot.send_message(town.private.id, "맑음")
        await bot.send_message(town.private.id, "흐림")


def test_the_log_hides_a_password_where_it_stands_in_a_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://mina:o%20o@a.example")
    proxy = find_proxy("https://api.telegram.org/bot")
    assert proxy
    assert redact(f"good morning, {proxy.url}", proxy.login) == "good morning, socks5://mina<secret>a.example"
    assert "o%20o" not in f"{proxy} {proxy!r}"
