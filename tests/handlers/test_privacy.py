"""/data and /forget: what is stored about a chat is exported and deleted, and messages are never stored."""

import asyncio
import datetime as dt
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from simulator import Fault, errors
from simulator.world.chats import Chat
from tests.factories import EVENING, seoul
from tests.handlers.factories import ONLY_ADMINISTRATORS, OUT_OF_DATE, press, stored_of, stored_rows
from tests.talk import Talk

NOTHING = "이 대화방에 대해 저장된 정보가 없어요."
GONE = "이 대화방에 대해 저장된 정보를 모두 지웠어요."
MORNING = "2024-05-14 07:00"
CHATS = ["private", "group", "channel"]


def documents(talk: Talk, where: Chat) -> list[dict[str, Any]]:
    """Return the documents in a chat."""
    files = [message.file for message in talk.world.messages(where) if message.file]
    return [json.loads(file.data) for file in files if file.kind == "document"]


async def test_data_is_a_document_with_everything_stored(talk: Talk) -> None:
    await talk("/language ko", "/subscribe 07:00 판교 강릉", f":at {MORNING}", "/data")
    (document,) = documents(talk, talk.town.private)
    person = talk.town.person.id
    assert document["made_at"] == "2024-05-13T22:00:00Z"
    assert document["chat"] | {"id": person} == {
        "id": person, "kind": "private", "language": "ko", "telegram_language": "ko", "unit": "celsius",
    }  # fmt: skip
    (subscription,) = document["subscriptions"]
    assert subscription["schedule"] == {
        "times": ["07:00"], "zone": "Asia/Seoul", "skips_holidays": False,
        "days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    }  # fmt: skip
    assert subscription["sections"] == [
        "cities", "country", "headlines", "change", "today", "rain", "dust", "warnings", "buttons",
    ]  # fmt: skip
    assert (subscription["out_hour"], subscription["home_hour"], subscription["only_if"]) == (8, 18, [])
    assert [place["station"] for place in subscription["places"]] == [119, 105]
    assert (subscription["topic"], subscription["silent"]) == (None, False)
    assert subscription["next_due_at"] == "2024-05-14T22:00:00Z"
    (bulletin,) = document["bulletins"]
    assert (bulletin["day"], bulletin["state"], bulletin["subscription"]) == ("2024-05-14", "sent", 1)
    assert bulletin["due_at"] == bulletin["finished_at"] == "2024-05-13T22:00:00Z"
    message = talk.world.messages(talk.town.private)[-1]
    assert message.file is not None
    assert "\n  " in message.file.data.decode()


async def test_a_chat_without_data_is_told_so(talk: Talk) -> None:
    for chat in CHATS:
        assert NOTHING in await talk(f":in {chat}", "/data")
        assert NOTHING in await talk("/forget")


async def test_data_of_a_group_are_sent_in_private_without_a_sound(talk: Talk) -> None:
    await talk(":in group", "/subscribe 07:00 인천")
    assert "저와의 개인 대화로 보내 드렸어요." in await talk("/data")
    assert documents(talk, talk.town.group) == []
    (document,) = documents(talk, talk.town.private)
    assert document["chat"]["id"] == talk.town.group.id
    assert talk.world.messages(talk.town.private)[-1].silent


async def test_data_for_a_person_without_a_private_chat_need_a_start_first(talk: Talk) -> None:
    talk.refusals_expected = True
    admin = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(talk.town.group, admin)
    talk.world.promote(talk.town.group, admin)
    await talk(":in group", "/subscribe 07:00")
    talk.world.say(talk.town.group, admin, "/data")
    assert "아직 따로 메시지를 보내 드릴 수 없어요." in await talk.shown()
    talk.world.say(talk.world.private_chat(admin), admin, "/start")
    talk.world.say(talk.town.group, admin, "/data")
    await talk.shown()
    assert len(documents(talk, talk.world.private_chat(admin))) == 1


@pytest.mark.parametrize("chat", ["group", "channel"])
async def test_data_for_an_anonymous_administrator_are_sent_to_the_group(talk: Talk, chat: str) -> None:
    where = getattr(talk.town, chat)
    talk.world.say(where, talk.town.person, "/subscribe 07:00")
    talk.world.say(where, talk.town.person, "/data", anonymous=chat == "group")
    await talk.shown()
    assert len(documents(talk, where)) == 1


async def test_data_for_an_anonymous_administrator_stay_in_the_topic(talk: Talk) -> None:
    forum = talk.world.add_supergroup("동네", talk.town.person, is_forum=True)
    talk.world.add_bot(forum)
    topic = talk.world.create_topic(forum, talk.town.person, "날씨")
    for text in ("/subscribe 07:00", "/data"):
        talk.world.say(forum, talk.town.person, text, anonymous=True, topic=topic)
    await talk.shown()
    assert talk.world.messages(forum)[-1].thread_id == topic.thread_id
    assert documents(talk, forum)[0]["subscriptions"][0]["topic"] == topic.thread_id


async def set_up_channel(talk: Talk) -> None:
    await talk("/channel @morning_post", "/channel @morning_post signature 조간 드림")
    await press(talk, "고정하기")
    await press(talk, "▶️")
    await press(talk, "네, 시작할게요")


async def test_data_of_a_person_include_their_channels(talk: Talk) -> None:
    await set_up_channel(talk)
    await talk("/data", ":in channel", "/data")
    (own,), (channels,) = documents(talk, talk.town.private), documents(talk, talk.town.channel)
    (mine,), (its,) = own["channel"], channels["channel"]
    assert (mine["channel"], mine["set_up_by"]) == (talk.town.channel.id, talk.town.person.id)
    assert (its["signature"], its["pins"], its["set_up_by"]) == ("조간 드림", True, "an administrator")
    assert str(talk.town.person.id) not in json.dumps(channels)


async def test_a_channel_keeps_its_signature_when_its_administrator_is_forgotten(talk: Talk) -> None:
    await set_up_channel(talk)
    await talk("/forget", ":press 1")
    assert await stored_of(talk, talk.town.private) == []
    await talk.at(MORNING)
    post, pinned = talk.world.messages(talk.town.channel)
    assert post.text.endswith("\n\n조간 드림")
    assert "pinned_message" in pinned.to_json()


async def test_a_question_about_a_channels_cities_is_forgotten_with_the_person(talk: Talk) -> None:
    await set_up_channel(talk)
    for label in ("설정 더 보기", "지역", "이름으로"):
        await press(talk, label)
    assert "prompt" in await stored_of(talk, talk.town.private)
    await talk("/data", "/forget", ":press 1")
    assert "prompt" in documents(talk, talk.town.private)[-1]
    assert await stored_of(talk, talk.town.private) == []


async def test_only_administrators_see_and_delete_data(talk: Talk) -> None:
    guest = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(talk.town.group, guest)
    await talk(":in group", "/subscribe 07:00", "/forget")
    question = talk.world.messages(talk.town.group)[-1]
    talk.world.say(talk.town.group, guest, "/data")
    talk.world.say(talk.town.group, guest, "/forget")
    for button in (0, 1):
        talk.world.press(question, button, guest)
    shown = await talk.shown()
    assert "저장된 정보는 관리자만 볼 수 있어요." in shown
    assert shown.count(ONLY_ADMINISTRATORS) == 3
    assert await stored_of(talk, talk.town.group) != []


def bytes_stored(folder: Path) -> bytes:
    """Return the bytes of the database's files after a checkpoint."""
    with closing(sqlite3.connect(folder / "jogan.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return b"".join(file.read_bytes() for file in folder.glob("jogan.db*"))


@pytest.mark.parametrize("chat", CHATS)
async def test_forget_deletes_the_chat_from_all_tables_and_the_file(talk: Talk, chat: str, tmp_path: Path) -> None:
    where = getattr(talk.town, chat)
    await talk(f":in {chat}", "/language ko", "/subscribe 07:00 판교", f":at {MORNING}", "/forget")
    assert set(await stored_of(talk, where)) == {"chat", "subscription", "delivery"}
    assert GONE in await talk(":press 1")
    assert await stored_of(talk, where) == []
    assert (await stored_rows(talk))["schedule"] == []
    assert "판교".encode() not in bytes_stored(tmp_path)
    assert "☀️" not in await talk.at("2024-05-15 07:00")


async def test_the_question_can_be_declined_and_answered_once(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/forget")
    assert "[1]" not in await talk(":press 2")
    assert "인천" in await talk("/status")
    await talk("/forget")
    asked = talk.world.messages(talk.town.private)[-1]
    for _ in range(2):
        talk.world.press(asked, 0, talk.town.person)
    shown = await talk.shown()
    assert shown.count(OUT_OF_DATE) == 1
    assert await stored_of(talk, talk.town.private) == []


async def test_an_old_question_is_out_of_date(talk: Talk) -> None:
    await talk("/subscribe 07:00 인천", "/forget")
    await talk.session.set_clock(EVENING + dt.timedelta(minutes=61))
    assert OUT_OF_DATE in await talk(":press 1")
    assert await stored_of(talk, talk.town.private) != []


async def test_a_question_of_another_chat_is_out_of_date(talk: Talk) -> None:
    await talk(":in group", "/subscribe 07:00 인천", "/forget")
    question = talk.world.messages(talk.town.group)[-1]
    talk.world.migrate(talk.town.group)
    await talk.session.wait_until_idle()
    (supergroup,) = [
        one for one in talk.world.chats.values() if one.title == talk.town.group.title and one is not talk.town.group
    ]
    told: dict[str, object] = {
        "id": "1",
        "from": talk.town.person.to_json(),
        "chat_instance": "1",
        "data": f"forget:yes:{talk.town.group.id}",
    }
    message = question.to_json() | {"chat": supergroup.to_json()}
    talk.refusals_expected = True
    talk.world.accounts[talk.world.bot.id].updates.add("callback_query", told | {"message": message})
    await talk.shown()
    assert await stored_of(talk, supergroup) != []


async def test_an_anonymous_administrator_may_forget(talk: Talk) -> None:
    await talk(":in group", "/subscribe 07:00 인천")
    talk.world.say(talk.town.group, talk.town.person, "/forget", anonymous=True)
    await talk.shown()
    assert GONE in await talk(":press 1")


async def test_forget_cancels_a_pending_bulletin(talk: Talk) -> None:
    talk.refusals_expected = True
    await talk("/subscribe 07:00 인천")
    talk.server.faults.append(Fault("sendMessage", answer=502))
    await talk(f":at {MORNING}", "/forget", ":press 1")
    assert "☀️" not in await talk.at("2024-05-14 07:02")
    assert await stored_of(talk, talk.town.private) == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault("sendMessage", delay=0.5),
        Fault("sendMessage", delay=0.5, answer=502),
        Fault("sendMessage", delay=0.5, answer=errors.forbidden("bot was kicked from the group chat")),
        Fault("sendMessage", delay=0.5, answer=errors.chat_not_found()),
        Fault("sendMessage", delay=0.5, answer=errors.bad_request("TOPIC_CLOSED")),
        Fault("sendMessage", delay=0.5, drop="after"),
    ],
)  # fmt: skip
async def test_the_outcome_of_a_bulletin_in_flight_restores_nothing(talk: Talk, fault: Fault) -> None:
    talk.refusals_expected = True
    await talk(":in group", "/subscribe 07:00 인천")
    fault.times, fault.chat_id = 1, talk.town.group.id
    talk.server.faults.append(fault)
    talk.session.clock.set(seoul("2024-05-14T07:00"))
    broadcast = asyncio.create_task(talk.session.delivery.run())
    async with asyncio.timeout(30):
        while fault.times:  # noqa: ASYNC110 - the server tells nobody that the bulletin is on its way
            await asyncio.sleep(0.01)
    talk.world.say(talk.town.group, talk.town.person, "/forget")
    await talk.session.wait_until_idle()
    talk.world.press(talk.world.messages(talk.town.group)[-1], 0, talk.town.person)
    await talk.session.wait_until_idle()
    await broadcast
    assert await stored_of(talk, talk.town.group) == []
    await talk.at("2024-05-14 07:10")
    assert await stored_of(talk, talk.town.group) == []


async def test_messages_in_a_group_are_not_stored(talk: Talk, tmp_path: Path) -> None:
    """Use everything in a group whose messages the bot can read: subscription, commands, buttons, edits, pictures."""
    world, group, mina = talk.world, talk.town.group, talk.town.person
    world.accounts[world.bot.id].reads_all_messages = True
    jihun = world.add_person("지훈곰돌이", language_code="ko", username="gomdori")
    world.join(group, jihun)
    await talk(":in group", "/subscribe 07:00 인천")
    said = ["오늘저녁에파전먹을사람", "나는좋아요정말로", "우리집은연수구비밀번지", "전화번호는01098765432예요"]
    for text in said:
        world.edit(world.say(group, jihun, text), f"{text}수정판")
        world.say(group, mina, "대답이에요", reply_to=world.messages(group)[-1])
    world.share_location(group, jihun, 37.4563, 126.7052)
    world.say(group, jihun, "/weather 부산")
    world.say(group, jihun, "/weather 보물섬해적단")
    await talk("/news", "/map", "/chart 부산", "/status", f":at {MORNING}")
    await talk.session.wait_until_idle()
    stored = bytes_stored(tmp_path)
    assert b'"station":112' in stored, "what is subscribed to is there"
    for word in (*said, "수정판", "대답이에요", "지훈곰돌이", "gomdori", "보물섬해적단", "37.4563"):
        assert word.encode() not in stored
    assert str(jihun.id) not in str(await stored_rows(talk))
