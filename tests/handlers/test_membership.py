"""The bot is added to a chat, removed, restricted, blocked, and added back."""

import datetime as dt

import pytest
from sqlalchemy import update

from bot.subscriptions import service
from simulator import Fault, errors
from simulator.errors import ApiError
from simulator.world.chats import Chat, Status
from storage.chats import subscriptions
from storage.schema import DeliveryState, delivery
from tests.handlers.factories import texts
from tests.talk import Start, Talk

MORNING, NEXT_MORNING = "2024-05-14 07:00", "2024-05-15 07:00"
GREETING = "안녕하세요, 조간이에요."
AGAIN = "다시 만나 반가워요! 알림은 전처럼 보내 드려요."
NEXT = "다음 알림: 5월 14일 화요일 07:00"


def bulletins(talk: Talk, chat: Chat) -> int:
    return sum(text.startswith("☀️") for text in texts(talk, chat))


@pytest.mark.parametrize("kind", ["group", "supergroup", "forum"])
async def test_a_group_that_adds_the_bot_is_greeted_once(talk: Talk, kind: str) -> None:
    world, person = talk.world, talk.town.person
    group = world.add_group("새 모임", person) if kind == "group" else world.add_supergroup("새 모임", person)
    group.is_forum = kind == "forum"
    world.add_bot(group)
    shown = await talk.shown()
    assert shown.count(GREETING) == 1
    assert "/subscribe 07:00 인천" in shown
    assert "그룹에서는 관리자만 설정을 바꿀 수 있어요." in shown
    world.promote(group, world.bot)
    world.demote(group, world.bot)
    if kind != "group":
        world.restrict(group, world.bot)
        world.promote(group, world.bot)
    world.join(group, world.add_person("지훈"))
    assert await talk.shown() == ""


async def test_a_link_that_adds_the_bot_to_a_group_greets_once(talk: Talk) -> None:
    world, person = talk.world, talk.town.person
    await talk("/help")
    link = talk.world.messages(talk.town.private)[-1].buttons[0].url or ""
    parameter = link.rpartition("startgroup=")[2]
    group = world.add_group("새 모임", person)
    world.add_bot(group)
    world.say(group, person, f"/start@local_bot {parameter}")
    assert (await talk.shown()).count(GREETING) == 1
    world.say(group, person, "/subscribe 07:00 인천")
    assert NEXT in await talk.shown()
    await talk.at("2024-05-13 20:05")
    world.say(group, person, f"/start@local_bot {parameter}")
    assert AGAIN in await talk.shown(), "a link that is followed later is answered"
    await talk.at("2024-05-13 11:05")
    world.say(group, person, f"/start@local_bot {parameter}")
    assert AGAIN in await talk.shown(), "also after the clock was set back"


async def test_a_group_is_greeted_in_the_language_of_the_person_who_adds_the_bot(start: Start) -> None:
    talk = await start(language="ja")
    group = talk.world.add_group("新しい会", talk.town.person)
    talk.world.add_bot(group)
    assert "こんにちは" in await talk.shown()


async def test_a_migrated_group_is_not_greeted_again(talk: Talk) -> None:
    await talk(":in group", "/subscribe 07:00 인천")
    supergroup = talk.world.migrate(talk.town.group)
    assert await talk.shown() == ""
    await talk.at(MORNING)
    assert bulletins(talk, supergroup) == 1


@pytest.mark.parametrize("is_late", [False, True])
async def test_unblocking_restores_all_subscriptions_without_a_flood(talk: Talk, *, is_late: bool) -> None:
    await talk("/subscribe 07:00 인천")
    talk.world.block(talk.town.person)
    await talk.session.wait_until_idle()
    for day in (14, 15, 16):
        await talk.at(f"2024-05-{day} 07:00")
    talk.world.unblock(talk.town.person)
    if is_late:
        await talk.session.wait_until_idle()
    assert f"{AGAIN}\n\n    다음 알림: 5월 17일 금요일 07:00" in await talk("/start")
    await talk.at("2024-05-16 09:59")
    assert bulletins(talk, talk.town.private) == 0
    await talk.at("2024-05-17 07:00")
    assert bulletins(talk, talk.town.private) == 1
    assert "지역: 인천" in await talk("/status")


async def test_a_bulletin_that_waited_when_the_bot_was_blocked_never_arrives(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=502))
    await talk.at(MORNING)
    talk.world.block(talk.town.person)
    await talk.session.wait_until_idle()
    async with talk.session.database.write() as connection:  # as an answer that came after that would leave it
        await connection.execute(update(delivery).values(state=DeliveryState.PENDING))
    talk.world.unblock(talk.town.person)
    await talk.session.wait_until_idle()
    await talk.at("2024-05-14 07:30")
    assert bulletins(talk, talk.town.private) == 0
    assert "5월 14일 화요일에는 제가 이곳에 글을 쓸 수 없어서 알림을 보내지 못했어요." in await talk("/status")
    await talk.at(NEXT_MORNING)
    assert bulletins(talk, talk.town.private) == 1


