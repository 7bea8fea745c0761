"""Bulletins with what the store has of forecasts, fine dust and warnings, from the tick to the message."""

import pytest
from sqlalchemy import event, update
from sqlalchemy.engine import Engine

from storage.schema import subscription
from storage.terms import Section
from tests.factories import country, seoul, take_hour
from tests.outlook import know
from tests.talk import Start

MORNING = "2024-05-14 07:00"


async def test_a_morning_tells_of_the_day(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    await know(talk)
    for hour in range(12, 18):
        await take_hour(
            talk.session.database, country(15.0 + hour / 4, s112=14.0 + hour * 0.4), seoul(f"2024-05-13T{hour}:00")
        )
    await take_hour(talk.session.database, country(15.0, s112=15.9), seoul("2024-05-14T06:00"))
    morning = await talk.at(MORNING)
    assert "인천 맑음 15.9℃ · 오늘 12~22℃ (어제 최고보다 +1℃)" in morning
    assert "☂️ 오후 3~6시 비 70% · 우산 챙기세요" in morning
    assert "😷 미세먼지 나쁨 (PM2.5 42) · 마스크 쓰세요" in morning
    assert "05:00 예보 · 에어코리아 06:00" in morning


async def test_an_evening_tells_of_tomorrow(start: Start) -> None:
    talk = await start(at=seoul("2024-05-14T08:00"))
    await talk("/subscribe 18:00 인천")
    await know(talk)
    evening = await talk.at("2024-05-14 18:00")
    assert "좋은 저녁이에요! 내일은 5월 15일 수요일이에요." in evening
    assert "내일 14~25℃ (오늘 최고보다 +3℃)" in evening
    # The rain of this afternoon has ended, and air of six o'clock is too old.
    assert "비" not in evening
    assert "먼지" not in evening


async def test_yesterdays_forecast_is_none_of_today(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    await know(talk)
    await talk.at(MORNING)
    morning = await talk.at("2024-05-16 07:00")
    assert "오늘은 5월 16일" in morning
    assert "예보" not in morning


async def test_without_yesterdays_afternoon_nothing_is_compared_with_it(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    await know(talk)
    await take_hour(talk.session.database, country(19.0, s112=20.0), seoul("2024-05-13T12:00"))
    assert "오늘 12~22℃\n" in await talk.at(MORNING)


@pytest.mark.parametrize("chats", [1, 12])
async def test_places_are_read_once_for_all(start: Start, chats: int) -> None:
    """Twelve chats with as many places cost the queries of one."""
    talk = await start()
    names = ("인천", "서울", "수원", "강릉", "부산", "대구", "광주", "대전", "울산", "전주", "청주", "제주")
    await know(talk)
    await talk("/settings")
    for number, name in enumerate(names[:chats]):
        await talk(f":in {'private' if number == 0 else 'group'}", f"/subscribe 07:00 {name}")
    statements: list[str] = []

    def record(*given: object) -> None:
        statements.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", record)
    try:
        await talk.at(MORNING)
    finally:
        event.remove(Engine, "before_cursor_execute", record)
    assert sum("FROM forecast_hour" in one for one in statements) == 1


async def test_all_sections_can_be_chosen_together(start: Start) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    async with talk.session.database.write() as connection:
        await connection.execute(update(subscription).values(sections=(Section.BUTTONS * 2 - 1) & ~Section.MAP))
    await know(talk)
    morning = await talk.at(MORNING)
    for line in ("나갈 때 오전 8시", "올 때 오후 6시", "내일 ☀️ 14~25℃", "해돋이 05:25 · 해넘이 19:34"):
        assert line in morning
