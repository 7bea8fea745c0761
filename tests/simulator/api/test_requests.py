"""Requests with the answers that the source of Telegram's own server gives (tdlib/telegram-bot-api 10.0, tdlib/td).

Each line of `telegram_requests.jsonl` is a request: its method, its arguments, the answer (`ok` or the error without
`Bad Request: `) and fields of the result (`*` is any value, null a missing field). `{"repeat": […, n]}` is a text or a
list n times, `{private}` and its like are filled in by `prepare`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from simulator import Server, World, small_town
from tests.simulator.factories import NOON, TOKEN, form_of, png

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "telegram_requests.jsonl").read_text("utf-8").splitlines()
]
ENCODINGS = ("json", "form")


async def prepare(world: World, server: Server, client: aiohttp.ClientSession) -> dict[str, int | str]:
    """Fill the world with what the requests refer to, and return it by name."""
    town = small_town(world)
    groups = {
        "supergroup": world.add_supergroup("Super", town.person),
        "forum": world.add_supergroup("Forum", town.person, is_forum=True),
    }
    for chat in groups.values():
        world.add_bot(chat)
        world.promote(chat, world.bot)
    member = world.add_person("Member")
    world.join(groups["supergroup"], member)
    topic = world.create_topic(groups["forum"], town.person, "News")
    theirs = world.say(town.private, town.person, "theirs")

    async def send(method: str, **arguments: object) -> int:
        async with client.post(f"{server.base_url}{TOKEN}/{method}", data=form_of(arguments)) as response:
            return int((await response.json())["result"]["message_id"])

    private = town.private.id
    pressed = await send(
        "sendMessage",
        chat_id=private,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]},
    )
    own = await send("sendMessage", chat_id=private, text="own")
    photo = await send("sendPhoto", chat_id=private, photo=png())
    return {
        **{name: chat.id for name, chat in groups.items()},
        "private": private,
        "private_text": str(private),
        "person": town.person.id,
        "member": member.id,
        "group": town.group.id,
        "channel": town.channel.id,
        "topic": topic.thread_id,
        "theirs": theirs.message_id,
        "own": own,
        "own_text": str(own),
        "photo": photo,
        "location": await send("sendLocation", chat_id=private, latitude=1, longitude=1),
        "poll": await send("sendPoll", chat_id=private, question="x", options=["a", "b"]),
        "file": next(iter(world.files)),
        "with_keyboard": await send("sendMessage", chat_id=private, text="x", reply_markup={"keyboard": [["a"]]}),
        "forwarded": await send("forwardMessage", chat_id=private, from_chat_id=private, message_id=own),
        "service": world.post_service(town.private, town.person, {"group_chat_created": True}).message_id,
        "in_group": await send("sendMessage", chat_id=town.group.id, text="x"),
        "post": await send("sendMessage", chat_id=town.channel.id, text="x"),
        "callback": world.press(world.history[town.private][pressed], 0, town.person).id,
        "query": world.ask_inline(town.private, town.person, "x").id,
    }


def filled(value: Any, names: Mapping[str, int | str]) -> Any:
    """Replace the names in braces, and repeat what is to be repeated."""
    match value:
        case {"repeat": [what, times]}:
            return what * times
        case dict():
            return {name: filled(inner, names) for name, inner in value.items()}
        case list():
            return [filled(inner, names) for inner in value]
        case str() if value[1:-1] in names and value == f"{{{value[1:-1]}}}":
            return names[value[1:-1]]
        case str():
            for name, known in names.items():
                value = value.replace(f"{{{name}}}", str(known))
    return value


def differences(result: object, expected: Mapping[str, object]) -> dict[str, object]:
    fields = result if isinstance(result, dict) else {}
    wrong = {name: fields.get(name) for name, value in expected.items() if value != "*" and fields.get(name) != value}
    return wrong | {name: None for name, value in expected.items() if value == "*" and name not in fields}


def test_there_are_enough_requests() -> None:
    assert len(ROWS) >= 200
    assert len({row["name"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
async def test_a_request_is_answered_as_by_telegram(client: aiohttp.ClientSession, row: dict[str, Any]) -> None:
    if row["answer"] == "ok":
        for encoding in ENCODINGS:
            await check(client, row, encoding)
    else:
        # A request that is refused changes nothing, so that the other encoding meets the same world.
        await check(client, row, *ENCODINGS)


async def check(client: aiohttp.ClientSession, row: dict[str, Any], *encodings: str) -> None:
    """Make a request in some encodings, one after the other, in a new world."""
    world = World(now=lambda: NOON)
    # It takes what Telegram takes.
    async with Server(world, token=TOKEN) as server:
        names = await prepare(world, server, client)
        arguments = filled(row["arguments"], names)
        for encoding in encodings:
            body = {"json": arguments} if encoding == "json" else {"data": form_of(arguments)}
            async with client.post(f"{server.base_url}{TOKEN}/{row['method']}", **body) as response:
                answer = await response.json()
            description = "ok" if answer["ok"] else answer["description"].removeprefix("Bad Request: ")
            expected = 200 if row["answer"] == "ok" else 400, filled(row["answer"], names)
            assert (response.status, description) == expected, encoding
            assert differences(answer.get("result"), filled(row.get("result", {}), names)) == {}, encoding
