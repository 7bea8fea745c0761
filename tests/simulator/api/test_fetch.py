from collections.abc import AsyncIterator

import pytest
from aiohttp import test_utils, web

from simulator import Town, World
from tests.simulator.factories import Ask, png

PAGES = {
    "/map.png": (png(), "image/png"),
    "/large.png": (png() + bytes(5 * 1024 * 1024), "image/png"),
    "/list.pdf": (b"%PDF", "application/pdf"),
    "/page": (b"<p>Hello", "text/html"),
    "/broken.png": (b"x", "image/png"),
}


@pytest.fixture
async def site() -> AsyncIterator[str]:
    async def answer(request: web.Request) -> web.Response:
        if request.path not in PAGES:
            raise web.HTTPNotFound
        body, kind = PAGES[request.path]
        return web.Response(body=body, content_type=kind)

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    async with test_utils.TestServer(application, host="127.0.0.1") as server:
        yield f"http://127.0.0.1:{server.port}"


async def test_a_file_is_fetched_from_an_address_on_this_machine(ask: Ask, world: World, town: Town, site: str) -> None:
    photo = await ask("sendPhoto", chat_id=town.private.id, photo=f"{site}/map.png", caption="Map")
    await ask("sendDocument", chat_id=town.private.id, document=f"{site}/list.pdf?day=1")
    first, second = (message.file for message in world.messages(town.private))
    assert first
    assert second
    assert (first.data, first.width) == (png(), 4)
    assert (second.name, second.mime_type) == ("list.pdf", "application/pdf")
    media = {"type": "document", "media": f"{site}/list.pdf"}
    place = {"chat_id": town.private.id, "message_id": photo.fields["message_id"]}
    assert (await ask("editMessageMedia", **place, media=media)).fields["document"]


@pytest.mark.parametrize(
    ("method", "path", "error"),
    [
        ("sendPhoto", "/nothing.png", "failed to get HTTP URL content"),
        ("sendPhoto", "/large.png", "failed to get HTTP URL content"),
        ("sendPhoto", "/page", "wrong type of the web page content"),
        ("sendPhoto", "/broken.png", "IMAGE_PROCESS_FAILED"),
        ("sendDocument", "/page", "wrong type of the web page content"),
    ],
)
async def test_an_invalid_remote_file_is_rejected(
    ask: Ask, town: Town, site: str, method: str, path: str, error: str
) -> None:
    answer = await ask(method, chat_id=town.private.id, **{method.removeprefix("send").lower(): f"{site}{path}"})
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")


@pytest.mark.parametrize("url", ["https://example.com/a.png", "http://127.0.0.1.example.com/", "http://127.0.0.1:1/"])
async def test_only_loopback_addresses_are_fetched(ask: Ask, town: Town, url: str) -> None:
    answer = await ask("sendPhoto", chat_id=town.private.id, photo=url)
    assert answer.error == "Bad Request: failed to get HTTP URL content"
