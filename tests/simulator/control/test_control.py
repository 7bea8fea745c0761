import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Server, Town, World, small_town
from simulator.control.actions import ACTIONS
from tests.simulator.factories import NOON, TOKEN, Ask, until


class ControlApi:
    """The control API over HTTP, by action names and JSON."""

    def __init__(self, client: aiohttp.ClientSession, url: str) -> None:
        self._client = client
        self.url = url

    async def __call__(self, action: str, /, **arguments: object) -> Any:
        status, body = await self.ask(action, arguments)
        assert status == 200, body
        return body["result"]

    async def error(self, action: str, /, **arguments: object) -> str:
        status, body = await self.ask(action, arguments)
        assert (status, body["ok"]) == (400, False), body
        return str(body["error"])

    async def ask(self, action: str, arguments: Mapping[str, object]) -> tuple[int, Any]:
        async with self._client.post(f"{self.url}/sim/{action}", json=arguments) as response:
            return response.status, await response.json()


@pytest.fixture
def control(server: Server, client: aiohttp.ClientSession) -> ControlApi:
    return ControlApi(client, server.base_url.removesuffix("/bot"))


async def test_people_chats_and_topics_are_added(control: ControlApi, ask: Ask) -> None:
    mina = await control("person", name="Mina", language="ko", username="mina_park")
    group = await control("chat", kind="group", title="Walkers", creator=mina["id"])
    channel = await control("chat", kind="channel", title="News", creator=mina["id"], username="walk_news")
    forum = await control("chat", kind="supergroup", title="Forum", creator=mina["id"], forum=True, bot=False)
    topic = await control("topic", chat=forum["id"], person=mina["id"], name="Tea")
    said = await control("say", chat=forum["id"], person=mina["id"], text="hot", topic=topic["topic"])
    assert said["thread"] == topic["topic"]
    await ask("sendMessage", chat_id="@walk_news", text="<b>x</b>", parse_mode="HTML", disable_notification=True)
    (post,) = await control("messages", chat="@walk_news")
    assert (post["text"], post["silent"], post["entities"][0]["type"]) == ("x", True, "bold")
    state = await control("state")
    assert {one["id"] for one in state["chats"]} >= {mina["id"], group["id"], channel["id"]}
    assert state["clock"] == NOON.isoformat()


async def test_a_person_writes_presses_and_shares_a_location(
    control: ControlApi, ask: Ask, world: World, town: Town
) -> None:
    place = {"chat": town.private.id, "person": town.person.id}
    await control("say", **place, text="/start")
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="choose", reply_markup=markup)
    assert (await control("press", **place, message_id=2, button=0))["data"] == "a"
    assert (await control("press", **place, message_id=2, button="a"))["data"] == "a"
    await control("location", **place, latitude=37.45, longitude=126.7)
    await control("edit", chat=town.private.id, message_id=1, text="/help")
    kinds = [update.kind for update in world.updates.pending]
    assert kinds == ["message", "callback_query", "callback_query", "message", "edited_message"]
    (_, seen, *_) = await control("messages", chat=str(town.private.id))
    assert seen["keyboard"] == [[{"text": "A", "callback_data": "a"}]]


async def test_a_person_asks_inline_and_chooses(control: ControlApi, ask: Ask, town: Town) -> None:
    query = (await control("inline", chat=town.group.id, person=town.person.id, query="weather"))["query"]
    assert await control("inline_results", query=query) is None
    content = {"message_text": "sunny"}
    result = {"type": "article", "id": "r", "title": "Incheon", "input_message_content": content}
    assert await control("inline_button", query=query) is None
    button = {"text": "Set up", "start_parameter": "now"}
    await ask("answerInlineQuery", inline_query_id=query, results=[result], button=button)
    assert await control("inline_button", query=query) == button
    assert await control("inline_results", query=query) == [
        {"id": "r", "title": "Incheon", "description": "", "text": "sunny"}
    ]
    assert (await control("choose", query=query, result="r"))["via"] == "local_bot"


async def test_an_administrator_posts_anonymously(control: ControlApi, town: Town) -> None:
    said = await control("say", chat=town.group.id, person=town.person.id, text="x", anonymous=True)
    assert said["in_name_of_chat"] is True


