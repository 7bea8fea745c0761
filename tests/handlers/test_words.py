"""Questions in words at each front door: a private chat, /weather, a group, /chart, /news and inline queries."""

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.intake.ingest import SourceRef, store_content
from sources.kma.town_table import Town
from sources.records import Article, Content, NamedBy, Reading
from storage.content import towns
from tests.factories import CATALOGUE, EVENING, publish
from tests.handlers.factories import ask, shown
from tests.talk import Start, Talk

# Tomorrow, rain, dust, a warning, a week, a past day, two places, a word that is none, a place abroad, a condition.
QUESTIONS = {
    "ko": """
        내일|내일 인천 비 와?|인천 미세먼지|부산 특보 있어?|이번 주 강릉|어제 인천 날씨|인천이랑 강릉 날씨
        |인천 뽀로롱 날씨|도쿄 날씨|비 오면 알려줘|강릉 커피|고맙습니다""",
    "en": """
        tomorrow|will it rain in Incheon tomorrow?|Incheon air quality|any warnings for Busan?|Gangneung this week
        |Incheon weather yesterday|Incheon and Gangneung|weather in Incheon flibber|Tokyo weather|tell me when it rains
        |Gangneung coffee|thank you""",
    "ja": """
        明日|明日仁川で雨降る？|仁川のPM2.5|釜山に警報出てる？
        |江陵の週間予報|昨日の仁川の天気|仁川と江陵の天気
        |仁川 ぷるるん 天気|東京の天気|雨が降ったら教えて|江陵 コーヒー|ありがとう""",
    "zh": """
        明天|明天仁川会下雨吗|仁川 雾霾|釜山有预警吗|江陵 一周天气|昨天仁川天气|仁川和江陵天气|仁川 啵啵嘟 天气
        |东京天气|下雨的时候提醒我|江陵 咖啡|谢谢""",
    "vi": """
        ngày mai|mai Incheon có mưa không|bụi mịn Incheon|Busan có cảnh báo không|Gangneung tuần này
        |hôm qua Incheon thời tiết thế nào|Incheon và Gangneung|thời tiết Incheon blabloo|thời tiết Tokyo
        |báo tôi khi trời mưa|Gangneung cà phê|cảm ơn bạn""",
}
COMMANDS = {
    "ko": ("날씨 /weather", "뉴스 /news", "설정 /settings", "도움말 /help", "상태 /status", "지도 /map"),
    "en": ("weather /weather", "news /news", "settings /settings", "help /help", "status /status", "map /map"),
    "ja": ("天気 /weather", "ニュース /news", "設定 /settings", "ヘルプ /help", "ステータス /status", "地図 /map"),
    "zh": ("天气 /weather", "新闻 /news", "设置 /settings", "帮助 /help", "状态 /status", "地图 /map"),
    "vi": ("thời tiết /weather", "tin tức /news", "cài đặt /settings", "trợ giúp /help", "trạng thái /status"),
}
ENDINGS = {
    "ko": ("그만", "취소", "구독 취소", "알림 꺼줘"),
    "en": ("stop", "cancel", "unsubscribe", "no more messages"),
    "ja": ("やめて", "キャンセル", "購読解除"),
    "zh": ("停", "取消", "退订", "不要再发了"),
    "vi": ("dừng", "hủy", "hủy đăng ký"),
}
ABOUT_WEATHER = 9
LANGUAGES = pytest.mark.parametrize("language", list(QUESTIONS))


def questions(language: str) -> list[str]:
    return [text.strip() for text in QUESTIONS[language].split("|")]


async def _news(talk: Talk) -> None:
    async with talk.session.database.write() as connection:
        for number, title in enumerate(("부산 항구에 불", "인천 다리 열려", "강릉 축제 시작")):
            article = Article(title, address=f"https://paper.example/{number}")
            await publish(connection, article, EVENING - dt.timedelta(minutes=number), source="신문")


