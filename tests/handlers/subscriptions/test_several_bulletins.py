"""Orders where there are several bulletins: which one is meant is told by its place, or asked."""

import pytest

from storage.terms import Days
from tests.handlers.settings.factories import only, press, stored
from tests.talk import Talk

PARTS_OF_DAY = (
    "저녁 알림 꺼줘",
    "turn off the evening one",
    "夜の通知を止めて",
    "把晚上的推送取消",
    "tắt bản tin buổi tối",
)


@pytest.fixture
async def two(talk: Talk) -> Talk:
    """A chat with a bulletin in the morning and one in the evening."""
    await talk("/subscribe 07:00 서울", "/subscribe 18:00 부산")
    await press(talk, "따로 받기")
    return talk


@pytest.mark.parametrize("text", ["8시로 바꿔줘", "make it 8", "8時にして", "改成8点", "đổi sang 8 giờ"])
async def test_another_time_is_asked_of_which_bulletin(two: Talk, text: str) -> None:
    before = await stored(two)
    shown = await two(text)
    assert "08:00 · 서울" in shown
    assert await stored(two) == before
    await press(two, "08:00 · 부산")
    assert [time.hour for one in await stored(two) for time in one.schedule.times] == [7, 8]


async def test_other_days_are_asked_of_which_bulletin(two: Talk) -> None:
    await two("월수금만 보내줘")
    await press(two, "18:00 · 부산")
    assert [int(one.schedule.days).bit_count() for one in await stored(two)] == [7, 3]


@pytest.mark.parametrize("text", ["부산 알림 시간을 9시로 바꿔줘", "부산 알림 9시로 변경"])
async def test_a_place_tells_which_bulletin_gets_another_time(two: Talk, text: str) -> None:
    await two(text)
    assert [time.hour for one in await stored(two) for time in one.schedule.times] == [7, 9]


@pytest.mark.parametrize("text", PARTS_OF_DAY)
async def test_a_part_of_the_day_shows_the_bulletins_and_stops_none(two: Talk, text: str) -> None:
    shown = await two(text)
    assert "18:00 · 부산" in shown
    assert "⏹" not in shown


@pytest.mark.parametrize("text", ["미세먼지도 넣어줘", "add fine dust"])
async def test_a_part_that_should_come_too_is_no_condition(two: Talk, text: str) -> None:
    assert "🎯" not in await two(text)


@pytest.mark.parametrize("text", ["/subscribe 주말 09:00", "/subscribe on weekends at 9"])
async def test_other_days_with_a_time_of_their_own_are_asked_about(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    before = await only(talk)
    await talk(text)
    assert await only(talk) == before
    await press(talk, "🆕")
    assert sorted(one.schedule.days for one in await stored(talk)) == [Days.WEEKEND, Days.EVERY_DAY]