async def test_memberships_change(control: ControlApi, town: Town, world: World) -> None:
    guest = (await control("person", name="Guest"))["id"]
    place = {"chat": town.group.id, "person": guest}
    for action, status in (("join", "member"), ("promote", "administrator"), ("demote", "member"), ("leave", "left")):
        await control(action, **place)
        assert town.group.members[guest].status == status
    await control("block", person=town.person.id)
    assert "blocked" in await control.error("say", chat=town.private.id, person=town.person.id, text="x")
    await control("unblock", person=town.person.id)
    await control("remove_bot", chat=town.group.id)
    assert not town.group.member(world.bot).is_inside
    await control("add_bot", chat=town.group.id)
    await control("language", person=guest, language="en")
    await control("delete_account", person=guest)
    assert (world.users[guest].language_code, world.users[guest].is_deactivated) == ("en", True)


async def test_a_group_becomes_a_supergroup(control: ControlApi, town: Town) -> None:
    new = await control("migrate", chat=town.group.id)
    state = await control("state")
    (old,) = [chat for chat in state["chats"] if chat["id"] == town.group.id]
    assert (old["migrated_to"], new["kind"]) == (new["id"], "supergroup")
    assert "supergroup" in await control.error("migrate", chat=town.group.id)


async def test_the_menu_follows_telegrams_scopes(control: ControlApi, ask: Ask, town: Town) -> None:
    scopes = {
        "default": "default",
        "private": "all_private_chats",
        "admins": "all_chat_administrators",
        "groups": "all_group_chats",
    }
    for command, scope in scopes.items():
        menu = [{"command": command, "description": "x"}]
        await ask("setMyCommands", commands=menu, scope={"type": scope})
    korean = [{"command": "korean", "description": "x"}]
    await ask("setMyCommands", commands=korean, scope={"type": "all_private_chats"}, language_code="ko")

    async def names(chat: int, person: int) -> list[str]:
        return [one["command"] for one in await control("menu", chat=chat, person=person)]

    guest = (await control("person", name="Guest", language="en"))["id"]
    await control("join", chat=town.group.id, person=guest)
    assert await names(town.private.id, town.person.id) == ["korean"]
    assert await names(guest, guest) == ["private"]
    assert await names(town.group.id, town.person.id) == ["admins"]
    assert await names(town.group.id, guest) == ["groups"]
    await ask("deleteMyCommands", scope={"type": "all_group_chats"})
    assert await names(town.group.id, guest) == ["default"]


async def test_a_fault_ends_after_its_seconds(control: ControlApi, ask: Ask, server: Server) -> None:
    async def is_over() -> bool:
        return (await ask("getMe")).status == 200

    await control("fault", retry_after=2, seconds=1)
    assert [(await ask("getMe")).status for _ in range(2)] == [429, 429]
    await until(is_over)
    assert server.faults == []
    await control("fault", method="getMe", status=502)
    await control("clear_faults")
    assert (await ask("getMe")).status == 200
    accepted = [call["accepted"] for call in await control("calls")]
    assert (accepted[:2], accepted[-2:]) == ([False, False], [True, True])


async def test_limits_are_switched_on_and_off(control: ControlApi, ask: Ask, town: Town) -> None:
    async def statuses() -> set[int]:
        return {(await ask("sendMessage", chat_id=town.private.id, text="x")).status for _ in range(8)}

    await control("limits", on=True)
    assert await statuses() == {200, 429}
    await control("limits", on=False)
    assert await statuses() == {200}


async def test_the_clock_is_set_and_goes_on(control: ControlApi, world: World, server: Server) -> None:
    await control("clock", at="2024-05-20T07:00:00+09:00")
    assert world.now() == datetime(2024, 5, 19, 22, tzinfo=UTC)
    server.control.zone = ZoneInfo("Asia/Seoul")
    result = await control("clock", tomorrow="07:00")
    assert datetime.fromisoformat(result["clock"]) == datetime(2024, 5, 20, 22, tzinfo=UTC)
    await control("clock", at="2024-05-22T07:00:00")
    assert world.now() == datetime(2024, 5, 21, 22, tzinfo=UTC)


