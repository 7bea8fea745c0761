"""Names of cities as a reply to the bot's question."""

import pytest
from sqlalchemy import func, select
from syrupy.assertion import SnapshotAssertion

from bot.clock import SetClock
from bot.context import JoganApplication
from local import TOKEN
from simulator import Server, World, small_town
from simulator.world.chats import Chat, User
from simulator.world.messages import Message
from storage.chats import subscriptions
from storage.database import open_database
from storage.schema import prompt
from tests.factories import CATALOGUE, EVENING
from tests.handlers.factories import ONLY_ADMINISTRATORS, bot_at, load_towns
from tests.handlers.settings.factories import forge, only, panel_of, press, say, stored
from tests.talk import Talk


async def asked(talk: Talk, chat: Chat | None = None, by: User | None = None) -> Message:
    """Open `/settings` in a chat with one subscription and return the bot's question."""
    await press(talk, "지역", "이름으로", chat=chat, by=by)
    return talk.world.messages(chat or talk.town.private)[-1]


async def answer(talk: Talk, question: Message, text: str, by: User | None = None, *, anonymous: bool = False) -> str:
    talk.world.say(question.chat, by or talk.town.person, text, anonymous=anonymous, reply_to=question)
    return await talk.shown()


async def names(talk: Talk, chat: Chat | None = None) -> list[str]:
    """Return the names of the cities, or of their stations if they have none."""
    cities = (await only(talk, chat)).cities
    return [city.names.get("ko", CATALOGUE[city.station].name("ko")) for city in cities]


async def test_a_reply_to_the_prompt_adds_cities(talk: Talk, snapshot: SnapshotAssertion) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    question = await asked(talk)
    sent = next(call for call in reversed(talk.server.calls) if call.method == "sendMessage")
    assert sent.arguments["reply_markup"] == {
        "force_reply": True,
        "selective": False,
        "input_field_placeholder": "인천",
    }
    assert question.text == snapshot
    assert await answer(talk, question, "Gangneung, 판교") == snapshot
    assert await names(talk) == ["인천", "강릉", "판교"]


async def test_an_ambiguous_name_offers_its_places(talk: Talk, snapshot: SnapshotAssertion) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await load_towns(talk)
    question = await asked(talk)
    assert await answer(talk, question, "강릉 고성 안둥") == snapshot
    assert "❌ 고성" in await press(talk, "고성 (경남)")
    assert await names(talk) == ["인천", "강릉", "고성"]


async def test_an_unknown_place_can_be_answered_again(talk: Talk, snapshot: SnapshotAssertion) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    question = await asked(talk)
    assert await answer(talk, question, "없는도시임") == snapshot
    assert await answer(talk, question, "07:00") == snapshot
    assert "추가했어요: 강릉" in await answer(talk, question, "강릉")


async def test_more_cities_than_fit_are_not_added(talk: Talk) -> None:
    await talk("/subscribe 07:00 속초 철원 파주 춘천 강릉 동해 서울 인천 원주", "/settings")
    question = await asked(talk)
    assert "10곳까지" in await answer(talk, question, "부산 대구")
    assert len(await names(talk)) == 9
    assert "부산" in await answer(talk, question, "부산")


async def test_a_reply_arrives_in_a_group_with_privacy_mode(talk: Talk) -> None:
    group, person = talk.town.group, talk.town.person
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    question = await asked(talk, group)
    assert question.text.startswith("미나\n")
    assert [entity.type for entity in question.entities] == ["text_mention"]
    assert question.forces_reply_from(person)
    guest = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(group, guest)
    assert not question.forces_reply_from(guest)
    assert await answer(talk, question, "강릉", guest) == f"동네 모임: {ONLY_ADMINISTRATORS}"
    assert "추가했어요: 강릉" in await answer(talk, question, "강릉", person)
    assert await names(talk, group) == ["인천", "강릉"]


