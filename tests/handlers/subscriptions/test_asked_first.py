"""Orders that may be meant otherwise, and questions: nothing is changed before a button is pressed."""

import pytest

from tests.handlers.factories import press
from tests.handlers.settings.factories import only
from tests.talk import Start, Talk


@pytest.mark.parametrize(
    "words",
    [
        *("내일만", "주말", "저녁", "비 오는 날", "인천 내일만"),
        *("tomorrow", "on weekends", "明日", "週末", "明天", "周末", "ngày mai", "cuối tuần"),
    ],
)
async def test_words_after_the_command_never_stop_at_once(talk: Talk, words: str) -> None:
    await talk("/subscribe 07:00 인천 부산")
    before = await only(talk)
    assert "✖️ 그대로 두기" in await talk(f"/unsubscribe {words}")
    assert await only(talk) == before


@pytest.mark.parametrize("words", ["", "전부", "everything", "全部", "すべて", "tất cả", "all please"])
async def test_the_command_alone_or_for_all_stops(talk: Talk, words: str) -> None:
    await talk("/subscribe 07:00 인천")
    assert "이제 알림을 보내지 않을게요" in await talk(f"/unsubscribe {words}")


ASKED = [
    *("부산 추가할까?", "부산 추가해도 돼?", "부산 삭제할까요?", "인천 삭제해도 될까?"),
    *("should I add Busan?", "is it ok to add Busan?", "should I remove Incheon?"),
    *("釜山を追加してもいい？", "釜山を追加したほうがいい？", "可以加上釜山吗", "要不要添加釜山"),
    *("có nên thêm Busan không?", "thêm Busan được không?"),
]


@pytest.mark.parametrize("text", ASKED)
async def test_a_question_about_a_change_is_no_order(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천 강릉")
    before = await only(talk)
    answer = await talk(text)
    assert "[1]" in answer
    assert "✅" not in answer
    assert await only(talk) == before


async def test_the_question_has_a_button_that_carries_it_out(talk: Talk) -> None:
    assert "그대로 두기" in await talk("부산 추가할까?")
    assert "지역: 부산" in await press(talk, "부산")
    await talk("인천 추가해도 돼?")
    assert "지역: 부산, 인천" in await press(talk, "➕")


@pytest.mark.parametrize(
    "text",
    [
        *("부산 추가해 줄래?", "부산 추가해 주실 수 있을까요?", "can you add Busan?"),
        *("釜山を追加してくれる？", "可以帮我添加釜山吗", "bạn thêm Busan được không?"),
    ],
)
async def test_a_polite_order_is_carried_out(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    assert "지역: 인천, 부산" in await talk(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("인천 빼고 부산만 받을래", "그대로 두기"),
        ("인천 대신에 부산 보내줘", "그대로 두기"),
        ("인천 대신에 부산", "그대로 두기"),
        ("비 오면 강릉 7시에 알려줘", "🎯"),
        ("부산 추가 취소", "바뀐 것은 없어요"),
    ],
)
async def test_what_sounds_like_an_order_is_not_left_without_an_answer(start: Start, text: str, answer: str) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천")
    before = await only(talk)
    assert answer in await talk(text)
    assert await only(talk) == before
