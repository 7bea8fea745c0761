"""Channels are set up from the private chat, and nothing is posted before the confirmation."""

import datetime as dt

import pytest
from sqlalchemy import select
from telegram import InlineKeyboardMarkup

from bot.dependencies import assemble
from simulator import Fault, errors
from simulator.world.chats import ChatKind, Status
from storage.chats import channels
from storage.schema import DeliveryState, delivery
from tests.handlers.factories import OUT_OF_DATE, press, tell, texts
from tests.talk import Start, Talk

MORNING, NEXT_MORNING = "2024-05-14 07:00", "2024-05-15 07:00"
PANEL = "📢 아침 소식"


def posted(talk: Talk) -> list[str]:
    return texts(talk, talk.town.channel)


async def started(start: Start, *words: str) -> Talk:
    """Set up a channel, then change it with words after its name."""
    talk = await start()
    await talk("/channel @morning_post", *(f"/channel @morning_post {one}" for one in words))
    await press(talk, "▶️")
    await press(talk, "네, 시작할게요")
    return talk


@pytest.mark.parametrize(
    "words", ["@morning_post", "morning_post", "https://t.me/morning_post/3", "{id}", "https://t.me/c/{number}/3"]
)
async def test_a_channel_can_be_named_in_many_ways(talk: Talk, words: str) -> None:
    number = str(talk.town.channel.id)
    shown = await talk("/channel " + words.format(id=number, number=number.removeprefix("-100")))
    assert shown.startswith(f"미나: {PANEL}\n\n    ⏸ 지금은 꺼져 있어요. 시작하면 매일 07:00에 올려 드려요.")


async def test_a_post_forwarded_from_the_channel_names_it_too(talk: Talk) -> None:
    origin = {"type": "channel", "date": 1, "message_id": 3, "chat": talk.town.channel.to_json()}
    tell(talk, forward_origin=origin, text="인천")
    assert (await talk.shown()).startswith(f"미나: {PANEL}")


def command_entity(length: int) -> dict[str, object]:
    return {"type": "bot_command", "offset": 0, "length": length}


async def test_a_forwarded_command_names_its_channel_and_does_not_run(talk: Talk) -> None:
    origin = {"type": "channel", "date": 1, "message_id": 3, "chat": talk.town.channel.to_json()}
    tell(talk, forward_origin=origin, text="/subscribe 07:00 인천", entities=[command_entity(10)])
    assert (await talk.shown()).startswith(f"미나: {PANEL}")


@pytest.mark.parametrize("is_automatic", [False, True])
async def test_a_group_gets_no_answer_to_a_forwarded_command(talk: Talk, is_automatic: bool) -> None:
    origin = {"type": "channel", "date": 1, "message_id": 3, "chat": talk.town.channel.to_json()}
    group = talk.town.group.to_json()
    tell(
        talk,
        chat=group,
        forward_origin=origin,
        is_automatic_forward=is_automatic,
        text="/weather 인천",
        entities=[command_entity(8)],
    )
    tell(talk, chat=group, text="/weather 부산", entities=[command_entity(8)])
    await talk.shown()
    answers = "\n".join(texts(talk, talk.town.group))
    assert "부산" in answers
    assert "인천" not in answers


async def test_a_message_forwarded_from_a_person_names_no_channel(talk: Talk) -> None:
    tell(talk, forward_origin={"type": "user", "date": 1, "sender_user": talk.town.person.to_json()}, text="인천")
    assert "맑음 15.9℃" in await talk.shown()