async def test_an_anonymous_administrator_is_answered_without_a_name(talk: Talk) -> None:
    group = talk.town.group
    talk.world.promote(group, talk.world.bot)
    hidden = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(group, hidden)
    talk.world.promote(group, hidden, anonymous=True)
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    question = await asked(talk, group, hidden)
    assert "지훈" not in question.text
    assert "추가했어요: 강릉" in await answer(talk, question, "강릉", hidden, anonymous=True)


async def test_a_topic_is_prompted_in_the_topic(talk: Talk) -> None:
    world, person = talk.world, talk.town.person
    forum = world.add_supergroup("마을 광장", person, is_forum=True)
    world.add_bot(forum)
    topic = world.create_topic(forum, person, "날씨")
    await say(talk, forum, "/subscribe 07:00 인천", topic=topic)
    await say(talk, forum, "/settings", topic=topic)
    question = await asked(talk, forum)
    assert question.thread_id == topic.thread_id
    assert "추가했어요: 강릉" in await answer(talk, question, "강릉")
    assert [(one.thread_id, one.stations) for one in await stored(talk, forum)] == [(topic.thread_id, (112, 105))]


async def test_a_channel_gets_no_prompt(talk: Talk) -> None:
    channel = talk.town.channel
    await talk(":in channel", "/subscribe 07:00 인천", "/settings")
    before = len(talk.world.messages(channel))
    await forge(talk, f"s:{(await only(talk, channel)).id}:ask", panel_of(talk, channel))
    assert len(talk.world.messages(channel)) == before


async def test_a_reply_to_another_message_is_an_ordinary_message(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await asked(talk)
    other = talk.world.messages(talk.town.private)[1]
    assert "강릉\n    맑음" in await answer(talk, other, "강릉")
    assert await names(talk) == ["인천"]


async def test_a_prompt_expires_with_its_bulletin_or_after_two_days(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    question = await asked(talk)
    await forge(talk, f"s:{(await only(talk)).id}:removed", panel_of(talk))
    assert "강릉\n    맑음" in await answer(talk, question, "강릉")
    await talk("/subscribe 07:00 인천", "/settings")
    await asked(talk)
    await talk(":at 2024-05-16 20:01", "/settings")
    await asked(talk)
    async with talk.session.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(prompt)) == 1


@pytest.mark.parametrize("label", ["이름으로", "강릉"])
async def test_buttons_and_replies_work_after_a_restart(database_url: str, label: str) -> None:
    world = World(now=SetClock(EVENING).now)
    town = small_town(world)
    private, person = town.private, town.person

    async def go_on(application: JoganApplication, server: Server) -> None:
        await server.wait_until_idle()
        await application.dispatcher.join()

    async with Server(world, token=TOKEN, strict=True) as server:
        async with bot_at(server, database_url) as application:
            for text in ("/subscribe 07:00 인천 강릉", "/settings"):
                world.say(private, person, text)
                await go_on(application, server)
            world.press(world.messages(private)[-1], 0, person)
            await go_on(application, server)
            if label == "이름으로":
                cities = world.messages(private)[-1]
                world.press(cities, [label in button.text for button in cities.buttons].index(True), person)
        last = world.messages(private)[-1]
        if label == "이름으로":
            world.say(private, person, "서울", reply_to=last)
        else:
            world.press(last, [label in button.text for button in last.buttons].index(True), person)
        async with bot_at(server, database_url):
            pass
    async with open_database(database_url) as database, database.read() as connection:
        (one,) = await subscriptions.list_all(connection, private.id)
    assert one.stations == ((112, 105, 108) if label == "이름으로" else (112,))


@pytest.mark.parametrize("where", ["private", "group"])
async def test_replies_to_the_prompt_count_like_commands(talk: Talk, where: str) -> None:
    chat = getattr(talk.town, where)
    await talk(f":in {where}", "/subscribe 07:00 인천", "/settings")
    question = await asked(talk, chat)
    for _ in range(30):
        talk.world.say(chat, talk.town.person, "없는곳", reply_to=question)
    shown = await talk.shown()
    assert 15 <= shown.count("찾지 못했어요") < 20
    assert shown.count("한꺼번에 많이 물어보셨네요") == 1
