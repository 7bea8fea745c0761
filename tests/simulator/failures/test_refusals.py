"""Chats that refuse messages, and slow mode."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from simulator import Server, Town, World
from simulator.client import Client, connect
from simulator.errors import ActionError
from simulator.world.chats import Chat
from simulator.world.refusals import Refusal
from tests.simulator.factories import NOON, Ask

ERRORS = {
    "CHAT_RESTRICTED": (400, "Bad Request: CHAT_RESTRICTED"),
    "CHAT_WRITE_FORBIDDEN": (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    "PEER_ID_INVALID": (400, "Bad Request: PEER_ID_INVALID"),
    "TOPIC_CLOSED": (400, "Bad Request: TOPIC_CLOSED"),
    "chat_not_found": (400, "Bad Request: chat not found"),
    "no_write_access": (400, "Bad Request: have no write access to the chat"),
    "not_enough_rights": (400, "Bad Request: not enough rights to send text messages to the chat"),
    "need_administrator_rights": (400, "Bad Request: need administrator rights in the channel chat"),
    "rights_forbidden": (403, "Forbidden: not enough rights to send text messages to the chat"),
    "kicked": (403, "Forbidden: bot was kicked from the supergroup chat"),
    "not_a_member": (403, "Forbidden: bot is not a member of the supergroup chat"),
    "blocked": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "no_conversation": (403, "Forbidden: bot can't initiate conversation with a user"),
    "group_deleted": (403, "Forbidden: the group chat was deleted"),
}


@pytest.fixture
async def telegram(server: Server) -> AsyncIterator[Client]:
    async with connect(server.base_url.removesuffix("/bot")) as client:
        yield client


@pytest.fixture
def supergroup(world: World, town: Town) -> Chat:
    chat = world.add_supergroup("Walkers", town.person, is_forum=True)
    world.add_bot(chat)
    return chat


def test_each_reason_has_an_error() -> None:
    assert ERRORS.keys() | {Refusal.THREAD_NOT_FOUND} == set(Refusal)


@pytest.mark.parametrize("reason", ERRORS)
async def test_a_chat_refuses_messages_until_it_takes_them_again(
    ask: Ask, town: Town, telegram: Client, supergroup: Chat, reason: str
) -> None:
    place = {"chat_id": supergroup.id, "text": "x"}
    sent = await ask("sendMessage", **place)
    await telegram.refuse(supergroup.id, reason)
    refused = await ask("sendMessage", **place)
    assert (refused.status, refused.error) == ERRORS[reason]
    edited = await ask("editMessageText", **place | {"text": "y"}, message_id=sent.fields["message_id"])
    assert (edited.status, edited.error) == ERRORS[reason]
    assert (await ask("sendMessage", chat_id=town.private.id, text="x")).status == 200
    await telegram.refuse(supergroup.id, None)
    assert (await ask("sendMessage", **place)).status == 200


async def test_the_refused_right_names_the_kind_of_message(ask: Ask, town: Town, telegram: Client) -> None:
    await telegram.refuse(town.group.id, "not_enough_rights")
    assert [chat.id for chat in (await telegram.state()).chats if chat.refuses] == [town.group.id]
    refused = await ask("sendDocument", chat_id=town.group.id, document=b"a,b")
    assert refused.error == "Bad Request: not enough rights to send documents to the chat"


async def test_a_topic_may_be_refused_alone(
    ask: Ask, world: World, town: Town, telegram: Client, supergroup: Chat
) -> None:
    topic = world.create_topic(supergroup, town.person, "Weather")
    await telegram.refuse(supergroup.id, "thread_not_found")
    place = {"chat_id": supergroup.id, "text": "x"}
    refused = await ask("sendMessage", **place, message_thread_id=topic.thread_id)
    assert (refused.status, refused.error) == (400, "Bad Request: message thread not found")
    assert (await ask("sendMessage", **place)).status == 200
    await telegram.clear_faults()
    assert (await ask("sendMessage", **place, message_thread_id=topic.thread_id)).status == 200


async def test_slow_mode_lets_a_bot_wait(ask: Ask, world: World, telegram: Client, supergroup: Chat) -> None:
    await telegram.set_slow_mode(supergroup.id, 900)
    assert (await ask("getChat", chat_id=supergroup.id)).fields["slow_mode_delay"] == 900
    assert [chat.slow_mode for chat in (await telegram.state()).chats if chat.id == supergroup.id] == [900]
    place = {"chat_id": supergroup.id, "text": "x"}
    assert (await ask("sendMessage", **place)).status == 200
    await telegram.set_clock(NOON + timedelta(minutes=5))
    refused = await ask("sendMessage", **place)
    assert (refused.status, refused.body["parameters"]) == (429, {"retry_after": 600})
    last = {"chat_id": supergroup.id, "message_id": world.messages(supergroup)[-1].message_id}
    assert (await ask("editMessageText", **last, text="y")).status == 200
    await telegram.set_clock(NOON + timedelta(minutes=15))
    assert (await ask("sendMessage", **place)).status == 200


async def test_slow_mode_does_not_hold_up_administrators(
    ask: Ask, world: World, town: Town, telegram: Client, supergroup: Chat
) -> None:
    guest = world.add_person("Guest")
    world.join(supergroup, guest)
    world.promote(supergroup, world.bot)
    await telegram.set_slow_mode(supergroup.id, 30)
    place = {"chat_id": supergroup.id, "text": "x"}
    assert [(await ask("sendMessage", **place)).status for _ in range(2)] == [200, 200]
    for person in (town.person, guest, town.person):
        await telegram.say(supergroup.id, person.id, "x")
    with pytest.raises(ActionError, match="slow mode: Guest can post in Walkers in 30 s"):
        await telegram.say(supergroup.id, guest.id, "x")
    await telegram.set_slow_mode(supergroup.id, 0)
    await telegram.say(supergroup.id, guest.id, "x")
    with pytest.raises(ActionError, match="only there is slow mode"):
        await telegram.set_slow_mode(town.group.id, 30)


async def test_a_bot_without_patience_is_refused_for_longer(ask: Ask, town: Town, telegram: Client) -> None:
    await telegram.set_limits(chat=0.001, patience=0)
    place = {"chat_id": town.private.id, "text": "x"}
    answers = [await ask("sendMessage", **place) for _ in range(6)]
    waits = [str(answer.body.get("parameters")) for answer in answers[3:]]
    assert [answer.status for answer in answers] == [200] * 3 + [429] * 3
    assert len(set(waits)) == 3
