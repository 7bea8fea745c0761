"""Talk in a private chat: it gets a short answer with buttons, and nothing is carried out; groups hear nothing."""

import pytest

from tests.talk import Start, Talk

TALK = {
    "ko": (
        "오늘 내 마음은 태풍경보",
        "어제 비 온다며 하나도 안 왔잖아",
        "아 비 오는 거 너무 싫다 진짜",
        "사랑해 날씨봇♥",
    ),
    "en": ("you said sunny and the weather was awful", "the rain ruined our wedding", "ugh i hate this snow"),
    "ja": ("私の心は大雨です", "雨ばっかりで嫌になるなあ", "昨日は晴れるって言ったじゃん"),
    "zh": ("昨天你说不下雨的！", "今天天气真好啊", "他的脾气像台风一样"),
    "vi": ("hôm qua bạn bảo không mưa mà", "sếp tôi như bão cấp 12", "trời nóng quá không muốn làm gì"),
}
HALF_ORDERS = {
    "ko": ("구독 취소할까 말까 고민중", "자꾸 틀리면 알림 확 끊어버린다", "엄마가 구독 해지하래"),
    "en": ("I might unsubscribe if this keeps being wrong", "thinking about cancelling my subscription"),
    "ja": ("購読やめようか迷ってる", "そのうち配信を解除するかもしれない"),
    "zh": ("我在考虑要不要退订", "再不准我就取消订阅了"),
    "vi": ("đang phân vân có nên hủy đăng ký không", "chắc mình hủy đăng ký quá"),
}
QUESTIONS = (
    "비 오나",
    "날씨 좋네 내일은?",
    "덥다 몇도야",
    "so hot... how many degrees?",
    "暑いなあ、明日も暑い？",
    "好热啊 明天也这么热吗",
)
LANGUAGES = pytest.mark.parametrize("language", list(TALK))


@LANGUAGES
async def test_talk_gets_one_kind_answer_with_buttons(start: Start, language: str) -> None:
    talk = await start(language=language)
    answers = {await talk(text) for text in TALK[language]}
    assert len(answers) == 1, answers
    (answer,) = answers
    assert "/help" in answer
    assert "⚙️" in answer


@LANGUAGES
async def test_an_order_that_somebody_only_thinks_of_changes_nothing(start: Start, language: str) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 인천")
    before = await talk("/status")
    answers = {await talk(text) for text in HALF_ORDERS[language]}
    assert len(answers) == 1, answers
    assert "/stop" in answers.pop()
    assert await talk("/status") == before


async def test_the_answer_to_talk_has_the_weather_of_the_chats_cities(talk: Talk) -> None:
    await talk("/subscribe 07:00 강릉")
    assert "[1] 강릉" in await talk("오늘 기분 흐림")


@pytest.mark.parametrize("text", QUESTIONS)
async def test_a_question_beside_an_exclamation_is_answered(talk: Talk, text: str) -> None:
    assert await talk(text) != await talk("오늘 기분 흐림")


async def test_groups_hear_nothing(talk: Talk) -> None:
    assert await talk(":in group", "오늘 내 마음은 태풍경보") == await talk(":in group", "ㅋㅋㅋ")


@pytest.mark.parametrize(
    "text",
    [
        *("어케 쓰는거임?", "구독이 뭔데?", "뭐라고 쳐야 나와?", "how do i work this thing", "what's a subscription?"),
        *("使い方がわかりません", "这个怎么玩", "bot này dùng sao v"),
    ],
)
async def test_who_does_not_know_how_to_use_the_bot_gets_help(talk: Talk, text: str) -> None:
    assert await talk(text) == await talk("/help")
