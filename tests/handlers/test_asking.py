"""Other ways to ask than commands: buttons, deep links, names, shared locations."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.dependencies import assemble
from simulator.world.messages import Callback
from storage.content import towns
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE, load_towns, tell
from tests.talk import Start, Talk

PLACES = [("group", "동네 모임"), ("channel", "아침 소식")]
APOLOGY = "문제가 생겼어요."
NOT_UNDERSTOOD = "무슨 뜻인지 잘 모르겠어요."


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_the_weather_has_buttons_for_other_cities(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 서울 부산 제주 강릉 목포")
    assert await talk("/weather 인천", ":press 2", ":press 1", "/weather 판교", ":press 6", "/status") == snapshot


async def test_the_country_and_own_cities_have_buttons(talk: Talk, snapshot: SnapshotAssertion) -> None:
    assert (await talk("/weather")).endswith("\n    [1] 🗺 지도")
    assert "[weather.png]" in await talk(":press 1")
    await talk("/subscribe 07:00 서울")
    assert await talk("/weather") == await talk("/weather 서울")
    await talk("/subscribe 07:00 서울 부산 판교 강릉")
    assert await talk("/weather", ":press 3", ":press 5") == snapshot


async def test_a_followed_place_keeps_its_own_name(talk: Talk) -> None:
    await talk("/subscribe 07:00 판교", "/weather 인천", ":press 2")
    assert "지역: 판교 (수원 관측소), 인천\n" in await talk("/status")
    assert "판교 → 수원 관측소" in await talk("/weather")


async def test_a_removed_place_is_shown_by_its_stations_name(talk: Talk) -> None:
    await load_towns(talk)
    await talk("/subscribe 07:00 애월읍 인천")
    async with talk.session.database.write() as connection:
        await towns.replace_all(connection, ())
    await talk.at("2024-05-13 20:02")
    assert "제주" in await talk("/weather")


async def test_the_map_button_needs_readings(start: Start) -> None:
    talk = await start(page=None)
    assert "[1]" not in await talk("/weather")


@pytest.mark.parametrize("kind", ["edited_message", "edited_channel_post"])
async def test_an_edited_location_is_not_answered(talk: Talk, kind: str) -> None:
    for _ in range(3):
        tell(talk, kind, location={"latitude": 37.45, "longitude": 126.70, "live_period": 900}, edit_date=1)
    assert await talk.shown() == ""


async def test_a_subscribed_city_cannot_be_followed_again(talk: Talk) -> None:
    assert "[1] 🔔 매일 받기" in await talk("/weather 인천")
    shown = await talk(":press 1")
    assert "✅ 매일 07:00에 알림을 보내 드릴게요.\n    지역: 인천\n" in shown
    assert shown.endswith("(edited) 인천\n    맑음 15.9℃\n    5월 13일 월요일 관측\n    [1] 📈 그래프  [2] 🗺 지도")
    assert "🔔" not in await talk("/weather 인천")


async def test_pressing_a_button_twice_in_a_row_subscribes_once(talk: Talk) -> None:
    await talk("/subscribe 06:10 강릉", "/weather 인천")
    answer = talk.world.messages(talk.town.private)[-1]
    talk.world.press(answer, 1, talk.town.person)
    talk.world.press(answer, 1, talk.town.person)
    await talk.shown()
    assert "매일 06:10에 알림을 보내 드려요.\n    지역: 강릉, 인천\n" in await talk("/status")


async def test_the_shown_one_of_two_namesakes_is_followed(talk: Talk) -> None:
    await talk("/weather 고창", ":press 2")
    assert "지역: 고창\n" in await talk("/status")
    await talk("/weather 고창군", ":press 2")
    assert "지역: 고창, 고창군\n" in await talk("/status")


async def test_a_button_adds_no_eleventh_city(talk: Talk) -> None:
    await talk("/subscribe 07:00 서울 부산 제주 강릉 목포 속초 철원 춘천 원주 수원", "/weather 인천")
    assert "지역은 10곳까지 고를 수 있어요." in await talk(":press 11")
    assert "인천" not in await talk("/status")


@pytest.mark.parametrize(("chat", "name"), PLACES)
async def test_only_an_administrator_may_follow_a_city(talk: Talk, chat: str, name: str) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    where = getattr(town, chat)
    world.join(where, guest)
    await talk(f":in {chat}", "/weather 인천")
    world.press(world.messages(where)[-1], 0, guest)
    assert await talk.shown() == f"{name}: ({ONLY_ADMINISTRATORS})"
    assert f"{name}: ✅ 매일 07:00에 알림을 보내 드릴게요." in await talk(":press 1")


async def test_a_button_to_follow_outlives_a_restart(talk: Talk) -> None:
    await talk("/weather 판교")
    before = talk.session.application.dependencies
    restarted = assemble(before.settings, before.clock, before.database, before.catalogue)
    talk.session.application.dependencies = restarted
    assert "판교 → 수원 관측소, 19 km" in await talk(":press 1")


async def test_buttons_of_a_removed_place_are_out_of_date(talk: Talk) -> None:
    await load_towns(talk)
    await talk("/weather 애월읍", "/start aewol-eup")
    weather, question = talk.world.messages(talk.town.private)[1::2]
    async with talk.session.database.write() as connection:
        await towns.replace_all(connection, ())
    await talk.at("2024-05-13 20:02")
    for pressed, button in ((weather, 0), (question, 0), (question, 1)):
        talk.world.press(pressed, button, talk.town.person)
    assert (await talk.shown()).count(OUT_OF_DATE) == 3


@pytest.mark.parametrize("data", ["weather:112", "follow:station:112", "accept:인천", "news:page:1:0", "language:ko"])
@pytest.mark.parametrize("is_inline", [True, False])
async def test_a_button_below_an_inaccessible_message_says_so(talk: Talk, data: str, *, is_inline: bool) -> None:
    await talk("/weather 인천")
    message = talk.world.messages(talk.town.private)[-1]
    callback = Callback("old", talk.town.person, message, data, talk.world.now())
    talk.world.callbacks[callback.id] = callback
    told = callback.to_json()
    del told["message"]
    gone = {"chat": message.chat.to_json(), "message_id": message.message_id, "date": 0}
    told |= {"inline_message_id": "inline-1"} if is_inline else {"message": gone}
    talk.world.accounts[talk.world.bot.id].updates.add("callback_query", told)
    assert OUT_OF_DATE in await talk.shown()


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_link_to_a_place_subscribes_after_one_confirmation(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    assert (
        await talk("/start incheon", "/status", "/start incheon", ":press 1", "/start pangyo", ":press 2") == snapshot
    )
    assert await talk("/start goseong", ":press 2", "/start 112", "/start hello") == snapshot


async def test_a_link_without_a_place_greets(talk: Talk) -> None:
    greeting = await talk("/start")
    assert "안녕하세요, 조간이에요." in greeting
    assert await talk("/start qqqq") == await talk("/start hello") == greeting


async def test_a_link_opened_from_a_group_asks_its_administrators(talk: Talk) -> None:
    guest = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(talk.town.group, guest)
    assert "인천 날씨와 뉴스를 매일 보내 드릴까요?" in await talk(":in group", "/start incheon")
    talk.world.press(talk.world.messages(talk.town.group)[-1], 0, guest)
    assert await talk.shown() == f"동네 모임: ({ONLY_ADMINISTRATORS})"
    assert "동네 모임: (edited) ✅ 매일 07:00에 알림을 보내 드릴게요.\n    지역: 인천" in await talk(":press 1")


async def test_only_private_help_has_links_to_add_the_bot(talk: Talk) -> None:
    name = talk.world.bot.username
    await talk("/help")
    assert await talk(":press 1") == f"그룹에 추가하기 <https://t.me/{name}?startgroup=hello>"
    assert await talk(":press 2") == f"채널에 추가하기 <https://t.me/{name}?startchannel&admin=post_messages>"
    assert "[1]" not in await talk(":in group", "/help")


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_name_alone_is_answered_in_a_private_chat(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    said = ("인천", "Inchon", "仁川", "ㅎㅇㄷ", "tjdnf", "ソウル", "판교 날씨", "인천 강릉", "고성")
    assert await talk(*said, "포하", "서을", "가장", "안녕하세요") == snapshot


@pytest.mark.parametrize("text", ["인천시", "incheon weather", "인천 날씨 알려줘", "Incheon-si!", "인천광역시는 추워?"])
async def test_words_around_a_name_are_ignored(talk: Talk, text: str) -> None:
    assert (await talk(text)).startswith("미나: 인천\n    맑음 15.9℃")


@pytest.mark.parametrize(
    "text",
    [
        *("ㅎㅎ", "ㅇㅇ!", "ㅋㅋㅋ", "도서관", "😀"),
        *("도서관 가는 길", "오늘 점심은 김밥", "인천" * 40, "가" * 4000),
    ],
)
async def test_other_words_get_the_usual_hint(talk: Talk, text: str) -> None:
    answer = await talk(text)
    assert NOT_UNDERSTOOD in answer
    assert "[1]" not in answer


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("시작", "/start"),
        ("Start!", "/start"),
        ("はじめる", "/start"),
        ("채널", "/channel"),
        ("kênh", "/channel"),
        ("내 정보", "/data"),
        ("我的数据", "/data"),
        ("내 정보 삭제해줘", "/forget"),
        ("delete my data", "/forget"),
        ("map dark", "/map dark"),
        ("Language en", "/language en"),
        ("chart 인천", "/chart 인천"),
        ("뉴스", "/news"),
        ("인천 뉴스", "/news 인천"),
        ("도움말", "/help"),
        ("settings", "/settings"),
        ("설정 보여줘", "/settings"),
        ("상태", "/status"),
        ("언어 바꾸기", "/language"),
        ("天気", "/weather"),
        ("날씨 알려줘", "/weather"),
        ("월수금 7시 반에 인천 날씨 보내줘", "/subscribe 월수금 7시 반 인천"),
    ],
)
async def test_words_do_what_the_command_of_their_meaning_does(talk: Talk, text: str, command: str) -> None:
    assert await talk(text) == await talk(command)


@pytest.mark.parametrize(
    ("text", "answer"), [("고마워요", "천만에요 🙂"), ("thanks!", "천만에요 🙂"), ("안녕하세요", "안녕하세요 🙂")]
)
async def test_thanks_and_greetings_get_a_kind_word(talk: Talk, text: str, answer: str) -> None:
    assert (await talk(text)).startswith(f"미나: {answer}")


async def test_a_bare_word_is_a_town_only_with_its_ending_or_a_question(talk: Talk) -> None:
    await load_towns(talk)
    asked = await talk("역삼")
    assert NOT_UNDERSTOOD in asked
    assert "역삼동" in asked
    assert "역삼동 (서울 강남구) → 서울 관측소" in await talk(":press 1")
    assert await talk("역삼동") == await talk("역삼 날씨")


@pytest.mark.parametrize("chat", ["group", "channel"])
async def test_a_name_alone_is_not_answered_in_groups(talk: Talk, chat: str) -> None:
    talk.world.accounts[talk.world.bot.id].reads_all_messages = True
    assert await talk(f":in {chat}", "인천", ":location 37.45 126.70") == ""


async def test_an_edited_name_does_not_fire_again(talk: Talk) -> None:
    await talk("인천")
    talk.world.edit(talk.world.messages(talk.town.private)[0], "부산")
    assert await talk.shown() == ""


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_shared_place_is_answered_with_its_station_and_can_be_followed(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    here, there, abroad = ":location 37.45 126.70", ":location 37.4777 126.6249", ":location 35.68 139.69"
    assert await talk(here, ":press 1", there, abroad, ":location 39.02 125.75") == snapshot


async def test_a_live_location_is_answered_once(talk: Talk) -> None:
    moving: dict[str, object] = {"latitude": 37.45, "longitude": 126.70, "live_period": 900}
    tell(talk, location=moving)
    assert "인천 · 가장 가까운 관측소 (7 km)" in await talk.shown()
    tell(talk, "edited_message", location=moving | {"latitude": 35.1, "longitude": 129.0}, edit_date=1)
    assert await talk.shown() == ""


async def test_a_venue_is_answered_under_its_own_name(talk: Talk) -> None:
    place = {"latitude": 37.45, "longitude": 126.70}
    tell(talk, location=place, venue={"location": place, "title": "<b>동네 빵집</b>", "address": "아무 길 1"})
    assert (await talk.shown()).startswith("미나: <b>동네 빵집</b> → 인천 관측소, 7 km\n    맑음 15.9℃")


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_foreign_unknown_and_hostile_names_are_answered(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    names = ("도쿄", "평양", "asdf", "😀👨‍👩‍👧", "가" * 4000)
    assert await talk(*(f"/weather {name}" for name in names)) == snapshot


async def test_of_more_places_than_fit_the_first_are_shown_and_that_is_said(talk: Talk) -> None:
    first = "서울, 부산, 대구, 인천, 대전, 울산, 세종, 제주, 강릉, 속초"
    assert "곳까지만" not in await talk(first)
    answer = await talk(f"{first}, 춘천")
    assert "앞의 10곳까지만 보여 드려요." in answer
    assert "속초" in answer
    assert "춘천" not in answer


@pytest.mark.parametrize("command", ["/weather", "/subscribe", "/chart", "/news", "/start"])
async def test_signs_without_a_name_are_asked_back(talk: Talk, command: str) -> None:
    assert APOLOGY not in await talk(f"{command} abc =")
    assert APOLOGY not in await talk(f"{command} =")


@pytest.mark.parametrize("text", ["서월", "서울툭별시", "서울특별싀"])
@pytest.mark.parametrize("has_towns", [False, True])
async def test_a_mistyped_city_alone_is_asked_back_with_that_city_only(talk: Talk, text: str, has_towns: bool) -> None:
    if has_towns:
        await load_towns(talk)
    asked = await talk(text)
    assert NOT_UNDERSTOOD in asked
    assert [line.strip() for line in asked.splitlines()[3:]] == ["[1] 서울"]


@pytest.mark.parametrize("has_towns", [False, True])
async def test_a_mistyped_title_of_a_city_is_asked_back_too(talk: Talk, has_towns: bool) -> None:
    if has_towns:
        await load_towns(talk)
    assert "[1] 부산\n" in f"{await talk('부산굉역시')}\n"
    assert "[2]" not in await talk("대구강역시")


@pytest.mark.parametrize("text", ["/weather 바보", "/weather 사랑", "/weather pizza", "/news 야구", "야구 뉴스"])
async def test_no_far_fetched_place_is_offered_for_an_everyday_word(talk: Talk, text: str) -> None:
    assert "찾지 못했어요" in await talk(text)
    labels = [button.text for message in talk.world.messages(talk.town.private) for button in message.buttons]
    assert not any("구" in label for label in labels), labels


async def test_a_slip_of_a_place_is_still_asked_about(talk: Talk) -> None:
    assert "부산" in await talk("/weather 부싼")


@pytest.mark.parametrize(
    "text",
    ["해 지는 시간 인천", "일몰 시간 인천", "仁川の日の入り時刻", "仁川日落时间", "when does the sun set in Incheon"],
)
async def test_sunset_is_told_at_the_place(talk: Talk, text: str) -> None:
    assert "19:3" in await talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "낚시하기 좋은 날",
        "인천 세차하기 좋은 날",
        "适合钓鱼吗",
        "釣り日和",
        "good day for fishing?",
        "đi câu được không",
    ],
)
async def test_that_nothing_is_known_of_an_activity_is_said_before_the_weather(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    answer = await talk(text)
    assert answer.index("어느 날이 좋은지는") < answer.index("인천\n")


@pytest.mark.parametrize(
    "text", ["hottest place in Korea", "어디가 제일 더워", "哪里最冷", "一番暑いところ", "nơi nóng nhất"]
)
async def test_the_hottest_and_coldest_places_are_those_of_the_country(talk: Talk, text: str) -> None:
    await talk("/subscribe 07:00 인천")
    assert "가장 높은 곳" in await talk(text)


async def test_an_unknown_part_of_a_city_is_said(talk: Talk) -> None:
    answer = await talk("서울 홍길동 내일 비")
    assert "‘홍길동’은 따로 알지 못해서 서울 날씨를" in answer


async def test_a_refusal_names_what_was_not_understood_and_offers_the_settings(talk: Talk) -> None:
    answer = await talk("뾰로롱 뿌잉뿌잉")
    assert "‘뾰로롱 뿌잉뿌잉’은 무슨 뜻인지 잘 모르겠어요." in answer
    assert "/settings, /help" in answer