async def test_on_clock_gets_the_new_time(control: ControlApi, server: Server, world: World) -> None:
    result: list[datetime] = []

    async def on_clock(at: datetime) -> None:
        result.append(at)

    server.control.on_clock = on_clock
    await control("clock", at="2024-05-20T07:00:00+09:00")
    assert [at.isoformat() for at in result] == ["2024-05-20T07:00:00+09:00"]
    assert world.now() == NOON


async def test_wait_for_messages_or_for_a_quiet_bot(control: ControlApi, ask: Ask, town: Town) -> None:
    waiting = asyncio.create_task(control("wait", messages=2, chat=town.group.id))
    for chat in (town.group, town.private, town.group):
        assert not waiting.done()
        await ask("sendMessage", chat_id=chat.id, text=chat.name)
    found = await waiting
    assert [message["text"] for message in found["messages"]] == [town.group.name] * 2
    assert len((await control("wait", quiet=0.01))["messages"]) == 3


async def test_a_wait_that_times_out_shows_the_conversation(control: ControlApi, town: Town) -> None:
    await control("say", chat=town.private.id, person=town.person.id, text="/start")
    status, body = await control.ask("wait", {"messages": 1, "within": 0.01})
    assert (status, body["ok"]) == (408, False)
    assert body["error"] == "timed out after 0.01 s waiting for 1 messages. The conversation:\n미나 / 미나: /start"
    status, _ = await control.ask("wait", {"within": 0.01})
    assert status == 408


