"""The client over HTTP, with a bot of ten lines."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from simulator import Server, Town, World
from simulator.client import Client, connect, in_process_client
from simulator.errors import ActionError, WaitTimeoutError
from tests.simulator.factories import NOON, Ask, keyboard, png


@pytest.fixture
async def telegram(server: Server) -> AsyncIterator[Client]:
    async with connect(server.base_url.removesuffix("/bot")) as client:
        yield client


@pytest.fixture
async def echo(ask: Ask) -> AsyncIterator[None]:
    async def run() -> None:
        offset = 0
        while True:
            for update in (await ask("getUpdates", offset=offset, timeout=5)).items:
                offset = int(str(update["update_id"])) + 1
                message = update["message"]
                assert isinstance(message, dict)
                await ask("sendMessage", chat_id=message["chat"]["id"], text=f"You said {message['text']}")

    bot = asyncio.create_task(run())
    yield
    bot.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bot


@pytest.mark.usefixtures("echo")
async def test_a_conversation(telegram: Client) -> None:
    mina = await telegram.add_person("Mina", language="en")
    await telegram.say(mina.id, mina.id, "hello")
    (answer,) = await telegram.wait(messages=1)
    assert answer.text == "You said hello"
    await telegram.say(mina.id, mina.id, "again")
    (answer,) = await telegram.wait()
    assert answer.text == "You said again"
    assert [message.text for message in await telegram.messages(mina.id)][::2] == ["hello", "again"]


@pytest.mark.usefixtures("echo")
async def test_a_client_ignores_messages_before_it_was_made(telegram: Client, server: Server) -> None:
    mina = await telegram.add_person("Mina")
    await telegram.say(mina.id, mina.id, "the first test")
    await telegram.wait(messages=1)
    async with connect(server.base_url.removesuffix("/bot")) as another:
        await another.say(mina.id, mina.id, "the second test")
        assert [one.text for one in await another.wait(messages=1)] == ["You said the second test"]
    assert [one.text for one in await telegram.wait()] == ["You said the second test"]
    within = in_process_client(server.control)
    await within.say(mina.id, mina.id, "the third test")
    assert [one.text for one in await within.wait(messages=1)] == ["You said the third test"]


async def test_a_bot_cannot_write_first(telegram: Client, ask: Ask) -> None:
    mina = await telegram.add_person("Mina", started=False)
    rejected = await ask("sendMessage", chat_id=mina.id, text="x")
    assert (rejected.status, rejected.error) == (403, "Forbidden: bot can't initiate conversation with a user")
    assert mina.id not in {chat.id for chat in (await telegram.state()).chats}
    await telegram.say(mina.id, mina.id, "/start")
    assert (await ask("sendMessage", chat_id=mina.id, text="x")).status == 200


async def test_a_timeout_shows_the_conversation(telegram: Client, town: Town) -> None:
    await telegram.say(town.private.id, town.person.id, "anybody?")
    with pytest.raises(WaitTimeoutError, match=r"waiting for 1 messages\. The conversation:\n미나 / 미나: anybody\?"):
        await telegram.wait(messages=1, within=0.01)


async def test_an_impossible_action_is_an_error(telegram: Client, town: Town) -> None:
    with pytest.raises(ActionError, match="chat not found"):
        await telegram.say("@nowhere", town.person.id, "x")


async def test_every_action_has_a_method(telegram: Client, town: Town, ask: Ask) -> None:
    mina = town.person.id
    group = await telegram.add_chat("group", "Walkers", mina)
    guest = await telegram.add_person("Guest", username="guest")
    await telegram.join(group.id, guest.id)
    await telegram.promote(group.id, guest.id, anonymous=True)
    said = await telegram.say(group.id, guest.id, "x", anonymous=True)
    assert (await telegram.edit(said, "y")).edited == NOON
    await telegram.demote(group.id, guest.id)
    await telegram.leave(group.id, guest.id)
    await telegram.remove_bot(group.id)
    await telegram.add_bot(group.id)
    assert (await telegram.migrate(group.id)).kind == "supergroup"
    forum = await telegram.add_chat("supergroup", "Forum", mina, forum=True)
    topic = await telegram.add_topic(forum.id, mina, "Tea")
    assert (await telegram.say(forum.id, mina, "hot", topic=topic)).thread == topic
    await telegram.block(mina)
    await telegram.unblock(mina)
    await telegram.set_language(mina, "en")
    place = await telegram.share_location(mina, mina, 37.5, 127.0)
    assert place.location == {"latitude": 37.5, "longitude": 127.0}
    with pytest.raises(ActionError, match="no file"):
        await telegram.file(place)
    await telegram.set_clock(NOON.replace(hour=5))
    assert (await telegram.state()).clock == NOON.replace(hour=5)
    await telegram.add_fault(method="getMe", retry_after=3)
    await telegram.set_limits(on=True)
    assert (await ask("getMe")).status == 429
    await telegram.begin_outage(60)
    await telegram.clear_faults()
    (call,) = await telegram.calls()
    assert (call.method, call.accepted) == ("getMe", False)
    await telegram.delete_account(guest.id)
    kinds = {event.kind for event in await telegram.log()}
    assert kinds == {"sent", "edited", "membership", "language", "faults"}


async def test_files_are_posted_and_messages_deleted(telegram: Client, town: Town, world: World) -> None:
    photo = await telegram.post_photo(town.group.id, town.person.id, png(), "Look")
    assert (photo.text, photo.file and photo.file.kind) == ("Look", "photo")
    assert await telegram.file(photo) == png()
    paper = await telegram.post_document(town.private.id, town.person.id, b"x", name="a.txt", mime_type="text/plain")
    assert (paper.file and paper.file.name, await telegram.file(paper)) == ("a.txt", b"x")
    await telegram.delete(photo, town.person.id)
    assert await telegram.messages(town.group.id) == []
    assert [update.kind for update in world.updates.pending] == ["message"]
    with pytest.raises(ActionError, match="cannot be posted"):
        await telegram.post_photo(town.private.id, town.person.id, b"no picture")


async def test_people_react_vote_and_post_voice_messages(telegram: Client, town: Town, ask: Ask) -> None:
    here = town.private.id
    await ask("sendPoll", chat_id=here, question="Rain?", options=["Yes", "No"])
    (poll,) = await telegram.messages(here)
    await telegram.vote(poll, town.person.id, [1])
    await telegram.react(poll, town.person.id, "👍")
    (seen,) = await telegram.messages(here)
    assert seen.poll is not None
    assert [option["voter_count"] for option in seen.poll["options"]] == [0, 1]
    assert seen.reactions == [{"type": {"type": "emoji", "emoji": "👍"}, "total_count": 1}]
    events = await telegram.log()
    assert [(event.kind, event.text, event.by_bot) for event in events[-2:]] == [
        ("voted", "No", False),
        ("reacted", "👍", False),
    ]
    voice = await telegram.post_media(here, town.person.id, "voice", b"OggS", "hm", duration=3)
    assert voice.file is not None
    assert (voice.file.kind, voice.text) == ("voice", "hm")
    with pytest.raises(ActionError, match="no caption"):
        await telegram.post_media(here, town.person.id, "sticker", b"RIFF0000WEBP", "hm")


async def test_an_administrator_gets_extra_rights(telegram: Client, town: Town, ask: Ask, world: World) -> None:
    await telegram.promote(town.channel.id, world.bot.id, extra=["can_promote_members"])
    me = await ask("getChatMember", chat_id=town.channel.id, user_id=world.bot.id)
    assert me.fields["can_promote_members"] is True


async def test_topics_are_closed_opened_and_deleted(telegram: Client, town: Town) -> None:
    forum = await telegram.add_chat("supergroup", "Forum", town.person.id, forum=True)
    guest = await telegram.add_person("Guest")
    await telegram.join(forum.id, guest.id)
    topic = await telegram.add_topic(forum.id, town.person.id, "Tea")
    await telegram.close_topic(forum.id, town.person.id, topic)
    with pytest.raises(ActionError, match="is closed"):
        await telegram.say(forum.id, guest.id, "hot", topic=topic)
    await telegram.reopen_topic(forum.id, town.person.id, topic)
    place = await telegram.share_location(forum.id, guest.id, 1, 2, topic=topic)
    assert place.thread == topic
    (found,) = [chat for chat in (await telegram.state()).chats if chat.id == forum.id]
    assert (found.forum, [(one.id, one.name, one.closed) for one in found.topics]) == (True, [(topic, "Tea", False)])
    await telegram.delete_topic(forum.id, town.person.id, topic)
    assert topic not in {message.thread for message in await telegram.messages(forum.id)}


async def test_rights_are_withheld_and_people_muted(telegram: Client, town: Town, ask: Ask, world: World) -> None:
    await telegram.promote(town.channel.id, world.bot.id, without=["can_post_messages"])
    assert (await ask("sendMessage", chat_id=town.channel.id, text="x")).status == 400
    hall = await telegram.add_chat("supergroup", "Hall", town.person.id)
    guest = await telegram.add_person("Guest")
    await telegram.join(hall.id, guest.id)
    await telegram.restrict(hall.id, guest.id)
    with pytest.raises(ActionError, match="cannot post"):
        await telegram.say(hall.id, guest.id, "x")
    await telegram.ban(hall.id, guest.id)
    with pytest.raises(ActionError, match="was banned"):
        await telegram.join(hall.id, guest.id)


async def test_a_web_app_is_opened_and_answered(telegram: Client, town: Town, ask: Ask) -> None:
    button = {"text": "Map", "web_app": {"url": "https://example.com"}}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup={"inline_keyboard": [[button]]})
    (message,) = await telegram.messages(town.private.id)
    app = await telegram.open_web_app(message, 0, town.person.id)
    assert app.url == "https://example.com"
    result = {"type": "article", "id": "a", "title": "A", "input_message_content": {"message_text": "here"}}
    await ask("answerWebAppQuery", web_app_query_id=app.query, result=result)
    assert [message.text for message in await telegram.messages(town.private.id)] == ["x", "here"]


async def test_alerts_differ_from_toasts(telegram: Client, town: Town, ask: Ask) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=keyboard("a"))
    (message,) = await telegram.wait(messages=1)
    for number, is_alert in ((1, True), (2, False)):
        await telegram.press(message, "a", town.person.id)
        await ask("answerCallbackQuery", callback_query_id=str(number), text="!", show_alert=is_alert)
    assert [event.alert for event in await telegram.log() if event.kind == "toast"] == [True, False]


async def test_a_forwarded_message_has_its_origin(telegram: Client, town: Town, ask: Ask) -> None:
    said = await telegram.say(town.channel.id, town.person.id, "news")
    await ask("forwardMessage", chat_id=town.private.id, from_chat_id=said.chat, message_id=said.message_id)
    (message,) = await telegram.messages(town.private.id)
    assert message.forward_origin
    assert (message.forward_origin["type"], message.forward_origin["chat"]["id"]) == ("channel", town.channel.id)


async def test_the_state_lists_active_faults(telegram: Client, ask: Ask) -> None:
    await telegram.add_fault(retry_after=10, seconds=10)
    await telegram.add_fault(method="getMe", status=502)
    await ask("getMe")  # matches the older fault
    flood, broken = (await telegram.state()).faults
    assert (flood.method, flood.status, flood.retry_after, flood.times) == ("*", 429, 10, None)
    assert flood.seconds is not None
    assert 9 < flood.seconds <= 10
    assert (broken.method, broken.status, broken.times, broken.seconds) == ("getMe", 502, 1, None)
    await telegram.clear_faults()
    assert (await telegram.state()).faults == []


async def test_a_button_is_pressed_and_a_menu_read(telegram: Client, town: Town, ask: Ask) -> None:
    await ask("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
    (message,) = await telegram.wait(messages=1)
    await telegram.press(message, "a", town.person.id)
    assert message.buttons[0].text == "A"
    assert [one.command for one in await telegram.menu(town.private.id, town.person.id)] == ["help"]


async def test_chaos_limits_and_outages(telegram: Client, town: Town, ask: Ask, server: Server) -> None:
    await telegram.set_chaos(seed=1, flood=1, methods=["getMe"])
    assert (await ask("getMe")).status == 429
    assert (await ask("getMyName")).status == 200
    with pytest.raises(ActionError, match="probabilities must be"):
        await telegram.set_chaos(flood=1, broken=1)
    await telegram.clear_faults()
    await telegram.set_limits(overall=1)
    statuses = [(await ask("sendMessage", chat_id=town.private.id, text="x")).status for _ in range(2)]
    assert statuses == [200, 429]
    with pytest.raises(ActionError, match="cannot be set"):
        await telegram.set_limits(on=False, chat=1)
    await telegram.begin_outage(60, refuse=True)
    assert server.outages.seconds_left > 0
    with pytest.raises(OSError, match="Connect"):
        await asyncio.open_connection("127.0.0.1", int(server.base_url.split(":")[2].split("/")[0]))


async def test_a_force_reply_is_answered_with_a_reply(telegram: Client, town: Town, world: World, ask: Ask) -> None:
    private, person = town.private.id, town.person.id
    await ask("sendMessage", chat_id=private, text="Which city?", reply_markup={"force_reply": True})
    assert (await telegram.say(private, person, "Incheon")).reply_to == 1
    assert (await telegram.say(private, person, "Busan")).reply_to is None
    guest = world.add_person("Guest")
    world.join(town.group, guest)
    meant = {"force_reply": True, "selective": True}
    mention = {
        "type": "text_mention",
        "offset": 0,
        "length": 4,
        "user": {"id": person, "is_bot": False, "first_name": ""},
    }
    await ask("sendMessage", chat_id=town.group.id, text="Mina, which?", entities=[mention], reply_markup=meant)
    asked = world.messages(town.group)[-1]
    assert (asked.forces_reply_from(guest), asked.forces_reply_from(town.person)) == (False, True)
    assert (await telegram.say(town.group.id, person, "Incheon")).reply_to == asked.message_id
    await ask("sendMessage", chat_id=town.group.id, text="@mina which?", reply_markup=meant)
    assert world.messages(town.group)[-1].forces_reply_from(town.person)
