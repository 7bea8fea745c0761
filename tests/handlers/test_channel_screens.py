"""Snapshots of the texts about channels, topics and membership in every language, for proofreading."""

from collections.abc import Callable

from syrupy.assertion import SnapshotAssertion

from simulator import Fault, errors
from tests.handlers.factories import own_names
from tests.talk import Start, Talk

MORNING = "2024-05-14 07:00"
NAME = "@morning_post"


async def after(talk: Talk, *actions: Callable[[], object]) -> str:
    """Return what the bot sends after each action, private notices a minute later included."""
    shown = []
    for action in actions:
        action()
        shown.append(await talk.shown())
        await talk.session.follow_up.run()
        shown.append(await talk.shown())
    return "\n".join(filter(None, shown))


async def test_panel(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    (incheon,) = own_names(language, 112)
    assert await talk("/channel", f"/channel {NAME}", ":press 3", ":press 1", ":press 4", ":press 1") == snapshot
    signed = (f"/channel {NAME} signature Jogan", f"/channel {NAME} hashtag 1", f"/channel {NAME} signature")
    assert await talk(*signed, f"/channel {NAME} hashtag jogan", ":press 3", ":press 2", ":press 4") == snapshot
    assert await talk(":press 2", ":press 1", ":press 1", ":press 5", ":press 2") == snapshot
    await talk(":in channel", f"/subscribe 07:00 {incheon}")
    assert await talk(f"/channel {NAME}", ":in private", f":at {MORNING}") == snapshot


async def test_setup_errors(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    talk.refusals_expected = True
    world, channel, guest = talk.world, talk.town.channel, talk.world.add_person("Juni", language_code=language)
    world.add_bot(world.add_supergroup("Town", talk.town.person, username="town_hall"))
    await talk.shown()
    assert await talk("/channel @nowhere", "/channel @town_hall") == snapshot
    world.say(world.private_chat(guest), guest, f"/channel {NAME}")
    assert await talk.shown() == snapshot
    await talk(f"/channel {NAME}")
    world.promote(channel, world.bot, without=["can_edit_messages"])
    assert await talk(":press 5") == snapshot
    world.promote(channel, world.bot, without=["can_post_messages"])
    assert await talk(":press 1") == snapshot
    world.remove_bot(channel)
    assert await talk(":press 1") == snapshot


async def test_channel_added_and_removed(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    world, channel, bot = talk.world, talk.town.channel, talk.world.bot
    new = world.add_channel("New", talk.town.person)
    assert await after(talk, lambda: world.add_bot(new)) == snapshot
    await talk(f"/channel {NAME}", ":press 1", ":press 1")
    assert (
        await after(
            talk,
            lambda: world.promote(channel, bot, without=["can_post_messages"]),
            lambda: world.promote(channel, bot),
        )
        == snapshot
    )
    assert await after(talk, lambda: world.remove_bot(channel), lambda: world.add_bot(channel)) == snapshot


async def test_topics(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    talk.refusals_expected = True
    world, person = talk.world, talk.town.person
    (incheon,) = own_names(language, 112)
    forum = world.add_supergroup("Forum", person, is_forum=True)
    world.add_bot(forum)
    topic = world.create_topic(forum, person, "Weather")
    for where in (topic, None):
        world.say(forum, person, f"/subscribe 07:00 {incheon}", topic=where)
    await talk(f"/language {language}")
    await talk.shown()
    assert await after(talk, lambda: world.close_topic(topic, person)) == snapshot
    await talk.at(MORNING)
    assert (
        await after(
            talk, lambda: world.reopen_topic(topic, person), lambda: world.say(forum, person, "/status", topic=topic)
        )
        == snapshot
    )
    assert (
        await after(talk, lambda: world.close_general(forum, person), lambda: world.reopen_general(forum, person))
        == snapshot
    )
    world.delete_topic(topic, person)
    await talk.at("2024-05-15 07:00")
    assert "\n".join(talk.printed[-4:]) == snapshot
    assert await after(talk, lambda: world.say(forum, person, "/status")) == snapshot


async def test_membership(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    world, person, bot = talk.world, talk.town.person, talk.world.bot
    (incheon,) = own_names(language, 112)
    group = world.add_supergroup("Town", person)
    assert await after(talk, lambda: world.add_bot(group)) == snapshot
    await talk(f"/subscribe 07:00 {incheon}")
    await after(talk, lambda: world.say(group, person, f"/subscribe 07:00 {incheon}"))
    assert await after(talk, lambda: world.restrict(group, bot)) == snapshot
    world.block(person)
    world.unblock(person)
    assert await talk("/start", "/channel x", ":in group", f"/channel {NAME}") == snapshot


async def test_silenced_group(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    talk.refusals_expected = True
    await talk(f"/language {language}", ":in group", "/subscribe 07:00")
    refusal = errors.bad_request("not enough rights to send text messages to the chat")
    talk.server.faults.append(Fault("sendMessage", chat_id=talk.town.group.id, times=3, answer=refusal))
    mornings = [await talk.at(f"2024-05-{day} 07:00") for day in (14, 15, 16)]
    assert "\n".join(mornings) == snapshot
    assert await talk("/status", "/subscribe", "/status") == snapshot
