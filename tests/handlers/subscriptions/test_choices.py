"""A request that names other cities than the chat has: added, put in their place, or in a bulletin of their own."""

import datetime as dt

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.subscriptions.service import MAX_BULLETINS
from tests.factories import country, seoul, take_hour
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE, own_names, press
from tests.handlers.settings.factories import data_of, forge, only, panel_of, say, stored
from tests.talk import Start, Talk

ADD, REPLACE, SECOND, LEAVE = "함께 받기", "바꾸기", "따로", "그대로 두기"
TEN = "속초 철원 파주 춘천 강릉 동해 서울 인천 원주 수원"


async def stations(talk: Talk) -> list[tuple[int, ...]]:
    return [one.stations for one in await stored(talk)]


async def test_the_questions_read_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    incheon, gangneung, busan = own_names(language, 112, 105, 159)
    await talk(f"/subscribe 07:00 {incheon}")
    assert await talk(f"/subscribe {gangneung}, {busan}", ":press 3", ":press 5") == snapshot
    assert await talk(f"/subscribe 08:00 {busan}", ":press 4", "/subscribe korea") == snapshot
    assert await talk(f"/remove {incheon}", ":press 1", ":press 2", "/stop", ":press 1") == snapshot
    assert await talk("/remove", "/add", f"/subscribe 19:30 {gangneung}") == snapshot


@pytest.mark.parametrize(("label", "after"), [(ADD, [(112, 105)]), (REPLACE, [(105,)]), (LEAVE, [(112,)])])
async def test_other_cities_are_asked_about_and_nothing_is_lost(
    talk: Talk, label: str, after: list[tuple[int, ...]]
) -> None:
    await talk("/subscribe 06:30 인천")
    assert "강릉은 어떻게 할까요?" in await talk("/subscribe 강릉")
    assert await stations(talk) == [(112,)]
    await press(talk, label)
    assert await stations(talk) == after
    assert (await only(talk)).schedule.times == (dt.time(6, 30),)


@pytest.mark.parametrize("text", ["/subscribe 인천 강릉", "/subscribe 강릉, 인천 07:30", "/subscribe 인천 평일"])
async def test_a_request_that_keeps_all_cities_is_not_asked_about(talk: Talk, text: str) -> None:
    await talk("/subscribe 인천")
    assert "보내 드릴게요" in await talk(text)


async def test_a_city_instead_of_the_whole_country_is_not_asked_about(talk: Talk) -> None:
    await talk("/subscribe")
    assert "지역: 강릉" in await talk("/subscribe 강릉")


async def test_the_whole_country_instead_of_cities_is_asked_about(talk: Talk) -> None:
    await talk("/subscribe 인천", "/subscribe 전국")
    assert [one.text.split(":")[0] for one in panel_of(talk).buttons] == [
        "🔁 바꾸기",
        "🆕 다른 시간에 따로 받기",
        "✖️ 그대로 두기",
    ]
    assert "지역: 전국" in await press(talk, REPLACE)


