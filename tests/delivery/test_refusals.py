"""Chats that refuse bulletins: how long they are tried, and who is told; and answers to people there."""

from collections.abc import Sequence

import pytest

from simulator import Fault, errors
from simulator.world.chats import Chat
from simulator.world.refusals import Refusal
from tests.delivery.mornings import bulletins_in
from tests.talk import Start, Talk

MORNINGS = [f"2024-05-{day} 07:00" for day in range(14, 20)]
AT_ONCE = [Refusal.KICKED, Refusal.NOT_A_MEMBER, Refusal.GROUP_DELETED]
THIRD = [
    Refusal.CHAT_RESTRICTED,
    Refusal.CHAT_WRITE_FORBIDDEN,
    Refusal.PEER_ID_INVALID,
    Refusal.CHAT_NOT_FOUND,
    Refusal.NO_WRITE_ACCESS,
    Refusal.NOT_ENOUGH_RIGHTS,
    Refusal.RIGHTS_FORBIDDEN,
    Refusal.NEED_ADMINISTRATOR_RIGHTS,
]
NOTICES = {
    Refusal.CHAT_RESTRICTED: "⚠️ 텔레그램이 우리 동네를 제한해서 알림이 멈췄어요.",
    Refusal.PEER_ID_INVALID: "⚠️ 우리 동네를 더는 찾을 수 없어서 알림이 멈췄어요.",
    Refusal.CHAT_NOT_FOUND: "⚠️ 우리 동네를 더는 찾을 수 없어서 알림이 멈췄어요.",
}
SILENCED = "⚠️ 우리 동네에 글을 쓸 수 없어서 알림이 멈췄어요."


async def group(start: Start) -> tuple[Talk, Chat]:
    """Start with a supergroup that has a subscription, whose owner has a private chat with the bot."""
    talk = await start()
    await talk("/language ko")
    chat = talk.world.add_supergroup("우리 동네", talk.town.person)
    talk.world.add_bot(chat)
    talk.world.say(chat, talk.town.person, "/subscribe 07:00 인천")
    await talk.shown()
    talk.refusals_expected = True
    return talk, chat


async def attempts(talk: Talk, chat: Chat, mornings: Sequence[str]) -> list[int]:
    """Return how often a chat's bulletin was tried each morning."""
    found: list[int] = []
    for morning in mornings:
        before = len(talk.server.calls)
        await talk.at(morning)
        calls = talk.server.calls[before:]
        found.append(sum(call.method == "sendMessage" and call.arguments["chat_id"] == chat.id for call in calls))
    return found


def notices(talk: Talk, chat: Chat) -> list[str]:
    return [text.splitlines()[0] for one in talk.world.messages(chat) if (text := one.text).startswith("⚠️")]


@pytest.mark.parametrize("refusal", AT_ONCE)
async def test_a_group_that_removed_the_bot_is_not_tried_again(start: Start, refusal: Refusal) -> None:
    talk, chat = await group(start)
    talk.world.refusals[chat] = refusal
    assert await attempts(talk, chat, MORNINGS[:2]) == [1, 0]


@pytest.mark.parametrize("refusal", THIRD)
async def test_a_group_is_tried_three_mornings_and_its_owner_told_once(start: Start, refusal: Refusal) -> None:
    talk, chat = await group(start)
    talk.world.refusals[chat] = refusal
    assert await attempts(talk, chat, MORNINGS[:2]) == [1, 1]
    assert notices(talk, talk.town.private) == []
    assert await attempts(talk, chat, MORNINGS[2:]) == [1, 0, 0, 0]
    assert notices(talk, talk.town.private) == [NOTICES.get(refusal, SILENCED)]
    del talk.world.refusals[chat]
    talk.world.say(chat, talk.town.person, "/subscribe")
    await talk.shown()
    await talk.at("2024-05-20 07:00")
    assert bulletins_in(talk.world, chat) == 1


async def test_a_morning_that_is_accepted_begins_the_count_anew(start: Start) -> None:
    talk, chat = await group(start)
    for number, morning in enumerate(MORNINGS):
        if number % 3 == 2:
            del talk.world.refusals[chat]
        else:
            talk.world.refusals[chat] = Refusal.CHAT_RESTRICTED
        await talk.at(morning)
    assert bulletins_in(talk.world, chat) == 2
    assert notices(talk, talk.town.private) == []


