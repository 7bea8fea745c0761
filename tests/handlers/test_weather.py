from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.cache import Caches
from simulator import Fault, errors
from tests.factories import country, seoul, take_hour
from tests.talk import Start, Talk

BUTTONS = "[1] 🔔 매일 받기  [2] 📈 그래프  [3] 🗺 지도"


def buttons_of(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if line.startswith("    [")]


async def test_a_city_is_answered_with_condition_temperature_and_day(talk: Talk) -> None:
    answer = await talk("/weather 인천")
    assert answer == f"미나: 인천\n    맑음 15.9℃\n    5월 13일 월요일 관측\n    {BUTTONS}"


@pytest.mark.parametrize(
    ("text", "station", "degrees"),
    [
        ("Incheon", "인천", "15.9℃"),
        ("INCHEON-si", "인천", "15.9℃"),
        ("인천광역시", "인천", "15.9℃"),
        ("仁川", "인천", "15.9℃"),
        ("홍성", "홍성", "14.7℃"),
        ("홍성(예)", "홍성", "14.7℃"),
        ("세종", "세종", "15.6℃"),
        ("북춘천", "북춘천", "14.9℃"),
        ("서청주", "서청주", "13.8℃"),
        ("북부산", "북부산", "14.4℃"),
    ],
)
async def test_a_station_is_found_by_its_names(talk: Talk, text: str, station: str, degrees: str) -> None:
    assert (await talk(f"/weather {text}")).startswith(f"미나: {station}\n    맑음 {degrees}\n    5월 13일 월요일 관측")


@pytest.mark.parametrize("command", ["", "/weather "])
@pytest.mark.parametrize(
    "text",
    [
        "Seoul and Busan",
        "Seoul & Busan",
        "서울이랑 부산",
        "서울·부산",
        "서울 및 부산",
        "ソウルと釜山",
        "首尔和釜山",
        "Seoul và Busan",
    ],
)
async def test_two_joined_names_are_two_places(talk: Talk, command: str, text: str) -> None:
    answer = await talk(f"{command}{text}")
    assert answer.splitlines()[0::4] == ["미나: 서울", "    부산"]


async def test_the_other_of_two_namesakes_is_a_button(talk: Talk) -> None:
    answer = await talk("/weather 고창")
    assert answer.startswith("미나: 고창\n    맑음 12.9℃")
    assert answer.endswith("[1] 고창군\n    [2] 🔔 매일 받기  [3] 📈 그래프  [4] 🗺 지도")
    other = await talk(":press 1")
    assert other.startswith("미나: (edited) 고창군\n    맑음 12.3℃")
    assert other.endswith("[1] 고창\n    [2] 🔔 매일 받기  [3] 📈 그래프  [4] 🗺 지도")


async def test_an_unknown_name_gets_similar_names_as_buttons(talk: Talk) -> None:
    assert await talk("/weather 포하") == "미나: ‘포하’를 찾지 못했어요. 혹시 이 중에 있나요?\n    [1] 포항"
    assert (await talk(":press 1")).startswith("미나: (edited) 포항\n    맑음 16.4℃")


async def test_a_button_can_be_pressed_twice_in_a_row(talk: Talk) -> None:
    await talk("/language")
    question = talk.world.messages(talk.town.private)[-1]
    await talk("/weather 고창")
    answer = talk.world.messages(talk.town.private)[-1]
    talk.world.press(answer, "weather:251", talk.town.person)
    talk.world.press(answer, "weather:251", talk.town.person)
    talk.world.press(question, "language:ko", talk.town.person)
    talk.refusals_expected = True  # Telegram refuses the second edit, which changes nothing.
    shown = await talk.shown()
    assert shown.count("(edited) 고창군") == 1
    assert "한국어로 말할게요" in shown


async def test_a_query_without_letters_gets_a_hint(talk: Talk) -> None:
    answer = await talk("/weather 🙂")
    assert "‘🙂’을(를) 찾지 못했어요." in answer
    assert "/weather 서울" in answer


@pytest.mark.parametrize(
    ("command", "name"),
    [
        *((command, name) for command in ("/weather", "/chart") for name in ("Москва", "qqqq")),
        ("/weather", "없는곳" * 100),
    ],
)
async def test_an_unknown_name_that_is_like_none_gets_an_example_and_no_offers(
    talk: Talk, command: str, name: str
) -> None:
    asked = await talk(f"{command} {name}")
    assert "찾지 못했어요." in asked
    assert "/weather 서울" in asked
    assert buttons_of(asked) == []


@pytest.mark.parametrize(("command", "answer"), [("/weather", "관측"), ("/chart", "[weather.png]")])
async def test_a_name_that_is_like_others_gets_them_as_buttons(talk: Talk, command: str, answer: str) -> None:
    assert buttons_of(await talk(f"{command} 저울"))[0] == "    [1] 서울"
    assert answer in await talk(":press 1")