@pytest.mark.parametrize(
    ("action", "arguments", "error"),
    [
        ("dance", {}, "unknown action 'dance'"),
        ("say", {"chat": 7, "person": 100_001, "text": "x"}, "chat not found"),
        ("say", {"chat": 100_001, "person": 7, "text": "x"}, "there is no user with the id 7"),
        ("say", {"chat": 100_001, "person": 1, "text": "x"}, "is a bot"),
        ("say", {"chat": 100_001, "person": 100_001}, "say: text: Field required"),
        ("say", {"chat": 100_001, "person": 100_001, "text": "x", "loud": True}, "loud: Extra inputs"),
        ("press", {"chat": 100_001, "person": 100_001, "message_id": 5, "button": 0}, "there is no message 5"),
        ("promote", {"chat": 100_001, "person": 100_001}, "a private chat"),
        ("clock", {}, "give either"),
        ("clock", {"at": "0001-01-01T00:00:00Z"}, "the clock can be set to"),
        ("clock", {"tomorrow": "25:00"}, "tomorrow"),
        ("fault", {}, "a fault needs"),
        ("fault", {"status": 500, "times": 1, "seconds": 1}, "either `times`"),
        ("chat", {"kind": "group", "title": "x", "creator": 100_001, "username": "abc"}, "a group has no username"),
        ("inline_results", {"query": "9"}, "there is no inline query"),
        ("file", {"file": "9"}, "there is no file"),
        ("say", {"chat": 100_001, "person": 100_001, "text": "x", "topic": 9}, "there is no topic 9"),
    ],
)
async def test_impossible_actions_are_explained(
    control: ControlApi, town: Town, action: str, arguments: Mapping[str, object], error: str
) -> None:
    assert town.person.id == 100_001
    assert error in await control.error(action, **arguments)


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff", b'{"text": "\\ud800"}', b"[" * 100_000])
async def test_a_body_that_is_no_object_is_rejected(
    control: ControlApi, client: aiohttp.ClientSession, body: bytes
) -> None:
    async with client.post(f"{control.url}/sim/say", data=body) as response:
        assert response.status == 400


async def test_only_read_only_actions_allow_get(control: ControlApi, client: aiohttp.ClientSession, town: Town) -> None:
    async with client.get(f"{control.url}/sim/messages", params={"chat": str(town.private.id)}) as response:
        assert await response.json() == {"ok": True, "result": []}
    async with client.get(f"{control.url}/sim/say") as response:
        assert response.status == 405


async def test_requests_of_other_sites_are_rejected(control: ControlApi, client: aiohttp.ClientSession) -> None:
    for origin, status in (("http://evil.example", 403), ("null", 403), (control.url, 200)):
        async with client.post(f"{control.url}/sim/state", headers={"Origin": origin}) as response:
            assert response.status == status


@pytest.fixture
async def events(control: ControlApi, client: aiohttp.ClientSession) -> AsyncIterator[aiohttp.StreamReader]:
    async with client.get(f"{control.url}/sim/events") as response:
        assert response.content_type == "text/event-stream"
        yield response.content


async def next_events(stream: aiohttp.StreamReader, count: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    is_clock = False
    async with asyncio.timeout(5):
        while len(found) < count:
            line = (await stream.readline()).decode().strip()
            is_clock = line == "event: clock" or (is_clock and bool(line))
            if line.startswith("data: ") and not is_clock:
                found.append(json.loads(line.removeprefix("data: ")))
    return found


async def test_events_are_streamed(
    events: aiohttp.StreamReader, control: ControlApi, ask: Ask, town: Town, client: aiohttp.ClientSession
) -> None:
    place = {"chat_id": town.private.id}
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await ask("sendMessage", **place, text="one", reply_markup=markup)
    await control("press", chat=town.private.id, message_id=1, button=0, person=town.person.id)
    await ask("answerCallbackQuery", callback_query_id="1", text="pressed")
    await ask("editMessageText", **place, message_id=1, text="two")
    await ask("deleteMessage", **place, message_id=1)
    await control("block", person=town.person.id)
    result = await next_events(events, 5)
    assert [event["kind"] for event in result] == ["sent", "toast", "edited", "deleted", "membership"]
    assert [event["number"] for event in result] == [1, 2, 3, 4, 5]
    assert result[1]["text"] == "pressed"
    assert (result[4]["status"], result[4]["user"]["is_bot"]) == ("kicked", True)
    async with client.get(f"{control.url}/sim/events", headers={"Last-Event-ID": "3"}) as response:
        assert [event["number"] for event in await next_events(response.content, 2)] == [4, 5]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
LIKELY = st.sampled_from(
    [
        100_001,
        -400_002,
        "@morning_post",
        1,
        "1",
        "x",
        True,
        "group",
        "07:00",
        "2024-05-14T07:00:00",
        1e308,
        "*",
        "٣",
        "-",
    ]
)
NAMES = sorted({name for model, _ in ACTIONS.values() for name in model.model_fields} - {"within", "quiet"})
# Without the actions that would wait or stop the server.
CALLS = st.tuples(
    st.sampled_from(sorted(set(ACTIONS) - {"outage"})),
    st.dictionaries(st.sampled_from(NAMES), LIKELY | JSON, max_size=5),
)


async def statuses(calls: list[tuple[str, dict[str, object]]]) -> list[int]:
    world = World(now=lambda: NOON)
    small_town(world)
    found = []
    async with Server(world, TOKEN, strict=True) as server, aiohttp.ClientSession() as client:
        for action, arguments in calls:
            usable = {**arguments, "within": 0} if action == "wait" else arguments
            url = f"{server.base_url.removesuffix('/bot')}/sim/{action}"
            async with client.post(url, data=json.dumps(usable)) as response:
                found.append(response.status)
    return found


@settings(max_examples=40)
@given(st.lists(CALLS, min_size=10, max_size=25))
def test_no_action_breaks_the_server(calls: list[tuple[str, dict[str, object]]]) -> None:
    assert set(asyncio.run(statuses(calls))) <= {200, 400, 408}


@pytest.mark.parametrize("host", ["evil.com", "evil.com:8081", "127.0.0.1.evil.com", "[::1", "192.0.2.1"])
@pytest.mark.parametrize(("method", "path"), [("POST", "say"), ("GET", "state"), ("GET", "events"), ("GET", "files/x")])
async def test_foreign_host_names_are_rejected(
    control: ControlApi, client: aiohttp.ClientSession, host: str, method: str, path: str
) -> None:
    headers = {"Host": host, "Origin": f"http://{host}"} if method == "POST" else {"Host": host}
    async with client.request(method, f"{control.url}/sim/{path}", headers=headers) as response:
        assert response.status == 403
        assert (await response.json())["ok"] is False


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:9", "[::1]:8081"])
async def test_every_loopback_name_is_accepted(control: ControlApi, client: aiohttp.ClientSession, host: str) -> None:
    headers = {"Host": host, "Origin": f"http://{host}"}
    async with client.post(f"{control.url}/sim/state", headers=headers) as response:
        assert response.status == 200