async def test_nothing_is_posted_before_the_person_has_confirmed(talk: Talk) -> None:
    await talk("/channel @morning_post", "/channel @morning_post signature 조간", f":at {MORNING}")
    await press(talk, "미리 보기")
    await press(talk, "고정하기")
    question = await press(talk, "▶️")
    assert "아침 소식에 매일 07:00에 날씨와 뉴스를 올릴까요?\n\n    첫 글: 5월 15일 수요일 07:00" in question
    await press(talk, "미리 보기")
    await press(talk, "뒤로")
    await talk.at("2024-05-15 08:00")
    assert posted(talk) == []
    await press(talk, "▶️")
    assert "다음 알림: 5월 16일 목요일 07:00" in await press(talk, "네, 시작할게요")
    assert posted(talk) == []
    await talk.at("2024-05-16 07:00")
    assert len(posted(talk)) == 1


async def test_the_preview_is_what_the_channel_gets(start: Start) -> None:
    talk = await started(start, "signature 좋은 <하루>!", "hashtag 날씨")
    talk.session.clock.set(dt.datetime(2024, 5, 13, 22, tzinfo=dt.UTC))
    await press(talk, "미리 보기")
    seen = talk.world.messages(talk.town.private)[-1]
    await talk.at(MORNING)
    (post,) = posted(talk)
    assert seen.text == post
    assert post.endswith("\n\n좋은 <하루>!\n#날씨")
    assert [entity.type for entity in talk.world.messages(talk.town.channel)[-1].entities][-1] == "hashtag"


async def test_a_preview_is_in_the_language_of_the_channel(talk: Talk) -> None:
    await talk(":in channel", "/language en", ":in private", "/channel @morning_post")
    assert "Tomorrow is Tuesday, May 14." in await press(talk, "미리 보기")


async def test_a_channel_has_the_language_of_its_administrator(start: Start) -> None:
    talk = await start(language="en")
    await talk("/language ja", "/channel @morning_post")
    await press(talk, "始める")
    await press(talk, "はい、始めます")
    await talk.at(MORNING)
    assert posted(talk)[0].startswith("☀️ おはようございます")


async def test_only_channel_bulletins_have_signature_and_hashtag(start: Start) -> None:
    talk = await started(start, "signature 조간 드림", "hashtag #날씨")
    await talk("/subscribe 07:00", ":in group", "/subscribe 07:00")
    await talk.at(MORNING)
    assert posted(talk)[-1].endswith("\n\n조간 드림\n#날씨")
    for chat in (talk.town.private, talk.town.group):
        assert "조간 드림" not in texts(talk, chat)[-1]
    await press(talk, "서명")
    await press(talk, "지우기")
    await press(talk, "뒤로")
    await talk.at(NEXT_MORNING)
    assert posted(talk)[-1].endswith("\n\n#날씨")
    await press(talk, "해시태그")
    await press(talk, "지우기")
    await talk.at("2024-05-16 07:00")
    assert "날씨" not in posted(talk)[-1].splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("signature", "서명은 1자에서 200자까지 쓸 수 있어요."),
        ("signature " + "가" * 201, "서명은 1자에서 200자까지 쓸 수 있어요."),
        ("hashtag 2024", "‘2024’는 해시태그로 쓸 수 없어요."),
        ("hashtag", "해시태그로 쓸 수 없어요."),
        ("hashtag <b>", "‘<b>’는 해시태그로 쓸 수 없어요."),
    ],
)
async def test_an_invalid_signature_changes_nothing(talk: Talk, words: str, answer: str) -> None:
    await talk("/channel @morning_post signature 조간", "/channel @morning_post hashtag 날씨")
    assert answer in await talk(f"/channel @morning_post {words}")
    assert "서명: 조간\n    해시태그: #날씨" in await talk("/channel @morning_post")


async def test_a_pinned_bulletin_silently_replaces_the_last(start: Start) -> None:
    talk = await started(start)
    assert "📌 글을 올릴 때마다 고정해요." in await press(talk, "고정하기")
    channel = talk.town.channel
    pinned = []
    for morning in (MORNING, NEXT_MORNING):
        await talk.at(morning)
        pinned.append(max(number for number, message in talk.world.history[channel].items() if message.text))
        assert channel.pinned == pinned[-1:]
    silently = [call.arguments["disable_notification"] for call in talk.server.calls if call.method == "pinChatMessage"]
    assert silently == [True, True]
    await press(talk, "고정하지 않기")
    await talk.at("2024-05-16 07:00")
    assert channel.pinned == pinned[-1:]


