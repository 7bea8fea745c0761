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
from tests.bot.telegram_api.factories import PIXEL, TOKEN
from tests.bot.telegram_api.raw_answers import Peer, answering, response, scripted


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, TOKEN, strict=True) as server:
        yield server


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    transport = Transport(connections=2, connect=1, read=0.5)
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


async def test_a_response_that_trickles_ends_at_the_deadline(
    bot: Bot, server: Server, town: Town, world: World
) -> None:
    server.faults.append(Fault("sendMessage", trickle=5))
    with pytest.raises(TimedOut):
        await bot.send_message(town.private.id, "a")
    await bot.send_message(town.private.id, "b")
    assert [message.text for message in world.messages(town.private)] == ["a", "b"]


async def test_a_response_that_comes_in_pieces_in_time_is_read(
    bot: Bot, server: Server, town: Town, world: World
) -> None:
    server.faults.append(Fault("sendMessage", trickle=0.2))
    await bot.send_message(town.private.id, "a")
    assert [message.text for message in world.messages(town.private)] == ["a"]


async def test_no_free_connection_in_time_raises_not_sent(bot: Bot, server: Server, town: Town) -> None:
    server.faults.extend(Fault("sendMessage", hang="before") for _ in range(2))
    hanging = [asyncio.create_task(bot.send_message(town.private.id, "a")) for _ in range(2)]
    await asyncio.sleep(0.1)
    with pytest.raises(NotSent):
        await bot.send_message(town.private.id, "b", connect_timeout=0.1)
    for outcome in await asyncio.gather(*hanging, return_exceptions=True):
        assert isinstance(outcome, TimedOut)
    await bot.send_message(town.private.id, "c")


@pytest.mark.parametrize("goodbye", ["Connection: close", "X: y"])
async def test_a_connection_that_the_server_closes_is_not_reused(goodbye: str) -> None:
    async def answer_once(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(response(b"{}", "200 OK", goodbye))

    async with scripted(answer_once) as server, Transport() as transport:
        for _ in range(3):
            assert await transport.post_json(f"{server.url}/bot{TOKEN}/getMe", b"{}") == (200, b"{}")
            await asyncio.sleep(0.05)
        assert server.connections == 3


async def test_an_upload_does_not_follow_a_redirect() -> None:
    async def point_elsewhere(peer: Peer) -> None:
        await peer.read_request()
        await peer.send(response(b"", "307 Temporary Redirect", f"Location: {elsewhere.url}"))

    async with scripted(Peer.read_request) as elsewhere, scripted(point_elsewhere) as server, Transport() as transport:
        bot = Bot(TOKEN, base_url=f"{server.url}/bot", request=transport)
        with pytest.raises(NetworkError):
            await bot.send_photo(5, PIXEL)
    assert elsewhere.connections == 0


async def test_an_address_that_is_none_raises_not_sent() -> None:
    async with Transport() as transport:
        for address in ("ftp://a/bot", "bot", "http://[/bot"):
            with pytest.raises(NotSent):
                await transport.post_json(f"{address}{TOKEN}/getMe", b"{}")


async def test_an_aborted_transport_fails_everything_until_it_is_initialized_again(
    bot: Bot, server: Server, town: Town, world: World
) -> None:
    await bot.send_message(town.private.id, "warm")
    server.faults += [Fault("sendMessage", hang="after"), Fault("sendPhoto", hang="after")]
    calls = bot.send_message(town.private.id, "a"), bot.send_photo(town.private.id, PIXEL)
    in_flight = [asyncio.create_task(call) for call in calls]
    while len(world.messages(town.private)) < 3:  # noqa: ASYNC110 - the server notifies nobody
        await asyncio.sleep(0.01)
    transport = bot.request
    assert isinstance(transport, Transport)
    transport.abort()
    for failure in await asyncio.gather(*in_flight, return_exceptions=True):
        assert isinstance(failure, ConnectionLost | TimedOut)
    for call in (bot.send_message(town.private.id, "b"), bot.send_photo(town.private.id, PIXEL)):
        with pytest.raises(NotSent):
            await call
    await transport.shutdown()
    await transport.initialize()
    await bot.send_message(town.private.id, "c")


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

    async def answer(peer: Peer) -> None:
        with suppress(asyncio.IncompleteReadError):
            while True:
                await peer.send(response(await peer.read_request()))
        left.set()

    async with scripted(answer) as server, Transport() as transport:
        url = f"{server.url}/bot{TOKEN}/getMe"
        for _ in range(4):
            await transport.post_json(url, b"{}")
            await asyncio.sleep(0.1)
        assert not left.is_set(), "as long as it is used it stays open"
        await asyncio.wait_for(left.wait(), 2)
        assert await transport.post_json(url, b"{}") == (200, b"{}")
