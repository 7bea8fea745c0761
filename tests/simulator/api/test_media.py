import aiohttp
import pytest

from simulator import Server, Town, World
from simulator.control.actions import dispatch
from tests.simulator.factories import TOKEN, Ask, png

OGG, MP3, MP4 = b"OggS" + bytes(20), b"ID3" + bytes(20), b"\0\0\0\x18ftypmp42" + bytes(20)
WEBP = b"RIFF0000WEBPVP8X" + bytes(8) + (511).to_bytes(3, "little") + (255).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("method", "kind", "data", "given"),
    [
        ("sendAudio", "audio", MP3, {"duration": 3, "performer": "Mina", "title": "Song"}),
        ("sendVoice", "voice", OGG, {"duration": 3}),
        ("sendVideo", "video", MP4, {"duration": 3, "width": 640, "height": 480}),
        ("sendAnimation", "animation", MP4, {"duration": 3, "width": 64, "height": 48}),
        ("sendVideoNote", "video_note", MP4, {"duration": 3, "length": 240}),
        ("sendSticker", "sticker", WEBP, {"emoji": "🙂"}),
    ],
)
async def test_a_file_is_described_as_its_kind(
    ask: Ask, town: Town, method: str, kind: str, data: bytes, given: dict[str, object]
) -> None:
    sent = await ask(method, chat_id=town.private.id, **{kind: data}, **given)
    described = sent.fields[kind]
    assert isinstance(described, dict)
    assert given.items() <= described.items()
    assert described["file_size"] == len(data)
    again = await ask(method, chat_id=town.private.id, **{kind: described["file_id"]})
    assert again.fields[kind] == described


async def test_a_sticker_has_the_size_of_its_picture(ask: Ask, town: Town) -> None:
    sticker = (await ask("sendSticker", chat_id=town.private.id, sticker=WEBP)).fields["sticker"]
    assert isinstance(sticker, dict)
    assert (sticker["width"], sticker["height"], sticker["is_video"]) == (512, 256, False)


async def test_an_animation_is_described_as_a_document_too(ask: Ask, town: Town) -> None:
    sent = (await ask("sendAnimation", chat_id=town.private.id, animation=MP4)).fields
    animation, document = sent["animation"], sent["document"]
    assert isinstance(animation, dict)
    assert isinstance(document, dict)
    assert document["file_id"] == animation["file_id"]
    assert "duration" not in document


@pytest.mark.parametrize("method", ["sendVoice", "sendVideo", "sendSticker"])
async def test_a_file_of_another_format_becomes_a_document(ask: Ask, town: Town, method: str) -> None:
    kind = method.removeprefix("send").lower()
    sent = await ask(method, chat_id=town.private.id, **{kind: png()})
    assert "document" in sent.fields
    assert kind not in sent.fields


async def test_documents_of_all_kinds_are_sent_as_each_other(ask: Ask, town: Town) -> None:
    voice = (await ask("sendVoice", chat_id=town.private.id, voice=OGG)).fields["voice"]
    assert isinstance(voice, dict)
    sent = await ask("sendDocument", chat_id=town.private.id, document=voice["file_id"])
    assert sent.fields["voice"] == voice
    photo = await ask("sendPhoto", chat_id=town.private.id, photo=voice["file_id"])
    assert photo.error == "Bad Request: can't use file of type VoiceNote as Photo"


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("sendPhoto", "there is no photo in the request"),
        ("sendVoice", "there is no voice in the request"),
        ("sendVideoNote", "there is no video note in the request"),
    ],
)
async def test_a_missing_file_has_telegrams_text(ask: Ask, town: Town, method: str, reason: str) -> None:
    assert (await ask(method, chat_id=town.private.id)).error == f"Bad Request: {reason}"


async def test_a_thumbnail_that_is_no_small_picture_is_ignored(ask: Ask, town: Town) -> None:
    place = {"chat_id": town.private.id, "video": MP4}
    small = (await ask("sendVideo", **place, thumbnail=png(32, 24))).fields["video"]
    large = (await ask("sendVideo", **place, thumbnail=png(640, 480))).fields["video"]
    assert isinstance(small, dict)
    assert isinstance(large, dict)
    assert small["thumbnail"]["width"] == 32
    assert "thumbnail" not in large


async def test_a_duration_is_clamped(ask: Ask, town: Town) -> None:
    voice = (await ask("sendVoice", chat_id=town.private.id, voice=OGG, duration=-5)).fields["voice"]
    assert isinstance(voice, dict)
    assert voice["duration"] == 0