async def test_pinning_without_the_right_says_so(start: Start) -> None:
    talk = await started(start)
    world, channel = talk.world, talk.town.channel
    world.promote(channel, world.bot, without=["can_edit_messages"])
    assert "메시지를 수정할 권한을 준 뒤 다시 눌러 주세요." in await press(talk, "고정하기")
    world.promote(channel, world.bot)
    await talk.shown()
    await press(talk, "고정하기")
    world.promote(channel, world.bot, without=["can_edit_messages"])
    await talk.shown()
    talk.refusals_expected = True
    await talk.at(MORNING)
    await talk.at("2024-05-14 07:01")
    assert (len(posted(talk)), channel.pinned) == (1, [])
    assert [call.method for call in talk.server.calls].count("pinChatMessage") == 1
    async with talk.session.database.read() as connection:
        assert list(await connection.scalars(select(delivery.c.state))) == [DeliveryState.SENT]


async def test_a_failed_pin_leaves_the_previous_one(start: Start) -> None:
    talk = await started(start)
    await press(talk, "고정하기")
    talk.refusals_expected = True
    await talk.at(MORNING)
    first = list(talk.town.channel.pinned)
    refusal = Fault("pinChatMessage", answer=errors.bad_request("not enough rights to pin a message"))
    talk.server.faults.append(refusal)
    await talk.at(NEXT_MORNING)
    assert talk.town.channel.pinned == first
    await talk.at("2024-05-16 07:00")
    assert len(talk.town.channel.pinned) == 1
    assert talk.town.channel.pinned != first


async def test_a_failed_pin_is_retried_later(start: Start) -> None:
    talk = await started(start)
    await press(talk, "고정하기")
    talk.refusals_expected = True
    talk.server.faults.append(Fault("pinChatMessage", answer=502))
    await talk.at(MORNING)
    assert talk.town.channel.pinned == []
    await talk.at("2024-05-14 07:01")
    assert len(talk.town.channel.pinned) == 1


async def test_a_channel_can_be_stopped_and_started(start: Start) -> None:
    talk = await started(start)
    assert "⏸ 지금은 꺼져 있어요." in await press(talk, "⏹")
    await talk.at(MORNING)
    assert posted(talk) == []
    await press(talk, "▶️")
    await press(talk, "네, 시작할게요")
    await talk.at(NEXT_MORNING)
    assert len(posted(talk)) == 1


async def test_a_subscription_made_by_a_post_is_in_the_panel(talk: Talk) -> None:
    await talk(":in channel", "/subscribe 06:30 인천", ":in private")
    shown = await talk("/channel @morning_post")
    assert "매일 06:30에 알림을 보내 드려요.\n    지역: 인천" in shown
    await press(talk, "⏹")
    assert "멈춰 있어요" in await talk(":in channel", "/status")


async def test_more_settings_open_the_channels_settings(talk: Talk) -> None:
    await talk("/subscribe 07:00 부산", "/channel @morning_post")
    assert "⚙️ 아침 소식 설정" in await press(talk, "⚙️ 설정 더 보기")
    for label in ("🏙 지역", "📍 목록에서 고르기", "대구"):
        await press(talk, label)
    assert "지역: 대구" in await talk("/channel @morning_post")
    await press(talk, "▶️")
    await press(talk, "네, 시작할게요")
    await talk.at(MORNING)
    assert "\n\n대구 맑음" in posted(talk)[0]
    assert "\n\n부산 맑음" in texts(talk, talk.town.private)[-1]


