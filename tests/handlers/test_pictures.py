import asyncio
import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

import bot.dependencies
from bot.pictures.colours import Theme
from bot.telegram_api.photo_cache import PhotoCache, SentPhoto
from simulator import Fault, errors
from sources.air import AirGrade, AirReading
from sources.warnings import WarningLevel, WarningList, WeatherWarning
from storage.chats import chats
from storage.chats.chats import Chat
from storage.content import air, photo_ids, towns, warnings
from storage.terms import Unit
from tests.bot.pictures.weather import country as readings
from tests.bot.pictures.weather import drawn_map
from tests.factories import country, seoul, take_hour
from tests.handlers.factories import OUT_OF_DATE, load_towns, photos, uploads
from tests.outlook import know
from tests.talk import Start, Talk

ROOT = Path(__file__).parents[2]


async def through_the_day(talk: Talk) -> None:
    """Ingest hourly tables of a day and a half, up to 20:00."""
    for ago in reversed(range(37)):
        at = talk.session.clock.now() - dt.timedelta(hours=ago)
        await take_hour(talk.session.database, country(20 - ago / 4), at)


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_the_caption_of_the_map_reads_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    assert await talk("/map", "/subscribe 07:00 Gangneung Incheon", "/map dark", "/map Incheon") == snapshot


@pytest.mark.parametrize("language", ["ko", "en"])
async def test_the_caption_of_the_chart_reads_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language, page=None)
    assert "/chart" in await talk("/chart")
    before = await talk("/chart 인천")
    assert "[weather.png]" not in before
    assert "관측값이 없어요" in before or "no readings" in before
    await through_the_day(talk)
    spoken = ("/chart 인천", "/chart 판교 dark", "/chart 고성", ":press 2", "/chart 안둥", "/chart Paris")
    assert await talk(*spoken, "/subscribe 07:00 부산", "/chart") == snapshot


async def test_a_page_without_hours_gives_a_chart_of_days(talk: Talk) -> None:
    answer = await talk("/chart 인천")
    assert answer == "미나: [weather.png]\n    인천\n    15.9℃, 5월 13일 월요일 관측\n    기상청 관측 (출처: 지역 신문)"


async def test_a_map_before_any_reading_says_so(start: Start) -> None:
    talk = await start(page=None)
    assert (await talk("/map")).startswith("미나: 최근 관측값이 없어요.")


@pytest.mark.parametrize("chat", ["private", "group", "channel"])
async def test_pictures_come_in_every_kind_of_chat(talk: Talk, chat: str) -> None:
    answer = await talk(f":in {chat}", "/map", "/chart 인천")
    assert answer.count("[weather.png]") == 2


async def test_a_picture_in_a_forum_is_sent_to_its_topic(talk: Talk) -> None:
    forum = talk.world.add_supergroup("동네", talk.town.person, is_forum=True)
    talk.world.add_bot(forum)
    topic = talk.world.create_topic(forum, talk.town.person, "날씨")
    talk.world.say(forum, talk.town.person, "/map", topic=topic)
    await talk.session.wait_until_idle()
    assert [call.arguments["message_thread_id"] for call in photos(talk)] == [topic.thread_id]


async def test_a_picture_is_uploaded_once_and_then_sent_by_its_id(talk: Talk) -> None:
    await talk("/map", "/map", ":in group", "/map", ":in channel", "/map")
    assert len(photos(talk)) == 4
    assert uploads(talk) == 1


async def test_concurrent_requests_upload_a_picture_once(talk: Talk) -> None:
    for chat in (talk.town.private, talk.town.group):
        talk.world.say(chat, talk.town.person, "/map")
    talk.world.say(talk.town.channel, talk.town.person, "/map")
    await talk.session.wait_until_idle()
    assert len(photos(talk)) == 3
    assert uploads(talk) == 1


async def test_theme_own_cities_and_readings_change_the_picture(talk: Talk) -> None:
    await talk("/map", "/map 어둡게", "/subscribe 07:00 인천", "/map")
    assert uploads(talk) == 3
    await take_hour(talk.session.database, country(15), seoul("2024-05-13 20:00"))
    await talk("/map")
    assert uploads(talk) == 4


async def test_an_expired_file_id_is_uploaded_again(talk: Talk) -> None:
    await talk("/map")
    talk.refusals_expected = True
    talk.world.files.clear()
    assert "[weather.png]" in await talk("/map")
    assert uploads(talk) == 2
    await talk("/map")
    assert uploads(talk) == 2