async def test_the_bulletin_at_the_time_that_was_said_is_changed(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/subscribe 18:00 부산")
    await press(talk, SECOND)
    assert "강릉은 어떻게 할까요?" in await talk("/subscribe 18:00 강릉")
    await press(talk, ADD)
    assert await stations(talk) == [(112,), (159, 105)]
    assert "매일 18:00에" in await talk("/subscribe 부산 강릉")
    assert await stations(talk) == [(112,), (159, 105)]


async def test_more_than_ten_cities_are_not_offered(talk: Talk) -> None:
    await talk(f"/subscribe {TEN}")
    assert "10곳까지" in await talk("/subscribe 부산")
    assert not any(ADD in button.text for button in panel_of(talk).buttons)
    assert "10곳까지" in await talk("/add 부산")
    assert "바뀐 것은 없어요" in await talk("/add 부산")
    assert (await only(talk)).stations == (90, 95, 99, 101, 105, 106, 108, 112, 114, 119)


async def test_a_sixth_bulletin_is_not_offered(talk: Talk) -> None:
    await talk("/subscribe 06:00 인천", "/subscribe 강릉")
    late = data_of(panel_of(talk), SECOND)
    for hour in range(7, 7 + MAX_BULLETINS - 1):
        await talk(f"/subscribe {hour}:00 부산")
        await press(talk, SECOND)
    assert len(await stored(talk)) == MAX_BULLETINS
    await talk("/subscribe 20:00 강릉")
    assert not any(SECOND in button.text for button in panel_of(talk).buttons)
    assert "5개까지" in await forge(talk, late, panel_of(talk))
    assert len(await stored(talk)) == MAX_BULLETINS


async def test_a_stopped_bulletin_keeps_its_cities_until_asked(talk: Talk) -> None:
    await talk("/subscribe 인천", "/unsubscribe")
    assert "멈춰 있어요" in await talk("/subscribe 강릉")
    assert (await only(talk)).stopped_at is not None
    assert "지역: 인천, 강릉" in await press(talk, ADD)
    assert (await only(talk)).stopped_at is None


async def test_a_bulletin_that_was_switched_off_is_left_alone(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/subscribe 18:00 부산")
    await press(talk, SECOND)
    await talk("/remove 인천")
    await press(talk, "그만 받기")
    assert "지역: 부산, 강릉" in await talk("/add 강릉")
    assert [one.stopped_at is None for one in await stored(talk)] == [False, True]
    assert "부산" in await talk("/weather")


async def test_a_button_of_an_expired_request_is_out_of_date(talk: Talk) -> None:
    await talk("/subscribe 인천", "/subscribe 강릉")
    await talk.at("2024-07-01 00:00")
    await talk("/unsubscribe 인천")
    for data in ("cities:add:1:00000000", "second:1:00000000:", "remove:1:00000000", "subscribe:1:00000000"):
        assert OUT_OF_DATE in await forge(talk, data, panel_of(talk))


@pytest.mark.parametrize("label", [ADD, REPLACE, SECOND, LEAVE])
async def test_only_administrators_answer_the_question(talk: Talk, label: str) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    world.join(town.group, guest)
    await say(talk, town.group, "/subscribe 07:00 인천")
    await say(talk, town.group, "/subscribe 강릉")
    assert f"({ONLY_ADMINISTRATORS})" in await press(talk, label, guest, town.group)
    assert (await only(talk, town.group)).stations == (112,)


@pytest.mark.parametrize(
    ("command", "label"),
    [("/remove 인천", "그만 받기"), ("/stop", "네, 그만"), ("/stop", "잠시 쉬기"), ("/subscribe 저녁", "19:00")],
)
async def test_only_administrators_press_the_other_buttons(talk: Talk, command: str, label: str) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    world.join(town.group, guest)
    await say(talk, town.group, "/subscribe 07:00 인천")
    before = await stored(talk, town.group)
    await say(talk, town.group, command)
    assert f"({ONLY_ADMINISTRATORS})" in await press(talk, label, guest, town.group)
    assert await stored(talk, town.group) == before


@pytest.mark.parametrize("command", ["/add 강릉", "/remove 인천", "/stop", "/unsubscribe 인천"])
@pytest.mark.parametrize("where", ["group", "channel"])
async def test_cities_of_groups_and_channels_are_changed_by_admins_only(talk: Talk, command: str, where: str) -> None:
    town, world = talk.town, talk.world
    chat = getattr(town, where)
    await say(talk, chat, "/subscribe 07:00 인천 부산")
    if where == "group":
        guest = world.add_person("지훈", language_code="ko")
        world.join(chat, guest)
        assert ONLY_ADMINISTRATORS in await say(talk, chat, command, guest)
    assert "관리자만" not in await say(talk, chat, command)
    if command == "/stop":
        await press(talk, "그만 받을게요", chat=chat)
        assert (await only(talk, chat)).stopped_at is not None
    else:
        assert (await only(talk, chat)).stations == ((112, 159, 105) if "add" in command else (159,))


async def test_each_topic_has_its_own_cities(talk: Talk) -> None:
    forum = talk.world.add_supergroup("마을회관", talk.town.person, is_forum=True)
    talk.world.add_bot(forum)
    topic = talk.world.create_topic(forum, talk.town.person, "날씨")
    await say(talk, forum, "/subscribe 07:00 부산")
    await say(talk, forum, "/subscribe 07:00 인천", topic=topic)
    await say(talk, forum, "/add 강릉", topic=topic)
    await say(talk, forum, "/subscribe 대구", topic=topic)
    await press(talk, REPLACE, chat=forum)
    assert [one.stations for one in await stored(talk, forum)] == [(159,), (143,)]


@pytest.mark.parametrize(
    "text",
    [
        "강릉 추가",
        "강릉도 추가해줘",
        "/add 강릉",
        "/subscribe add 강릉",
        "add Gangneung",
        "江陵を追加",
        "添加江陵",
        "thêm Gangneung",
        *("강릉 넣어줘", "include Gangneung", "江陵を加えて", "再加一个江陵"),
    ],
)
async def test_a_city_is_added_in_five_languages(talk: Talk, text: str) -> None:
    await talk("/subscribe 06:30 인천")
    assert "지역: 인천, 강릉" in await talk(text)
    assert (await only(talk)).schedule.times == (dt.time(6, 30),)


async def test_a_first_city_can_be_added(talk: Talk) -> None:
    assert "지역: 강릉" in await talk("/add 강릉")
    assert "매일 07:00에" in await talk("/status")


@pytest.mark.parametrize("text", ["/add", "추가", "add", "/remove", "빼줘", "remove", "drop", "削除して", "移除"])
async def test_without_a_name_the_cities_are_shown_to_choose_from(talk: Talk, text: str) -> None:
    await talk("/subscribe 인천 부산")
    assert "❌ 부산" in await talk(text)
    assert (await only(talk)).stopped_at is None


@pytest.mark.parametrize(
    ("text", "schedule"),
    [("/add 18:00", "매일 07:00, 18:00"), ("18시 추가", "매일 07:00, 18:00"), ("add 6pm", "매일 07:00, 18:00")],
)
async def test_a_time_is_added(talk: Talk, text: str, schedule: str) -> None:
    await talk("/subscribe 07:00 인천")
    assert f"✅ {schedule}에" in await talk(text)
    assert (await only(talk)).stations == (112,)


async def test_days_are_added(talk: Talk) -> None:
    await talk("/subscribe 월수금 07:00")
    assert "매주 월, 수, 금, 토요일 07:00에" in await talk("/add 토요일")


async def test_the_whole_country_is_added(talk: Talk) -> None:
    await talk("/subscribe 인천", "/settings")
    await press(talk, "내용")
    await press(talk, "전국")
    assert "전국" not in await talk.at("2024-05-14 07:00")
    await talk("/add 전국")
    await take_hour(talk.session.database, country(15.0), seoul("2024-05-15T06:00"))
    morning = await talk.at("2024-05-15 07:00")
    assert "인천 맑음" in morning
    assert "전국" in morning


async def test_more_than_six_times_are_not_added(talk: Talk) -> None:
    await talk("/subscribe 06:00 07:00 08:00 09:00 10:00 11:00 인천")
    assert "하루에 6개까지" in await talk("/add 12:00")
    assert len((await only(talk)).schedule.times) == 6


@pytest.mark.parametrize(
    ("label", "after"),
    [
        (ADD, [((7, 18), (112, 159))]),
        (SECOND, [((7,), (112,)), ((18,), (159,))]),
        (LEAVE, [((7,), (112,))]),
    ],
)
async def test_a_city_with_a_time_may_be_a_bulletin_of_its_own(
    talk: Talk, label: str, after: list[tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    await talk("/subscribe 07:00 인천", "/add 18:00 부산")
    await press(talk, label)
    assert [(tuple(time.hour for time in one.schedule.times), one.stations) for one in await stored(talk)] == after


async def test_an_addition_at_a_time_without_a_bulletin_starts_one_then(talk: Talk) -> None:
    assert "✅ 매일 18:00에" in await talk("/add 18:00 부산")
