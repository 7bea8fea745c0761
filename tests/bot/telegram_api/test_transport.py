"""Transport over real HTTP to the local Telegram."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Literal

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.telegram_api.transport import ConnectionLost, NotSent, Transport
from simulator import Fault, Server, Town, World, errors
from tests.bot.telegram_api.raw_answers import answering

TOKEN = "1:token-that-nobody-may-see"  # noqa: S105 - opens nothing
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000200a2b4c1a00000000049454e44ae426082"
)


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, TOKEN) as server:
        yield server


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    transport = Transport(connections=2, connect=1, read=0.5, upload=1)
    async with Bot(TOKEN, base_url=server.base_url, request=transport, get_updates_request=Transport()) as bot:
        yield bot


async def test_a_message_arrives_with_its_entities_and_buttons(bot: Bot, town: Town, world: World) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("더 보기", callback_data="more")]])
    await bot.send_message(town.private.id, "<b>맑음</b> 🌦", parse_mode="HTML", reply_markup=keyboard)
    (message,) = world.messages(town.private)
    assert (message.text, message.entities[0].type, message.buttons[0].text) == ("맑음 🌦", "bold", "더 보기")


async def test_a_picture_is_uploaded(bot: Bot, town: Town, world: World) -> None:
    sent = await bot.send_photo(town.private.id, PIXEL, caption="지도")
    await bot.send_photo(town.private.id, sent.photo[-1].file_id)
    assert [message.file and message.file.data for message in world.messages(town.private)] == [PIXEL, PIXEL]


async def test_calls_beyond_the_connections_wait(bot: Bot, town: Town, world: World) -> None:
    await asyncio.gather(*(bot.send_message(town.private.id, str(number)) for number in range(20)))
    assert len(world.messages(town.private)) == 20


async def test_a_refused_connection_raises_not_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with Transport() as transport:
            with pytest.raises(NotSent, match="refused"):
                await transport.do_request(f"http://127.0.0.1:{taken.getsockname()[1]}/bot{TOKEN}/getMe", "POST")


async def test_an_unknown_host_raises_not_sent() -> None:
    async with Transport() as transport:
        with pytest.raises(NotSent) as caught:
            await transport.do_request(f"http://nowhere.invalid/bot{TOKEN}/getMe", "POST")
    assert TOKEN not in repr(caught.value)


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_silence_raises_a_timeout_without_the_token(
    bot: Bot, server: Server, town: Town, moment: Literal["before", "after"]
) -> None:
    server.faults.append(Fault("sendMessage", hang=moment))
    with pytest.raises(TimedOut) as caught:
        await bot.send_message(town.private.id, "a")
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_broken_connection_raises_connection_lost_without_the_token(
    bot: Bot, server: Server, town: Town, moment: Literal["before", "after"]
) -> None:
    server.faults.append(Fault("sendMessage", drop=moment))
    with pytest.raises(ConnectionLost) as caught:
        await bot.send_message(town.private.id, "a")
    assert TOKEN not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


async def test_no_request_is_repeated_automatically(bot: Bot, server: Server, town: Town, world: World) -> None:
    await bot.send_message(town.private.id, "warm")
    server.faults.append(Fault("sendMessage", drop="after"))
    with pytest.raises(ConnectionLost):
        await bot.send_message(town.private.id, "once")
    assert [message.text for message in world.messages(town.private)] == ["warm", "once"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (errors.too_many_requests(7), RetryAfter),
        (502, NetworkError),
        (errors.bad_request("chat not found"), BadRequest),
    ],
)
async def test_errors_of_telegram_raise_the_errors_of_python_telegram_bot(
    bot: Bot,
    server: Server,
    town: Town,
    answer: errors.ApiError | int,
    kind: type[Exception],
) -> None:
    server.faults.append(Fault("sendMessage", answer=answer))
    with pytest.raises(kind):
        await bot.send_message(town.private.id, "a")


async def test_a_transport_can_be_shut_down_twice_and_used_again(server: Server) -> None:
    transport = Transport()
    for _ in range(2):
        await transport.initialize()
        status, _ = await transport.do_request(f"{server.base_url}{TOKEN}/getMe", "POST")
        assert status == 200
        await transport.shutdown()
        await transport.shutdown()
    with pytest.raises(RuntimeError, match="not initialized"):
        await transport.do_request(f"{server.base_url}{TOKEN}/getMe", "POST")


async def test_each_received_piece_extends_the_timeout(bot: Bot, server: Server, town: Town, world: World) -> None:
    server.faults.append(Fault("sendMessage", trickle=1.0))
    await bot.send_message(town.private.id, "a")
    await bot.send_message(town.private.id, "b")
    assert [message.text for message in world.messages(town.private)] == ["a", "b"]


async def test_no_free_connection_in_time_raises_not_sent(bot: Bot, server: Server, town: Town) -> None:
    server.faults.extend(Fault("sendMessage", hang="before") for _ in range(2))
    hanging = [asyncio.create_task(bot.send_message(town.private.id, "a")) for _ in range(2)]
    await asyncio.sleep(0.1)
    with pytest.raises(NotSent):
        await bot.send_message(town.private.id, "b", connect_timeout=0.1)
    for outcome in await asyncio.gather(*hanging, return_exceptions=True):
        assert isinstance(outcome, TimedOut)
    await bot.send_message(town.private.id, "c")


@pytest.mark.parametrize("goodbye", [b"Connection: close\r\n", b""])
async def test_a_connection_that_the_server_closes_is_not_reused(goodbye: bytes) -> None:
    connections = 0

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"{}")
        writer.write(b"HTTP/1.1 200 OK\r\n%sContent-Length: 2\r\n\r\n{}" % goodbye)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(answer_once, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, Transport() as transport:
        for _ in range(3):
            assert await transport.post_json(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe", b"{}") == (200, b"{}")
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.05)
    assert connections == 3


async def test_a_server_that_does_not_speak_http_raises_connection_lost() -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.com ESMTP\r\n\r\n")
        with suppress(ConnectionError):  # the other side hangs up at once
            await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, Transport() as transport:
        with pytest.raises(ConnectionLost):
            await transport.post_json(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe", b"{}")


async def test_the_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    async def stand_in(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    proxy = await asyncio.start_server(stand_in, "127.0.0.1", 0)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}")
    async with proxy, Transport() as transport:
        assert await transport.post_json("http://nowhere.invalid/bot/getMe", b"{}") == (200, b"{}")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        with pytest.raises(NotSent):
            await transport.post_json("http://127.0.0.1:9/bot/getMe", b"{}")
    assert asked == [b"POST http://nowhere.invalid/bot/getMe HTTP/1.1\r\n"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}', None),
        (b"<html>403 Forbidden</html>", b""),
        (b'{"message":"Forbidden"}', b""),
        (b'{"ok":false,"description":null}', b""),
        (b"null", b""),
        (b'["Forbidden"]', b""),
        (b"[" * 100_000, b""),
    ],
)
async def test_an_error_that_is_not_telegrams_loses_its_body(body: bytes, expected: bytes | None) -> None:
    async with answering("403 Forbidden", body) as address, Transport() as transport:
        answer = await transport.post_json(f"{address}/bot{TOKEN}/sendMessage", b"{}")
    assert answer == (403, body if expected is None else expected)


async def test_an_idle_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram_api.http_client.IDLE_TIMEOUT", 0.2)
    left = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(1000):
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        left.set()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot{TOKEN}/getMe"
    async with server, Transport() as transport:
        for _ in range(4):
            await transport.post_json(url, b"{}")
            await asyncio.sleep(0.1)
        assert not left.is_set(), "as long as it is used it stays open"
        await asyncio.wait_for(left.wait(), 2)
        assert await transport.post_json(url, b"{}") == (200, b"{}")
