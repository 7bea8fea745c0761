import aiohttp
import pytest

from simulator import Server, Town, World
from simulator.server import server as server_module
from tests.simulator.factories import TOKEN, Ask, form_of

FACE = "\N{GRINNING FACE}"


@pytest.mark.parametrize(("token", "status"), [("2:other", 401), ("nonsense", 401)])
async def test_an_invalid_token_is_rejected(
    server: Server, client: aiohttp.ClientSession, token: str, status: int
) -> None:
    async with client.get(f"{server.base_url}{token}/getMe") as response:
        assert response.status == status


async def test_a_request_that_is_too_large_is_rejected(
    world: World, town: Town, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_MAX_REQUEST_SIZE", 1000)
    async with Server(world, TOKEN, strict=True) as server:
        form = form_of({"chat_id": town.private.id, "document": bytes(2000)})
        async with client.post(f"{server.base_url}{TOKEN}/sendDocument", data=form) as response:
            assert response.status == 413
            assert (await response.json())["description"] == "Request Entity Too Large"
    assert [call.accepted for call in server.calls] == [False]


async def test_entities_can_replace_a_parse_mode(ask: Ask, world: World, town: Town) -> None:
    entities = [
        {"type": "bold", "offset": 2, "length": 1},
        {"type": "text_link", "offset": 0, "length": 2, "url": "a.com"},
    ]
    await ask("sendMessage", chat_id=town.private.id, text=f"{FACE}a b", entities=entities)
    (message,) = world.messages(town.private)
    assert [(e.type, e.covered_text(message.text)) for e in message.entities] == [("text_link", FACE), ("bold", "a")]


@pytest.mark.parametrize(
    ("offset", "length", "error"),
    [
        (-1, 1, "receive an entity with incorrect offset -1"),
        (0, 2_000_000, "receive an entity with incorrect length 2000000"),
        (4, 1, "entity begins after the end of the text at UTF-16 offset 4"),
        (2, 9, "entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 11"),
        (1, 2, "entity begins in a middle of a UTF-16 symbol at byte offset 0"),
    ],
)
async def test_an_entity_lies_inside_its_text(ask: Ask, town: Town, offset: int, length: int, error: str) -> None:
    entities = [{"type": "bold", "offset": offset, "length": length}]
    answer = await ask("sendMessage", chat_id=town.private.id, text=f"{FACE}a", entities=entities)
    assert answer.error == f"Bad Request: {error}"


async def test_a_reply_can_quote_its_message(ask: Ask, world: World, town: Town) -> None:
    question = world.say(town.private, town.person, f"{FACE} why is it so?")
    reply = {"message_id": question.message_id, "quote": "<b>why</b>", "quote_parse_mode": "HTML"}
    answer = await ask("sendMessage", chat_id=town.private.id, text="x", reply_parameters=reply)
    assert answer.fields["quote"] == {
        "text": "why",
        "position": 3,
        "is_manual": True,
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
    }
    wrong = await ask("sendMessage", chat_id=town.private.id, text="x", reply_parameters=reply | {"quote": "how"})
    assert wrong.error == "Bad Request: QUOTE_TEXT_INVALID"


async def test_a_reply_cannot_name_a_message_of_another_chat(ask: Ask, world: World, town: Town) -> None:
    question = world.say(town.private, town.person, "why?")
    reply = {"message_id": question.message_id, "chat_id": town.group.id}
    answer = await ask("sendMessage", chat_id=town.private.id, text="x", reply_parameters=reply)
    assert answer.error == "Bad Request: message to be replied not found"


async def test_protected_and_silent_messages_are_marked(ask: Ask, world: World, town: Town) -> None:
    place = {"chat_id": town.private.id, "text": "x"}
    sent = await ask("sendMessage", **place, protect_content=True, disable_notification=True)
    assert sent.fields["has_protected_content"] is True
    assert world.messages(town.private)[0].silent


async def test_a_bot_cannot_start_a_conversation(ask: Ask, world: World, town: Town) -> None:
    stranger, neighbour = world.add_person("Stranger"), world.add_person("Neighbour")
    world.join(town.group, neighbour)
    answers = [await ask("sendMessage", chat_id=user.id, text="x") for user in (stranger, neighbour, world.bot)]
    assert [answer.error for answer in answers] == [
        "Bad Request: chat not found",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: bots can't send messages to bots",
    ]


async def test_a_public_channel_is_visible_to_bots_outside(ask: Ask, world: World, town: Town) -> None:
    world.add_channel("News", town.person, username="town_news")
    answer = await ask("sendMessage", chat_id="@town_news", text="x")
    assert answer.error == "Forbidden: bot is not a member of the channel chat"


async def test_a_withheld_right_is_missing(ask: Ask, world: World, town: Town) -> None:
    world.promote(town.channel, world.bot, without=["can_post_messages"])
    answer = await ask("sendMessage", chat_id=town.channel.id, text="x")
    assert answer.error == "Bad Request: need administrator rights in the channel chat"
    me = await ask("getChatMember", chat_id=town.channel.id, user_id=world.bot.id)
    assert (me.fields["can_post_messages"], me.fields["can_edit_messages"]) == (False, True)


async def test_a_restricted_bot_cannot_post(ask: Ask, world: World, town: Town) -> None:
    supergroup = world.add_supergroup("Big", town.person)
    world.add_bot(supergroup)
    world.restrict(supergroup, world.bot)
    answer = await ask("sendMessage", chat_id=supergroup.id, text="x")
    assert answer.error == "Bad Request: not enough rights to send text messages to the chat"
    me = await ask("getChatMember", chat_id=supergroup.id, user_id=world.bot.id)
    assert me.fields["status"] == "restricted"


async def test_members_are_counted_and_a_bot_can_leave(ask: Ask, world: World, town: Town) -> None:
    place = {"chat_id": town.group.id}
    assert (await ask("getChatMemberCount", **place)).result == 2
    assert (await ask("leaveChat", **place)).result is True
    assert world.messages(town.group)[-1].service["left_chat_member"]
    assert (await ask("sendMessage", **place, text="x")).error == "Forbidden: bot is not a member of the group chat"
    private = await ask("leaveChat", chat_id=town.private.id)
    assert private.error == "Bad Request: chat member status can't be changed in private chats"


async def test_pins_post_a_service_message_and_can_be_removed(ask: Ask, world: World, town: Town) -> None:
    place = {"chat_id": town.private.id}
    await ask("sendMessage", **place, text="one")
    assert (await ask("pinChatMessage", **place, message_id=1)).result is True
    assert world.messages(town.private)[-1].service["pinned_message"]
    assert (await ask("getChat", **place)).fields["pinned_message"]
    assert (await ask("unpinChatMessage", **place)).result is True
    assert (await ask("unpinChatMessage", **place)).error == "Bad Request: message to unpin not found"
    assert (await ask("unpinAllChatMessages", **place)).result is True
    assert (await ask("pinChatMessage", **place, message_id=9)).error == "Bad Request: message to pin not found"
    group = await ask("pinChatMessage", chat_id=town.group.id, message_id=1)
    assert group.error == "Bad Request: not enough rights to manage pinned messages in the chat"


async def test_the_bot_reads_its_own_profile(ask: Ask, world: World, town: Town) -> None:
    await ask("setMyDescription", description="Every morning")
    assert (await ask("getMyDescription", language_code="ko")).result == {"description": "Every morning"}
    assert (await ask("getMyShortDescription")).result == {"short_description": ""}
    assert (await ask("getMyName")).result == {"name": world.bot.first_name}
    button = {"type": "web_app", "text": "Map", "web_app": {"url": "https://example.com"}}
    await ask("setChatMenuButton", chat_id=town.private.id, menu_button=button)
    assert (await ask("getChatMenuButton", chat_id=town.private.id)).result == button
    assert (await ask("getChatMenuButton")).result == {"type": "commands"}
    rights = (await ask("getMyDefaultAdministratorRights")).fields | {"can_post_messages": True}
    await ask("setMyDefaultAdministratorRights", rights=rights, for_channels=True)
    assert (await ask("getMyDefaultAdministratorRights", for_channels=True)).fields["can_post_messages"] is True


async def test_an_alert_is_marked_in_its_event(ask: Ask, world: World, town: Town) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
    callback = world.press(world.messages(town.private)[0], "a", town.person)
    await ask("answerCallbackQuery", callback_query_id=callback.id, text="Look", show_alert=True)
    assert (world.events[-1].text, world.events[-1].is_alert) == ("Look", True)


async def test_keyboards_are_checked_against_the_kind_of_chat(ask: Ask, town: Town) -> None:
    async def error(chat_id: int, keyboard: object) -> str:
        return (await ask("sendMessage", chat_id=chat_id, text="x", reply_markup=keyboard)).error

    location = {"keyboard": [[{"text": "Here", "request_location": True}]]}
    contact = {"keyboard": [[{"text": "Me", "request_contact": True}]]}
    assert await error(town.group.id, location) == "Bad Request: location can be requested in private chats only"
    assert await error(town.group.id, contact) == "Bad Request: phone number can be requested in private chats only"
    assert await error(town.channel.id, {"keyboard": [[{"text": "a"}]]}) == "Bad Request: inline keyboard expected"
    assert (await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=location)).status == 200
    await ask("sendMessage", chat_id=town.private.id, text="x")
    edit = await ask(
        "editMessageText", chat_id=town.private.id, message_id=2, text="y", reply_markup={"remove_keyboard": True}
    )
    assert edit.error == "Bad Request: inline keyboard expected"
    empty = {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}
    assert await error(town.private.id, empty) == "Bad Request: inline keyboard button text must be non-empty"
    unnamed = {"keyboard": [[{"text": ""}]]}
    assert await error(town.private.id, unnamed) == "Bad Request: keyboard button text must be non-empty"


