"""Snapshots of every screen in every language, for proofreading."""

import datetime as dt

from sqlalchemy import delete, text
from syrupy.assertion import SnapshotAssertion

from bot.intake.ingest import SourceRef, store_content
from sources.records import Article, Content, NamedBy, Reading
from storage.schema import article, asked_search
from tests.factories import CATALOGUE, EVENING, country, publish, readings, seoul, take_hour
from tests.handlers.factories import ask, load_towns, own_names, shown
from tests.talk import Start

LIBRARY = Article(
    headline="구립도서관 아침 일곱 시 개관",
    subheadline="출근길에 책을 빌릴 수 있게",
    section="지역",
    paragraphs=("인천 부평의 도서관이 일찍 문을 연다.",),
    address="https://paper.example/1",
    publisher="하나신문",
    published_at=dt.datetime(2024, 5, 13, 9, tzinfo=dt.UTC),
)
NEWS = [Article(headline=f"시장 골목 소식 {number}") for number in range(1, 6)]
STORM = Reading(
    1,
    "강한비",
    14.2,
    112,
    NamedBy.PAGE,
    humidity=93,
    feels_like=11.6,
    wind_direction=135,
    wind_speed=12.5,
    rain=21.5,
    rain_today=64,
)
SNOW = Reading(2, "눈날림", None, 115, NamedBy.PAGE, snow=12.5, wind_speed=0.4)


