"""Rights to change settings: in groups, topics and channels, and of channels from a private chat."""

import pytest

from simulator.world.chats import Chat, User
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE
from tests.handlers.settings.factories import data_of, forge, only, panel_of, press, say, stored
from tests.talk import Talk

MORNING = "2024-05-14 07:00"


def guest_of(talk: Talk, chat: Chat) -> User:
    guest = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(chat, guest)
    return guest


async def test_a_group_administrator_can_change_settings(talk: Talk) -> None:
    group = talk.town.group
    await talk(":in group", "/settings")
    await press(talk, "받기 시작", "지역", "목록에서", "서울", chat=group)
    assert (await only(talk, group)).stations == (108,)
    assert "동네 모임: ☀️" in await talk.at(MORNING)


async def test_group_members_can_neither_open_nor_change_settings(talk: Talk) -> None:
    group = talk.town.group
    guest = guest_of(talk, group)
    assert ONLY_ADMINISTRATORS in await say(talk, group, "/settings", guest)
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    for label in ("지역", "그만 받기", "지금 보내기", "℃"):
        assert await press(talk, label, chat=group, by=guest) == f"동네 모임: ({ONLY_ADMINISTRATORS})"
    assert (await only(talk, group)).stopped_at is None
    talk.world.promote(group, guest)
    assert "멈춰 있어요" in await press(talk, "그만 받기", chat=group, by=guest)


async def test_an_anonymous_administrator_can_change_settings(talk: Talk) -> None:
    """Telegram names the person who pressed a button, even an anonymous administrator."""
    group = talk.town.group
    talk.world.promote(group, talk.world.bot)
    hidden = guest_of(talk, group)
    talk.world.promote(group, hidden, anonymous=True)
    talk.world.say(group, hidden, "/settings", anonymous=True)
    assert "⚙️ 설정" in await talk.shown()
    assert "보내 드려요" in await press(talk, "받기 시작", chat=group, by=hidden)


async def test_rights_are_checked_for_each_button(talk: Talk) -> None:
    group = talk.town.group
    guest = guest_of(talk, group)
    talk.world.promote(group, guest)
    await talk(":in group", "/subscribe 07:00 인천")
    await say(talk, group, "/settings", guest)
    await press(talk, "지역", chat=group, by=guest)
    talk.world.demote(group, guest)
    assert ONLY_ADMINISTRATORS in await press(talk, "❌ 인천", chat=group, by=guest)
    assert (await only(talk, group)).stations == (112,)


async def test_two_administrators_at_once_cause_no_conflict(talk: Talk) -> None:
    """Two people press buttons of the same screen; each gets the wanted state."""
    talk.refusals_expected = True
    group = talk.town.group
    other = guest_of(talk, group)
    talk.world.promote(group, other)
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    await press(talk, "요일", chat=group)
    screen = panel_of(talk, group)
    for person, label in ((talk.town.person, "월"), (other, "월"), (other, "화")):
        await forge(talk, data_of(screen, f"✅ {label}"), panel_of(talk, group), person)
    await press(talk, "뒤로", "시간", "07:00", "08", chat=group)
    minutes = panel_of(talk, group)
    await forge(talk, data_of(minutes, "08:00"), minutes, talk.town.person)
    assert OUT_OF_DATE in await forge(talk, data_of(minutes, "08:30"), minutes, other)
    schedule = (await only(talk, group)).schedule
    assert (schedule.days, [f"{time:%H:%M}" for time in schedule.times]) == (127 - 1 - 2, ["08:00"])


async def test_a_topic_has_settings_of_its_own(talk: Talk) -> None:
    world, person = talk.world, talk.town.person
    forum = world.add_supergroup("마을 광장", person, is_forum=True)
    world.add_bot(forum)
    first, second = (world.create_topic(forum, person, name) for name in ("날씨", "소식"))
    await say(talk, forum, "/subscribe 07:00 인천", topic=first)
    await say(talk, forum, "/settings", topic=second)
    await press(talk, "받기 시작", "지역", "목록에서", "서울", "뒤로", "지금 보내기", chat=forum)
    found = {one.thread_id: one.stations for one in await stored(talk, forum)}
    assert found == {first.thread_id: (112,), second.thread_id: (108,)}
    panels = [message.thread_id for message in world.messages(forum) if message.buttons or "서울 맑음" in message.text]
    assert panels == [None, second.thread_id, second.thread_id], "the first is the greeting"
    await press(talk, "그만 받기", chat=forum)
    assert [one.thread_id for one in await stored(talk, forum) if one.stopped_at is None] == [first.thread_id]


async def test_channel_administrators_can_change_settings(talk: Talk) -> None:
    channel = talk.town.channel
    reader = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(channel, reader)
    await talk(":in channel", "/settings")
    assert ONLY_ADMINISTRATORS in await press(talk, "받기 시작", chat=channel, by=reader)
    await press(talk, "받기 시작", chat=channel)
    labels = [button.text for button in panel_of(talk, channel).buttons]
    assert any("지역" in label for label in labels)
    await press(talk, "지역", chat=channel)
    assert "/subscribe 인천" in panel_of(talk, channel).text
    assert [button.text for button in panel_of(talk, channel).buttons] == ["📍 목록에서 고르기", "‹ 뒤로"]
    await press(talk, "목록에서", "서울", chat=channel)
    assert (await only(talk, channel)).stations == (108,)