async def test_empty_rows_are_dropped(ask: Ask, town: Town) -> None:
    button = {"text": "x", "callback_data": "a"}
    rows = await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup={"inline_keyboard": [[], [button]]})
    assert rows.fields["reply_markup"] == {"inline_keyboard": [[button]]}
    empty: tuple[dict[str, object], ...] = ({"inline_keyboard": []}, {"inline_keyboard": [[]]}, {})
    for nothing in empty:
        answer = await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=nothing)
        assert "reply_markup" not in answer.fields


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("sendMessage", {"chat_id": "abc", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1, "text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": None}, "object expected as reply markup"),
        ("editMessageText", {"chat_id": 1, "text": "x", "reply_markup": None}, "object expected as reply markup"),
        ("sendChatAction", {"chat_id": 1, "action": "sleep"}, "wrong parameter action in request"),
        ("sendChatAction", {"chat_id": 1}, "wrong parameter action in request"),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": ""}]},
            "command description must be non-empty",
        ),
    ],
)
async def test_wrong_arguments_have_telegrams_texts(
    ask: Ask, server: Server, client: aiohttp.ClientSession, method: str, arguments: dict[str, object], error: str
) -> None:
    assert (await ask(method, **arguments)).error == f"Bad Request: {error}"
    async with client.post(f"{server.base_url}{TOKEN}/{method}", json=arguments) as response:
        assert (await response.json())["description"] == f"Bad Request: {error}"


