"""Forum topics with a subscription: closed, reopened, deleted; and who is notified."""

from collections.abc import Awaitable, Callable
from typing import Literal

import pytest

from simulator import Fault, errors
from simulator.world.chats import Chat
from simulator.world.topics import Topic
from tests.talk import Start, Talk

MORNING, NEXT_MORNING, THIRD_MORNING = "2024-05-14 07:00", "2024-05-15 07:00", "2024-05-16 07:00"
IN_WEATHER, IN_NEWS = "/subscribe 07:00 인천", "/subscribe 07:00 부산"
CLOSED = "⚠️ 마을회관의 날씨 주제가 닫혀 있어서 알림을 보낼 수 없어요."
DELETED = "⚠️ 마을회관의 날씨 주제가 삭제되어 알림이 멈췄어요."
Forum = Callable[[], Awaitable[tuple[Talk, Chat, Topic, Topic]]]


def bulletins(talk: Talk, forum: Chat) -> list[int | None]:
    """Return the topics of the bulletins in a forum, in order of arrival."""
    return [message.thread_id for message in talk.world.messages(forum) if message.text.startswith("☀️")]


def told(talk: Talk, chat: Chat) -> list[str]:
    """Return the first line of each notice in a chat."""
    return [text.splitlines()[0] for message in talk.world.messages(chat) if (text := message.text).startswith("⚠️")]


async def say(talk: Talk, forum: Chat, text: str, topic: Topic | None = None) -> str:
    talk.world.say(forum, talk.town.person, text, topic=topic)
    return await talk.shown()


async def change(talk: Talk, topic: Topic, action: Literal["close", "reopen", "delete"]) -> None:
    getattr(talk.world, f"{action}_topic")(topic, talk.town.person)
    await talk.session.wait_until_idle()


@pytest.fixture
def forum(start: Start) -> Forum:
    async def made() -> tuple[Talk, Chat, Topic, Topic]:
        talk = await start()
        world, person = talk.world, talk.town.person
        chat = world.add_supergroup("마을회관", person, is_forum=True)
        world.add_bot(chat)
        weather, news = world.create_topic(chat, person, "날씨"), world.create_topic(chat, person, "소식")
        await say(talk, chat, IN_WEATHER, weather)
        await say(talk, chat, IN_NEWS, news)
        talk.refusals_expected = True
        return talk, chat, weather, news

    return made


async def test_a_closed_topic_is_notified_once_and_resumes(forum: Forum) -> None:
    talk, chat, weather, news = await forum()
    await talk("/language ko")
    await change(talk, weather, "close")
    await talk.at("2024-05-13 20:01")
    assert told(talk, talk.town.private) == [CLOSED]
    for morning in (MORNING, NEXT_MORNING):
        await talk.at(morning)
    assert bulletins(talk, chat) == [news.thread_id, news.thread_id]
    assert (told(talk, talk.town.private), told(talk, chat)) == ([CLOSED], [])
    await change(talk, weather, "reopen")
    assert "이 주제가 닫혀 있어서 알림을 보내지 못했어요. 다시 열면 이어서 보내 드려요." in await say(
        talk, chat, "/status", weather
    )
    await talk.at(THIRD_MORNING)
    assert sorted(map(str, bulletins(talk, chat)[2:])) == sorted(map(str, [weather.thread_id, news.thread_id]))
    await change(talk, weather, "close")
    await talk.at("2024-05-16 07:01")
    assert told(talk, talk.town.private) == [CLOSED, CLOSED], "another closure is told again"


