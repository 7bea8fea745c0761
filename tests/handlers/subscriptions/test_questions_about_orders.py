"""Questions about orders, complaints and words that keep all as it is: nothing is changed."""

import pytest

from tests.handlers.settings.factories import only
from tests.talk import Talk

HYPOTHETICAL = (
    *("구독 취소하면 어떻게 돼?", "what happens if i unsubscribe", "登録を解除したらどうなりますか"),
    *("取消订阅会怎么样", "nếu hủy đăng ký thì sao", "how do i cancel"),
)
COMPLAINTS = (
    *("어제 구독했는데 안 왔어", "오늘 아침에 알림 못 받았어", "알림이 너무 늦게 와요"),
    *("i subscribed yesterday but nothing came", "昨日登録したのに届きません", "我昨天订阅了但没收到"),
)
KEPT = ("그냥 그대로 둬", "keep everything as it is", "保持原样", "giữ nguyên nhé")
ENDING = ("turn everything off", "stop bothering me", "全部取消", "hủy hết")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((text, "/unsubscribe") for text in HYPOTHETICAL),
        *((text, "매일 07:00에 알림을 보내 드려요") for text in COMPLAINTS),
        *((text, "바뀐 것은 없어요") for text in KEPT),
        *((text, "⏹ 네, 그만 받을게요") for text in ENDING),
        ("수고했어 내일 봐", "천만에요"),
    ],
)
async def test_nothing_is_changed(talk: Talk, text: str, told: str) -> None:
    await talk("/subscribe 07:00 서울")
    before = await only(talk)
    assert told in await talk(text)
    assert await only(talk) == before


@pytest.mark.parametrize(
    "text",
    [
        *("부산 추가하고 8시로 바꿔줘", "also add Busan and make it 8", "釜山を追加して8時にして"),
        *("加上釜山,改到8点", "thêm Busan, đổi sang 8 giờ"),
    ],
)
async def test_a_place_more_and_another_time_are_offered_together(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 서울")
    shown = await talk(text)
    assert "🔁 바꾸기: 08:00 · 서울, 부산" in shown
    assert "🆕 따로 받기: 08:00 · 부산" in shown


async def test_an_offer_keeps_the_places_beside_a_word_that_was_not_understood(talk: Talk) -> None:
    await talk("/subscribe 07:00 서울")
    assert "✅ 이것만: 07:00 · 서울, 대구" in await talk("뿌쑝 대구도 같이 보내줘")


async def test_three_days_are_no_third_of_a_month(talk: Talk) -> None:
    await talk("/subscribe 07:00 서울")
    assert "5월 15일 수요일까지 쉴까요?" in await talk("3일만 쉬자")
