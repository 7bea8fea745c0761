"""A second bulletin, made only after its time was chosen or typed; and a part of the day, of which a time is chosen."""

import datetime as dt
from collections.abc import Sequence

import pytest

from simulator.world.chats import Chat
from simulator.world.messages import Message
from storage.terms import Days
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE, press
from tests.handlers.settings.factories import data_of, forge, panel_of, say, stored
from tests.talk import Talk

SECOND = "따로 받기"
SEVEN = (dt.time(7),)


async def asked(talk: Talk, chat: Chat | None = None) -> Message:
    """Ask for a second bulletin and return the question for its time."""
    for text in ("/subscribe 07:00 인천", "/subscribe 강릉"):
        await say(talk, chat or talk.town.private, text)
    await press(talk, SECOND, chat=chat)
    assert [one.schedule.times for one in await stored(talk, chat)] == [SEVEN]
    return panel_of(talk, chat)


async def times(talk: Talk, chat: Chat | None = None) -> list[tuple[dt.time, ...]]:
    return [one.schedule.times for one in await stored(talk, chat)]


async def test_a_usual_time_is_chosen_with_a_button(talk: Talk) -> None:
    question = await asked(talk)
    assert not any(button.text == "07:00" for button in question.buttons)
    assert "지역: 강릉" in await press(talk, "18:00")
    assert await times(talk) == [SEVEN, (dt.time(18),)]
    assert "인천 맑음" in await talk.at("2024-05-14 07:00")
    evening = await talk.at("2024-05-14 18:00")
    assert "강릉 맑음" in evening
    assert "인천 맑음" not in evening


@pytest.mark.parametrize("text", ["18:30", "저녁 6시 반", "6:30pm", "18h30", "夕方6時半", "下午六点半"])
async def test_a_time_can_be_typed(talk: Talk, text: str) -> None:
    await asked(talk)
    assert "매일 18:30에" in await talk(text)
    assert await times(talk) == [SEVEN, (dt.time(18, 30),)]


async def test_days_can_be_typed_with_the_time(talk: Talk) -> None:
    await asked(talk)
    assert "주말 09:00에" in await talk("주말 9시")


@pytest.mark.parametrize(("text", "answer"), [("25:00", "시간이 아니에요"), ("07:00", "이미 알림이 있어요")])
async def test_a_time_that_cannot_be_is_refused_and_asked_again(talk: Talk, text: str, answer: str) -> None:
    await asked(talk)
    assert answer in await talk(text)
    assert await times(talk) == [SEVEN]
    assert "매일 09:00에" in await talk("9시")


async def test_other_words_are_answered_as_always(talk: Talk) -> None:
    await asked(talk)
    assert "부산\n    맑음" in await talk("부산")
    assert await times(talk) == [SEVEN]


async def test_an_old_question_takes_no_typed_time(talk: Talk) -> None:
    await asked(talk)
    await talk.at("2024-05-13 20:11")
    await talk("18:30")
    assert await times(talk) == [SEVEN]
    await press(talk, "18:00")
    assert await times(talk) == [SEVEN, (dt.time(18),)]


async def test_a_reply_is_understood_much_later(talk: Talk) -> None:
    question = await asked(talk)
    await talk.at("2024-05-13 23:00")
    talk.world.say(talk.town.private, talk.town.person, "18:30", reply_to=question)
    assert "매일 18:30에" in await talk.shown()


async def test_in_a_group_an_administrator_replies_with_the_time(talk: Talk) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    world.join(town.group, guest)
    question = await asked(talk, town.group)
    for person, answer in ((guest, ONLY_ADMINISTRATORS), (town.person, "매일 18:30에")):
        world.say(town.group, person, "18:30", reply_to=question)
        assert answer in await talk.shown()
    world.say(town.group, town.person, "안녕", reply_to=question)
    assert await talk.shown() == ""
    assert await times(talk, town.group) == [SEVEN, (dt.time(18, 30),)]


async def test_in_a_channel_the_time_is_chosen_with_a_button(talk: Talk) -> None:
    question = await asked(talk, talk.town.channel)
    assert "답장" not in question.text
    assert "매일 18:00에" in await press(talk, "18:00", chat=talk.town.channel)