@LANGUAGES
async def test_questions_in_a_private_chat(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    assert await talk(*questions(language)) == snapshot


@LANGUAGES
async def test_questions_after_the_command(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    asked = [f"/weather {text}" for text in questions(language)[:ABOUT_WEATHER]]
    assert await talk(*asked) == snapshot


@LANGUAGES
async def test_what_is_not_known_is_said_first_in_a_group_as_in_private(start: Start, language: str) -> None:
    talk = await start(language=language)
    asked = f"/weather {questions(language)[1]}"
    private = (await talk(asked)).partition(": ")[2]
    assert (await talk(":in group", asked)).partition(": ")[2] == private


@LANGUAGES
async def test_questions_inline(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    cards = [await ask(talk, text) for text in questions(language)[:ABOUT_WEATHER]]
    assert "\n".join(map(shown, cards)) == snapshot
    rain = (cards[1].results or [])[0]
    assert (await talk(f"/weather {questions(language)[1]}")).split("\n")[0].split(": ", 1)[1] in str(rain)


@LANGUAGES
async def test_names_of_commands_do_what_the_command_does(start: Start, language: str) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 인천")
    for word, _, command in (named.rpartition(" ") for named in COMMANDS[language]):
        assert await talk(word) == await talk(command), word


@LANGUAGES
async def test_words_to_end_are_asked_about(start: Start, language: str) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 인천")
    asked = await talk("/stop")
    for word in ENDINGS[language]:
        assert await talk(word) == asked, word


@pytest.mark.parametrize(
    ("text", "search"),
    [
        ("오늘 부산 뉴스 보여줘", "부산"),
        ("show me the latest news about 축제", "축제"),
        ("仁川のニュース教えて", "仁川"),
        ("釜山有什么新闻", "釜山"),
        ("tin tức mới nhất về Busan", "Busan"),
        ("최신 뉴스 알려줘", ""),
    ],
)
async def test_words_that_only_ask_for_news_are_not_searched(talk: Talk, text: str, search: str) -> None:
    await _news(talk)
    expected = await talk(f"/news {search}")
    assert "[1] 1" in expected
    assert await talk(text) == expected
    assert (await talk(f"/news {text}")).split("\n    [1]")[0] == expected.split("\n    [1]")[0]


async def test_a_chart_is_of_the_place_in_a_sentence(talk: Talk) -> None:
    assert await talk("인천 기온 그래프 보여줘") == await talk("/chart 인천") == await talk("/chart 인천 그래프 좀")
    assert await talk("/chart 오늘 인천") == await talk("/chart 인천"), "without a forecast, the hours until now"
    assert "예보를 아직 모르겠어요" in await talk("/chart 내일 인천")


# Towns of KMA's table whose names are everyday words.
_TOWNS = (
    Town("경남", "밀양시", "내일동", 35.494, 128.757),
    Town("광주", "북구", "우산동", 35.170, 126.926),
    Town("경남", "창녕군", "장마면", 35.467, 128.499),
    Town("전남", "함평군", "학교면", 35.018, 126.533),
    Town("경남", "양산시", "소주동", 35.397, 129.150),
    Town("충북", "옥천군", "안내면", 36.369, 127.666),
    Town("충남", "당진시", "고대면", 36.905, 126.574),
    Town("전남", "무안군", "해제면", 35.113, 126.289),
    Town("경남", "고성군", "하이면", 34.936, 128.127),
    Town("인천", "옹진군", "북도면", 37.532, 126.424),
)


async def _load(talk: Talk) -> None:
    async with talk.session.database.write() as connection:
        await towns.replace_all(connection, _TOWNS)
    await talk.at("2024-05-13 20:01")


@pytest.mark.parametrize("town", _TOWNS, ids=lambda town: town.name)
async def test_an_everyday_word_is_no_town_without_its_ending(talk: Talk, town: Town) -> None:
    await _load(talk)
    # With its district, because 우산동 alone is also a quarter of other cities.
    assert "관측소" in (await talk(f"{town.province} {town.district} {town.name} 날씨")).split("\n")[0]
    assert "관측소" not in (await talk(town.name[:-1])).split("\n")[0]


@pytest.mark.parametrize("text", ["내일", "우산", "장마", "내일 비와?", "우산 필요해?", "하이", "경기북도"])
async def test_a_sentence_is_not_read_worse_when_towns_are_loaded(talk: Talk, text: str) -> None:
    before = await talk(text)
    await _load(talk)
    assert await talk(text) == before


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("ko", "평양", "‘평양’은 휴전선 북쪽이에요."),
        ("ko", "/weather 개성", "‘개성’은 휴전선 북쪽이에요."),
        ("ko", "/subscribe 원산 7시", "‘원산’은 휴전선 북쪽이에요."),
        ("ja", "平壌の天気", "「平壌」は軍事境界線の北側です。"),
        ("en", "Kaesong weather", "“Kaesong” is in the north of Korea."),
    ],
)
async def test_a_place_in_the_north_is_said_to_be_there(start: Start, language: str, text: str, answer: str) -> None:
    talk = await start(language=language)
    assert answer in await talk(text)


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("ko", "2월 31일", "‘2월 31일’은 없는 날짜예요."),
        ("ko", "인천 25시", "‘25시’는 시간이 아니에요. 07:00처럼 적어 주세요."),
        ("en", "/weather Busan 2/30", "There is no such day as “2/30”."),
        ("ja", "仁川 6月31日 天気", "「6月31日」という日付はありません。"),
        ("zh", "仁川 2月30日", "没有“2月30日”这一天。"),
        ("vi", "Incheon ngày 31 tháng 4", "Không có ngày “ngày 31 tháng 4”."),
        ("ko", "다음 달 31일 인천", "그런 날짜는 없어요."),
    ],
)
async def test_a_date_that_does_not_exist_is_told(start: Start, language: str, text: str, answer: str) -> None:
    talk = await start(language=language)
    shown = await talk(text)
    assert answer in shown


