"""Captions with a command, and what is no text: stickers, voice messages, contacts."""

import datetime as dt
from typing import Literal

import pytest
from syrupy.assertion import SnapshotAssertion

from simulator.world.chats import Chat
from simulator.world.content.files import Upload
from simulator.world.messages import Message
from tests.handlers.factories import ONLY_ADMINISTRATORS, tell
from tests.handlers.settings.factories import only
from tests.simulator.factories import png
from tests.talk import Start, Talk

KIND_WORD = "글만 읽을 수 있어요"
STICKER = b"RIFF0000WEBP"


def photo(talk: Talk, caption: str, chat: Chat | None = None) -> Message:
    return talk.world.post_photo(chat or talk.town.private, talk.town.person, png(8, 8), caption)


def medium(talk: Talk, kind: Literal["sticker", "voice", "animation"], chat: Chat | None = None) -> Message:
    data = {"sticker": STICKER, "voice": b"OggS", "animation": b"GIF89a"}[kind]
    return talk.world.post_media(chat or talk.town.private, talk.town.person, kind, Upload("", "", data))


@pytest.mark.parametrize("where", ["private", "group", "channel"])
async def test_a_caption_with_a_command_is_a_command(talk: Talk, where: str) -> None:
    chat = getattr(talk.town, where)
    photo(talk, "/weather 인천", chat)
    assert "인천\n    맑음 15.9℃" in await talk.shown()
    talk.world.post_document(chat, talk.town.person, Upload("a.txt", "text/plain", b"a"), "/subscribe 06:30 강릉")
    assert "매일 06:30에" in await talk.shown()
    assert (await only(talk, chat)).stations == (105,)


async def test_a_caption_names_this_bot_or_another(talk: Talk) -> None:
    photo(talk, f"/weather@{talk.world.bot.username} 인천", talk.town.group)
    assert "맑음 15.9℃" in await talk.shown()
    talk.world.accounts[talk.world.bot.id].reads_all_messages = True
    photo(talk, "/weather@other_bot 인천", talk.town.group)
    photo(talk, "우리 동네 /weather 인천", talk.town.group)
    assert await talk.shown() == ""


async def test_only_administrators_subscribe_with_a_caption(talk: Talk) -> None:
    guest = talk.world.add_person("지훈", language_code="ko")
    talk.world.join(talk.town.group, guest)
    talk.world.post_photo(talk.town.group, guest, png(8, 8), "/subscribe 07:00 인천")
    assert ONLY_ADMINISTRATORS in await talk.shown()


async def test_a_forwarded_or_edited_caption_is_no_command(talk: Talk) -> None:
    posted = photo(talk, "오늘의 사진", talk.town.group)
    talk.world.edit(posted, "/weather 인천")
    written = photo(talk, "/weather 부산")
    assert "부산" in await talk.shown()
    talk.world.forward(written, talk.town.group, talk.town.person)
    talk.world.forward(written, talk.town.private, talk.town.person)
    assert "맑음" not in await talk.shown()


async def test_many_captions_count_as_many_questions(talk: Talk) -> None:
    for _ in range(25):
        photo(talk, "/weather 인천")
    shown = await talk.shown()
    assert shown.count("맑음 15.9℃") == 20
    assert shown.count("한꺼번에 많이") == 1


@pytest.mark.parametrize("kind", ["sticker", "voice", "animation"])
async def test_a_medium_gets_one_kind_word(talk: Talk, kind: Literal["sticker", "voice", "animation"]) -> None:
    medium(talk, kind)
    assert KIND_WORD in await talk.shown()


async def test_a_contact_and_a_picture_get_one_too(talk: Talk) -> None:
    tell(talk, contact={"phone_number": "+82", "first_name": "나"})
    assert KIND_WORD in await talk.shown()
    await talk.at("2024-05-13 20:02")
    photo(talk, "")
    assert KIND_WORD in await talk.shown()


async def test_a_caption_in_a_private_chat_is_read_as_text(talk: Talk) -> None:
    photo(talk, "인천 날씨")
    assert "맑음 15.9℃" in await talk.shown()
    photo(talk, "매일 6시 반에 강릉 보내줘")
    assert "매일 06:30에" in await talk.shown()
    assert (await only(talk)).stations == (105,)
    photo(talk, "뿌쑝뿌쑝")
    assert "‘뿌쑝뿌쑝’" in await talk.shown()


async def test_an_album_with_a_caption_gets_one_answer(talk: Talk) -> None:
    photo(talk, "인천 날씨")
    photo(talk, "")
    assert KIND_WORD not in await talk.shown()


async def test_the_kind_word_reads_well(start: Start, language: str, snapshot: SnapshotAssertion) -> None:
    talk = await start(language=language)
    medium(talk, "sticker")
    assert await talk.shown() == snapshot


async def test_a_burst_gets_one_word_however_long_it_is(talk: Talk) -> None:
    begin, shown = talk.session.clock.now(), ""
    for number in range(12):
        await talk.session.set_clock(begin + number * dt.timedelta(seconds=20))
        medium(talk, "sticker")
        shown += await talk.shown()
    assert shown.count(KIND_WORD) == 1
    await talk.session.set_clock(begin + dt.timedelta(minutes=6))
    medium(talk, "voice")
    assert KIND_WORD in await talk.shown()


@pytest.mark.parametrize("where", ["group", "channel"])
async def test_media_of_groups_and_channels_are_not_answered(talk: Talk, where: str) -> None:
    talk.world.accounts[talk.world.bot.id].reads_all_messages = True
    medium(talk, "sticker", getattr(talk.town, where))
    photo(talk, "우리 동네", getattr(talk.town, where))
    assert await talk.shown() == ""


async def test_a_service_message_gets_no_word(talk: Talk) -> None:
    tell(talk, pinned_message={"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}})
    tell(talk, chat_background_set={"type": {"type": "chat_theme", "theme_name": "x"}})
    assert await talk.shown() == ""


async def test_a_medium_that_waited_for_the_bot_gets_no_word(talk: Talk) -> None:
    sent = int((talk.world.now() - dt.timedelta(hours=3)).timestamp())
    tell(talk, date=sent, sticker={
        "file_id": "a", "file_unique_id": "a", "type": "regular", "width": 1, "height": 1,
        "is_animated": False, "is_video": False,
    })  # fmt: skip
    assert await talk.shown() == ""