@pytest.mark.parametrize("how", ["reopened", "promoted"])
async def test_a_topic_that_stays_closed_stops_the_third_morning_until_it_is_reopened(forum: Forum, how: str) -> None:
    talk, chat, weather, news = await forum()
    await talk("/language ko")
    await change(talk, weather, "close")
    calls: list[int] = []
    for morning in (MORNING, NEXT_MORNING, THIRD_MORNING, "2024-05-17 07:00"):
        before = len(talk.server.calls)
        await talk.at(morning)
        refused = [call for call in talk.server.calls[before:] if not call.accepted]
        calls.append(len(refused))
    assert calls == [1, 1, 1, 0]
    assert told(talk, talk.town.private) == [CLOSED]
    assert bulletins(talk, chat) == [news.thread_id] * 4
    if how == "reopened":
        await change(talk, weather, "reopen")
    else:
        talk.world.promote(chat, talk.world.bot)
        await talk.session.wait_until_idle()
    await talk.at("2024-05-18 07:00")
    assert sorted(map(str, bulletins(talk, chat)[4:])) == sorted(map(str, [weather.thread_id, news.thread_id]))


async def test_the_notice_explains_and_links_to_the_topic(forum: Forum) -> None:
    talk, _, weather, _ = await forum()
    await talk("/language ko")
    await change(talk, weather, "close")
    assert (await talk.at("2024-05-13 20:01")).splitlines() == [
        f"미나: {CLOSED}",
        "    지역: 인천",
        "    주제를 다시 열거나, 주제를 관리할 수 있는 관리자로 저를 지정하면 다시 보내 드려요.",
        "    [1] 주제 열기",
    ]
    link = talk.world.messages(talk.town.private)[-1].buttons[0].url
    assert link == f"https://t.me/c/{str(weather.chat.id).removeprefix('-100')}/{weather.thread_id}"


@pytest.mark.parametrize("refusal", ["TOPIC_CLOSED", "TOPIC_DELETED", "message thread not found"])
async def test_a_closed_topic_does_not_affect_other_topics(forum: Forum, refusal: str) -> None:
    talk, chat, weather, news = await forum()
    await talk("/language ko")
    talk.server.faults.append(Fault("sendMessage", answer=errors.bad_request(refusal)))
    await talk.at(MORNING)
    assert told(talk, talk.town.private) == [CLOSED if refusal == "TOPIC_CLOSED" else DELETED]
    await talk.at(NEXT_MORNING)
    goes_on = refusal == "TOPIC_CLOSED"
    expected = [news.thread_id, *([weather.thread_id] if goes_on else []), news.thread_id]
    assert sorted(map(str, bulletins(talk, chat))) == sorted(map(str, expected))
    assert len(told(talk, talk.town.private)) == 1


async def test_a_deleted_topic_is_explained_in_the_general_topic(forum: Forum) -> None:
    talk, chat, weather, news = await forum()
    await talk("/language ko")
    await change(talk, weather, "delete")
    await talk.at(MORNING)
    await talk.at(NEXT_MORNING)
    assert bulletins(talk, chat) == [news.thread_id, news.thread_id]
    assert told(talk, talk.town.private) == [DELETED]
    status = await say(talk, chat, "/status")
    assert "‘날씨’ 주제가 삭제되어 그곳의 알림이 멈췄어요.\n    지역: 인천\n    다른 주제에서 받으려면" in status
    assert "삭제" not in await say(talk, chat, "/status", news)
    await talk.at("2024-06-20 08:00")
    assert "삭제" not in await say(talk, chat, "/status"), "it is not told for ever"


async def test_the_general_topic_is_the_fallback_for_notices(forum: Forum) -> None:
    talk, chat, weather, _ = await forum()
    await change(talk, weather, "close")
    await talk.at(MORNING)
    assert told(talk, chat) == [CLOSED]
    assert [message.thread_id for message in talk.world.messages(chat) if message.text.startswith("⚠️")] == [None]
    assert told(talk, talk.town.private) == []


