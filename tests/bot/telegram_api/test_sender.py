"""Message sender over real HTTP to the local Telegram."""

import json
from collections.abc import AsyncIterator

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram_api.api_errors import Reaction, classify
from bot.telegram_api.rate_limiter import Lane, Limiter
from bot.telegram_api.sender import MessageSender, Payload
from bot.telegram_api.transport import ConnectionLost, Transport
from simulator import Fault, Server, Town, World, errors
from tests.bot.telegram_api.raw_answers import answering
from tests.telegram_contract import problems

TOKEN = "1:local"  # noqa: S105 - opens nothing


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, TOKEN, strict=True) as server:
        yield server


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[ExtBot[Lane]]:
    async with ExtBot[Lane](
        TOKEN,
        base_url=server.base_url,
        request=Transport(connections=4, connect=1, read=0.5),
        get_updates_request=Transport(),
        rate_limiter=Limiter(rate=None),
    ) as bot:
        yield bot


async def test_a_payload_arrives_unchanged_and_is_a_valid_call(
    bot: ExtBot[Lane], server: Server, town: Town, world: World
) -> None:
    content = Payload.text("<b>맑음</b> 🌦 https://example.com", is_html=True, is_paid=True)
    number = await MessageSender(bot).post(content, town.private.id)
    (message,) = world.messages(town.private)
    assert (message.message_id, message.entities[0].type) == (number, "bold")
    call = server.calls[-1]
    assert problems(call.method, call.arguments) == []
    assert call.arguments["allow_paid_broadcast"] is True
    assert call.arguments["link_preview_options"] == {"is_disabled": True}


def test_only_the_chat_and_the_topic_differ_between_the_bodies() -> None:
    content = Payload.encode("sendPhoto", photo="file id", caption=None)
    assert json.loads(content.for_chat(-5)) == {"chat_id": -5, "photo": "file id"}
    assert json.loads(content.for_chat(5, 9)) == {"chat_id": 5, "message_thread_id": 9, "photo": "file id"}


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault("sendMessage", answer=errors.too_many_requests(1)), RetryAfter),
        (Fault("sendMessage", answer=errors.bad_request("chat not found")), BadRequest),
        (Fault("sendMessage", answer=errors.ApiError(403, "Forbidden: bot was blocked by the user")), Forbidden),
        (Fault("sendMessage", answer=401), InvalidToken),
        (Fault("sendMessage", answer=502), NetworkError),
        (Fault("sendMessage", answer=200), TelegramError),
        (Fault("sendMessage", drop="after"), ConnectionLost),
    ],
)
async def test_errors_are_those_of_python_telegram_bot(
    bot: ExtBot[Lane], server: Server, town: Town, fault: Fault, kind: type[Exception]
) -> None:
    fault.times = 2
    server.faults.append(fault)
    with pytest.raises(kind) as ours:
        await MessageSender(bot).post(Payload.text("a", is_html=False), town.private.id)
    with pytest.raises(kind) as theirs:
        await bot.send_message(town.private.id, "a")
    assert type(ours.value) is type(theirs.value)
    assert str(ours.value) == str(theirs.value)


async def test_a_migrated_group_raises_its_new_id(bot: ExtBot[Lane], town: Town, world: World) -> None:
    old = town.group.id
    new = world.migrate(town.group)
    with pytest.raises(ChatMigrated) as caught:
        await MessageSender(bot).post(Payload.text("a", is_html=False), old)
    assert caught.value.new_chat_id == new.id


async def test_a_successful_response_that_is_not_a_message_is_an_error(bot: ExtBot[Lane], town: Town) -> None:
    with pytest.raises(TelegramError, match="no message"):
        await MessageSender(bot).post(Payload.encode("sendChatAction", action="typing"), town.private.id)


async def test_a_429_pauses_its_chat_and_no_other(server: Server, town: Town) -> None:
    server.faults.append(Fault("sendMessage", answer=errors.too_many_requests(3600)))
    async with ExtBot[Lane](
        TOKEN, base_url=server.base_url, request=Transport(), get_updates_request=Transport(), rate_limiter=Limiter()
    ) as bot:
        sender, replies = MessageSender(bot), MessageSender(bot, Lane.PEOPLE)
        with pytest.raises(RetryAfter):
            await sender.post(Payload.text("a", is_html=False), town.group.id)
        for one in (sender, replies):
            with pytest.raises(RetryAfter):
                await one.acquire(town.group.id)
            await one.send(Payload.text("b", is_html=False), town.private.id)
        assert sender.paused_for() == 0


def test_a_bot_with_another_transport_is_rejected() -> None:
    with pytest.raises(TypeError, match="limiter and transport"):
        MessageSender(ExtBot[Lane](TOKEN, request=HTTPXRequest(), rate_limiter=Limiter()))


@pytest.mark.parametrize(
    "said",
    [b"null", b"[]", b"{}", b'{"ok":true,"result":{"message_id":null}}', b'{"ok":true,"result":{"message_id":1e999}}'],
)
async def test_a_successful_response_with_unexpected_json_is_an_error(said: bytes) -> None:
    async with answering("200 OK", said) as address:
        bot = ExtBot[Lane](TOKEN, base_url=f"{address}/bot", request=Transport(), rate_limiter=Limiter(rate=None))
        async with bot.request:
            with pytest.raises(TelegramError, match="no message") as caught:
                await MessageSender(bot).post(Payload.text("a", is_html=False), 5)
    assert classify(caught.value, attempts=0).reaction is Reaction.UNKNOWN


@pytest.mark.parametrize("parameters", [b'{"retry_after":"5"}', b'{"retry_after":[]}', b"[]"])
async def test_an_error_that_cannot_be_read_is_no_acceptance(parameters: bytes) -> None:
    said = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":%s}' % parameters
    async with answering("429 Too Many Requests", said) as address:
        bot = ExtBot[Lane](TOKEN, base_url=f"{address}/bot", request=Transport(), rate_limiter=Limiter(rate=None))
        async with bot.request:
            with pytest.raises(TelegramError) as caught:
                await MessageSender(bot).post(Payload.text("a", is_html=False), 5)
    assert classify(caught.value, attempts=0).reaction is Reaction.AGAIN