async def test_unblocking_does_not_resume_what_was_unsubscribed(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/unsubscribe")
    talk.world.block(talk.town.person)
    talk.world.unblock(talk.town.person)
    await talk.session.wait_until_idle()
    assert GREETING in await talk("/start")
    assert "멈춰 있어요" in await talk("/status")
    await talk.at(MORNING)
    assert bulletins(talk, talk.town.private) == 0


async def test_start_resumes_even_if_telegram_sent_no_update(talk: Talk) -> None:
    """Telegram keeps updates for a day only; a block that only a bulletin revealed ends with the first message."""
    await talk("/subscribe 07:00 인천")
    talk.refusals_expected = True
    private, bot = talk.town.private, talk.world.bot
    private.set_member(bot, Status.KICKED)
    await talk.at(MORNING)
    private.set_member(bot, Status.MEMBER)
    assert "제가 차단되었거나 대화방에 없어서 알림이 멈췄어요." in await talk("/status")
    assert AGAIN in await talk("/start")
    await talk.at(NEXT_MORNING)
    assert bulletins(talk, private) == 1


async def test_a_pause_outlives_being_blocked(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    async with talk.session.database.write() as connection:
        (one,) = await subscriptions.list_all(connection, talk.town.private.id)
        await service.pause(connection, one, dt.date(2024, 5, 20), talk.session.clock.now())
    talk.world.block(talk.town.person)
    talk.world.unblock(talk.town.person)
    assert "다음 알림: 5월 20일 월요일 07:00" in await talk("/start")


async def test_adding_the_bot_back_restores_the_bulletins(talk: Talk) -> None:
    group = talk.town.group
    await talk(":in group", "/subscribe 07:00 인천")
    talk.world.remove_bot(group)
    await talk.session.wait_until_idle()
    await talk.at(MORNING)
    talk.world.add_bot(group)
    shown = await talk.shown()
    assert AGAIN in shown
    assert "다음 알림: 5월 15일 수요일 07:00" in shown
    await talk.at(NEXT_MORNING)
    assert bulletins(talk, group) == 1


async def test_a_silenced_group_stops_and_resumes(talk: Talk) -> None:
    world, person = talk.world, talk.town.person
    group = world.add_supergroup("마을회관", person)
    world.add_bot(group)
    world.say(group, person, "/subscribe 07:00 인천")
    await talk.shown()
    await talk("/language ko")
    world.restrict(group, world.bot)
    await talk.session.wait_until_idle()
    assert (await talk.at(MORNING)).splitlines() == [
        "미나: ⚠️ 마을회관에 글을 쓸 수 없어서 알림이 멈췄어요.",
        "    지역: 인천",
        "    제가 글을 쓸 수 있게 한 뒤 그곳에서 보내 주세요: /subscribe",
    ]
    assert [call for call in talk.server.calls if not call.accepted] == []
    world.demote(group, world.bot)
    await talk.session.wait_until_idle()
    assert await talk.at(NEXT_MORNING) != ""
    assert bulletins(talk, group) == 1


@pytest.mark.parametrize(
    "answer",
    [
        errors.bad_request("not enough rights to send text messages to the chat"),
        errors.bad_request("have no rights to send a message"),
        errors.bad_request("CHAT_WRITE_FORBIDDEN"),
        errors.forbidden("not enough rights to send text messages to the chat"),
        errors.forbidden("have no rights to send a message"),
        errors.forbidden("CHAT_WRITE_FORBIDDEN"),
    ],
    ids=lambda answer: answer.description,
)
async def test_three_rejections_stop_a_group(talk: Talk, answer: ApiError) -> None:
    await talk("/language ko", ":in group", "/subscribe 07:00 인천")
    talk.refusals_expected = True
    silent = Fault("sendMessage", chat_id=talk.town.group.id, times=2, answer=answer)
    talk.server.faults.append(silent)
    for day in (14, 15, 16):
        await talk.at(f"2024-05-{day} 07:00")
    assert bulletins(talk, talk.town.group) == 1, "a silent night or two are no reason to leave"
    silent.times = 3
    for day in (17, 18, 19, 20, 21):
        await talk.at(f"2024-05-{day} 07:00")
    assert silent.times == 0
    assert bulletins(talk, talk.town.group) == 1
    reports = [text for text in texts(talk, talk.town.private) if text.startswith("⚠️")]
    assert [text.splitlines()[0] for text in reports] == ["⚠️ 동네 모임에 글을 쓸 수 없어서 알림이 멈췄어요."]
    assert "이곳에 글을 쓸 수 없어서 알림이 멈췄어요." in await talk("/status")
    await talk("/subscribe")
    await talk.at("2024-05-22 07:00")
    assert bulletins(talk, talk.town.group) == 2


@pytest.mark.parametrize(
    "reason",
    [
        "bot was kicked from the group chat",
        "bot is not a member of the group chat",
        "the group chat was deleted",
        "bot was blocked by the user",
    ],
)
async def test_removing_the_bot_stops_the_group_at_once(talk: Talk, reason: str) -> None:
    await talk("/language ko", ":in group", "/subscribe 07:00 인천")
    talk.refusals_expected = True
    removed = Fault("sendMessage", chat_id=talk.town.group.id, times=1, answer=errors.forbidden(reason))
    talk.server.faults.append(removed)
    for day in (14, 15):
        await talk.at(f"2024-05-{day} 07:00")
    assert (removed.times, bulletins(talk, talk.town.group)) == (0, 0)
    assert "제가 차단되었거나 대화방에 없어서 알림이 멈췄어요." in await talk("/status")


async def test_a_rejected_answer_is_logged_in_one_line(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.refusals_expected = talk.errors_expected = True
    talk.server.faults.append(Fault("sendMessage", answer=errors.bad_request("TOPIC_CLOSED")))
    await talk(":in group", "/weather 인천")
    (record,) = [record for record in caplog.records if record.name == "handlers.errors"]
    assert record.getMessage() == "Could not answer an update: Topic_closed"
    assert record.exc_info is None