async def test_an_administrator_who_blocked_the_bot_is_skipped(forum: Forum) -> None:
    talk, chat, weather, _ = await forum()
    await talk("/language ko")
    talk.world.block(talk.town.person)
    other = talk.world.add_person("지훈", language_code="en")
    talk.world.say(talk.world.private_chat(other), other, "/language en")
    talk.world.join(chat, other)
    talk.world.promote(chat, other)
    await change(talk, weather, "close")
    await talk.at(MORNING)
    assert told(talk, talk.world.private_chat(other)) == [
        "⚠️ In 마을회관, the topic 날씨 is closed, so I cannot send bulletins there."
    ]
    assert told(talk, chat) == []


async def test_members_are_not_notified(forum: Forum) -> None:
    talk, chat, weather, _ = await forum()
    guest = talk.world.add_person("지훈", language_code="ko")
    talk.world.say(talk.world.private_chat(guest), guest, "/language ko")
    talk.world.join(chat, guest)
    await change(talk, weather, "close")
    await talk.at(MORNING)
    assert (told(talk, talk.world.private_chat(guest)), told(talk, chat)) == ([], [CLOSED])


async def test_an_undeliverable_notice_is_given_up(forum: Forum) -> None:
    talk, chat, weather, _ = await forum()
    await change(talk, weather, "close")
    talk.server.faults.append(Fault("sendMessage", chat_id=chat.id, times=9, answer=errors.bad_request("TOPIC_CLOSED")))
    for minute in range(4):
        await talk.at(f"2024-05-13 20:0{minute + 1}")
    assert [call.method for call in talk.server.calls].count("getChatAdministrators") == 1


async def test_a_failed_notice_is_retried_later(forum: Forum) -> None:
    talk, _, weather, _ = await forum()
    await talk("/language ko")
    await change(talk, weather, "close")
    talk.server.faults.append(Fault("sendMessage", answer=502))
    await talk.at("2024-05-13 20:01")
    assert told(talk, talk.town.private) == []
    await talk.at("2024-05-13 20:02")
    assert told(talk, talk.town.private) == [CLOSED]


async def test_a_topic_manager_writes_in_closed_topics(forum: Forum) -> None:
    talk, chat, weather, news = await forum()
    talk.world.promote(chat, talk.world.bot)
    await change(talk, weather, "close")
    await talk.at(MORNING)
    assert sorted(map(str, bulletins(talk, chat))) == sorted(map(str, [weather.thread_id, news.thread_id]))
    assert (told(talk, chat), told(talk, talk.town.private)) == ([], [])


async def test_closing_a_topic_without_bulletins_sends_no_notice(forum: Forum) -> None:
    talk, chat, _, _ = await forum()
    await change(talk, talk.world.create_topic(chat, talk.town.person, "잡담"), "close")
    await talk.at("2024-05-13 20:01")
    assert told(talk, chat) == []


async def test_a_notice_has_the_topics_new_name(forum: Forum) -> None:
    talk, _, weather, _ = await forum()
    await talk("/language ko")
    talk.world.rename_topic(weather, talk.town.person, "오늘 <날씨>")
    await change(talk, weather, "close")
    await talk.at("2024-05-13 20:01")
    assert told(talk, talk.town.private) == ["⚠️ 마을회관의 오늘 <날씨> 주제가 닫혀 있어서 알림을 보낼 수 없어요."]


async def test_a_closed_general_topic_is_notified_in_private(forum: Forum) -> None:
    talk, chat, _, _ = await forum()
    await talk("/language ko")
    await say(talk, chat, "/subscribe 06:00 서울")
    talk.world.close_general(chat, talk.town.person)
    await talk.session.wait_until_idle()
    await talk.at("2024-05-14 06:00")
    assert told(talk, talk.town.private) == ["⚠️ 마을회관의 일반 주제가 닫혀 있어서 알림을 보낼 수 없어요."]
    assert not talk.world.messages(talk.town.private)[-1].buttons
    talk.world.reopen_general(chat, talk.town.person)
    await talk.session.wait_until_idle()
    await talk.at("2024-05-15 06:00")
    assert bulletins(talk, chat) == [None]
