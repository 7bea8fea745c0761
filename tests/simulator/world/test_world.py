from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import telegram

from simulator import Town, World, errors
from simulator.world.chats import Chat, Status
from simulator.world.journal import JournalEntry, MemberChange
from tests.simulator.factories import Ask
from tests.telegram_contract import check_update


def pending_updates(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Return the bot's pending updates; each must be valid for aiogram and for python-telegram-bot."""
    for update in world.updates.pending:
        check_update(update.to_json())
        read = telegram.Update.de_json(update.to_json(), None)
        assert not read.api_kwargs
        assert read.effective_chat
    return [(update.kind, update.payload) for update in world.updates.pending]


def test_the_bot_gets_every_private_message(world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello /weather")
    ((kind, payload),) = pending_updates(world)
    assert kind == "message"
    assert payload["from"]["language_code"] == "ko"
    assert payload["entities"] == [{"type": "bot_command", "offset": 6, "length": 8}]


@pytest.mark.parametrize(
    ("text", "is_delivered"),
    [
        ("hello", False),
        ("/help", True),
        ("/help@local_bot", True),
        ("/help@other_bot", False),
        ("hello @local_bot", True),
        ("hello @Local_Bot", True),
    ],
)
def test_the_bot_gets_group_messages_addressed_to_it(
    world: World, town: Town, text: str, *, is_delivered: bool
) -> None:
    world.say(town.group, town.person, text)
    assert bool(pending_updates(world)) is is_delivered


def test_an_administrator_bot_gets_every_message(world: World, town: Town) -> None:
    world.promote(town.group, world.bot)
    world.say(town.group, town.person, "hello")
    assert [kind for kind, _ in pending_updates(world)] == ["my_chat_member", "message"]


async def test_the_bot_gets_replies_to_it(world: World, town: Town, ask: Ask) -> None:
    await ask("sendMessage", chat_id=town.group.id, text="question")
    world.say(town.group, town.person, "answer", reply_to=world.messages(town.group)[0])
    ((_, payload),) = pending_updates(world)
    assert payload["reply_to_message"]["from"]["is_bot"] is True


def test_a_channel_post_hides_its_author(world: World, town: Town) -> None:
    post = world.say(town.channel, town.person, "/subscribe 07:00")
    world.edit(post, "/subscribe 08:00")
    (kind, payload), (edited, _) = pending_updates(world)
    assert (kind, edited) == ("channel_post", "edited_channel_post")
    assert "from" not in payload
    assert payload["sender_chat"]["id"] == town.channel.id
    assert post.sender is town.person


def test_an_anonymous_administrator_posts_in_the_groups_name(world: World, town: Town) -> None:
    world.say(town.group, town.person, "/subscribe 07:00", anonymous=True)
    ((_, payload),) = pending_updates(world)
    assert payload["from"]["id"] == 1087968824
    assert payload["sender_chat"]["id"] == town.group.id


def test_an_edited_message_is_another_update(world: World, town: Town) -> None:
    message = world.say(town.private, town.person, "/weathr")
    world.edit(message, "/weather")
    assert [kind for kind, _ in pending_updates(world)] == ["message", "edited_message"]
    assert world.messages(town.private)[0].text == "/weather"


def test_a_location_is_shared(world: World, town: Town) -> None:
    world.share_location(town.private, town.person, 37.45, 126.7)
    ((_, payload),) = pending_updates(world)
    assert payload["location"] == {"latitude": 37.45, "longitude": 126.7}


@pytest.mark.parametrize(
    "action",
    [
        lambda world, town: world.say(town.private, town.person, "  "),
        lambda world, town: world.say(town.private, town.person, "x" * 4097),
        lambda world, town: world.say(town.group, world.add_person("Stranger"), "x"),
        lambda world, town: world.say(town.private, town.person, "x", anonymous=True),
        lambda world, town: world.share_location(town.private, town.person, 91, 0),
        lambda world, town: world.migrate(town.channel),
        lambda world, town: (world.block(town.person), world.say(town.private, town.person, "x")),
        lambda world, town: (world.migrate(town.group), world.say(town.group, town.person, "x")),
    ],
)
def test_impossible_actions_are_rejected(world: World, town: Town, action: Callable[[World, Town], object]) -> None:
    with pytest.raises(errors.ActionError):
        action(world, town)
    assert all(kind != "message" or "text" not in payload for kind, payload in pending_updates(world))


def test_a_member_cannot_post_in_a_channel(world: World, town: Town) -> None:
    reader = world.add_person("Reader")
    world.join(town.channel, reader)
    with pytest.raises(errors.ActionError, match="not an administrator"):
        world.say(town.channel, reader, "x")


async def send_error(ask: Ask, chat: Chat) -> tuple[int, str]:
    answer = await ask("sendMessage", chat_id=chat.id, text="x")
    return answer.status, answer.error


async def test_blocking_queues_an_update_and_rejects_messages(world: World, town: Town, ask: Ask) -> None:
    world.block(town.person)
    ((kind, payload),) = pending_updates(world)
    assert kind == "my_chat_member"
    assert payload["old_chat_member"]["status"] == "member"
    assert payload["new_chat_member"]["status"] == "kicked"
    assert await send_error(ask, town.private) == (403, "Forbidden: bot was blocked by the user")
    world.unblock(town.person)
    assert (await ask("sendMessage", chat_id=town.private.id, text="x")).status == 200


def test_a_change_of_membership_is_one_event(world: World, town: Town) -> None:
    entries: list[JournalEntry] = []
    world.events.listeners.append(entries.append)
    world.block(town.person)
    assert entries == [MemberChange(town.private, world.bot, Status.KICKED)]


async def test_a_deleted_account_is_rejected(world: World, town: Town, ask: Ask) -> None:
    world.delete_account(town.person)
    assert await send_error(ask, town.private) == (403, "Forbidden: user is deactivated")


async def test_the_error_of_a_kicked_bot_names_the_kind_of_chat(world: World, town: Town, ask: Ask) -> None:
    supergroup = world.add_supergroup("Big", town.person)
    assert await send_error(ask, supergroup) == (400, "Bad Request: chat not found")
    world.add_bot(supergroup)
    for chat, kind_name in ((town.group, "group"), (supergroup, "supergroup"), (town.channel, "channel")):
        world.remove_bot(chat)
        assert await send_error(ask, chat) == (403, f"Forbidden: bot was kicked from the {kind_name} chat")
    pending_updates(world)


async def test_a_bot_that_left_is_not_a_member(world: World, town: Town, ask: Ask) -> None:
    world.leave(town.group, world.bot)
    assert await send_error(ask, town.group) == (403, "Forbidden: bot is not a member of the group chat")


async def test_a_channel_needs_an_administrator(world: World, town: Town, ask: Ask) -> None:
    world.demote(town.channel, world.bot)
    expected = "Bad Request: need administrator rights in the channel chat"
    assert await send_error(ask, town.channel) == (400, expected)


async def test_a_group_becomes_a_supergroup(world: World, town: Town, ask: Ask) -> None:
    supergroup = world.migrate(town.group)
    updates = pending_updates(world)
    (kind, come), services = updates[0], [payload for _, payload in updates[1:]]
    assert (kind, come["chat"]["id"]) == ("my_chat_member", supergroup.id), "to a bot it is a chat that it comes into"
    assert (come["old_chat_member"]["status"], come["new_chat_member"]["status"]) == ("left", "member")
    assert services[0]["migrate_to_chat_id"] == supergroup.id
    assert services[1]["migrate_from_chat_id"] == town.group.id
    answer = await ask("sendMessage", chat_id=town.group.id, text="x")
    assert answer.error == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer.body["parameters"] == {"migrate_to_chat_id": supergroup.id}
    assert (await ask("sendMessage", chat_id=supergroup.id, text="x")).status == 200


async def test_administrators_get_chat_member_updates_on_request(world: World, town: Town, ask: Ask) -> None:
    await ask("getUpdates", allowed_updates=["chat_member"])
    guest = world.add_person("Guest")
    world.join(town.group, guest)
    world.join(town.channel, guest)
    assert [(kind, payload["chat"]["id"]) for kind, payload in pending_updates(world)] == [
        ("chat_member", town.channel.id)
    ]


async def test_members_and_administrators_are_returned(world: World, town: Town, ask: Ask) -> None:
    guest = world.add_person("Guest")
    place = {"chat_id": town.group.id}
    assert (await ask("getChatMember", **place, user_id=guest.id)).fields["status"] == "left"
    assert (await ask("getChatMember", **place, user_id=town.person.id)).fields["status"] == "creator"
    assert (await ask("getChatMember", **place, user_id=77)).error == "Bad Request: member not found"
    world.join(town.group, guest)
    world.promote(town.group, guest, anonymous=True)
    administrators = (await ask("getChatAdministrators", **place)).items
    assert [(a["status"], a["is_anonymous"]) for a in administrators] == [
        ("creator", False),
        ("administrator", True),
    ]
    town.group.set_member(guest, Status.KICKED)
    assert (await ask("getChatMember", **place, user_id=guest.id)).fields["status"] == "kicked"
    private = await ask("getChatAdministrators", chat_id=town.private.id)
    assert private.error == "Bad Request: there are no administrators in the private chat"


async def test_a_chat_is_found_by_its_name(town: Town, ask: Ask) -> None:
    assert (await ask("getChat", chat_id="@Morning_Post")).fields["id"] == town.channel.id
    assert (await ask("getChat", chat_id="@nobody")).error == "Bad Request: chat not found"


async def test_menus_are_stored_by_scope_and_language(town: Town, ask: Ask) -> None:
    korean = [{"command": "help", "description": "도움말"}]
    scope = {"type": "chat", "chat_id": town.group.id}
    await ask("setMyCommands", commands=korean, scope=scope, language_code="ko")
    assert (await ask("getMyCommands", scope=scope, language_code="ko")).result == korean
    assert (await ask("getMyCommands", scope=scope)).result == []
    await ask("deleteMyCommands", scope=scope, language_code="ko")
    assert (await ask("getMyCommands", scope=scope, language_code="ko")).result == []
    unknown = {"type": "chat", "chat_id": 77}
    assert (await ask("getMyCommands", scope=unknown)).error == "Bad Request: chat not found"


async def test_the_bot_describes_itself(world: World, ask: Ask) -> None:
    await ask("setMyName", name="조간", language_code="ko")
    await ask("setMyDescription", description="아침마다", language_code="ko")
    await ask("setMyShortDescription", short_description="날씨")
    assert world.profile == {
        ("name", "ko"): "조간",
        ("description", "ko"): "아침마다",
        ("short_description", ""): "날씨",
    }


def test_a_clock_without_a_zone_is_rejected() -> None:
    world = World(now=lambda: datetime(2024, 5, 14))  # noqa: DTZ001 - rejected
    mina = world.add_person("Mina")
    with pytest.raises(ValueError, match="aware"):
        world.say(world.private_chat(mina), mina, "x")


async def test_chat_actions_are_accepted_outside_channels(town: Town, ask: Ask) -> None:
    assert (await ask("sendChatAction", chat_id=town.private.id, action="typing")).result is True
    channel = await ask("sendChatAction", chat_id=town.channel.id, action="typing")
    assert channel.error == "Bad Request: can't send chat actions to channel chats"