async def test_pressing_a_time_twice_makes_one_bulletin(talk: Talk) -> None:
    question = await asked(talk)
    evening = data_of(question, "18:00")
    await forge(talk, evening, question)
    assert "이미 알림이 있어요" in await forge(talk, evening, question)
    assert await times(talk) == [SEVEN, (dt.time(18),)]


async def test_a_bulletin_is_made_although_the_first_was_removed_since(talk: Talk) -> None:
    question = await asked(talk)
    (one,) = await stored(talk)
    await forge(talk, f"s:{one.id}:removed", question)
    assert await stored(talk) == []
    assert "매일 07:00에" in await talk("7시")
    assert [one.stations for one in await stored(talk)] == [(105,)]


async def test_several_times_that_were_said_are_those_of_the_second(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/subscribe 07:10, 18:00 강릉")
    assert "매일 07:10, 18:00에" in await press(talk, "🆕")
    assert await times(talk) == [SEVEN, (dt.time(7, 10), dt.time(18))]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("/subscribe 매일 저녁 인천", ["18:00", "19:00", "20:00"]),
        ("평일 밤에 인천 소식 보내줘", ["21:00", "22:00", "23:00"]),
        ("/subscribe Incheon every afternoon", ["14:00", "16:00"]),
        ("/subscribe 인천 낮 오후 저녁 밤", [f"{hour}:00" for hour in (12, 13, 14, 16, 18, 19, 20, 21, 22, 23)]),
    ],
)
async def test_of_a_part_of_the_day_a_time_is_chosen(talk: Talk, text: str, hours: list[str]) -> None:
    await talk(text)
    assert [button.text for button in panel_of(talk).buttons][:-1] == hours
    assert await stored(talk) == []
    assert f"{hours[1]}에" in await press(talk, hours[1])
    (one,) = await stored(talk)
    assert one.stations == (112,)


async def test_of_a_part_of_the_day_a_time_can_be_typed(talk: Talk) -> None:
    await talk("/subscribe 평일 저녁 인천")
    assert "평일 19:30에" in await talk("7:30pm")


