import struct

import aiohttp
import pytest

from simulator import Server, Town, World, errors
from simulator.world.content.files import Upload, picture_size
from tests.simulator.factories import TOKEN, Ask, keyboard, png


async def test_a_photo_is_uploaded_and_downloaded(
    ask: Ask, server: Server, client: aiohttp.ClientSession, world: World, town: Town
) -> None:
    sent = await ask("sendPhoto", chat_id=town.private.id, photo=png(), caption="<b>Map</b>", parse_mode="HTML")
    (message,) = world.messages(town.private)
    assert message.file
    assert (message.text, message.file.data, message.file.width) == ("Map", png(), 4)
    assert sent.fields["caption"] == "Map"
    path = (await ask("getFile", file_id=message.file.file_id)).fields["file_path"]
    async with client.get(f"{server.file_url}{TOKEN}/{path}") as response:
        assert await response.read() == png()
    async with client.get(f"{server.file_url}{TOKEN}/photos/other.png") as response:
        assert response.status == 404
    async with client.get(f"{server.file_url}2:other/{path}") as response:
        assert response.status == 401


@pytest.mark.parametrize("name", ["photo", "attached"])
async def test_a_file_is_read_from_its_own_or_a_named_part(ask: Ask, world: World, town: Town, name: str) -> None:
    named = {} if name == "photo" else {"photo": "attach://attached"}
    await ask("sendPhoto", chat_id=town.private.id, **{name: png()}, **named)
    assert world.messages(town.private)[0].file


async def test_a_file_is_sent_again_by_its_id(ask: Ask, world: World, town: Town) -> None:
    await ask("sendPhoto", chat_id=town.private.id, photo=png())
    file = world.messages(town.private)[0].file
    assert file
    await ask("sendPhoto", chat_id=town.channel.id, photo=file.file_id)
    assert world.messages(town.channel)[0].file is file
    wrong = await ask("sendDocument", chat_id=town.channel.id, document=file.file_id)
    assert wrong.error == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": ""}, "there is no photo in the request"),
        ({"photo": "https://example.com/a.png"}, "failed to get HTTP URL content"),
        ({"photo": "AgAC"}, "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
        ({"photo": "attach://nothing"}, "there is no photo in the request"),
        ({"photo": b""}, "file must be non-empty"),
        ({"photo": b"no picture"}, "IMAGE_PROCESS_FAILED"),
        ({"photo": png(9000, 2000)}, "PHOTO_INVALID_DIMENSIONS"),
        ({"photo": png(210, 10)}, "PHOTO_INVALID_DIMENSIONS"),
        ({"photo": png(), "thumb": b"x"}, 'unknown argument "thumb"'),
        ({"photo": png(), "caption": "x" * 1025}, "message caption is too long"),
    ],
)
async def test_an_invalid_photo_is_rejected(ask: Ask, town: Town, arguments: dict[str, object], error: str) -> None:
    answer = await ask("sendPhoto", chat_id=town.private.id, **arguments)
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")


async def test_a_picture_has_at_most_ten_megabytes(ask: Ask, town: Town) -> None:
    data = png() + bytes(10 * 1024 * 1024)
    answer = await ask("sendPhoto", chat_id=town.private.id, photo=data)
    assert answer.error == (
        f"Bad Request: file of size {len(data)} bytes is too big for a photo; the maximum size is 10485760 bytes"
    )


@pytest.mark.parametrize(
    "data",
    [
        png(300, 200),
        b"GIF89a" + struct.pack("<HH", 300, 200),
        b"\xff\xd8\xff\xe0" + struct.pack(">H", 4) + b"xx\xff\xc0" + struct.pack(">HBHH", 9, 8, 200, 300),
        b"RIFF0000WEBPVP8 " + bytes(10) + struct.pack("<HH", 300, 200),
        b"RIFF0000WEBPVP8L" + bytes(5) + struct.pack("<I", 299 | 199 << 14),
        b"RIFF0000WEBPVP8X" + bytes(8) + (299).to_bytes(3, "little") + (199).to_bytes(3, "little"),
    ],
    ids=["png", "gif", "jpeg", "webp", "webp lossless", "webp extended"],
)
def test_the_size_of_a_picture_is_read(data: bytes) -> None:
    assert picture_size(data) == (300, 200)
    assert picture_size(data[:9]) is None