async def test_a_command_is_stored_without_its_slash(ask: Ask) -> None:
    await ask("setMyCommands", commands=[{"command": "/help", "description": "Help"}])
    assert (await ask("getMyCommands")).items == [{"command": "help", "description": "Help"}]


@pytest.mark.parametrize(("http", "path"), [("GET", ""), ("PUT", f"{TOKEN}/getMe"), ("GET", "/x")])
async def test_a_path_that_is_no_call_is_not_found(
    server: Server, client: aiohttp.ClientSession, http: str, path: str
) -> None:
    async with client.request(http, f"{server.base_url}{path}") as response:
        assert response.status == 404
        assert await response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_cached_keyboard_does_not_make_a_similar_one_valid(ask: Ask, town: Town) -> None:
    good = {"keyboard": [[{"text": "A"}]], "resize_keyboard": True}
    for reply_markup in (good, {**good, "resize_keyboard": 1}, good, {**good, "resize_keyboard": 1.0}):
        answer = await ask("sendMessage", chat_id=town.private.id, text="a", reply_markup=reply_markup)
        assert answer.status == (200 if reply_markup is good else 400)


async def test_more_keyboards_than_the_cache_holds_stay_correct(ask: Ask, world: World, town: Town) -> None:
    for label in [*map(str, range(300)), "0"]:
        keyboard = {"inline_keyboard": [[{"text": label, "callback_data": "a"}]]}
        await ask("sendMessage", chat_id=town.private.id, text="a", reply_markup=keyboard)
    shown = [message.buttons[0].text for message in world.messages(town.private)]
    assert shown == [*map(str, range(300)), "0"]