async def test_three_rejected_bulletins_stop_a_private_chat_which_is_told(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", times=3, answer=errors.bad_request("message is too long")))
    assert await attempts(talk, talk.town.private, MORNINGS[:2]) == [1, 1]
    shown = await talk.at(MORNINGS[2])
    assert (
        "텔레그램이 알림을 세 번 연속 거부해서 알림이 멈췄어요.\n    지역: 인천\n    다시 받아 보려면: /subscribe"
        in shown
    )
    assert await attempts(talk, talk.town.private, MORNINGS[3:]) == [0, 0, 0]
    assert "텔레그램이 알림을 세 번 연속 거부해서 알림이 멈췄어요." in await talk("/status")
    await talk("/subscribe")
    assert "좋은 아침이에요" in await talk.at("2024-05-20 07:00")


async def private_topic(start: Start) -> tuple[Talk, int]:
    """Start with a topic of the private chat that has a subscription."""
    talk = await start()
    talk.world.accounts[talk.world.bot.id].has_topics = True
    topic = talk.world.create_topic(talk.town.private, talk.town.person, "날씨")
    talk.world.say(talk.town.private, talk.town.person, "/subscribe 07:00 인천", topic=topic)
    await talk.shown()
    talk.refusals_expected = True
    return talk, topic.thread_id


def bulletin_topics(talk: Talk) -> list[int | None]:
    return [one.thread_id for one in talk.world.messages(talk.town.private) if one.text.startswith("☀️")]


async def test_a_private_topic_that_is_lost_for_a_day_loses_no_bulletin(start: Start) -> None:
    talk, topic = await private_topic(start)
    await talk.at(MORNINGS[0])
    talk.world.refusals[talk.town.private] = Refusal.THREAD_NOT_FOUND
    await talk.at(MORNINGS[1])
    del talk.world.refusals[talk.town.private]
    await talk.at(MORNINGS[2])
    assert bulletin_topics(talk) == [topic, None, topic]


async def test_a_private_topic_that_stays_lost_stops_the_third_morning(start: Start) -> None:
    talk, _ = await private_topic(start)
    talk.world.refusals[talk.town.private] = Refusal.THREAD_NOT_FOUND
    for morning in MORNINGS:
        await talk.at(morning)
    assert bulletin_topics(talk) == [None, None, None]
    (notice,) = notices(talk, talk.town.private)
    assert "주제를 찾을 수 없어서 알림이 멈췄어요." in notice


@pytest.mark.parametrize("question", ["/weather 인천", "/map", "/data"])
async def test_a_question_in_a_lost_private_topic_is_answered_outside_of_it(start: Start, question: str) -> None:
    talk, topic = await private_topic(start)
    talk.world.refusals[talk.town.private] = Refusal.THREAD_NOT_FOUND
    place = talk.world.topics[talk.town.private][topic]
    talk.world.say(talk.town.private, talk.town.person, question, topic=place)
    await talk.shown()
    answer = talk.world.messages(talk.town.private)[-1]
    assert (answer.sender, answer.thread_id) == (talk.world.bot, None)


async def test_an_answer_whose_markup_is_rejected_comes_as_plain_text(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    talk = await start()
    talk.refusals_expected = talk.errors_expected = True
    rejected = errors.cannot_parse('Unsupported start tag "미나" at byte offset 5')
    talk.server.faults.append(Fault("sendMessage", answer=rejected))
    assert "15.9℃" in await talk("/weather 인천")
    assert talk.world.messages(talk.town.private)[-1].entities == ()
    assert "sent as plain text: can't parse entities at byte offset 5\n" in caplog.text
    assert "미나" not in caplog.text, "Telegram quotes the text, which may hold words of people"


async def test_an_answer_that_telegram_did_not_take_for_a_moment_comes_later(start: Start) -> None:
    talk = await start()
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=502))
    assert "15.9℃" in await talk("/weather 인천")
