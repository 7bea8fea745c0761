"""Several subscriptions in a chat, and outdated buttons."""

import datetime as dt

import pytest

from bot.subscriptions.service import MAX_BULLETINS
from tests.handlers.factories import OUT_OF_DATE
from tests.handlers.settings.factories import data_of, forge, only, panel_of, press, stored
from tests.talk import Talk

MORNING = "2024-05-14 07:00"
EVENING = "2024-05-14 18:00"


async def test_a_second_bulletin_copies_the_first_at_another_time(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    assert "언제 보내 드릴까요?" in await press(talk, "알림 추가")
    assert len(await stored(talk)) == 1
    assert "매일 18:00에" in await press(talk, "18:00")
    assert "☀️" in await talk.at(MORNING)
    evening = await talk.at(EVENING)
    assert "🌙" in evening
    assert "인천 맑음" in evening


async def test_each_of_several_bulletins_is_changed_separately(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "알림 추가", "18:00", "지역", "목록에서", "서울", "뒤로", "알림 목록")
    assert [button.text for button in panel_of(talk).buttons] == [
        "07:00 · 인천",
        "18:00 · 인천, 서울",
        "➕ 알림 추가",
    ]
    assert "2개" in await talk("/settings")
    await press(talk, "18:00", "소리 끄기")
    assert [one.silent for one in await stored(talk)] == [False, True]


async def test_removing_a_bulletin_asks_for_confirmation(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "알림 추가", "18:00")
    assert "18:00 · 인천" in await press(talk, "지우기")
    assert "18:00" in await press(talk, "뒤로")
    assert "매일 07:00에" in await press(talk, "지우기", "네, 지울게요")
    assert [one.schedule.times for one in await stored(talk)] == [(dt.time(7),)]
    assert "☀️" in await talk.at(MORNING)
    assert await talk.at(EVENING) == ""


async def test_five_bulletins_are_the_most(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    for time in ("06:00", "08:00", "12:00", "18:00"):
        await press(talk, "알림 추가", time, "알림 목록")
    assert len(panel_of(talk).buttons) == MAX_BULLETINS
    assert OUT_OF_DATE in await forge(talk, f"s:0:more:{MAX_BULLETINS}", panel_of(talk))
    assert len(await stored(talk)) == MAX_BULLETINS


async def test_adding_twice_makes_one_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    message = panel_of(talk)
    more = data_of(message, "알림 추가")
    await forge(talk, more, message)
    evening = data_of(panel_of(talk), "18:00")
    await forge(talk, evening, message)
    for old in (more, evening):
        assert OUT_OF_DATE in await forge(talk, old, message)
    assert len(await stored(talk)) == 2


async def test_any_time_can_be_chosen_for_another_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "알림 추가")
    assert not any(button.text == "07:00" for button in panel_of(talk).buttons)
    await press(talk, "다른 시간", "07")
    assert [button.text for button in panel_of(talk).buttons][:2] == ["07:05", "07:10"]
    assert "매일 07:10에" in await press(talk, "07:10")


async def test_the_time_of_another_bulletin_can_be_typed(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "알림 추가")
    assert "매일 18:25에" in await talk("오후 6시 25분")
    assert [one.stations for one in await stored(talk)] == [(112,), (112,)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "알림 추가",
            "알림 하나 더 추가해 줘",
            "새 알림 받고 싶어요",
            "구독 추가",
            "add a bulletin",
            "another bulletin please",
        ),
        *("配信を追加", "もう一つ配信を追加して", "添加简报", "再加一份简报", "thêm bản tin", "thêm một bản tin nữa"),
    ],
)
async def test_another_bulletin_can_be_asked_for_in_words(talk: Talk, text: str) -> None:
    assert "▶️ 받기 시작" in await talk(text)
    await talk("/subscribe 07:00 인천")
    assert "언제 보내 드릴까요?" in await talk(text)
    assert "매일 21:00에" in await talk("21:00")


@pytest.mark.parametrize("text", ["인천 소식 더", "뉴스 더", "more news", "소식", "알림", "새 소식 있어?", "추가"])
async def test_other_wishes_are_no_further_bulletin(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    assert "언제 보내 드릴까요?" not in await talk(text)


async def test_in_a_group_the_time_of_another_bulletin_is_replied(talk: Talk) -> None:
    group = talk.town.group
    await talk(":in group", "/subscribe 07:00 인천", "/settings")
    await press(talk, "알림 추가", chat=group)
    talk.world.say(group, talk.town.person, "18:25", reply_to=panel_of(talk, group))
    assert "매일 18:25에" in await talk.shown()
    assert len(await stored(talk, group)) == 2


async def test_a_taken_time_makes_no_other_bulletin(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    assert "이미 알림이 있어요" in await forge(talk, f"s:{(await only(talk)).id}:another:1-0700", panel_of(talk))
    assert len(await stored(talk)) == 1


async def test_subscribing_again_leaves_stopped_bulletins_stopped(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    await press(talk, "알림 추가", "18:00", "그만 받기")
    await talk("/unsubscribe", "/subscribe 08:00")
    assert [one.stopped_at is None for one in await stored(talk)] == [True, False]
    assert "⏹ 18:00" in await talk("/settings")


async def test_a_keyboard_of_a_removed_subscription_is_out_of_date(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/settings", "/settings")
    old, new = (message for message in talk.world.messages(talk.town.private) if message.buttons)
    await forge(talk, f"s:{(await only(talk)).id}:removed", new)
    for label in ("지역", "그만 받기", "지금 보내기"):
        assert OUT_OF_DATE in await forge(talk, data_of(old, label), old)


@pytest.mark.parametrize(
    "data",
    [
        "s:", "s:1", "s:1:", "s:x:home", "s:99:home", "s:1:nothing", "s:1:region:바다", "s:1:minute:0700-31",
        "s:1:hour:77", "s:1:+:없는 곳", "s:1:until:2024-05-13", "s:1:until:9999-12-31",
        "s:1:zone:Mars/Olympus", "s:1:part:27+", "s:1:part:65536+", "s:1:part:4", "s:1:count:0",
        "s:1:count:99", "s:1:on:0", "s:1:on:128", "s:1:day:7+", "s:1:day:-1+", "s:1:time:0800-0900",
        "s:1:time:-2500", "s:1:cut:", "s:1:skip:x", "s:1:unit:kelvin", "s:1:speak:xx", "s:1:more:7",
        "s:0:more:0", "s:1:another:1-2500", "s:1:another:2-1800", "s:1:another:", "s:1:minutes:1-31", "s:1:hours:x",
    ],
)  # fmt: skip
async def test_data_of_another_version_are_out_of_date(talk: Talk, data: str) -> None:
    await talk("/subscribe 07:00 인천", "/settings")
    before = await only(talk)
    assert before.id == 1
    assert await forge(talk, data, panel_of(talk)) == f"미나: ({OUT_OF_DATE})"
    assert await only(talk) == before


async def test_removing_a_city_twice_does_no_harm(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천 강릉", "/settings")
    await press(talk, "지역")
    drop = data_of(panel_of(talk), "❌ 인천")
    await press(talk, "❌ 인천", "목록에서")
    assert "❌ 강릉" in await forge(talk, drop, panel_of(talk))
    assert (await only(talk)).stations == (105,)


async def test_a_chat_without_a_bulletin_cannot_add_another(talk: Talk) -> None:
    await talk("/settings")
    assert OUT_OF_DATE in await forge(talk, "s:0:more:0", panel_of(talk))
    assert await stored(talk) == []
