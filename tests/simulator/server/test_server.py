import asyncio
import json
from collections.abc import Mapping
from typing import Literal

import aiohttp
import pytest

from simulator import Fault, Server, Town, World, errors
from tests.simulator.factories import TOKEN, Ask


async def test_a_wrong_token_is_unauthorized(server: Server, client: aiohttp.ClientSession) -> None:
    async with client.get(f"{server.base_url}2:other/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_strict_server_names_an_unknown_method(ask: Ask) -> None:
    answer = await ask("sendTelepathy")
    assert (answer.status, answer.error) == (400, 'Bad Request: unknown method "sendTelepathy"')


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("sendMessage", {"text": "x"}, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": 7, "text": "x"}, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": 7, "colour": 1}, 'Bad Request: unknown argument "colour"'),
        ("getUpdates", {"allowed_updates": ["news"]}, "Bad Request: unknown update types: news"),
        ("sendMessage", {"chat_id": "7.5", "text": "x"}, "Bad Request: chat not found"),
        ("sendMessage", {"chat_id": 7, "text": "x", "parse_mode": "Text"}, "Bad Request: unsupported parse_mode"),
        ("sendMessage", {"reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
        ("setMyCommands", {"commands": [{"command": "A", "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
    ],
)
async def test_bad_arguments_are_rejected(ask: Ask, method: str, arguments: Mapping[str, object], error: str) -> None:
    answer = await ask(method, **arguments)
    assert answer.status == 400
    assert answer.error.startswith(error)


@pytest.mark.parametrize("way", ["query", "form", "multipart", "json", "json of texts"])
async def test_every_encoding_of_arguments_is_read(
    server: Server, client: aiohttp.ClientSession, world: World, town: Town, way: str
) -> None:
    url = f"{server.base_url}{TOKEN}/sendMessage"
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    typed = {"chat_id": town.private.id, "text": "5", "disable_notification": True, "reply_markup": markup}
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in typed.items()}
    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in texts.items():
            parts.append(value).set_content_disposition("form-data", name=name)
    request = {
        "query": client.get(url, params=texts),
        "form": client.post(url, data=texts),
        "multipart": client.post(url, data=parts),
        "json": client.post(url, json=typed),
        "json of texts": client.post(url, json=texts),
    }
    for name, other in request.items():
        if name != way:
            other.close()
    async with request[way] as response:
        assert response.status == 200, await response.text()
    (message,) = world.messages(town.private)
    assert (message.text, message.silent, message.buttons[0].callback_data) == ("5", True, "yes")
    assert server.calls[-1].arguments == typed


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"text": "\\ud800"}', "application/json"),
        (b'{"text": "x"}', "application/json; charset=klingon"),
        (b"\xff\xfe", "application/json"),
        (b"nonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"text=%ff%fe", "application/x-www-form-urlencoded"),
    ],
)
async def test_a_body_that_cannot_be_read_is_a_bad_request(
    server: Server, client: aiohttp.ClientSession, body: bytes, content_type: str
) -> None:
    url = f"{server.base_url}{TOKEN}/sendMessage"
    async with client.post(url, data=body, headers={"Content-Type": content_type}) as response:
        assert response.status == 400
        assert (await response.json())["ok"] is False


async def test_a_newer_poll_ends_the_older_one(ask: Ask) -> None:
    older = asyncio.create_task(ask("getUpdates", timeout=60))
    await asyncio.sleep(0.05)
    assert (await ask("getUpdates", timeout=1)).result == []
    assert (await older).status == 409
    assert (await older).error.startswith("Conflict: terminated by other getUpdates request")


async def test_a_poll_that_does_not_wait_ends_no_other(ask: Ask, world: World, town: Town) -> None:
    waiting = asyncio.create_task(ask("getUpdates", timeout=60))
    await asyncio.sleep(0.05)
    assert (await ask("getUpdates")).result == []
    world.say(town.private, town.person, "hello")
    assert len((await waiting).items) == 1


async def test_a_webhook_ends_the_waiting_poll(ask: Ask) -> None:
    waiting = asyncio.create_task(ask("getUpdates", timeout=60))
    await asyncio.sleep(0.05)
    await ask("setWebhook", url="http://127.0.0.1:1/")
    assert (await waiting).error == "Conflict: terminated by setWebhook request"


async def test_a_poll_waits_for_updates(ask: Ask, world: World, town: Town) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    world.say(town.private, town.person, "hello")
    (update,) = (await poll).items
    assert update["update_id"] == 1


async def test_an_update_is_repeated_until_it_is_confirmed(ask: Ask, world: World, town: Town) -> None:
    for text in ("one", "two", "three"):
        world.say(town.private, town.person, text)
    assert [u["update_id"] for u in (await ask("getUpdates", limit=2)).items] == [1, 2]
    assert [u["update_id"] for u in (await ask("getUpdates", offset=2)).items] == [2, 3]
    assert [u["update_id"] for u in (await ask("getUpdates", offset=-1)).items] == [3]
    assert (await ask("getUpdates", offset=4)).result == []


async def test_the_bot_gets_only_the_updates_it_allows(ask: Ask, world: World, town: Town) -> None:
    await ask("getUpdates", allowed_updates=["my_chat_member"])
    world.say(town.private, town.person, "hello")
    world.block(town.person)
    (update,) = (await ask("getUpdates")).items
    assert "my_chat_member" in update


async def test_the_bot_is_idle_when_it_has_confirmed_all_updates(ask: Ask, world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello")
    waiting = asyncio.create_task(world.wait_until_idle())
    await ask("getUpdates")
    assert not waiting.done()
    await ask("getUpdates", offset=2)
    await waiting


async def test_pending_updates_are_named_after_a_timeout(server: Server, world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello")
    with pytest.raises(errors.WaitTimeoutError, match="message"):
        await server.wait_until_idle(within=0.01)


async def test_pending_updates_can_be_dropped(ask: Ask, world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello")
    assert (await ask("deleteWebhook", drop_pending_updates=True)).result is True
    assert (await ask("getUpdates")).result == []


async def test_a_fault_answers_with_an_error_a_number_of_times(ask: Ask, server: Server) -> None:
    server.faults.append(Fault("getMe", times=2, answer=errors.too_many_requests(3)))
    answers = [await ask("getMe") for _ in range(3)]
    assert [answer.status for answer in answers] == [429, 429, 200]
    assert answers[0].body["parameters"] == {"retry_after": 3}
    assert answers[0].error == "Too Many Requests: retry after 3"


async def test_a_fault_answers_with_a_bare_status(server: Server, client: aiohttp.ClientSession) -> None:
    server.faults.append(Fault("*", answer=502))
    async with client.get(f"{server.base_url}{TOKEN}/getMe") as response:
        assert response.status == 502


@pytest.mark.parametrize("drop", ["before", "after"])
async def test_a_fault_drops_the_connection_before_or_after_the_message_is_accepted(
    ask: Ask, server: Server, town: Town, drop: Literal["before", "after"]
) -> None:
    server.faults.append(Fault("sendMessage", drop=drop))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await ask("sendMessage", chat_id=town.private.id, text="x")
    assert [call.accepted for call in server.calls] == [drop == "after"]
    assert len(server.world.messages(town.private)) == int(drop == "after")


async def test_a_fault_affects_only_its_chat_and_delays_the_answer(ask: Ask, server: Server, town: Town) -> None:
    server.faults.append(Fault("sendMessage", chat_id=town.group.id, delay=0.1))
    loop = asyncio.get_running_loop()
    await ask("sendMessage", chat_id=town.private.id, text="x")
    begin = loop.time()
    await ask("sendMessage", chat_id=town.group.id, text="x")
    assert loop.time() - begin >= 0.1
    assert [call.fault is not None for call in server.calls] == [False, True]


async def test_the_token_is_in_no_log(ask: Ask, town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    await ask("sendMessage", chat_id=town.private.id, text="x")
    await ask("sendTelepathy")
    assert TOKEN not in caplog.text