@pytest.mark.parametrize("name", ["뉴욕", "London", "東京", "<b>뉴욕</b>"])
@pytest.mark.parametrize("command", ["/weather", "/subscribe 06:30"])
async def test_a_place_abroad_is_said_to_be_abroad(talk: Talk, command: str, name: str) -> None:
    asked = await talk(f"{command} {name}")
    assert "남한 밖이에요" in asked
    assert buttons_of(asked) in ([], ["    [1] ⚙️ 설정"])


@pytest.mark.parametrize("name", ["Москва", "qqqq", "없는곳" * 100])
async def test_an_unknown_word_after_subscribe_is_named_and_no_town_offered(talk: Talk, name: str) -> None:
    asked = await talk(f"/subscribe 06:30 {name}")
    assert asked.startswith(f"미나: ‘{name[:20]}")
    assert "/settings" in asked
    assert buttons_of(asked) == ["    [1] ⚙️ 설정"]


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("내일 인천 날씨", "아직 예보는 알려 드리지 못해요."),
        ("인천 예보", "아직 예보는 알려 드리지 못해요."),
        ("인천 내일 비 와요?", "예보는 아직 알려 드리지 못해요."),
        ("인천 미세먼지", "아직 미세먼지는 알려 드리지 못해요."),
        ("인천 호우주의보", "아직 기상 특보는 알려 드리지 못해요."),
    ],
)
@pytest.mark.parametrize("command", ["", "/weather "])
async def test_what_is_not_known_is_said_before_what_is(talk: Talk, command: str, text: str, remark: str) -> None:
    answer = await talk(f"{command}{text}")
    assert remark in answer.split("인천\n")[0]
    assert "맑음 15.9℃" in answer