async def test_other_rejections_upload_nothing_again(talk: Talk) -> None:
    await talk("/map")
    talk.refusals_expected = talk.errors_expected = True
    talk.server.faults.append(Fault("sendPhoto", answer=errors.bad_request("not enough rights to send photos")))
    assert "[weather.png]" not in await talk("/map")
    await talk("/map")
    assert uploads(talk) == 1


async def test_a_picture_waits_when_telegram_asks_for_a_pause(talk: Talk) -> None:
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendPhoto", answer=errors.too_many_requests(1)))
    assert "[weather.png]" in await talk("/map")


async def test_a_button_of_a_removed_place_is_out_of_date(talk: Talk) -> None:
    await load_towns(talk)
    await talk("/chart 중앙동")
    async with talk.session.database.write() as connection:
        await towns.replace_all(connection, ())
    await talk.at("2024-05-13 20:02")
    assert OUT_OF_DATE in await talk(":press 1")


async def test_the_weather_has_buttons_for_chart_and_map(talk: Talk) -> None:
    await talk("/weather 판교")
    assert "판교 → 수원 관측소, 19 km\n    15.2℃" in await talk(":press 2")
    assert "전국 기온" in await talk("/weather 판교", ":press 3")
    assert len(photos(talk)) == 2


async def test_disabled_pictures_are_not_offered(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOGAN_PICTURES", "off")
    talk = await start(has_menus=True)
    assert "/map" not in await talk("/help")
    assert "/weather" in await talk("/map")
    assert "/weather" in await talk("/chart 인천")
    assert "📈" not in await talk("/weather 인천")
    assert photos(talk) == []
    menus = [str(call.arguments) for call in talk.server.calls if call.method.lower() == "setmycommands"]
    assert menus
    assert not any(re.search(r'"(map|chart)"', menu) for menu in menus)


async def test_enabled_pictures_are_in_help_and_menu(start: Start) -> None:
    talk = await start(has_menus=True)
    answer = await talk("/help")
    assert "/map – " in answer
    assert "/chart 인천" in answer
    menus = [str(call.arguments) for call in talk.server.calls if call.method.lower() == "setmycommands"]
    assert menus
    assert all("chart" in menu for menu in menus)


async def test_pictures_need_the_drawing_packages(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.dependencies, "can_draw", lambda: False)
    talk = await start()
    assert "/map" not in await talk("/help")
    assert "/weather" in await talk("/map")


@pytest.mark.process
def test_the_program_loads_without_the_drawing_packages() -> None:
    hidden = "import sys; sys.modules.update(PIL=None, manimgx_fonts_cjk=None); import commands, serve; print('loaded')"
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603
    assert done.stdout == "loaded\n"


async def test_drawing_does_not_block_the_event_loop(talk: Talk) -> None:
    photo_cache = PhotoCache(talk.session.database, talk.session.clock)
    drawing = asyncio.create_task(photo_cache.draw(drawn_map(readings(12), theme=Theme.DARK)))
    turns = 0
    while not drawing.done():
        await asyncio.sleep(0.001)
        turns += 1
    assert drawing.result().startswith(b"\x89PNG")
    assert turns > 5


async def test_each_bot_uploads_a_picture_once(talk: Talk) -> None:
    photo_cache = PhotoCache(talk.session.database, talk.session.clock)
    content, sent = drawn_map(readings(12)), list[object]()

    async def send(photo: str | bytes) -> SentPhoto:
        sent.append(photo if isinstance(photo, str) else type(photo))
        return SentPhoto(len(sent), None if isinstance(photo, str) else f"AgAC-{len(sent)}")

    for bot_id in (1, 1, 2):
        picture = photo_cache.get(bot_id, content)
        await picture.prepare()
        await asyncio.gather(picture.send(send), picture.send(send))
    assert sent == [bytes, "AgAC-1", "AgAC-1", "AgAC-1", bytes, "AgAC-5"]


async def test_old_file_ids_are_deleted_with_a_new_one(talk: Talk) -> None:
    now = talk.session.clock.now()
    async with talk.session.database.write() as connection:
        await photo_ids.save(connection, 1, "old", "AgAC-1", now)
        await photo_ids.save(connection, 1, "new", "AgAC-2", now + photo_ids.RETENTION)
        assert await photo_ids.get(connection, 1, "old") == "AgAC-1"
        await photo_ids.save(connection, 1, "new", "AgAC-3", now + 2 * photo_ids.RETENTION)
        assert await photo_ids.get(connection, 1, "old") is None
        assert await photo_ids.get(connection, 1, "new") == "AgAC-3"


async def test_pictures_and_captions_have_the_chats_unit(talk: Talk, snapshot: SnapshotAssertion) -> None:
    await through_the_day(talk)
    await talk("/map", "/chart 인천", "/language en")
    async with talk.session.database.write() as connection:
        stored = Chat(talk.town.private.id, "private", None, None, Unit.FAHRENHEIT)
        await chats.save(connection, stored)
    said = await talk("/map", "/chart Incheon", "/weather Incheon", ":press 2")
    assert "℃" not in said
    assert said == snapshot
    assert uploads(talk) == 4, "they are other pictures"


async def know_everything(talk: Talk) -> None:
    """Hourly readings of a day, fine dust and a warning, as known at eight in the evening."""
    await through_the_day(talk)
    await know(talk, dt.date(2024, 5, 13))
    now = talk.session.clock.now()
    reading = AirReading("신흥", "인천", now, 60, 42, AirGrade.MODERATE, AirGrade.BAD)
    warned = WeatherWarning("L1022520", "강릉시산지", "강풍", WarningLevel.ADVISORY, now, now)
    async with talk.session.database.write() as connection:
        await air.add(connection, "AirKorea", [reading], now)
        await warnings.store(connection, "KMA warnings", WarningList((warned,)), now)


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "vi"])
async def test_the_kinds_of_maps_read_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await know_everything(talk)
    await talk("/subscribe 07:00 Incheon")
    # Low, high, both sizes of dust, warnings, and the temperatures again.
    assert await talk("/map", *(f":press {number}" for number in (1, 2, 3, 4, 5, 1))) == snapshot
    assert len(photos(talk)) == 1


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("/map 미세먼지", "전국 미세먼지 PM2.5"),
        ("/map pm10 dark", "전국 미세먼지 PM10"),
        ("/map lows", "하루 최저 기온"),
        ("미세먼지 지도", "전국 미세먼지 PM2.5"),
        ("황사 지도 보여줘", "전국 미세먼지 PM10"),
        ("기상특보 지도", "기상 특보"),
        ("최고 기온 지도", "하루 최고 기온"),
        ("Show me the dust map", "전국 미세먼지 PM2.5"),
        ("전국 지도", "전국 기온"),
    ],
)
async def test_a_map_is_named_in_words(talk: Talk, asked: str, title: str) -> None:
    await know_everything(talk)
    said = await talk(asked)
    assert said.startswith(f"미나: [weather.png]\n    {title}")
    assert said.count("미나:") == 1