async def test_an_album_shares_its_group_id(ask: Ask, world: World, town: Town) -> None:
    media = [
        {"type": "photo", "media": "attach://one", "caption": "<b>One</b>", "parse_mode": "HTML"},
        {"type": "video", "media": "attach://two", "has_spoiler": True},
    ]
    album = (await ask("sendMediaGroup", chat_id=town.private.id, media=media, one=png(), two=MP4)).items
    assert [message.get("caption") for message in album] == ["One", None]
    assert album[1]["has_media_spoiler"] is True
    assert album[0]["media_group_id"] == album[1]["media_group_id"]
    other = (await ask("sendMediaGroup", chat_id=town.private.id, media=media, one=png(), two=MP4)).items
    assert other[0]["media_group_id"] != album[0]["media_group_id"]
    assert len(world.messages(town.private)) == 4


async def test_an_album_of_one_file_is_an_ordinary_message(ask: Ask, town: Town) -> None:
    media = [{"type": "photo", "media": "attach://one"}]
    (message,) = (await ask("sendMediaGroup", chat_id=town.private.id, media=media, one=png())).items
    assert "media_group_id" not in message


PHOTO = {"type": "photo", "media": "attach://one"}


@pytest.mark.parametrize(
    ("media", "reason"),
    [
        ([], "there are no messages to send"),
        ([PHOTO] * 11, "too many messages to send as an album"),
        ({}, "expected an Array of InputMedia"),
        (["x"], "can't parse InputMedia: expected an Object"),
        ([{"media": "x"}], "can't parse InputMedia: Can't find field \"type\""),
        ([{"type": "photo"}], "can't parse InputMedia: media not found"),
        ([PHOTO, {"type": "photo", "media": "attach://no"}], "can't parse InputMedia: media not found"),
        (
            [{"type": "animation", "media": "attach://one"}],
            "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
        ),
        ([{"type": "voice", "media": "attach://one"}], 'can\'t parse InputMedia: type "voice" is unsupported'),
        ([PHOTO, {"type": "document", "media": "attach://one"}], "document can't be mixed with other media types"),
        (
            [PHOTO, PHOTO | {"show_caption_above_media": True}],
            "parameter show_caption_above_media must be the same for all messages",
        ),
    ],
)
async def test_a_wrong_album_is_rejected_as_a_whole(
    ask: Ask, world: World, town: Town, media: object, reason: str
) -> None:
    files = {"one": png()} if "attach://one" in str(media) else {}
    answer = await ask("sendMediaGroup", chat_id=town.private.id, media=media, **files)
    assert answer.error == f"Bad Request: {reason}"
    assert world.messages(town.private) == []


async def test_an_album_has_no_voice_messages_by_their_ids(ask: Ask, town: Town) -> None:
    voice = (await ask("sendVoice", chat_id=town.private.id, voice=OGG)).fields["voice"]
    assert isinstance(voice, dict)
    media = [{"type": "document", "media": voice["file_id"]}] * 2
    answer = await ask("sendMediaGroup", chat_id=town.private.id, media=media)
    assert answer.error == "Bad Request: can't use the media of the specified type in the album"


async def test_a_photo_becomes_a_video_by_an_edit(ask: Ask, town: Town) -> None:
    await ask("sendPhoto", chat_id=town.private.id, photo=png(), has_spoiler=True)
    media = {"type": "video", "media": "attach://new", "duration": 2}
    edited = await ask("editMessageMedia", chat_id=town.private.id, message_id=1, media=media, new=MP4)
    video = edited.fields["video"]
    assert isinstance(video, dict)
    assert video["duration"] == 2
    assert "has_media_spoiler" not in edited.fields


async def test_a_video_is_downloaded(ask: Ask, server: Server, client: aiohttp.ClientSession, town: Town) -> None:
    video = (await ask("sendVideo", chat_id=town.private.id, video=MP4)).fields["video"]
    assert isinstance(video, dict)
    path = (await ask("getFile", file_id=video["file_id"])).fields["file_path"]
    async with client.get(f"{server.file_url}{TOKEN}/{path}") as response:
        assert await response.read() == MP4


async def test_people_post_voice_messages_and_stickers(ask: Ask, server: Server, town: Town) -> None:
    place = {"chat": town.private.id, "person": town.person.id}
    await dispatch(server.control, "media", {**place, "kind": "voice", "base64": b"T2dnUw==", "duration": 4})
    await dispatch(server.control, "media", {**place, "kind": "sticker", "base64": b"UklGRjAwMDBXRUJQ"})
    voice, sticker = [update["message"] for update in (await ask("getUpdates")).items]
    assert isinstance(voice, dict)
    assert isinstance(sticker, dict)
    assert voice["voice"]["duration"] == 4
    assert sticker["sticker"]["type"] == "regular"
