"""Breaks that are asked for in words: their dates are named, and a button stores them."""

import datetime as dt

import pytest

from storage.chats.statistics import Status, count_subscribers
from tests.handlers.settings.factories import only, press
from tests.talk import Start, Talk


@pytest.mark.parametrize(
    ("language", "text", "named", "until"),
    [
        ("ko", "금요일까지 쉬어줘", "5월 17일 금요일까지 쉴까요?", 18),
        ("en", "pause until Friday", "to Thursday, May 16?", 17),
        ("ja", "一週間休止して", "5月19日日曜日まで", 20),
        ("zh", "停三天", "5月15日星期三暂停", 16),
        ("vi", "tạm dừng đến thứ sáu", "16 tháng 5", 17),
    ],
)
async def test_a_break_is_named_with_its_dates_and_kept_by_a_button(
    start: Start, language: str, text: str, named: str, until: int
) -> None:
    talk = await start(language=language)
    await talk("/subscribe 08:00 인천")
    assert named in await talk(text)
    assert (await only(talk)).paused_until is None
    await press(talk, "⏸")
    assert (await only(talk)).paused_until == dt.date(2024, 5, until)


@pytest.mark.parametrize(
    ("language", "text", "label"),
    [
        ("ko", "5월 16일부터 3일간 쉬어줘", "⏸ 쉬기: 5월 16일 목요일~5월 18일 토요일"),
        ("en", "pause from May 16 to May 18", "⏸ Pause from Thursday, May 16 to Saturday, May 18"),
        ("ja", "5月16日から5月18日まで休止して", "⏸ 5月16日木曜日～5月18日土曜日に休止"),
        ("zh", "5月16日到5月18日暂停", "⏸ 5月16日星期四至5月18日星期六暂停"),
        ("vi", "tạm dừng từ 16/5 đến 18/5", "⏸ Tạm dừng từ"),
    ],
)
async def test_a_break_that_begins_later_leaves_the_bulletins_before_it(
    start: Start, language: str, text: str, label: str
) -> None:
    talk = await start(language=language)
    await talk("/subscribe 08:00 인천")
    assert label in await talk(text)
    await press(talk, "⏸")
    one = await only(talk)
    assert (one.paused_from, one.paused_until) == (dt.date(2024, 5, 16), dt.date(2024, 5, 19))
    sent = [day for day in range(14, 21) if await talk.at(f"2024-05-{day} 08:00")]
    assert sent == [14, 15, 19, 20]


async def test_a_planned_break_is_shown_and_can_be_cancelled(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "다음 주는 보내지 마")
    await press(talk, "⏸")
    planned = "5월 20일 월요일부터 5월 26일 일요일까지 쉴 예정이에요"
    assert planned in await talk("/status")
    assert planned in await talk("/settings")
    assert planned not in await press(talk, "쉬지 않기")
    assert (await only(talk)).paused_from is None


async def test_a_planned_break_has_warnings_and_numbers_of_an_active_subscription(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "다음 주는 보내지 마")
    await press(talk, "⏸")
    async with talk.session.database.read() as connection:
        for day, status in ((14, Status.ACTIVE), (20, Status.PAUSED), (26, Status.PAUSED), (27, Status.ACTIVE)):
            assert (await count_subscribers(connection, dt.date(2024, 5, day))).statuses == {status: 1}


async def test_a_break_without_an_end_is_asked_how_long_it_should_last(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    assert "5월 20일 월요일부터 언제까지 쉴까요?" in await talk("다음 주부터 쉬어줘")
    await press(talk, "5월 26일")
    one = await only(talk)
    assert (one.paused_from, one.paused_until) == (dt.date(2024, 5, 20), dt.date(2024, 5, 27))


async def test_a_break_is_not_longer_than_sixty_days(talk: Talk) -> None:
    await talk("/subscribe 08:00 인천")
    assert "60일" in await talk("12월 24일부터 1월 2일까지 쉬어줘")


async def test_a_break_of_a_city_is_one_of_its_bulletin(talk: Talk) -> None:
    await talk("/subscribe 08:00 인천 부산")
    assert "모든 지역이 오지 않아요" in await talk("부산은 금요일까지 쉬어줘")
    assert "‘대전’은 이곳의 지역에 없어서" in await talk("대전은 금요일까지 쉬어줘")


async def test_a_later_beginning_is_offered_as_a_break(talk: Talk) -> None:
    await talk("/subscribe 08:00 인천")
    assert "‘5월 20일부터’는 할 수 없어요" in await talk("5월 20일부터 보내줘")
    await press(talk, "⏸")
    assert (await only(talk)).paused_until == dt.date(2024, 5, 20)


@pytest.mark.parametrize(
    ("language", "text", "unread", "days"),
    [
        ("ko", "평일만 보내줘 주말엔 자야돼", "자야돼", "평일 07:00"),
        ("en", "send me the weather on weekdays before work", "before work", "on weekdays at 07:00"),
        ("ja", "平日だけ7時に送って、週末は寝てる", "寝てる", "平日 07:00"),
        ("zh", "只在工作日发，周末要睡觉", "睡觉", "工作日 07:00"),
        ("vi", "chỉ gửi ngày thường, cuối tuần tôi ngủ", "ngủ", "các ngày trong tuần lúc 07:00"),
    ],
)
async def test_what_is_not_understood_stops_an_order_and_the_rest_is_offered(
    start: Start, language: str, text: str, unread: str, days: str
) -> None:
    talk = await start(language=language)
    answer = await talk(text)
    assert unread in answer.splitlines()[0]
    assert f"{days} · " in answer
    await press(talk, "✅")
    assert (await only(talk)).schedule.days.bit_count() == 5
