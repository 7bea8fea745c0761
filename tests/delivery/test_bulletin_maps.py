"""Bulletins with the map: one photo whose caption is the bulletin, once a day."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import select, update
from syrupy.assertion import SnapshotAssertion

from bot.intake.ingest import ingest_document
from simulator import Fault, errors
from simulator.errors import ApiError
from simulator.world.chats import Chat
from simulator.world.messages import Message
from storage.schema import chat, delivery, picture, subscription
from storage.terms import Section, Unit
from tests.bot.factories import TRANSLATORS
from tests.delivery.mornings import add_people, subscribe_alike
from tests.factories import CATALOGUE, SAMPLE_PAGE, seoul
from tests.handlers.factories import photos, uploads
from tests.talk import Start, Talk

MORNING = "2024-05-14 07:00"
WITH_MAP = Section.USUAL | Section.MAP


async def set_sections(talk: Talk, sections: Section = WITH_MAP) -> None:
    """Set the sections of all subscriptions."""
    async with talk.session.database.write() as connection:
        await connection.execute(update(subscription).values(sections=sections.value))


async def with_map(start: Start, *before: str) -> Talk:
    talk = await start()
    await talk(*before, "/subscribe 07:00 인천")
    await set_sections(talk)
    return talk


async def publish_page_of_today(talk: Talk) -> None:
    """Ingest a page of the morning; its readings are shown on this day and the next one."""
    await talk.at("2024-05-14 06:00")
    page = SAMPLE_PAGE.replace(b"2024.05.13", b"2024.05.14").replace("인천15.9".encode(), "인천16.1".encode())
    await ingest_document("page", page, talk.session.database, CATALOGUE, talk.session.clock.now())


async def states(talk: Talk) -> list[str]:
    async with talk.session.database.read() as connection:
        return list(await connection.scalars(select(delivery.c.state).order_by(delivery.c.id)))


def bulletins(talk: Talk, where: Chat | None = None) -> list[Message]:
    every = [where] if where else talk.world.chats.values()
    said = (message for one in every for message in talk.world.messages(one))
    return [message for message in said if message.text.startswith(("☀️", "🗞", "🌙"))]


def maps(talk: Talk, where: Chat | None = None) -> list[Message]:
    return [one for one in bulletins(talk, where) if one.file is not None and one.file.kind == "photo"]


@pytest.mark.parametrize("where", ["private", "group", "channel"])
async def test_the_bulletin_is_the_caption_of_its_map(start: Start, where: str) -> None:
    talk = await with_map(start, f":in {where}")
    morning = await talk.at(MORNING)
    assert morning.count("[weather.png]\n    ☀️ 좋은 아침이에요!") == 1
    assert "인천 맑음 15.9℃" in morning
    assert "청송군" not in morning, "the map names them"
    assert len(bulletins(talk)) == len(maps(talk, getattr(talk.town, where))) == 1
    await talk.at("2024-05-14 07:01")
    assert (await states(talk), len(bulletins(talk))) == (["sent"], 1)


async def test_a_map_in_a_forum_is_sent_silently_to_its_topic(start: Start) -> None:
    talk = await start()
    forum = talk.world.add_supergroup("동네", talk.town.person, is_forum=True)
    talk.world.add_bot(forum)
    for name in ("날씨", "소식"):
        topic = talk.world.create_topic(forum, talk.town.person, name)
        talk.world.say(forum, talk.town.person, "/subscribe 07:00 인천", topic=topic)
    await talk.session.wait_until_idle()
    await set_sections(talk)
    async with talk.session.database.write() as connection:
        await connection.execute(update(subscription).values(silent=1))
    await talk.at(MORNING)
    assert len({one.thread_id for one in maps(talk, forum)}) == 2
    assert all(one.silent for one in maps(talk, forum))
    assert uploads(talk) == 1


@pytest.mark.parametrize("language", TRANSLATORS.languages)
async def test_screens(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    await talk("/subscribe 07:00 인천 강릉")
    await set_sections(talk)
    assert await talk.at(MORNING) == snapshot


async def test_it_is_drawn_and_uploaded_once_for_each_language_and_unit(start: Start) -> None:
    talk = await start()
    readers = [("ko", Unit.CELSIUS), ("ko", Unit.FAHRENHEIT), ("en", Unit.CELSIUS), ("vi", Unit.CELSIUS)]
    for number, place in enumerate(("인천", "부산", "제주") * 8):
        language, unit = readers[number % len(readers)]
        person = talk.world.add_person(f"사람 {number}", language_code=language)
        talk.world.say(talk.world.private_chat(person), person, f"/subscribe 07:00 {place}")
        await talk.session.wait_until_idle()
        async with talk.session.database.write() as connection:
            await connection.execute(update(chat).where(chat.c.id == person.id).values(unit=unit))
    await set_sections(talk)
    await publish_page_of_today(talk)
    await talk.at(MORNING)
    assert len(maps(talk)) == 24
    assert uploads(talk) == len(readers)
    await talk.at("2024-05-15 07:00")
    assert len(maps(talk)) == 48
    assert uploads(talk) == len(readers), "readings that are the same give the same picture the next day"


async def test_one_broadcast_sends_bulletins_with_and_without_a_map(start: Start) -> None:
    talk = await with_map(start)
    await talk(":in group", "/subscribe 07:00 부산")
    await talk.at(MORNING)
    assert len(maps(talk, talk.town.private)) == 1
    (text,) = bulletins(talk, talk.town.group)
    assert text.file is None
    assert "전국 청송군 10.5℃ ~ 강릉 19.8℃" in text.text


@pytest.mark.parametrize(
    ("fault", "later", "states_then"),
    [
        (Fault("sendPhoto", answer=502), 2, ["sent"]),
        (Fault("sendPhoto", answer=errors.too_many_requests(90)), 2, ["sent"]),
        (Fault("sendPhoto", drop="before"), 0, ["unknown"]),
        (Fault("sendPhoto", drop="after"), 1, ["unknown"]),
        (Fault("sendPhoto", answer=errors.bad_request("PHOTO_INVALID_DIMENSIONS")), 1, ["sent"]),
        (Fault("sendPhoto", answer=errors.cannot_parse("Unsupported start tag")), 1, ["sent"]),
    ],
    ids=["5xx", "429", "dropped before", "dropped after", "picture refused", "markup refused"],
)
@pytest.mark.parametrize("is_known", [False, True], ids=["upload", "by id"])
async def test_errors_are_classified_as_for_a_text(
    start: Start, fault: Fault, later: int, states_then: list[str], *, is_known: bool
) -> None:
    talk = await with_map(start)
    talk.refusals_expected = talk.errors_expected = True
    if is_known:
        await talk.at("2024-05-13 20:01")
        await _let_telegram_know_the_map(talk)
    fault.times = 1
    before = uploads(talk)
    talk.server.faults.append(fault)
    for minute in (0, 1, 2, 3):
        await talk.at(f"2024-05-14 07:0{minute}")
    assert await states(talk) == states_then
    assert len(bulletins(talk, talk.town.private)) == min(later, 1)
    assert uploads(talk) - before <= (0 if is_known else 1)


async def _let_telegram_know_the_map(talk: Talk) -> None:
    """Send the same picture to another chat a minute earlier."""
    await talk(":in group", "/subscribe 20:02 부산", ":in private")
    await set_sections(talk)
    await talk.at("2024-05-13 20:02")
    assert uploads(talk) == 1
    async with talk.session.database.write() as connection:
        await connection.execute(delivery.delete())
        await connection.execute(subscription.delete().where(subscription.c.chat_id == talk.town.group.id))


@pytest.mark.parametrize("answer", [errors.bad_request, errors.forbidden])
async def test_a_group_that_forbids_photos_gets_the_text(start: Start, answer: Callable[[str], ApiError]) -> None:
    talk = await with_map(start, ":in group")
    talk.refusals_expected = True
    refusal = answer("not enough rights to send photos to the chat")
    talk.server.faults.append(Fault("sendPhoto", times=9, answer=refusal))
    assert "인천 맑음 15.9℃" in await talk.at(MORNING)
    assert (await states(talk), len(maps(talk)), len(bulletins(talk))) == (["sent"], 0, 1)


async def test_an_upload_with_an_unknown_outcome_is_not_repeated(start: Start) -> None:
    talk = await with_map(start)
    talk.refusals_expected = True
    await subscribe_alike(talk.session.database, add_people(talk.world, 20))
    talk.server.faults.append(Fault("sendPhoto", drop="after"))
    for minute in range(5):
        await talk.at(f"2024-05-14 07:0{minute}")
    assert sorted(await states(talk)) == ["sent"] * 20 + ["unknown"]
    assert len(maps(talk)) == 21
    assert uploads(talk) == 2


async def test_a_crash_after_the_upload_leaves_an_unknown_outcome(start: Start) -> None:
    talk = await with_map(start)
    talk.refusals_expected = True
    talk.server.faults.append(Fault("sendPhoto", hang="after"))
    talk.session.clock.set(seoul("2024-05-14T07:00"))
    broadcast = asyncio.create_task(talk.session.delivery.run())
    await _until(lambda: len(maps(talk)) == 1)
    broadcast.cancel()
    with suppress(asyncio.CancelledError):
        await broadcast
    assert await states(talk) == ["sending"]
    back = await start(at=seoul("2024-05-14T07:01"))
    await back.session.delivery.run()
    assert (await states(back), bulletins(back)) == (["unknown"], [])


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not is_so():  # noqa: ASYNC110 - the world tells nobody
            await asyncio.sleep(0.01)


async def test_a_stale_file_id_is_replaced_by_one_new_upload(start: Start) -> None:
    talk = await with_map(start)
    await subscribe_alike(talk.session.database, add_people(talk.world, 20))
    await publish_page_of_today(talk)
    await talk.at(MORNING)
    talk.refusals_expected = True
    talk.world.files.clear()
    await talk.at("2024-05-15 07:00")
    assert await states(talk) == ["sent"] * 42
    assert len(maps(talk)) == 42
    assert uploads(talk) == 2


async def test_if_a_stale_picture_cannot_be_drawn_again_the_text_is_sent(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = await with_map(start)
    await publish_page_of_today(talk)
    await talk.at(MORNING)
    talk.refusals_expected = talk.errors_expected = True
    talk.world.files.clear()
    monkeypatch.setattr("bot.pictures.drawing.draw", _broken)
    assert "인천 맑음 16.1℃" in await talk.at("2024-05-15 07:00")
    assert (await states(talk), len(maps(talk))) == (["sent", "sent"], 1)


def _broken(_content: object) -> bytes:
    raise OSError("no font")


async def test_a_map_that_cannot_be_drawn_is_replaced_by_text(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = await with_map(start)
    talk.errors_expected = True
    monkeypatch.setattr("bot.pictures.drawing.draw", _broken)
    morning = await talk.at(MORNING)
    assert "전국 청송군 10.5℃ ~ 강릉 19.8℃" in morning
    assert (await states(talk), photos(talk)) == (["sent"], [])


@pytest.mark.parametrize("sections", [WITH_MAP, Section.MAP], ids=["usual", "only the map"])
async def test_with_pictures_off_the_map_is_replaced_by_text(
    start: Start, monkeypatch: pytest.MonkeyPatch, sections: Section
) -> None:
    monkeypatch.setenv("JOGAN_PICTURES", "off")
    talk = await with_map(start)
    await set_sections(talk, sections)
    assert "전국 청송군 10.5℃ ~ 강릉 19.8℃" in await talk.at(MORNING)
    assert photos(talk) == []


async def test_without_readings_there_is_no_map(start: Start) -> None:
    talk = await start(page=None)
    await talk("/subscribe 07:00 인천")
    await set_sections(talk, Section.MAP)
    assert "오늘은 들어온 관측값이 없어요." in await talk.at(MORNING)
    assert photos(talk) == []


async def test_a_bulletin_with_only_a_map_is_a_picture_with_its_date(start: Start) -> None:
    talk = await with_map(start)
    await set_sections(talk, Section.MAP)
    assert "☀️ 좋은 아침이에요! 오늘은 5월 14일 화요일이에요.\n\n    기상청" in await talk.at(MORNING)
    assert len(maps(talk)) == 1


async def test_a_group_that_was_migrated_gets_it_once(start: Start) -> None:
    talk = await with_map(start, ":in group")
    talk.refusals_expected = True
    moved = talk.world.migrate(talk.town.group)
    await talk.at(MORNING)
    assert len(maps(talk, moved)) == len(bulletins(talk)) == 1


async def test_a_deleted_account_is_stopped_at_once(start: Start) -> None:
    talk = await with_map(start)
    talk.refusals_expected = True
    talk.world.delete_account(talk.town.person)
    await talk.at(MORNING)
    await talk.at("2024-05-15 07:00")
    assert await states(talk) == ["failed"]


async def test_an_unsaved_file_id_is_uploaded_again_after_a_restart(start: Start) -> None:
    talk = await with_map(start)
    async with talk.session.database.write() as connection:
        await connection.run_sync(picture.drop)
        empty = "SELECT 0 AS bot_id, '' AS variant, '' AS file_id, 0 AS made_at"
        await connection.exec_driver_sql(f"CREATE VIEW picture AS {empty}")
    await publish_page_of_today(talk)
    await talk.at(MORNING)
    assert (await states(talk), uploads(talk)) == (["sent"], 1)
    back = await start(at=seoul("2024-05-15T07:00"))
    await back.session.delivery.run()
    assert (await states(back), uploads(back)) == (["sent", "sent"], 1)