async def test_documents_and_locations_are_sent(ask: Ask, world: World, town: Town) -> None:
    await ask("sendDocument", chat_id=town.private.id, document=b"a,b", caption="Table")
    await ask("sendLocation", chat_id=town.private.id, latitude=37.45, longitude="126.7")
    document, place = world.messages(town.private)
    assert document.file
    assert (document.file.name, document.file.mime_type) == ("document.bin", "application/octet-stream")
    assert place.location
    assert (place.location.latitude, place.location.longitude) == (37.45, 126.7)
    nowhere = await ask("sendLocation", chat_id=town.private.id, latitude=91, longitude=0)
    assert nowhere.status == 400


async def test_caption_media_and_buttons_are_edited(ask: Ask, world: World, town: Town) -> None:
    place = {"chat_id": town.private.id, "message_id": 1}
    await ask("sendPhoto", chat_id=town.private.id, photo=png(), caption="one", reply_markup=keyboard("a"))
    assert (await ask("editMessageCaption", **place, caption="two")).fields["caption"] == "two"
    assert (await ask("editMessageCaption", **place, caption="two")).error.startswith("Bad Request: message is not mod")
    media = {"type": "photo", "media": "attach://new", "caption": "three"}
    assert (await ask("editMessageMedia", **place, media=media, new=png(8, 8))).fields["caption"] == "three"
    text = await ask("editMessageText", **place, text="x")
    assert text.error == "Bad Request: there is no text in the message to edit"
    (message,) = world.messages(town.private)
    assert message.file
    assert (message.file.width, message.keyboard) == (8, ())


async def test_a_text_has_no_caption(ask: Ask, town: Town) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="x")
    answer = await ask("editMessageCaption", chat_id=town.private.id, message_id=1, caption="y")
    assert answer.error == "Bad Request: there is no caption in the message to edit"


async def test_messages_are_copied_and_forwarded(ask: Ask, world: World, town: Town) -> None:
    world.say(town.private, town.person, "hello")
    post = world.say(town.channel, town.person, "news")
    origin = {"from_chat_id": town.private.id, "message_id": 1}
    copied = await ask("copyMessage", chat_id=town.group.id, **origin)
    forwarded = await ask("forwardMessage", chat_id=town.group.id, **origin)
    posted = await ask(
        "forwardMessage", chat_id=town.group.id, from_chat_id="@morning_post", message_id=post.message_id
    )
    assert copied.result == {"message_id": 1}
    assert [message.text for message in world.messages(town.group)] == ["hello", "hello", "news"]
    assert [answer.fields["forward_origin"]["type"] for answer in (forwarded, posted)] == ["user", "channel"]  # type: ignore[index]
    lost = await ask("copyMessage", chat_id=town.group.id, from_chat_id=town.private.id, message_id=99)
    assert lost.error == "Bad Request: message to copy not found"


async def test_several_messages_are_deleted_at_once(ask: Ask, world: World, town: Town) -> None:
    for text in ("one", "two", "three"):
        await ask("sendMessage", chat_id=town.private.id, text=text)
    assert (await ask("deleteMessages", chat_id=town.private.id, message_ids=[1, 3, 99])).result is True
    assert [message.text for message in world.messages(town.private)] == ["two"]


async def test_people_post_pictures_and_files(ask: Ask, world: World, town: Town) -> None:
    world.post_photo(town.private, town.person, png(), "look")
    world.post_document(town.private, town.person, Upload("a.csv", "text/csv", b"1"))
    photo, document = (update["message"] for update in (await ask("getUpdates")).items)
    assert isinstance(photo, dict)
    assert isinstance(document, dict)
    assert (photo["caption"], document["document"]["file_name"]) == ("look", "a.csv")
    assert (await ask("getFile", file_id=photo["photo"][0]["file_id"])).status == 200
    with pytest.raises(errors.ActionError, match="IMAGE_PROCESS_FAILED"):
        world.post_photo(town.private, town.person, b"nothing")


async def test_people_delete_their_messages(world: World, town: Town) -> None:
    guest = world.add_person("Guest")
    world.join(town.group, guest)
    message = world.say(town.group, town.person, "mine")
    with pytest.raises(errors.ActionError, match="cannot delete"):
        world.delete(message, guest)
    world.delete(message, town.person)
    assert "mine" not in [message.text for message in world.messages(town.group)]
