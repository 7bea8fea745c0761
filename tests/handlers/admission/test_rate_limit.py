"""The quotas at the front door: a note about the first excess, then silence until the minute is over."""

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from simulator.world.chats import Chat, User
from tests.factories import EVENING
from tests.handlers.factories import ask
from tests.talk import Start, Talk

WORD = "한꺼번에 많이 물어보셨네요"


def answers(talk: Talk, where: Chat) -> int:
    """Count the bot's messages in a chat, without the note."""
    own = [one for one in talk.world.messages(where) if one.sender is talk.world.bot]
    return sum(WORD not in one.text for one in own)


def words(talk: Talk) -> int:
    """Count the notes in all chats."""
    return sum(WORD in one.text for chat in talk.world.chats.values() for one in talk.world.messages(chat))


def guest(talk: Talk, where: Chat) -> User:
    person = talk.world.add_person("지훈", language_code="en")
    talk.world.join(where, person)
    return person


async def test_twenty_commands_a_minute_are_answered_then_one_note_and_silence(talk: Talk) -> None:
    said = await talk(*["/weather 인천"] * 25)
    assert said.count("15.9℃") == 20
    assert said.count(WORD) == 1
    assert await talk("/status", "인천", ":location 37.45 126.70") == ""


async def test_after_a_minute_commands_are_answered_again_with_one_note_a_minute(talk: Talk) -> None:
    await talk(*["/status"] * 22)
    await talk.session.set_clock(EVENING + dt.timedelta(seconds=59))
    assert await talk("/status") == ""
    await talk.session.set_clock(EVENING + dt.timedelta(seconds=61))
    assert (await talk(*["/weather 인천"] * 22)).count("15.9℃") == 20
    assert words(talk) == 2


async def test_all_requests_count_across_all_chats(talk: Talk) -> None:
    await talk(*["/weather"] * 5, *["인천"] * 5, *[":location 37.45 126.70"] * 5, ":in group", *["/news"] * 5)
    assert WORD in await talk("/news")
    assert await talk(":in private", "/start") == ""
    assert answers(talk, talk.town.group) == 5


async def test_conversation_in_a_group_does_not_count(talk: Talk) -> None:
    talk.world.accounts[talk.world.bot.id].reads_all_messages = True
    said = await talk(
        ":in group", *["안녕"] * 15, *["/hello"] * 15, *["/weather@other_bot"] * 15, "인천", "/weather 인천"
    )
    assert said.count("15.9℃") == 1
    assert words(talk) == 0


async def test_one_persons_limit_affects_nobody_else(talk: Talk) -> None:
    other = guest(talk, talk.town.group)
    await talk(":in group", *["/weather"] * 21)
    talk.world.say(talk.town.group, other, "/weather Incheon")
    assert "Incheon" in await talk.shown()


async def test_the_members_of_a_group_have_a_limit_together(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.admission.control.MAX_GROUP_REQUESTS", 45)
    talk = await start()
    for name in ("지훈", "서연", "하준", "민서"):
        person = talk.world.add_person(name, language_code="ko")
        talk.world.join(talk.town.group, person)
        for _ in range(15):
            talk.world.say(talk.town.group, person, "/weather 인천")
        await talk.shown()
    assert (answers(talk, talk.town.group), words(talk)) == (45, 1)
    assert "15.9℃" in await talk("/weather 인천"), "outside of the group the person has asked little"


async def test_an_anonymous_administrator_and_a_channel_count_as_their_chats(talk: Talk) -> None:
    town = talk.town
    for where in (town.group, town.channel):
        for _ in range(21):
            talk.world.say(where, town.person, "/weather", anonymous=where is town.group)
        await talk.shown()
        assert answers(talk, where) == 20
    assert words(talk) == 2
    assert "15.9℃" in await talk("/weather 인천"), "the person herself has asked nothing yet"


async def test_in_a_topic_the_note_is_sent_to_the_topic(talk: Talk) -> None:
    forum = talk.world.add_supergroup("동네", talk.town.person, is_forum=True)
    talk.world.add_bot(forum)
    topic = talk.world.create_topic(forum, talk.town.person, "날씨")
    for _ in range(21):
        talk.world.say(forum, talk.town.person, "/weather 인천", topic=topic)
    await talk.shown()
    (word,) = [one for one in talk.world.messages(forum) if WORD in one.text]
    assert word.thread_id == topic.thread_id


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "vi"])
async def test_the_note_is_in_the_persons_language(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await talk(*["/status"] * 20)
    assert await talk("/status") == snapshot
    await talk("/weather", ":at 2024-05-13 20:02", "/language ko", ":in group", *["/weather"] * 19)
    assert WORD in await talk("/weather"), "a language that was chosen goes before that of the person's Telegram"


async def test_sixty_buttons_a_minute_are_answered_then_a_note_and_silence(talk: Talk) -> None:
    await talk("/weather 고창")
    message = talk.world.messages(talk.town.private)[-1]
    (button,) = (number for number, one in enumerate(message.buttons) if "지도" in one.text)
    for _ in range(65):
        talk.world.press(message, button, talk.town.person)
    shown = await talk.shown()
    assert shown.count("[weather.png]") == 60
    assert shown.count(WORD) == 1
    assert all(callback.is_answered for callback in talk.world.callbacks.values())
    assert words(talk) == 0
    assert "15.9℃" in await talk("/weather 인천"), "buttons and commands do not count together"


async def test_inline_queries_do_not_count(talk: Talk) -> None:
    for _ in range(25):
        assert (await ask(talk, "인천")).results
    assert "15.9℃" in await talk("/weather 인천")


async def test_the_limit_needs_no_database_query(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk("/weather 인천")
    monkeypatch.setattr(talk.session.database, "read", None)
    monkeypatch.setattr(talk.session.database, "write", None)
    assert "15.9℃" in await talk("/weather 인천")


@pytest.mark.parametrize("chat", ["private", "group", "channel"])
@pytest.mark.parametrize("command", ["/weather", "/map", "/chart 부산", "/news", "/subscribe 09:00", "/help"])
async def test_an_edited_command_does_not_fire_again(talk: Talk, chat: str, command: str) -> None:
    where = getattr(talk.town, chat)
    await talk(f":in {chat}", "/weather 인천")
    said = next(one for one in talk.world.messages(where) if one.text == "/weather 인천")
    talk.world.edit(said, command)
    assert await talk.shown() == ""
