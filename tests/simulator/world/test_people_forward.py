"""Messages that people forward."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from simulator import Server, Town, World
from simulator.client import Client, connect
from simulator.errors import ActionError
from tests.simulator.factories import Ask


@pytest.fixture
async def telegram(server: Server) -> AsyncIterator[Client]:
    async with connect(server.base_url.removesuffix("/bot")) as client:
        yield client


async def test_a_forwarded_message_keeps_its_first_origin(ask: Ask, town: Town, telegram: Client) -> None:
    post = await telegram.say(town.channel.id, town.person.id, "/weather")
    first = await telegram.forward(post, town.group.id, town.person.id)
    await telegram.forward(first, town.private.id, town.person.id)
    messages: list[Any] = [update["message"] for update in (await ask("getUpdates")).items if "message" in update]
    assert [message["chat"]["id"] for message in messages] == [town.group.id, town.private.id]
    for message in messages:
        assert message["text"] == "/weather"
        assert message["forward_origin"]["type"] == "channel"
        assert message["forward_origin"]["chat"]["id"] == town.channel.id
        assert "is_automatic_forward" not in message
    with pytest.raises(ActionError, match="cannot be edited"):
        await telegram.edit(first, "x")


async def test_only_what_one_sees_can_be_forwarded(ask: Ask, world: World, town: Town, telegram: Client) -> None:
    guest = world.add_person("Guest")
    said = await telegram.say(town.group.id, town.person.id, "secret")
    with pytest.raises(ActionError, match="Guest cannot forward"):
        await telegram.forward(said, world.private_chat(guest).id, guest.id)
    await ask("sendMessage", chat_id=town.group.id, text="x", protect_content=True)
    (*_, kept) = await telegram.messages(town.group.id)
    with pytest.raises(ActionError, match="cannot forward"):
        await telegram.forward(kept, town.private.id, town.person.id)