async def test_changing_a_channel_needs_the_right_to_post(talk: Talk) -> None:
    channel = talk.town.channel
    editor = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(channel, editor)
    talk.world.promote(channel, editor, without=["can_post_messages"])
    await talk(":in channel", "/subscribe 07:00 인천", "/settings")
    assert ONLY_ADMINISTRATORS in await press(talk, "그만 받기", chat=channel, by=editor)
    talk.world.promote(channel, editor)
    assert "멈춰 있어요" in await press(talk, "그만 받기", chat=channel, by=editor)


async def steered(talk: Talk) -> str:
    """Return the prefix of the data for a channel's subscription in a private chat."""
    await talk(":in channel", "/subscribe 07:00 인천", ":in private", "/settings")
    return f"S:{(await only(talk, talk.town.channel)).id}"


async def test_a_channel_is_set_from_a_private_chat(talk: Talk) -> None:
    data = await steered(talk)
    channel = talk.town.channel
    shown = await forge(talk, f"{data}:home", panel_of(talk))
    assert "⚙️ 아침 소식 설정" in shown
    assert "지역: 인천" in shown
    await press(talk, "지역", "목록에서", "서울", "뒤로", "℃", "소리 끄기")
    one = await only(talk, channel)
    assert (one.stations, one.silent) == ((112, 108), True)
    assert await stored(talk) == []
    sent = await press(talk, "지금 보내기")
    assert "아침 소식: 🌙" in sent
    assert "℉" in sent
    assert "미나: (보냈어요.)" in sent


async def test_a_channels_language_is_its_own(talk: Talk) -> None:
    data = await steered(talk)
    await forge(talk, f"{data}:home", panel_of(talk))
    shown = await press(talk, "한국어", "English")
    assert "⚙️ 아침 소식 설정" in shown
    assert "🌐 English" in shown
    assert "Good morning" in await talk.at(MORNING)


async def test_cities_of_a_channel_are_entered_in_the_private_chat(talk: Talk) -> None:
    data = await steered(talk)
    await forge(talk, f"{data}:cities", panel_of(talk))
    await press(talk, "이름으로 추가")
    question = talk.world.messages(talk.town.private)[-1]
    talk.world.say(talk.town.private, talk.town.person, "판교", reply_to=question)
    assert "추가했어요: 판교 (수원 관측소)" in await talk.shown()
    assert [city.key for city in (await only(talk, talk.town.channel)).cities] == ["인천", "판교"]


async def test_a_channels_last_bulletin_can_be_replaced(talk: Talk) -> None:
    data = await steered(talk)
    channel = talk.town.channel
    await forge(talk, f"{data}:removed", panel_of(talk))
    assert await stored(talk, channel) == []
    assert data_of(panel_of(talk), "받기 시작") == f"S:{channel.id}:start"
    assert "⚙️ 아침 소식 설정" in await press(talk, "받기 시작")
    assert (await only(talk, channel)).chat_id == channel.id
    assert await stored(talk) == []


@pytest.mark.parametrize("action", ["home", "stop", "-:x", "start", "now", "speak:en", "removed"])
async def test_only_administrators_reach_a_channel(talk: Talk, action: str) -> None:
    data = await steered(talk)
    stranger = talk.world.add_person("지훈", language_code="ko")
    private = talk.world.private_chat(stranger)
    await say(talk, private, "/settings", stranger)
    before = await only(talk, talk.town.channel)
    for number in (data, f"s:{talk.town.channel.id}"):
        assert ONLY_ADMINISTRATORS in await forge(talk, f"{number}:{action}", panel_of(talk, private), stranger)
    assert await only(talk, talk.town.channel) == before


async def test_a_private_button_reaches_no_other_chat(talk: Talk) -> None:
    """Neither that of a removed subscription, whose id no other one gets, nor one with the channel's id."""
    await talk("/subscribe 07:00 부산", "/settings", "/settings")
    old, new = (message for message in talk.world.messages(talk.town.private) if message.buttons)
    number = (await only(talk)).id
    await forge(talk, f"s:{number}:removed", new)
    await talk(":in channel", "/subscribe 07:00 인천")
    other = (await only(talk, talk.town.channel)).id
    assert other > number
    data = data_of(old, "그만 받기")
    for forged in (data, data.replace(str(number), str(other), 1)):
        assert OUT_OF_DATE in await forge(talk, forged, old)
    assert (await only(talk, talk.town.channel)).stopped_at is None


async def test_a_group_button_reaches_no_other_chat(talk: Talk) -> None:
    data = await steered(talk)
    await talk(":in group", "/settings")
    before = await only(talk, talk.town.channel)
    for number in (data, f"s:{talk.town.channel.id}"):
        assert OUT_OF_DATE in await forge(talk, f"{number}:stop", panel_of(talk, talk.town.group))
    assert await only(talk, talk.town.channel) == before


async def test_a_channel_that_the_bot_has_left_cannot_be_set(talk: Talk) -> None:
    talk.refusals_expected = True
    data = await steered(talk)
    talk.world.remove_bot(talk.town.channel)
    await talk.session.wait_until_idle()
    assert ONLY_ADMINISTRATORS in await forge(talk, f"{data}:home", panel_of(talk))


async def test_a_rejection_by_the_channel_is_reported(talk: Talk) -> None:
    talk.refusals_expected = True
    data = await steered(talk)
    channel = talk.town.channel
    talk.world.promote(channel, talk.world.bot, without=["can_post_messages"])
    assert "텔레그램에서 전송이 거절됐어요" in await forge(talk, f"{data}:now", panel_of(talk))
