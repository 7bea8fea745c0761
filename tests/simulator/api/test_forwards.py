import pytest

from simulator import Town, World
from tests.simulator.factories import Ask, png

ALBUM = [{"type": "photo", "media": "attach://one", "caption": "One"}, {"type": "photo", "media": "attach://two"}]


async def test_several_messages_are_forwarded_and_missing_ones_skipped(ask: Ask, world: World, town: Town) -> None:
    for text in ("one", "two"):
        world.say(town.private, town.person, text)
    batch = {"chat_id": town.group.id, "from_chat_id": town.private.id, "message_ids": [1, 2, 9]}
    before = len(world.messages(town.group))
    forwarded = (await ask("forwardMessages", **batch)).items
    copied = (await ask("copyMessages", **batch)).items
    sent = world.messages(town.group)[before:]
    assert [message.text for message in sent] == ["one", "two", "one", "two"]
    assert [one["message_id"] for one in [*forwarded, *copied]] == [message.message_id for message in sent]
    assert ["forward_origin" in message.options for message in sent] == [True, True, False, False]


async def test_an_album_stays_one_and_can_lose_its_caption(ask: Ask, world: World, town: Town) -> None:
    await ask("sendMediaGroup", chat_id=town.private.id, media=ALBUM, one=png(), two=png())
    batch = {"chat_id": town.group.id, "from_chat_id": town.private.id, "message_ids": [1, 2]}
    await ask("copyMessages", **batch, remove_caption=True)
    *_, one, two = world.messages(town.group)
    (original, _) = world.messages(town.private)
    assert one.options["media_group_id"] == two.options["media_group_id"] != original.options["media_group_id"]
    assert (one.text, original.text) == ("", "One")


async def test_one_file_of_an_album_is_an_ordinary_message(ask: Ask, world: World, town: Town) -> None:
    await ask("sendMediaGroup", chat_id=town.private.id, media=ALBUM, one=png(), two=png())
    await ask("forwardMessages", chat_id=town.group.id, from_chat_id=town.private.id, message_ids=[2])
    assert "media_group_id" not in world.messages(town.group)[-1].options


async def test_a_forwarded_message_keeps_its_first_origin(ask: Ask, world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello")
    place = {"chat_id": town.private.id, "from_chat_id": town.private.id}
    first = await ask("forwardMessage", **place, message_id=1)
    second = await ask("forwardMessage", **place, message_id=first.fields["message_id"])
    assert second.fields["forward_origin"] == first.fields["forward_origin"]


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        ([], "message identifiers are not specified"),
        ({"a": 1}, "expected an Array of message identifiers"),
        ([*range(1, 102)], "too many message identifiers specified"),
        ([True], "message identifier must be a Number"),
        (["x"], "can't parse message identifier as a Number"),
        ([0], "invalid message identifier specified"),
        ([9], "there are no messages to forward"),
        ([2, 1], "message identifiers must be in a strictly increasing order"),
        (["1", "1"], "message identifiers must be in a strictly increasing order"),
    ],
)
@pytest.mark.parametrize("method", ["copyMessages", "forwardMessages"])
async def test_wrong_identifiers_have_telegrams_texts(
    ask: Ask, world: World, town: Town, method: str, ids: object, reason: str
) -> None:
    for text in ("one", "two"):
        world.say(town.private, town.person, text)
    answer = await ask(method, chat_id=town.private.id, from_chat_id=town.private.id, message_ids=ids)
    assert answer.error == f"Bad Request: {reason}"


async def test_service_messages_are_skipped(ask: Ask, world: World, town: Town) -> None:
    world.join(town.group, world.add_person("Guest"))
    service = world.messages(town.group)[-1]
    assert service.service
    place = {"chat_id": town.private.id, "from_chat_id": town.group.id}
    several = await ask("copyMessages", **place, message_ids=[service.message_id])
    assert several.error == "Bad Request: messages can't be forwarded"
    one = await ask("copyMessage", **place, message_id=service.message_id)
    assert one.error == "Bad Request: the message can't be copied"


async def test_protected_content_can_be_copied_by_a_bot_and_not_forwarded(ask: Ask, town: Town) -> None:
    sent = await ask("sendMessage", chat_id=town.private.id, text="one", protect_content=True)
    place = {"chat_id": town.group.id, "from_chat_id": town.private.id}
    number = sent.fields["message_id"]
    refused = await ask("forwardMessage", **place, message_id=number)
    assert refused.error == "Bad Request: the message can't be forwarded"
    refused = await ask("forwardMessages", **place, message_ids=[number])
    assert refused.error == "Bad Request: messages can't be forwarded"
    assert "message_id" in (await ask("copyMessage", **place, message_id=number)).fields
    assert len((await ask("copyMessages", **place, message_ids=[number])).items) == 1