async def test_first_words(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    assert await talk("/start", "/start goseong-gangwon", "/help", "?", "속츠", "/language", "/language x") == snapshot
    assert await talk(f"/language {language}") == snapshot


async def test_menu_of_commands(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, has_menus=True)
    calls = [call.arguments for call in talk.server.calls if call.method == "setMyCommands"]
    own = [call["commands"] for call in calls if call.get("language_code", "en") == language]
    menus = [commands for commands in own if isinstance(commands, list)]
    assert [[f"/{one['command']} – {one['description']}" for one in menu] for menu in menus] == snapshot


async def test_weather(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    incheon, busan = own_names(language, 112, 159)
    asked = ("/weather", f"/weather {incheon}, {busan}", ":location 37.45 126.70", ":location 37.478 126.625")
    assert await talk(*asked, ":location 48.85 2.35") == snapshot


async def test_places(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await load_towns(talk)
    asked = ("판교", "고성", "중앙동", "부산 중앙동", "서월", "New York")
    assert await talk(*(f"/weather {name}" for name in asked)) == snapshot


async def test_measurements_and_suspects(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, page=None)
    database = talk.session.database
    for time, base in (("2024-05-12T20:00", 17.0), ("2024-05-13T19:00", 15.0)):
        await take_hour(database, country(base), seoul(time))
    rest = [one for one in readings(country(15.0, s101=17.06, s105=19.0, s108=40.0)) if one.station not in {112, 115}]
    table = Content(observed_at=EVENING, readings=(STORM, SNOW, *rest))
    await take_hour(database, {112: 14.9}, EVENING, "KMA hub")
    await store_content("KMA map", table, SourceRef("KMA map"), database, CATALOGUE, EVENING)
    stations = own_names(language, 112, 115, 108, 101, 105)
    assert await talk(*(f"/weather {name}" for name in stations), "/weather") == snapshot


async def test_missing_and_old_readings(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, page=None)
    weather = f"/weather {own_names(language, 112)[0]}"
    assert await talk("/weather", weather, "/news") == snapshot
    await take_hour(talk.session.database, country(15.0, stations=40), EVENING)
    await take_hour(talk.session.database, country(16.0, stations=3), EVENING + dt.timedelta(hours=1))
    assert await talk(":at 2024-05-14 01:00", weather, "/weather") == snapshot
    assert await talk(":at 2025-05-15 01:00", weather, "/weather") == snapshot


async def test_news(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    async with talk.session.database.write() as connection:
        for minute, one in enumerate([LIBRARY, *NEWS]):
            await publish(connection, one, EVENING + dt.timedelta(minutes=minute))
    await talk.at("2024-05-13 21:00")
    assert await talk("/news", ":press 6", ":press 1", ":press 1", "/news 도서관", ":press 1") == snapshot
    assert await talk("/news nothing", "/news 평양") == snapshot
    await talk("/news")
    async with talk.session.database.write() as connection:
        await connection.execute(delete(article).where(article.c.headline != LIBRARY.headline))
    assert await talk(":press 1", "/news 9") == snapshot


async def test_pictures(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, page=None)
    (incheon,) = own_names(language, 112)
    assert await talk("/chart", f"/chart {incheon}", "/map Paris") == snapshot
    for ago in reversed(range(37)):
        await take_hour(talk.session.database, country(20 - ago / 4), EVENING - dt.timedelta(hours=ago))
    assert await talk(f"/chart {incheon}", "/map", f"/subscribe 07:00 {incheon}", "/map dark") == snapshot


async def test_inline(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    asked = [await ask(talk, query) for query in (*own_names(language, 112), "판교", "", "속츠", "도쿄", "news")]
    assert "\n".join(map(shown, asked)) == snapshot


async def test_subscription(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    incheon, gangneung = own_names(language, 112, 105)
    assert await talk("/status", "/unsubscribe", f"/subscribe 07:00 {incheon}, {gangneung}") == snapshot
    assert (
        await talk(":at 2024-05-14 07:00", "/status", "/subscribe 08:30 판교", ":press 2", "/subscribe korea")
        == snapshot
    )
    assert await talk("/unsubscribe", "/status") == snapshot


async def test_mistaken_subscriptions(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    many = "/subscribe 속초 철원 춘천 서울 인천 원주 수원 대전 부산 제주 강릉"
    assert await talk("/subscribe 25:00 고성", "/subscribe 07:00 08:00 서월", "/subscribe nowhere", many) == snapshot


async def test_hourly_bulletin(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, page=None)
    await talk("/subscribe 07:00 인천 울릉도 서울 춘천 강릉 부산")
    database = talk.session.database
    async with database.write() as connection:
        await publish(connection, LIBRARY, EVENING)
    for time, base in (("2024-05-13T07:00", 17.0), ("2024-05-14T05:00", 15.0)):
        await take_hour(database, country(base), seoul(time), "KMA hub")
    morning = seoul("2024-05-14T07:00")
    rest = readings(country(15.0, s101=17.06, s108=40.0))[:40]
    table = Content(
        observed_at=morning, readings=(STORM, SNOW, *(one for one in rest if one.station not in {112, 115}))
    )
    await store_content("KMA hub", table, SourceRef("KMA hub"), database, CATALOGUE, morning)
    assert await talk.at("2024-05-14 07:00") == snapshot


async def test_bulletin_with_an_old_headline(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00", ":at 2024-05-16 06:59")
    assert await talk.at("2024-05-16 07:00") == snapshot


async def test_group(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    town, world = talk.town, talk.world
    guest = world.add_person("Juni", language_code=language)
    world.join(town.group, guest)
    world.say(town.group, guest, "/subscribe 07:00")
    assert await talk.shown() == snapshot
    await talk(":in group", "/language")
    world.press(world.messages(town.group)[-1], "language:ko", guest)
    assert await talk.shown() == snapshot


async def test_privacy(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    town, world = talk.town, talk.world
    assert await talk("/data", "/forget", f"/subscribe 07:00 {own_names(language, 112)[0]}") == snapshot
    assert await talk("/data", "/forget", ":press 2", "/forget", ":press 1") == snapshot
    guest = world.add_person("Juni", language_code=language)
    world.join(town.group, guest)
    await talk(":in group", "/subscribe 07:00")
    world.say(town.group, guest, "/data")
    assert await talk.shown() == snapshot
    assert await talk("/data") == snapshot
    talk.refusals_expected = True
    world.promote(town.group, guest)
    world.say(town.group, guest, "/data")
    assert await talk.shown() == snapshot


async def test_errors(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    talk.errors_expected = True
    async with talk.session.database.write() as connection:
        await publish(connection, LIBRARY, EVENING)
    await talk("/news 도서관")
    async with talk.session.database.write() as connection:
        await connection.execute(delete(asked_search))
    await talk(":press 1")
    assert await talk(":press 1") == snapshot
    async with talk.session.database.write() as connection:
        await connection.execute(text("DROP TABLE observation"))
    assert await talk("/weather") == snapshot
