"""One place of a bulletin in the place of another: a button says what results, and nothing changes before."""

import pytest

from tests.handlers.factories import press
from tests.handlers.settings.factories import only
from tests.talk import Start, Talk

DAEGU_FOR_SEOUL = [
    *("대구 추가하고 서울 빼줘", "서울 빼고 대구 추가해줘", "서울을 대구로 바꿔줘", "서울 말고 대구 구독해줘"),
    *("大邱を追加してソウルを外して", "ソウルを外して大邱を追加", "把首尔换成大邱", "添加大邱，删除首尔"),
    *("replace Seoul with Daegu", "add Daegu and remove Seoul", "/subscribe Daegu instead of Seoul"),
    *("thay Seoul bằng Daegu", "bỏ Seoul, thêm Daegu", "đổi Seoul thành Daegu"),
    *("change Seoul to Daegu", "change my city from Seoul to Daegu", "ソウルを大邱に変更して", "用大邱代替首尔"),
]


async def test_the_first_place_is_replaced_by_the_second_after_a_question(talk: Talk) -> None:
    await talk("/subscribe 07:00 서울 제주")
    before = await only(talk)
    for text in DAEGU_FOR_SEOUL:
        assert "바꾸기: 07:00 · 대구, 제주" in await talk(text), text
        assert await only(talk) == before, text
    await press(talk, "바꾸기")
    assert (await only(talk)).stations == (143, 184)


async def test_a_replaced_place_may_be_one_of_several_bulletins_and_come_at_another_time(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/subscribe 18:00 서울")
    await press(talk, "따로 받기")
    await talk("/subscribe Busan instead of Seoul at 8")
    await press(talk, "바꾸기: 08:00 · 부산")
    shown = await talk("/status")
    assert "인천" in shown
    assert "부산" in shown
    assert "서울" not in shown
    assert "18:00" not in shown


@pytest.mark.parametrize(
    "text",
    [
        *("서울을 제주랑 부산으로 바꿔줘", "서울, 인천을 제주로 바꿔줘", "부산, 제주 추가하고 서울 빼줘"),
        *("울산을 대구로 바꿔줘", "울산 빼고 대구 추가해줘", "replace Seoul with Wibbleton", "서울을 고성으로 바꿔줘"),
    ],
)
async def test_an_exchange_that_is_unclear_changes_nothing(start: Start, text: str) -> None:
    talk = await start()
    await talk("/subscribe 07:00 서울 인천")
    before = await only(talk)
    assert "🔁" not in await talk(text)
    assert await only(talk) == before


@pytest.mark.parametrize("text", ["서울 빼줘", "remove Seoul too"])
async def test_one_order_is_carried_out_at_once(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울 인천", text)
    assert (await only(talk)).stations == (112,)
