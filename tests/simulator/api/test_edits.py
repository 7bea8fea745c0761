import pytest

from simulator import Town, World
from tests.simulator.factories import Ask, png

MP4 = b"\0\0\0\x18ftypmp42" + bytes(20)
CONTENTS: dict[str, tuple[str, dict[str, object]]] = {
    "sticker": ("sendSticker", {"sticker": b"RIFF0000WEBP"}),
    "video note": ("sendVideoNote", {"video_note": MP4}),
    "location": ("sendLocation", {"latitude": 37.5, "longitude": 127}),
    "closed poll": ("sendPoll", {"question": "x", "options": ["a"], "is_closed": True}),
    "poll": ("sendPoll", {"question": "x", "options": ["a"]}),
    "voice message": ("sendVoice", {"voice": b"OggS" + bytes(9)}),
}
FIXED = "Bad Request: message can't be edited"


@pytest.mark.parametrize(
    ("content", "text", "caption"),
    [
        ("sticker", FIXED, FIXED),
        ("video note", FIXED, FIXED),
        ("location", FIXED, FIXED),
        ("closed poll", FIXED, FIXED),
        (
            "poll",
            "Bad Request: there is no text in the message to edit",
            "Bad Request: there is no caption in the message to edit",
        ),
        ("voice message", "Bad Request: there is no text in the message to edit", ""),
    ],
)
async def test_some_contents_are_not_edited(ask: Ask, town: Town, content: str, text: str, caption: str) -> None:
    method, given = CONTENTS[content]
    await ask(method, chat_id=town.private.id, **given)
    place = {"chat_id": town.private.id, "message_id": 1}
    assert (await ask("editMessageText", **place, text="x")).error == text
    edited = await ask("editMessageCaption", **place, caption="x")
    assert edited.body.get("description", "") == caption
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]}
    assert (await ask("editMessageReplyMarkup", **place, reply_markup=markup)).status == 200


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("video", None),
        ("animation", "message content type can't be used in an album"),
        ("document", "can't change media type in the album"),
    ],
)
async def test_a_file_of_an_album_keeps_its_kind(ask: Ask, town: Town, kind: str, reason: str | None) -> None:
    album = [{"type": "photo", "media": "attach://one"}] * 2
    await ask("sendMediaGroup", chat_id=town.private.id, media=album, one=png())
    media = {"type": kind, "media": "attach://new"}
    answer = await ask("editMessageMedia", chat_id=town.private.id, message_id=1, media=media, new=MP4)
    assert answer.body.get("description") == (reason and f"Bad Request: {reason}")


async def test_a_poll_with_a_reply_keyboard_is_not_stopped(ask: Ask, world: World, town: Town) -> None:
    _, poll = CONTENTS["poll"]
    await ask("sendPoll", chat_id=town.private.id, **poll, reply_markup={"keyboard": [["a"]]})
    answer = await ask("stopPoll", chat_id=town.private.id, message_id=1)
    assert answer.error == "Bad Request: poll can't be stopped"
    assert not world.messages(town.private)[0].edited
