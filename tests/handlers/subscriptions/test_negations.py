"""Orders that are negated, or of which something is left out: nothing is done that somebody refused."""

import pytest

from tests.handlers.settings.factories import only
from tests.talk import Start, Talk

NEGATED = [
    ("ko", "/subscribe 부산 그만", "그만"),
    ("ko", "/subscribe 부산 말고", "말고"),
    ("ko", "/add 부산 하지 마", "하지 마"),
    ("ko", "/unsubscribe 하지 마", "하지 마"),
    ("ko", "/remove 인천 제외", "제외"),
    ("ko", "매일 7시에 부산 날씨 보내지 마", "보내지 마"),
    ("en", "/subscribe not at 7 Incheon", "not"),
    ("en", "/add Busan but not Gangneung", "but not"),
    ("en", "add Busan but not Gangneung", "but not"),
    ("en", "/subscribe 7:00 everywhere except Seoul", "except"),
    ("en", "/unsubscribe don't", "don't"),
    ("ja", "/add 釜山以外", "以外"),
    ("ja", "/remove 仁川以外", "以外"),
    ("zh", "/add 别加釜山", "别加"),
    ("zh", "/remove 除了仁川", "除了"),
    ("vi", "/add đừng thêm Busan", "đừng thêm"),
    ("vi", "/subscribe 7:00 trừ Busan", "trừ"),
]


@pytest.mark.parametrize(("language", "text", "named"), NEGATED)
async def test_what_is_refused_is_named_and_never_done(start: Start, language: str, text: str, named: str) -> None:
    talk = await start(language=language)
    await talk("/subscribe 08:00 인천")
    before = await only(talk)
    answer = await talk(text)
    assert named in answer.split(": ", 1)[1].splitlines()[0]
    assert "[1] ➕" not in answer
    assert await only(talk) == before


async def test_nothing_is_subscribed_by_a_refusal(talk: Talk) -> None:
    await talk("매일 7시에 인천 날씨 보내지 마")
    assert "아직 받는 알림이 없어요" in await talk("/status")


@pytest.mark.parametrize("text", ["7시에 보내지 말고 6시에 보내줘", "/subscribe 7시 빼고 6시"])
async def test_a_refused_time_is_replaced(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천", text)
    assert [time.hour for time in (await only(talk)).schedule.times] == [6]


@pytest.mark.parametrize("text", ["/subscribe 25:00 인천", "/subscribe 7:75 인천", "/subscribe Incheon hourly"])
async def test_an_impossible_time_beside_a_city_is_named(talk: Talk, text: str) -> None:
    await talk("/subscribe 08:00 인천 부산")
    answer = await talk(text)
    named = next(word for word in ("25:00", "7:75", "hourly") if word in text)
    assert f"‘{named}’" in answer
    assert "08:00" not in answer.split("[1]")[0]


@pytest.mark.parametrize("text", ["됐어요", "never mind", "やっぱりいい", "算了", "不用了", "thôi"])
async def test_who_gives_up_a_wish_is_not_asked_to_end_all(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    answer = await talk(text)
    assert "바뀐 것은 없어요" in answer
    assert "그만" not in answer


@pytest.mark.parametrize(
    "text",
    [
        *("내일은 보내지 마", "5월 20일부터 25일까지 쉬어줘", "일주일만 쉬어줘"),
        *("pause for a week", "一週間止めて", "暂停一周", "tạm dừng một tuần"),
    ],
)
async def test_a_break_is_offered_before_the_end(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    answer = await talk(text)
    assert "[1] ⏸" in answer
    assert answer.index("⏸") < answer.index("⏹")


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("ko", "구독 취소하지 마", "바뀐 것은 없어요"),
        ("en", "please don't add Busan", "Nothing was changed"),
        ("ja", "解除しないで", "何も変更していません"),
        ("zh", "别加釜山", "什么都没有改变"),
        ("vi", "đừng hủy đăng ký", "Không có gì thay đổi"),
    ],
)
async def test_who_wants_no_change_is_told_that_there_is_none(
    start: Start, language: str, text: str, answer: str
) -> None:
    talk = await start(language=language)
    shown = await talk(text)
    assert answer in shown
    assert "/status" in shown
    assert "[1]" not in shown