async def test_starting_a_channel_leaves_individually_stopped_subscriptions(talk: Talk) -> None:
    await talk(":in channel", "/subscribe 07:00", ":in private")
    await talk("/channel @morning_post")
    await press(talk, "⚙️ 설정 더 보기")
    await press(talk, "➕ 알림 추가")
    await press(talk, "18:00")
    await press(talk, "⏹")
    await talk("/channel @morning_post")
    await press(talk, "⏹")
    await press(talk, "▶️")
    shown = await press(talk, "네, 시작할게요")
    assert ("매일 07:00에 알림을 보내 드려요." in shown, "시작하면 매일 18:00에 올려 드려요." in shown) == (True, True)


async def test_a_persons_channels_have_buttons(talk: Talk) -> None:
    assert "📢 아침 소식" not in await talk("/channel")
    await talk("/channel @morning_post")
    await talk("/channel")
    assert PANEL in await press(talk, "📢 아침 소식")


async def test_a_panel_outlives_a_restart(talk: Talk) -> None:
    await talk("/channel @morning_post")
    before = talk.session.application.dependencies
    restarted = assemble(before.settings, before.clock, before.database, before.catalogue)
    talk.session.application.dependencies = restarted
    assert "아침 소식에 매일 07:00에 날씨와 뉴스를 올릴까요?" in await press(talk, "▶️")


@pytest.mark.parametrize("chat", ["group", "channel"])
async def test_the_command_elsewhere_links_to_the_private_chat(talk: Talk, chat: str) -> None:
    assert "저와의 개인 대화에서 보내 주세요." in await talk(f":in {chat}", "/channel @morning_post")


async def test_an_old_panel_rejects_people_without_rights(talk: Talk) -> None:
    guest = talk.world.add_person("지훈", language_code="ko")
    private = talk.world.private_chat(guest)
    refusal = "아침 소식 설정은 그 채널에 글을 올릴 수 있는 관리자만 할 수 있어요."
    talk.world.say(private, guest, "/channel @morning_post")
    assert refusal in await talk.shown()
    talk.world.promote(talk.town.channel, guest, without=["can_post_messages"])
    talk.world.say(private, guest, "/channel @morning_post")
    assert refusal in await talk.shown()
    talk.world.promote(talk.town.channel, guest)
    talk.world.say(private, guest, "/channel @morning_post")
    assert PANEL in await talk.shown()
    talk.world.demote(talk.town.channel, guest)
    assert refusal in await press(talk, "▶️", guest)
    async with talk.session.database.read() as connection:
        channel = await channels.get(connection, talk.town.channel.id)
    assert channel is not None
    assert channel.set_up_by == guest.id


async def test_an_unknown_channel_and_other_chats_are_rejected(talk: Talk) -> None:
    talk.refusals_expected = True
    assert "@no_such_channel 채널을 찾지 못했어요." in await talk("/channel @no_such_channel")
    talk.world.new_chat(ChatKind.SUPERGROUP, "마을회관", talk.town.person, "town_hall").set_member(
        talk.world.bot, Status.MEMBER
    )
    assert "마을회관은 채널이 아니에요." in await talk("/channel @town_hall")


async def test_a_bot_without_rights_says_what_to_do(talk: Talk) -> None:
    talk.refusals_expected = True
    world, channel = talk.world, talk.town.channel
    world.remove_bot(channel)
    await talk.session.wait_until_idle()
    shown = await talk("/channel @morning_post")
    assert "메시지를 올릴 수 있는 관리자로 저를 추가한 뒤 다시 시도해 주세요." in shown
    assert "[1] 채널에 추가하기\n    [2] 🔄 다시 시도" in shown
    world.promote(channel, world.bot, without=["can_post_messages"])
    await talk.session.wait_until_idle()
    assert "메시지를 올릴 권한을 준 뒤 다시 시도해 주세요." in await press(talk, "다시 시도")
    world.promote(channel, world.bot)
    await talk.session.wait_until_idle()
    assert PANEL in await press(talk, "다시 시도")


