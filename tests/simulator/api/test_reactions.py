import pytest

from simulator import Server, Town, World
from simulator.client import in_process_client
from simulator.control.actions import dispatch
from simulator.errors import ActionError
from tests.simulator.factories import Ask, png, updates_of

THUMB = {"type": "emoji", "emoji": "👍"}


async def test_a_bot_sets_and_removes_its_reaction(ask: Ask, server: Server, world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello")
    place = {"chat_id": town.private.id, "message_id": 1}
    assert (await ask("setMessageReaction", **place, reaction=[THUMB], is_big=True)).result is True
    (shown,) = await in_process_client(server.control).messages(town.private.id)
    assert shown.reactions == [{"type": THUMB, "total_count": 1}]
    await ask("setMessageReaction", **place)
    assert world.messages(town.private)[0].reactions == {}


@pytest.mark.parametrize(
    ("reaction", "reason"),
    [
        ({}, "expected an Array of ReactionType"),
        ([1], "can't parse ReactionType: expected an Object"),
        ([{"emoji": "👍"}], "can't parse ReactionType: Can't find field \"type\""),
        ([{"type": "emoji"}], "can't parse ReactionType: Can't find field \"emoji\""),
        ([{"type": "paid"}], "can't parse ReactionType: invalid reaction type specified"),
        ([{"type": "emoji", "emoji": "🦆"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "❤\ufe0f"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "REACTION_INVALID"),
        ([THUMB, {"type": "emoji", "emoji": "🔥"}], "REACTIONS_TOO_MANY"),
    ],
)
async def test_a_wrong_reaction_has_telegrams_text(
    ask: Ask, world: World, town: Town, reaction: object, reason: str
) -> None:
    world.say(town.private, town.person, "hello")
    answer = await ask("setMessageReaction", chat_id=town.private.id, message_id=1, reaction=reaction)
    assert answer.error == f"Bad Request: {reason}"


async def test_a_missing_message_has_no_reactions(ask: Ask, town: Town) -> None:
    answer = await ask("setMessageReaction", chat_id=town.private.id, message_id=9, reaction=[THUMB])
    assert answer.error == "Bad Request: message to react not found"


async def test_an_album_has_the_reactions_of_its_first_message(ask: Ask, world: World, town: Town) -> None:
    album = [{"type": "photo", "media": "attach://one"}] * 2
    await ask("sendMediaGroup", chat_id=town.private.id, media=album, one=png())
    await ask("setMessageReaction", chat_id=town.private.id, message_id=2, reaction=[THUMB])
    assert [len(message.reactions) for message in world.messages(town.private)] == [1, 0]


async def test_a_reaction_reaches_bots_that_ask_for_it(ask: Ask, server: Server, town: Town) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="x")
    react = {"chat": town.private.id, "message_id": 1, "person": town.person.id}
    await dispatch(server.control, "react", {**react, "emoji": ["👍"]})
    assert await updates_of(ask, "message_reaction") == []
    await ask("getUpdates", allowed_updates=["message_reaction"])
    await dispatch(server.control, "react", {**react, "emoji": ["🔥"]})
    await dispatch(server.control, "react", {**react, "emoji": []})
    first, second = await updates_of(ask, "message_reaction")
    assert (first["old_reaction"], first["new_reaction"]) == ([THUMB], [{"type": "emoji", "emoji": "🔥"}])
    assert second["new_reaction"] == []


async def test_a_group_shows_reactions_to_administrators_only(ask: Ask, world: World, town: Town) -> None:
    await ask("getUpdates", allowed_updates=["message_reaction"])
    message = world.say(town.group, town.person, "/start")
    world.react(message, town.person, ["👍"])
    assert await updates_of(ask, "message_reaction") == []
    world.promote(town.group, world.bot)
    world.react(message, town.person, ["🔥"])
    assert len(await updates_of(ask, "message_reaction")) == 1


async def test_a_channel_counts_its_reactions(ask: Ask, world: World, town: Town) -> None:
    await ask("getUpdates", allowed_updates=["message_reaction", "message_reaction_count"])
    post = world.say(town.channel, town.person, "news")
    world.react(post, town.person, ["👍"])
    (count,) = await updates_of(ask, "message_reaction_count")
    assert count["reactions"] == [{"type": THUMB, "total_count": 1}]


async def test_an_app_offers_known_reactions_only(world: World, town: Town) -> None:
    message = world.say(town.private, town.person, "hello")
    with pytest.raises(ActionError, match="no reaction"):
        world.react(message, town.person, ["x"])
    with pytest.raises(ActionError, match="3 reactions"):
        world.react(message, town.person, ["👍", "🔥", "🎉", "👏"])
