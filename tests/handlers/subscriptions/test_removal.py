"""Cities are taken out of bulletins, and bulletins stopped after a question."""

import datetime as dt

import pytest

from tests.handlers.factories import press
from tests.handlers.settings.factories import only, stored
from tests.talk import Talk


@pytest.mark.parametrize(
    "text",
    [
        *("/remove 부산", "/unsubscribe 부산", "/remove Busan", "부산 빼줘", "부산 구독 취소", "/remove 부싼"),
        *("remove Busan", "釜山を外して", "移除釜山", "bớt Busan"),
        *("부산 그만", "부산은 이제 필요 없어요", "stop Busan", "drop Busan"),
        *("釜山をやめて", "釜山を削除", "取消釜山", "hủy Busan"),
    ],
)
async def test_one_city_is_taken_out_in_five_languages(talk: Talk, text: str) -> None:
    await talk("/subscribe 06:30 인천 부산")
    assert "지역: 인천\n" in await talk(text)
    assert (await only(talk)).stations == (112,)


async def test_the_last_city_ends_the_bulletin_only_after_a_question(talk: Talk) -> None:
    await talk("/subscribe 06:30 인천")
    for text in ("/remove 인천", "/unsubscribe 인천", "인천 빼줘"):
        assert "그만 보낼까요?" in await talk(text)
        assert (await only(talk)).stopped_at is None
    assert "바뀐 것은 없어요" in await press(talk, "그대로 두기")
    await talk("/remove 인천")
    assert "이제 알림을 보내지 않을게요" in await press(talk, "그만 받기")
    assert (await only(talk)).stopped_at is not None
    assert "지역: 인천" in await talk("/subscribe")


async def test_the_last_city_of_one_of_two_bulletins_ends_that_one(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천 부산", "/subscribe 18:00 부산")
    await press(talk, "🆕")
    assert "18:00 · 부산" in await talk("/remove 부산")
    ended = await press(talk, "그만 받기")
    assert "지역: 인천\n" in ended
    assert "그 알림은 이제 보내지 않을게요" in ended
    assert [one.stopped_at is None for one in await stored(talk)] == [True, False]
    await talk("/subscribe")
    assert [one.stopped_at is None for one in await stored(talk)] == [True, False]


@pytest.mark.parametrize("text", ["/remove 18:00", "/unsubscribe 18:00", "/remove 저녁 6시"])
async def test_of_a_time_the_times_are_shown_to_choose_from(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:10, 18:00 인천")
    assert "⏰ 18:00" in await talk(text)
    await talk(":press 4")
    assert (await only(talk)).schedule.times == (dt.time(7, 10),)


async def test_a_namesake_is_the_one_that_is_there(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천, 강원 고성")
    assert "지역: 인천\n" in await talk("/remove 고성")


async def test_one_of_two_namesakes_is_chosen_from_the_list(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천, 강원 고성, 경남 고성")
    assert "❌ 고성" in await talk("/remove 고성")
    assert len((await only(talk)).cities) == 3


@pytest.mark.parametrize(
    "text",
    [
        "/remove 강릉",
        "/unsubscribe 해남",
        "/unsubscribe 회사",
        "/unsubscribe 인천 wibble",
        "/remove Tokyo",
        "강릉 구독 취소",
    ],
)
async def test_a_city_that_is_not_there_changes_nothing(talk: Talk, text: str) -> None:
    await talk("/subscribe 06:30 인천 부산")
    assert "바뀐 것은 없어요" in await talk(text)
    assert "설정" in await press(talk, "설정")
    assert (await only(talk)).stations == (112, 159)


@pytest.mark.parametrize("text", ["/stop", "그만", "stop", "やめて", "停止", "dừng lại", "취소"])
async def test_a_word_to_stop_asks_first(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천 강릉")
    assert "07:00 · 인천, 강릉" in await talk(text)
    assert (await only(talk)).stopped_at is None
    assert "바뀐 것은 없어요" in await press(talk, "그대로 두기")
    await talk(text)
    assert "이제 알림을 보내지 않을게요" in await press(talk, "네, 그만")
    assert await talk.at("2024-05-14 07:00") == ""


async def test_where_nothing_comes_nothing_is_stopped(talk: Talk) -> None:
    assert "받고 있는 알림이 없어요" in await talk("/remove 인천")
    await talk("/subscribe 인천", "/unsubscribe")
    assert "받고 있는 알림이 없어요" in await talk("/remove 인천")
    assert "받고 있는 알림이 없어요" in await talk("/stop")
    assert "받고 있는 알림이 없어요" in await talk("그만")


@pytest.mark.parametrize("text", ["stop the rain in Busan", "부산 비 그만", "강릉 그만", "그만 부산 말고 강릉"])
async def test_a_word_to_stop_beside_others_takes_nothing_out(talk: Talk, text: str) -> None:
    await talk("/subscribe 06:30 인천 부산", text)
    assert (await only(talk)).stations == (112, 159)


@pytest.mark.parametrize("text", ["해지", "해지해 주세요", "opt out"])
async def test_a_word_that_names_no_bulletin_is_asked_about(talk: Talk, text: str) -> None:
    await talk("/subscribe 06:30 인천")
    await talk(text)
    assert (await only(talk)).stopped_at is None


async def test_a_break_is_offered_instead_of_a_stop(talk: Talk) -> None:
    await talk("/subscribe 06:30 인천", "/stop")
    await press(talk, "잠시 쉬기")
    await press(talk, "일주일")
    assert (await only(talk)).paused_until == dt.date(2024, 5, 20)