async def test_a_question_without_a_place_is_about_the_own_ones(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천")
    answer = await talk("내일 비 와?")
    assert "예보는 아직 알려 드리지 못해요." in answer
    assert "인천\n    맑음 15.9℃" in answer


async def test_words_that_were_not_understood_are_named(talk: Talk) -> None:
    answer = await talk("/weather 내일 인천 뽀로롱시 날씨")
    assert "‘뽀로롱시’는 무슨 뜻인지 잘 모르겠어요." in answer
    assert "맑음 15.9℃" in answer


@pytest.mark.parametrize(
    "text", ["인천이랑 강릉", "인천·강릉", "인천/강릉 날씨", "Incheon and Gangneung", "仁川和江陵"]
)
async def test_places_are_joined_by_the_words_for_and(talk: Talk, text: str) -> None:
    assert await talk(f"/weather {text}") == await talk("/weather 인천 강릉") == await talk(text)


async def test_a_hostile_name_is_escaped(talk: Talk) -> None:
    answer = await talk("/weather <b>&amp;</b>" + "ㅋ" * 3000)
    assert "‘<b>&amp;</b>ㅋ" in answer
    assert len(answer) < 200


async def test_several_cities_are_answered_together(talk: Talk, snapshot: SnapshotAssertion) -> None:
    assert await talk("/weather 인천 강릉") == snapshot


@pytest.mark.parametrize("text", ["인천,강릉", "仁川、江陵", "仁川，江陵", "Incheon, Gangneung"])
async def test_the_commas_of_all_languages_separate_cities(talk: Talk, text: str) -> None:
    assert await talk(f"/weather {text}") == await talk("/weather 인천 강릉")


async def test_a_repeated_city_is_answered_once(talk: Talk) -> None:
    assert await talk("/weather 인천 Incheon") == await talk("/weather 인천")


async def test_the_country_is_answered_without_a_city(talk: Talk, snapshot: SnapshotAssertion) -> None:
    assert await talk("/weather") == snapshot


async def test_own_cities_are_answered_without_a_city(talk: Talk) -> None:
    await talk("/subscribe 07:00 부산 강릉")
    answer = await talk("/weather")
    assert answer.index("부산\n    맑음 16.0℃") < answer.index("강릉\n    맑음 19.8℃")


async def test_the_country_in_english(start: Start, snapshot: SnapshotAssertion) -> None:
    talk = await start(language="en")
    assert await talk("/weather", "/weather 인천", "/weather Gochang", "/weather Soul") == snapshot


async def test_missing_readings_are_explained(start: Start) -> None:
    talk = await start(page=None)
    assert await talk("/weather") == "미나: 최근 관측값이 없어요. 나중에 다시 확인해 주세요."
    assert await talk("/weather 인천") == f"미나: 인천\n    이 관측소의 최근 관측값이 없어요.\n    {BUTTONS}"


async def test_a_reading_older_than_a_day_is_marked(start: Start) -> None:
    talk = await start(page=None)
    await take_hour(talk.session.database, country(15.0), seoul("2024-05-13T05:00"))
    await talk.at("2024-05-14 05:00")
    assert "⚠️ 세 시간 넘게 지난 관측값이에요." in await talk("/weather 인천")
    await talk.at("2024-05-14 06:00")
    assert "⚠️ 하루 넘게 지난 관측값이에요." in await talk("/weather 인천")


async def test_readings_of_before_yesterday_are_no_weather_of_today(talk: Talk) -> None:
    await talk.at("2024-05-14 23:59")
    assert "맑음 15.9℃" in await talk("/weather 인천")
    assert "97곳" in await talk("/weather")
    await talk.at("2024-05-15 00:00")
    assert "이 관측소의 최근 관측값이 없어요." in await talk("/weather 인천")
    assert "최근 관측값이 없어요." in await talk("/weather")
    assert "최근 관측값이 없어요." in await talk("/map")


async def test_an_edited_command_does_not_fire_again(talk: Talk) -> None:
    await talk("/weather 인천")
    asked = talk.world.messages(talk.town.private)[0]
    talk.world.edit(asked, "/weather 부산")
    assert await talk.shown() == ""


async def test_a_shared_place_is_answered_with_the_nearest_station(talk: Talk) -> None:
    assert "인천 · 가장 가까운 관측소 (7 km)" in await talk(":location 37.45 126.70")
    assert "인천 · 가장 가까운 관측소 (1 km 이내)\n    맑음 15.9℃" in await talk(":location 37.4777 126.6249")
    assert "너무 먼 곳" in await talk(":location 48.85 2.35")
    assert "울릉도" in await talk(":location 37.24 131.87")


async def test_an_answer_waits_for_telegrams_pause(talk: Talk) -> None:
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendMessage", times=2, answer=errors.too_many_requests(1)))
    assert "맑음 15.9℃" in await talk("/weather 인천")


async def test_the_difference_to_yesterday_is_shown_if_known(talk: Talk) -> None:
    database = talk.session.database
    await take_hour(database, country(17.0, s105=21.0, s112=17.0), seoul("2024-05-12T19:00"))
    assert "어제" not in await talk("/weather 인천")
    await take_hour(database, country(15.0, s105=18.0, s112=16.0), seoul("2024-05-13T19:00"))
    assert "인천\n    맑음 16.0℃\n    어제 같은 시각보다 1.0℃ 낮아요\n" in await talk("/weather 인천")
    assert "강릉\n    맑음 18.0℃\n    어제 같은 시각보다 3.0℃ 낮아요\n" in await talk("/weather 인천 강릉")
    assert "어제 같은 시각보다 1.0℃ 낮아요" in await talk(":location 37.4777 126.6249")


async def test_a_missing_day_gives_no_difference(talk: Talk) -> None:
    await take_hour(talk.session.database, country(17.0), seoul("2024-05-11T19:00"))
    await take_hour(talk.session.database, country(15.0), seoul("2024-05-13T19:00"))
    assert "어제" not in await talk("/weather 인천")


async def test_the_first_configured_source_is_answered(talk: Talk) -> None:
    application = talk.session.application
    ranking = ("KMA hub", "KMA map")
    kept = Caches(talk.session.database, application.dependencies.catalogue, ranking, application.dependencies.clock)
    application.dependencies = replace(application.dependencies, ranking=ranking, caches=kept)
    await take_hour(talk.session.database, country(15.0, s112=12.1), seoul("2024-05-13T19:00"), "KMA hub")
    await take_hour(talk.session.database, country(15.0, s112=12.4), seoul("2024-05-13T19:00"), "KMA map")
    answer = await talk("/weather 인천")
    assert "인천\n    맑음 12.1℃\n" in answer
    assert "\n    KMA map: 맑음 12.4℃" in answer
    assert "KMA map" not in await talk("/weather 서울")


async def test_a_suspect_temperature_is_no_extreme(talk: Talk) -> None:
    await take_hour(talk.session.database, country(15.0), seoul("2024-05-13T18:00"))
    await take_hour(talk.session.database, country(15.5, s112=40.0), seoul("2024-05-13T19:00"))
    assert "맑음 40.0℃\n    ⚠️ 기온이 갑자기 크게 바뀌었어요." in await talk("/weather 인천")
    assert "40.0℃" not in await talk("/weather")


async def test_a_reading_older_than_three_hours_says_so(talk: Talk) -> None:
    await take_hour(talk.session.database, country(15.0), seoul("2024-05-13T19:00"))
    await talk.at("2024-05-13 22:00")
    assert "⚠️" not in await talk("/weather 인천", "/weather")
    await talk.at("2024-05-13 22:01")
    assert "⚠️ 세 시간 넘게 지난 관측값이에요." in await talk("/weather 인천")
    assert "⚠️ 세 시간 넘게 지난 관측값이에요." in await talk("/weather")


async def test_no_weather_is_announced_before_a_question_for_the_place(talk: Talk) -> None:
    answer = await talk("수도권 내일 날씨")
    assert "‘수도권’은 넓은 지역이에요" in answer
    assert "가장 최근 날씨는 이래요" not in answer
