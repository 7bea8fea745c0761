"""Comments below a channel's posts, replies in groups, and messages that are forwarded."""

import pytest

from simulator.world.chats import Chat, ChatKind, Status
from simulator.world.messages import Message
from tests.handlers.factories import press, tell, texts
from tests.talk import Talk

COMMAND = {"type": "bot_command", "offset": 0}
ORIGINS = ("user", "hidden_user", "chat", "channel")


def discussion_of(talk: Talk) -> Chat:
    """Return a new discussion group of the town's channel; the bot is a member that sees all messages."""
    world, town = talk.world, talk.town
    group = world.add_supergroup("토론", town.person)
    group.set_member(world.bot, Status.ADMINISTRATOR)
    world.link(town.channel, group)
    return group


def forward(talk: Talk, chat: Chat, text: str, origin: str, **fields: object) -> None:
    """Forward a message of an administrator, of the group itself or of the channel."""
    town, person = talk.town, talk.town.person.to_json()
    sender: dict[str, dict[str, object]] = {
        "user": {"sender_user": person},
        "hidden_user": {"sender_user_name": "미나"},
        "chat": {"sender_chat": town.group.to_json()},
        "channel": {"chat": town.channel.to_json(), "message_id": 1},
    }
    entities = [COMMAND | {"length": len(text.split(maxsplit=1)[0])}] if text.startswith("/") else []
    told: dict[str, object] = {"chat": chat.to_json(), "text": text, "entities": entities}
    if chat.kind is ChatKind.CHANNEL:
        told |= {"sender_chat": chat.to_json()}
    kind = "channel_post" if chat.kind is ChatKind.CHANNEL else "message"
    tell(talk, kind, **told | fields, forward_origin={"type": origin, "date": 1} | sender[origin])


def comment(talk: Talk, text: str) -> Message:
    """Comment on a new post of the channel, after another one, so that the thread is not the newest."""
    world, town = talk.world, talk.town
    first = world.say(town.channel, town.person, "첫째")
    world.say(town.channel, town.person, "둘째")
    return world.comment(first, town.person, text)


def answers(talk: Talk, chat: Chat) -> list[Message]:
    return [
        message for message in talk.world.messages(chat) if message.sender is talk.world.bot and not message.service
    ]


@pytest.mark.parametrize("question", ["/weather 인천", "/map", "/chart 인천", "/settings", "/subscribe 07:00 고성"])
async def test_a_comment_is_answered_below_its_post(talk: Talk, question: str) -> None:
    group = discussion_of(talk)
    asked = comment(talk, question)
    await talk.shown()
    (answer,) = answers(talk, group)
    assert answer.reply_to is asked
    assert answer.reply_thread_id == asked.reply_thread_id


@pytest.mark.parametrize("label", ["지도", "그래프", "매일 받기"])
async def test_a_button_below_a_comment_is_answered_there_too(talk: Talk, label: str) -> None:
    group = discussion_of(talk)
    asked = comment(talk, "/weather 인천")
    await talk.shown()
    await press(talk, label, chat=group)
    first, second = answers(talk, group)
    assert second.reply_to is not None
    assert (second.reply_to.message_id, second.reply_thread_id) == (first.message_id, asked.reply_thread_id)


async def test_previews_prompts_and_exports_stay_below_the_post(talk: Talk) -> None:
    group = discussion_of(talk)
    asked = comment(talk, "/subscribe 07:00")
    await talk.shown()
    talk.world.say(group, talk.town.person, "/settings", reply_to=asked)
    talk.world.say(group, talk.town.person, "/data", anonymous=True, reply_to=asked)
    await talk.shown()
    await press(talk, "지금 보내기", chat=group)
    await press(talk, "지역", chat=group)
    await press(talk, "이름으로 추가", chat=group)
    talk.world.say(group, talk.town.person, "강릉", reply_to=answers(talk, group)[-1])
    assert "✅ 추가했어요: 강릉" in await talk.shown()
    assert len(answers(talk, group)) == 6
    assert {answer.reply_thread_id for answer in answers(talk, group)} == {asked.reply_thread_id}


async def test_a_comment_that_is_deleted_meanwhile_is_answered_in_the_group(talk: Talk) -> None:
    group = discussion_of(talk)
    talk.world.delete(comment(talk, "/weather 인천"), talk.town.person)
    await talk.shown()
    assert [answer.reply_to for answer in answers(talk, group)] == [None]


async def test_an_apology_stays_below_the_post(talk: Talk) -> None:
    group = discussion_of(talk)
    talk.errors_expected = True
    async with talk.session.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE chat")
    asked = comment(talk, "/status")
    await talk.shown()
    assert [answer.reply_to for answer in answers(talk, group)] == [asked]


