"""Places without a station of their own: towns, landmarks, ambiguous names, typos."""

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.dependencies import assemble
from sources.kma.town_table import parse_towns
from storage.content import towns
from tests.factories import TOWN_TABLE
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE, load_towns
from tests.talk import Start, Talk


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_place_is_answered_with_its_station(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await load_towns(talk)
    spoken = ("판교", "Incheon", "수원 영통동", "Pusan", "독도", "제주 서귀포", "판교, 인천", "신안")
    assert await talk(*(f"/weather {name}" for name in spoken)) == snapshot


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_an_ambiguous_name_offers_its_places(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await load_towns(talk)
    assert (
        await talk("/weather 고성", ":press 2", "/weather 광주", ":press 2", "/weather 중앙동", ":press 1") == snapshot
    )


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_typo_and_a_foreign_place_are_answered_with_suggestions(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    assert await talk("/weather 안둥", ":press 1", "/weather New York", "/subscribe 07:00 New York") == snapshot


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_a_subscription_asks_about_each_ambiguous_name(
    start: Start, language: str, snapshot: SnapshotAssertion
) -> None:
    talk = await start(language=language)
    await load_towns(talk)
    question = "/subscribe 06:30 고성 안둥 수원 영통동"
    assert await talk(question, ":press 1", ":press 1", "/status", ":at 2024-05-14 06:30") == snapshot


async def test_reimported_towns_are_known_within_a_minute(talk: Talk) -> None:
    # Before an import the landmark of its name stands for a 읍.
    assert "애월읍" not in await talk("/weather 애월읍")
    await load_towns(talk)
    assert "애월읍 (제주 제주시) → " in await talk("/weather 애월읍")
    async with talk.session.database.write() as connection:
        await towns.replace_all(connection, parse_towns(TOWN_TABLE.read_bytes()).towns[:2])
    assert "애월읍" in await talk("/weather 애월읍")
    await talk.at("2024-05-13 20:02")
    assert "애월읍" not in await talk("/weather 애월읍")


async def test_imported_towns_are_known_after_a_restart(start: Start) -> None:
    await load_towns(await start())
    assert "애월읍 (제주 제주시) → " in await (await start())("/weather 애월읍")


@pytest.mark.parametrize(("chat", "name"), [("group", "동네 모임"), ("channel", "아침 소식")])
async def test_anybody_may_choose_between_places_below_the_weather(talk: Talk, chat: str, name: str) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    where = getattr(town, chat)
    world.join(where, guest)
    assert "[2] 고성 (경남)" in await talk(f":in {chat}", "/weather 고성")
    world.press(world.messages(where)[-1], "weather:경남 고성군", guest)
    assert (await talk.shown()).startswith(f"{name}: (edited) 고성 (경남) → 통영 관측소, 17 km\n    맑음 14.9℃")


@pytest.mark.parametrize(("chat", "name"), [("group", "동네 모임"), ("channel", "아침 소식")])
async def test_only_an_administrator_may_choose_for_a_subscription(talk: Talk, chat: str, name: str) -> None:
    town, world = talk.town, talk.world
    guest = world.add_person("지훈", language_code="ko")
    where = getattr(town, chat)
    world.join(where, guest)
    assert "[1] 고성 (강원)" in await talk(f":in {chat}", "/subscribe 07:00 고성")
    world.press(world.messages(where)[-1], 0, guest)
    assert await talk.shown() == f"{name}: ({ONLY_ADMINISTRATORS})"
    assert f"{name}: (edited) ✅ 매일 07:00에 알림을 보내 드릴게요.\n    지역: 고성 (속초 관측소)\n" in await talk(
        ":press 1"
    )


async def test_a_choice_that_no_longer_exists_is_out_of_date(talk: Talk) -> None:
    await load_towns(talk)
    await talk("/weather 중앙동")
    question = talk.world.messages(talk.town.private)[-1]
    await talk("/subscribe 07:00 고성")
    subscribe_question = talk.world.messages(talk.town.private)[-1]
    async with talk.session.database.write() as connection:
        await towns.replace_all(connection, ())
    await talk.at("2024-06-14 20:00")
    await talk("/subscribe 07:00 광주")
    talk.world.press(question, "weather:부산 중구 중앙동", talk.town.person)
    talk.world.press(subscribe_question, 0, talk.town.person)
    assert (await talk.shown()).count(OUT_OF_DATE) == 2


async def test_a_choice_outlives_a_restart(talk: Talk) -> None:
    await talk("/weather 고성")
    question = talk.world.messages(talk.town.private)[-1]
    await talk("/subscribe 07:00 고성")
    subscribe_question = talk.world.messages(talk.town.private)[-1]
    before = talk.session.application.dependencies
    restarted = assemble(before.settings, before.clock, before.database, before.catalogue)
    talk.session.application.dependencies = restarted
    talk.world.press(question, 1, talk.town.person)
    assert "고성 (경남) → 통영 관측소" in await talk.shown()
    talk.world.press(subscribe_question, 1, talk.town.person)
    assert "지역: 고성 (통영 관측소)" in await talk.shown()