async def test_everything_that_is_not_known_is_told(talk: Talk) -> None:
    shown = await talk("오늘 자외선 지수랑 미세먼지 알려줘")
    assert "미세먼지는 알려 드리지 못해요." in shown
    assert "자외선 지수는 알려 드리지 못해요." in shown


@pytest.mark.parametrize("text", ["school", "along", "미모", "종말", "一切"])
async def test_no_place_is_offered_for_an_everyday_word(talk: Talk, text: str) -> None:
    shown = await talk(text)
    assert f"‘{text}’" in shown
    assert "[1]" not in shown


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "강원도 전부"), ("ko", "강원 전 지역"), ("en", "all of Gangwon"), ("ja", "江原道全域"),
        ("zh", "整个江原道"), ("vi", "toàn tỉnh Gangwon"),
    ],
)  # fmt: skip
async def test_the_whole_of_a_province_is_the_province(start: Start, language: str, text: str) -> None:
    talk = await start(language=language)
    assert await talk(text) == await talk("강원도")


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("ko", "저는 대전에 살아요", "대전"), ("ko", "대전 사람이에요", "대전"), ("ko", "대전 출장 중", "대전"),
        ("en", "I live in Daejeon", "Daejeon"), ("en", "my parents live in Daejeon", "Daejeon"),
        ("ja", "大田に住んでいます", "大田"), ("zh", "我住在大田", "大田"), ("vi", "tôi sống ở Daejeon", "Daejeon"),
    ],
)  # fmt: skip
async def test_who_tells_where_they_live_is_offered_the_weather_there(
    start: Start, language: str, text: str, place: str
) -> None:
    talk = await start(language=language)
    shown = await talk(text)
    assert f"/subscribe 07:00 {place}" in shown
    assert f"[1] {place}" in shown
    assert text not in shown


async def test_of_other_sentences_the_only_place_is_offered(talk: Talk) -> None:
    assert "[1] 강릉" in await talk("강릉 맛집 추천해줘")
    for text in ("음성 메시지 왔어", "강릉 맛집이랑 부산 맛집"):
        assert "[1]" not in await talk(text), text


@pytest.mark.parametrize("text", ["더우면 알려줘", "영하로 내려가면 알려줘", "바람 불면 알려줘"])
async def test_a_condition_of_any_weather_is_answered_as_that_of_rain(talk: Talk, text: str) -> None:
    assert await talk(text) == await talk("눈 오면 알려줘")
    assert "아직 받는 알림이 없어요" in await talk("/status")


# A felt temperature, humidity, wind, the sun and UV, of a place; and one of the country.
DETAILS = {
    "ko": "체감온도 서울|서울 습도|부산 바람 많이 불어?|강릉 일출|자외선 제주|습도",
    "en": "feels like Seoul|humidity in Seoul|wind Busan|Gangneung sunrise|UV Jeju|humidity",
    "ja": "ソウル 体感温度|ソウルの湿度|釜山の風速|江陵の日の出|済州 紫外線|湿度",
    "zh": "首尔 体感温度|首尔湿度|釜山风速|江陵日出|济州紫外线|湿度",
    "vi": "nhiệt độ cảm nhận Seoul|độ ẩm Seoul|gió Busan|Gangneung mặt trời mọc|tia cực tím Jeju|độ ẩm",
}


