import io
from typing import Any

import aiohttp
import pytest
from PIL import Image

from simulator import Server, Town, World
from simulator.world.content import photo_sizes
from tests.simulator.factories import TOKEN, Ask, png


def picture(width: int, height: int, mode: str = "RGBA") -> bytes:
    written = io.BytesIO()
    Image.new(mode, (width, height)).save(written, "PNG")
    return written.getvalue()


async def download(server: Server, client: aiohttp.ClientSession, ask: Ask, size: dict[str, Any]) -> Image.Image:
    path = (await ask("getFile", file_id=size["file_id"])).fields["file_path"]
    async with client.get(f"{server.file_url}{TOKEN}/{path}") as response:
        data = await response.read()
    assert len(data) == size["file_size"]
    return Image.open(io.BytesIO(data))


async def test_a_photo_has_smaller_sizes_first(
    ask: Ask, server: Server, client: aiohttp.ClientSession, town: Town
) -> None:
    sent = await ask("sendPhoto", chat_id=town.private.id, photo=picture(1200, 600))
    sizes: Any = sent.fields["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 45), (320, 160), (800, 400), (1200, 600)]
    assert len({size["file_unique_id"] for size in sizes}) == 4
    pictures = [await download(server, client, ask, size) for size in sizes]
    assert [one.size for one in pictures] == [(90, 45), (320, 160), (800, 400), (1200, 600)]
    assert [one.format for one in pictures] == ["JPEG", "JPEG", "JPEG", "PNG"]


async def test_a_person_posts_a_photo_with_sizes(ask: Ask, world: World, town: Town) -> None:
    world.post_photo(town.private, town.person, picture(100, 400, "L"))
    (update,) = (await ask("getUpdates")).items
    message: Any = update["message"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(23, 90), (80, 320), (100, 400)]


async def test_a_smaller_size_is_sent_as_the_photo(ask: Ask, town: Town) -> None:
    first = await ask("sendPhoto", chat_id=town.private.id, photo=picture(200, 100))
    sizes: Any = first.fields["photo"]
    again = await ask("sendPhoto", chat_id=town.private.id, photo=sizes[0]["file_id"])
    assert again.fields["photo"] == sizes


@pytest.mark.parametrize(("width", "count"), [(90, 1), (91, 2)])
async def test_a_photo_is_not_enlarged(ask: Ask, town: Town, width: int, count: int) -> None:
    sent = await ask("sendPhoto", chat_id=town.private.id, photo=picture(width, 50))
    sizes: Any = sent.fields["photo"]
    assert len(sizes) == count


async def test_a_photo_that_cannot_be_read_is_rejected(ask: Ask, town: Town) -> None:
    broken = await ask("sendPhoto", chat_id=town.private.id, photo=png(300, 200))
    assert broken.error == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_without_pillow_a_photo_has_one_size(ask: Ask, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_sizes, "find_spec", lambda _name: None)
    sent = await ask("sendPhoto", chat_id=town.private.id, photo=picture(301, 200))
    sizes: Any = sent.fields["photo"]
    assert [size["width"] for size in sizes] == [301]