async def test_a_time_for_other_cities_is_asked_about_too(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/subscribe 저녁 강릉")
    assert "강릉은 어떻게 할까요?" in await press(talk, "19:00")
    assert "매일 19:00에" in await press(talk, "🆕")
    assert await times(talk) == [SEVEN, (dt.time(19),)]


async def test_in_a_group_the_time_of_a_part_of_the_day_is_replied(talk: Talk) -> None:
    group = talk.town.group
    await say(talk, group, "/subscribe 저녁 인천")
    talk.world.say(group, talk.town.person, "19:30", reply_to=panel_of(talk, group))
    assert "매일 19:30에" in await talk.shown()


async def test_a_choice_of_a_time_expires_with_its_request(talk: Talk) -> None:
    await talk("/subscribe 저녁 인천")
    for data in ("time:1:00000000:1900", "time:1:00000000:"):
        assert OUT_OF_DATE in await forge(talk, data, panel_of(talk))
    assert await stored(talk) == []


async def test_one_of_two_times_is_moved_and_a_time_that_is_none_is_told(talk: Talk) -> None:
    await talk("/subscribe 07:00, 18:00 인천")
    assert "매일 07:00, 19:00에" in await talk("18시 알림을 19시로 바꿔줘")
    assert await times(talk) == [(dt.time(7), dt.time(19))]
    assert "09:00에 오는 알림이 없어요" in await talk("9시를 10시로 바꿔줘")
    assert await times(talk) == [(dt.time(7), dt.time(19))]


@pytest.mark.parametrize("text", ["18시 빼줘", "/unsubscribe 18시 알림", "remove 18:00", "18時を削除", "bỏ giờ 18h"])
async def test_times_are_shown_to_take_one_out(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00, 18:00 인천")
    assert "바꿀 시간을 눌러 주세요" in await talk(text)


@pytest.mark.parametrize("text", ["/subscribe 격일 7시", "격일로 보내줘", "이틀에 한 번"])
async def test_a_rhythm_is_said_to_be_impossible(talk: Talk, text: str) -> None:
    assert "할 수 없어요. 매일 보내거나 요일을 정해서" in await talk(text)
    assert await times(talk) == []


CHANGED = {
    "ko": ("7시 30분 말고 8시", "8시로 바꿔줘", "시간을 8시로 변경해 주세요"),
    "en": ("change time to 8", "8am, not 7:30am", "make it 8 am"),
    "ja": ("時間を8時に変えて", "7時半じゃなくて8時", "8時に変更して"),
    "zh": ("时间改成8点", "不是七点半，是八点", "七点半不要，改8点"),
    "vi": ("đổi giờ thành 8h", "không phải 7 giờ rưỡi mà 8 giờ", "đổi sang 8 giờ"),
}


@pytest.mark.parametrize("texts", CHANGED.values(), ids=CHANGED)
async def test_words_that_say_so_change_the_time(talk: Talk, texts: Sequence[str]) -> None:
    for text in texts:
        await talk("/subscribe 07:30 인천")
        assert "바꾸기 전: 매일 07:30" in await talk(text), text
        assert await times(talk) == [(dt.time(8),)], text


@pytest.mark.parametrize(
    "text",
    ["평일로 바꿔줘", "매일 말고 평일만", "weekdays only", "平日だけにして", "改成工作日", "đổi thành ngày thường"],
)
async def test_words_that_say_so_change_the_days(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:30 인천")
    assert "평일 07:30에" in await talk(text)
    assert [one.schedule.days for one in await stored(talk)] == [Days.WEEKDAYS]


@pytest.mark.parametrize(
    "text",
    ["wake me up at 6", "6시에 보내줘", "매일 6시에 알려줘", "毎日6時に送って", "每天六点发给我", "gửi cho tôi lúc 6h"],
)
async def test_a_time_in_words_drops_no_other_without_a_question(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    assert "06:00은 어떻게 할까요?" in await talk(text)
    assert await times(talk) == [SEVEN]
    labels = [button.text for button in panel_of(talk).buttons]
    assert labels[:3] == ["➕ 함께 받기: 06:00, 07:00 · 인천", "🔁 바꾸기: 06:00 · 인천", "🆕 따로 받기: 06:00 · 인천"]
    await press(talk, "함께")
    assert await times(talk) == [(dt.time(6), dt.time(7))]


async def test_of_several_times_the_one_to_change_is_chosen(talk: Talk) -> None:
    await talk("/subscribe 07:00, 18:00 인천", "8시로 바꿔줘")
    assert [button.text for button in panel_of(talk).buttons][:3] == [
        "🔁 바꾸기: 08:00, 18:00 · 인천",
        "🔁 바꾸기: 07:00, 08:00 · 인천",
        "🔁 바꾸기: 08:00 · 인천",
    ]
    await press(talk, "07:00, 08:00")
    assert await times(talk) == [(dt.time(7), dt.time(8))]


@pytest.mark.parametrize(
    ("label", "kept"),
    [("따로 받기", [SEVEN, (dt.time(9),)]), ("바꾸기: 09:00", [(dt.time(9),)])],
)
async def test_another_time_for_some_days_is_asked_about(
    talk: Talk, label: str, kept: list[tuple[dt.time, ...]]
) -> None:
    await talk("/subscribe 07:00 인천", "주말에는 9시로")
    assert [(one.schedule.times, one.schedule.days) for one in await stored(talk)] == [(SEVEN, Days.EVERY_DAY)]
    await press(talk, label)
    assert await times(talk) == kept


@pytest.mark.parametrize("words", ["회사 7시", "6시부터 9시까지 서울", "서울 7시, 비 오는 날은 6시", "저녁 뉴스만 8시"])
async def test_a_request_that_is_not_understood_as_a_whole_stores_nothing(talk: Talk, words: str) -> None:
    assert "바뀐 것은 없어요" in await talk(f"/subscribe {words}")
    assert await stored(talk) == []