async def test_below_dust_and_warnings_is_their_map(talk: Talk) -> None:
    await know_everything(talk)
    assert "전국 미세먼지 PM2.5" in await talk("/dust 인천", ":press 2")
    assert "기상 특보" in await talk("/warnings 강릉", ":press 2")
    await talk("/subscribe 07:00 인천 강릉")
    assert "전국 미세먼지 PM2.5" in await talk("/dust", ":press 1")


async def test_a_map_without_data_says_so_and_is_not_offered(talk: Talk) -> None:
    # The page of the newspaper tells no hour.
    assert "[1] 최저  [2] 최고\n" in await talk("/map") + "\n"
    answers = [await talk(f"/map {kind}") for kind in ("최저", "미세먼지", "특보")]
    assert not photos(talk)[1:]
    assert ["시각이 없어서" in answers[0], "측정값이 없어요" in answers[1], "알 수 없어요" in answers[2]] == [True] * 3


async def test_a_map_of_warnings_does_not_outlive_its_list(talk: Talk) -> None:
    await know_everything(talk)
    assert "강풍주의보" in await talk("/map 특보")
    async with talk.session.database.write() as connection:
        await warnings.store(connection, "KMA warnings", WarningList(()), talk.session.clock.now())
    ended = await talk("/map 특보")
    assert "강풍" not in ended
    assert "육상에 특보가 없어요" in ended
    await talk.at("2024-05-13 20:31")
    assert "알 수 없어요" in await talk("/map 특보")
