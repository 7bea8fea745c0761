"""Several orders in one text: a button carries all of them out, or they are told, and nothing changes before."""

import pytest

from storage.terms import Days
from tests.handlers.factories import press
from tests.handlers.settings.factories import only
from tests.talk import Start, Talk

WITHOUT_SEOUL_AT_EIGHT = [
    ("en", "remove Seoul and change the time to 8"),
    ("en", "change the time to 8, and remove Seoul"),
    ("ko", "서울 빼고 8시로 바꿔줘"),
    ("ko", "8시로 바꾸고 서울은 삭제해줘"),
    ("ja", "ソウルを外して、8時に変更して"),
    ("zh", "删除首尔，时间改成8点"),
    ("vi", "bỏ Seoul và đổi giờ sang 8 giờ"),
]


@pytest.mark.parametrize(("language", "text"), WITHOUT_SEOUL_AT_EIGHT)
async def test_orders_for_one_bulletin_are_carried_out_together_by_a_button(
    start: Start, language: str, text: str
) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 서울 제주")
    before = await only(talk)
    await talk(text)
    assert await only(talk) == before
    await press(talk, "🔁")
    after = await only(talk)
    assert [time.hour for time in after.schedule.times] == [8]
    assert after.stations == (184,)


async def test_days_are_left_out_beside_another_time(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "주말은 쉬고 8시로 바꿔줘")
    await press(talk, "바꾸기: 평일 08:00 · 인천")
    assert (await only(talk)).schedule.days == Days.WEEKDAYS


async def test_three_orders_are_one_button(talk: Talk) -> None:
    await talk("/subscribe 07:00 서울 제주")
    assert "바꾸기: 08:00 · 제주, 부산" in await talk("부산 추가하고 서울 빼고 8시로 바꿔줘")


@pytest.mark.parametrize(
    ("language", "text", "orders"),
    [
        ("ko", "뉴스 빼고 8시로 바꿔줘", ("뉴스 빼줘", "8시로 바꿔줘")),
        ("en", "switch to celsius and add Busan", ("switch to celsius", "add Busan")),
        ("ja", "ニュースはいらない、8時に変更して", ("ニュースはいらない", "8時に変更して")),
        ("zh", "不要新闻，时间改成8点", ("不要新闻", "时间改成8点")),
        ("vi", "tắt tin tức và đổi giờ sang 8 giờ", ("tắt tin tức", "đổi giờ sang 8 giờ")),
    ],
)
async def test_orders_that_no_button_joins_are_told_one_by_one(
    start: Start, language: str, text: str, orders: tuple[str, str]
) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 서울 제주")
    before = await only(talk)
    shown = await talk(text)
    assert all(f"• {order}" in shown for order in orders)
    assert await only(talk) == before


async def test_a_place_that_is_not_there_is_named_and_nothing_changes(talk: Talk) -> None:
    await talk("/subscribe 07:00 서울 제주")
    before = await only(talk)
    assert "울산" in await talk("울산 빼고 8시로 바꿔줘")
    assert await only(talk) == before


async def test_days_with_an_exception_are_one_order(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    assert "월, 화, 수, 목, 금, 토요일 06:00" in await talk("일요일 빼고 매일 6시에 보내줘")