async def test_a_command_that_is_no_reply_is_answered_without_one(talk: Talk) -> None:
    group = discussion_of(talk)
    talk.world.say(group, talk.town.person, "/weather 인천")
    await talk.shown()
    assert [answer.reply_to for answer in answers(talk, group)] == [None]


async def test_a_bulletin_of_a_group_is_no_reply(talk: Talk) -> None:
    group = discussion_of(talk)
    comment(talk, "/subscribe 07:00 인천")
    await talk.shown()
    await talk.at("2024-05-14 07:00")
    assert answers(talk, group)[-1].reply_to is None


@pytest.mark.parametrize("text", ["/subscribe 07:00 인천", "/weather 인천"])
async def test_a_command_in_a_channel_is_answered_once(talk: Talk, text: str) -> None:
    group = discussion_of(talk)
    talk.world.say(talk.town.channel, talk.town.person, text)
    await talk.shown()
    # The answer is a post too, and arrives in the group.
    copies = [message for message in talk.world.messages(group) if message.options.get("is_automatic_forward")]
    assert len(texts(talk, talk.town.channel)) == 1
    assert len(copies) == 2
    assert answers(talk, group) == []


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("where", ["private", "group", "channel"])
async def test_a_forwarded_command_changes_nothing(talk: Talk, where: str, origin: str) -> None:
    await talk(f":in {where}", "/subscribe 07:00 인천")
    forward(talk, getattr(talk.town, where), "/unsubscribe", origin)
    forward(talk, getattr(talk.town, where), "/subscribe 09:00 강릉", origin)
    await talk.shown()
    assert "매일 07:00에 알림을 보내 드려요." in await talk("/status")


async def test_an_administrator_who_shows_a_members_command_does_not_run_it(talk: Talk) -> None:
    world, town = talk.world, talk.town
    guest = world.add_person("지훈", language_code="ko")
    world.join(town.group, guest)
    await talk(":in group", "/subscribe 07:00 인천")
    refused = world.say(town.group, guest, "/unsubscribe")
    world.forward(refused, town.group, town.person)
    await talk.shown()
    assert "매일 07:00에 알림을 보내 드려요." in await talk("/status")


async def test_a_command_forwarded_by_an_anonymous_administrator_changes_nothing(talk: Talk) -> None:
    group = talk.town.group
    await talk(":in group", "/subscribe 07:00 인천")
    forward(talk, group, "/unsubscribe", "user", sender_chat=group.to_json())
    await talk.shown()
    assert "매일 07:00에 알림을 보내 드려요." in await talk("/status")


@pytest.mark.parametrize("origin", ORIGINS)
async def test_a_forwarded_message_answers_no_question(talk: Talk, origin: str) -> None:
    group = talk.town.group
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    await press(talk, "지역", chat=group)
    await press(talk, "이름으로 추가", chat=group)
    forward(talk, group, "강릉", origin, reply_to_message=answers(talk, group)[-1].to_json())
    await talk.shown()
    assert "강릉" not in await talk("/status")


def choose_inline(talk: Talk, chat: Chat, text: str, **fields: object) -> None:
    """Post an inline result of another bot, which an administrator chose."""
    bot = {"id": 77, "is_bot": True, "first_name": "다른 봇", "username": "other_bot"}
    entities = [COMMAND | {"length": len(text.split(maxsplit=1)[0])}] if text.startswith("/") else []
    kind = "channel_post" if chat.kind is ChatKind.CHANNEL else "message"
    tell(talk, kind, chat=chat.to_json(), text=text, entities=entities, via_bot=bot, **fields)


@pytest.mark.parametrize("where", ["private", "group", "channel"])
async def test_a_command_that_another_bot_offered_changes_nothing(talk: Talk, where: str) -> None:
    chat = getattr(talk.town, where)
    await talk(f":in {where}", "/subscribe 07:00 인천")
    before = len(texts(talk, chat))
    choose_inline(talk, chat, "/unsubscribe")
    choose_inline(talk, chat, "/subscribe 09:00 강릉")
    await talk.shown()
    assert len(texts(talk, chat)) == before
    assert "매일 07:00에 알림을 보내 드려요." in await talk("/status")


async def test_a_text_that_another_bot_offered_answers_no_question(talk: Talk) -> None:
    group = talk.town.group
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    await press(talk, "지역", chat=group)
    await press(talk, "이름으로 추가", chat=group)
    choose_inline(talk, group, "강릉", reply_to_message=answers(talk, group)[-1].to_json())
    await talk.shown()
    assert "강릉" not in await talk("/status")


@pytest.mark.parametrize("text", ["/unsubscribe", "/subscribe 09:00 강릉"])
async def test_a_forwarded_command_in_a_private_chat_gets_a_hint(talk: Talk, text: str) -> None:
    forward(talk, talk.town.private, text, "user")
    assert "무슨 뜻인지 잘 모르겠어요." in await talk.shown()