@LANGUAGES
async def test_a_value_that_no_reading_has_is_said_to_be_missing(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    asked = DETAILS[language].split("|")
    assert await talk(*asked) == snapshot
    said = [await talk(text) for text in asked]
    assert [answer.splitlines()[0] for answer in said[:2]] == [
        (await talk(f"/weather {text}")).splitlines()[0] for text in asked[:2]
    ]
    assert said[1].splitlines()[0].partition(": ")[2] in shown(await ask(talk, asked[1]))


async def test_a_value_that_the_reading_has_is_only_shown(start: Start) -> None:
    talk = await start(page=None)
    reading = Reading(1, "비", 15.9, 112, NamedBy.PAGE, humidity=93, wind_speed=3)
    table = Content(observed_at=EVENING, readings=(reading,))
    await store_content("table", table, SourceRef("table"), talk.session.database, CATALOGUE, EVENING)
    asked = await talk("인천 습도", "인천 바람", "/weather 인천 습도")
    assert "습도 93%" in asked
    assert "없어요" not in asked
    assert "최근 관측에는 체감온도가 없어요." in await talk("인천 체감온도")


async def test_a_question_about_an_unknown_place_has_a_way_out(talk: Talk) -> None:
    asked = await talk("서해 날씨")
    assert asked == "미나: ‘서해’를 찾지 못했어요. 혹시 이 중에 있나요?\n    [1] 서해구"
    assert "관측" in await talk(":press 1")
    storm = await talk("태풍 뿌룽뿡?")
    assert "‘뿌룽뿡’은 무슨 뜻인지 잘 모르겠어요.\n    아직 기상 특보는 알려 드리지 못해요." in storm
    assert "/weather 서울처럼" in storm


@pytest.mark.parametrize(
    "text",
    [
        *("일요일엔 보내지 마세요", "오늘은 보내지 마", "당분간 보내지 마세요", "don't send on Sundays"),
        *("don't send today", "月曜は送らないで", "周末不要发", "đừng gửi vào chủ nhật"),
    ],
)
async def test_words_about_some_days_end_no_bulletin(start: Start, text: str) -> None:
    talk = await start()
    await talk("/subscribe 07:00 인천", text)
    assert "다음 알림: 5월 14일 화요일 07:00" in await talk("/status")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("인천 날씨랑 뉴스", "인천 다리 열려"),
        ("Busan weather & news", "부산 항구에 불"),
        ("날씨랑 뉴스", "강릉 축제 시작"),
    ],
)
async def test_news_beside_the_weather_are_of_the_named_places(talk: Talk, text: str, title: str) -> None:
    await _news(talk)
    answer = await talk(text)
    assert "관측" in answer
    assert title in answer


@pytest.mark.parametrize("name", ["고성", "전남광주"])
@pytest.mark.parametrize("text", ["{} 날씨", "/weather {} 날씨", "{} 어때?", "{}"])
async def test_a_question_about_a_name_echoes_the_name_alone(talk: Talk, text: str, name: str) -> None:
    assert f"이름이 ‘{name}’" in await talk(text.format(name))


@pytest.mark.parametrize("text", ["아니", "아니요", "ok", "네"])
async def test_a_word_of_talk_is_no_slip_of_a_place(talk: Talk, text: str) -> None:
    assert "[1]" not in await talk(text)


async def test_a_question_about_the_weather_near_me_asks_for_the_location(talk: Talk) -> None:
    asked = await talk("내 주변 날씨")
    assert "위치를 보내 주시거나" in asked
    assert "관측" not in asked


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("서울 오존", "오존"),
        ("인천 물때", "물때"),
        ("포항 파도 높아?", "파도"),
        ("오늘 보름달이야?", "달"),
        ("꽃가루 심해?", "꽃가루"),
        ("방금 지진 났어?", "지진 정보"),
        ("제주 비행기 떠?", "항공편"),
        ("오늘 뭐 입지", "옷차림"),
    ],
)
async def test_a_value_that_no_source_has_is_told_by_name(talk: Talk, text: str, told: str) -> None:
    asked = await talk(text)
    assert told in asked
    assert "알려 드리지 못" in asked


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("30분 뒤 알려줘", "30분 뒤"),
        ("1시간 뒤에 다시 알려줘", "1시간 뒤"),
        ("remind me in 10 minutes", "in 10 minutes"),
        ("30分後に知らせて", "30分後"),
        ("10分钟后提醒我", "10分钟后"),
        ("nhắc tôi sau 10 phút", "sau 10 phút"),
        ("remind me tomorrow at 7", "tomorrow"),
        ("/subscribe 서울 30분 뒤", "30분 뒤"),
        ("/subscribe in 10 minutes", "in 10 minutes"),
        ("/subscribe 5월 20일 7시 서울", "5월 20일"),
    ],
)
async def test_a_single_message_is_said_to_be_impossible(talk: Talk, text: str, moment: str) -> None:
    shown = await talk(text)
    assert f"‘{moment}’" in shown
    assert "할 수 없어요. 매일 보내거나 요일을 정해서 보내 드려요." in shown
    assert "바뀐 것은 없어요." in shown
    assert "지역:" not in await talk("/status")


async def test_the_weather_in_a_while_is_no_reminder(talk: Talk) -> None:
    assert "바뀐 것은 없어요." not in await talk("10분 뒤에 서울 날씨 알려줘")