async def test_adding_the_bot_to_a_channel_sends_the_person_a_notice(talk: Talk) -> None:
    world, person = talk.world, talk.town.person
    channel = world.add_channel("새 채널", person)
    world.add_bot(channel)
    shown = await talk.shown()
    assert "미나: 이제 제가 새 채널의 관리자예요. 시작하기 전에는 아무것도 올리지 않아요." in shown
    assert f"/channel {channel.id}" in shown
    assert "📢 새 채널" in await press(talk, "설정하기")
    assert texts(talk, channel) == []


async def test_adding_the_bot_without_the_right_to_post_says_so(talk: Talk) -> None:
    channel = talk.world.add_channel("새 채널", talk.town.person)
    talk.world.promote(channel, talk.world.bot, without=["can_post_messages"])
    assert "미나: 저는 새 채널에 있지만 글을 올릴 수 없어요." in await talk.shown()


async def test_adding_the_bot_without_a_private_chat_sends_no_notice(talk: Talk) -> None:
    talk.refusals_expected = True
    stranger = talk.world.add_person("지훈", language_code="ko")
    channel = talk.world.add_channel("새 채널", stranger)
    talk.world.add_bot(channel)
    assert await talk.shown() == ""


@pytest.mark.parametrize("how", ["removed", "demoted", "without the right"])
async def test_a_channel_resumes_when_the_bot_may_post_again(start: Start, how: str) -> None:
    talk = await started(start, "hashtag 날씨")
    world, channel = talk.world, talk.town.channel
    if how == "removed":
        world.remove_bot(channel)
    elif how == "demoted":
        world.demote(channel, world.bot)
    else:
        world.promote(channel, world.bot, without=["can_post_messages"])
    await talk.session.wait_until_idle()
    told = await talk.at(MORNING)
    assert "미나: ⚠️ " in told
    assert "아침 소식에" in told.splitlines()[0]
    assert "알림이 멈췄어요.\n    지역: 전국\n    메시지를 올릴 수 있는 관리자로 저를 지정하면" in told
    assert [call for call in talk.server.calls if not call.accepted] == []
    assert await talk.at("2024-05-14 07:01") == ""
    world.promote(channel, world.bot)
    again = await talk.shown()
    assert "미나: 이제 아침 소식에 다시 글을 올릴 수 있어요. 전처럼 계속 올려 드려요.\n    다음 알림: 5월 15일" in again
    await talk.at(NEXT_MORNING)
    assert posted(talk)[-1].endswith("#날씨")


async def test_the_third_rejected_bulletin_in_a_row_stops_the_channel(start: Start) -> None:
    talk = await started(start)
    talk.refusals_expected = True
    talk.town.channel.set_member(talk.world.bot, Status.ADMINISTRATOR, withheld=frozenset({"can_post_messages"}))
    for morning in (MORNING, NEXT_MORNING):
        assert "⚠️" not in await talk.at(morning)
    assert "미나: ⚠️ 아침 소식에 글을 쓸 수 없어서 알림이 멈췄어요." in await talk.at("2024-05-16 07:00")
    await talk.at("2024-05-17 07:00")
    assert [call.method for call in talk.server.calls if not call.accepted] == ["sendMessage"] * 3
    talk.town.channel.set_member(talk.world.bot, Status.ADMINISTRATOR)
    assert "이곳에 글을 쓸 수 없어서 알림이 멈췄어요." in await talk(":in channel", "/status")
    assert "제가 글을 올릴 수 없어서 멈췄어요." in await talk(":in private", "/channel @morning_post")


@pytest.mark.parametrize("data", ["channel:later:@morning_post", "channel:show:아침", "channel:start:100001"])
async def test_a_button_of_another_version_is_out_of_date(talk: Talk, data: str) -> None:
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    await talk.session.application.bot.send_message(
        talk.town.private.id, "x", reply_markup=InlineKeyboardMarkup.de_json(keyboard)
    )
    assert OUT_OF_DATE in await press(talk, "x")
