"""How calls are read: what Telegram takes, and what only a strict server refuses."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulator import Server, Town, World
from simulator.api.methods import METHODS
from simulator.errors import ApiError
from tests.simulator.factories import TOKEN, Answer, Ask, form_of, make_ask, png


@pytest.fixture
async def lenient(world: World) -> AsyncIterator[Server]:
    """Return a server that takes what Telegram takes."""
    async with Server(world, token=TOKEN) as server:
        yield server


@pytest.fixture
def url(lenient: Server) -> str:
    return f"{lenient.base_url}{TOKEN}"


async def request(client: aiohttp.ClientSession, method: str, url: str, **options: Any) -> Answer:
    async with client.request(method, url, **options) as response:
        return Answer(response.status, await response.json())


async def test_a_form_in_a_get_is_read(client: aiohttp.ClientSession, url: str, town: Town) -> None:
    answer = await request(client, "GET", f"{url}/sendMessage", data={"chat_id": town.private.id, "text": "a"})
    assert answer.fields["text"] == "a"


async def test_a_file_in_a_get_is_read(client: aiohttp.ClientSession, url: str, town: Town) -> None:
    form = form_of({"chat_id": town.private.id, "photo": png()})
    assert (await request(client, "GET", f"{url}/sendPhoto", data=form)).fields["photo"]


async def test_the_query_counts_more_than_the_body(client: aiohttp.ClientSession, url: str, town: Town) -> None:
    place = f"{url}/sendMessage?text=query&chat_id={town.private.id}"
    for body in ({"json": {"text": "body"}}, {"data": {"text": "body"}}):
        assert (await request(client, "POST", place, **body)).fields["text"] == "query"


async def test_the_first_of_two_values_counts(client: aiohttp.ClientSession, url: str, town: Town) -> None:
    form = [("chat_id", str(town.private.id)), ("text", "first"), ("text", "second")]
    assert (await request(client, "POST", f"{url}/sendMessage", data=aiohttp.FormData(form))).fields["text"] == "first"


async def test_the_method_can_be_an_argument(client: aiohttp.ClientSession, url: str) -> None:
    assert (await request(client, "GET", f"{url}/?method=getMe")).fields["is_bot"] is True


async def test_a_part_of_a_form_may_have_a_type(client: aiohttp.ClientSession, url: str, town: Town) -> None:
    form = aiohttp.FormData({"chat_id": str(town.private.id), "text": "a"})
    form.add_field("reply_markup", '{"force_reply": true}', content_type="application/json")
    assert (await request(client, "POST", f"{url}/sendMessage", data=form)).status == 200


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('{"text": "a", "chat_id": {id}', ""),
        ('{"text": "a", "chat_id": {id}, "parse', ""),
        ('{"text": "a", chat_id: {id}}', "chat_id is empty"),
        ('{"chat_id": {id}; "text": "a"}', "message text is empty"),
        ('["text"]', "message text is empty"),
        ('"text"', "message text is empty"),
        ("", "message text is empty"),
        ('{"text": "a\\"b", "chat_id": {id}, "x": }', ""),
    ],
)
async def test_arguments_before_a_mistake_in_the_body_are_read(
    client: aiohttp.ClientSession, url: str, town: Town, body: str, error: str
) -> None:
    sent = body.replace("{id}", str(town.private.id))
    options = {"data": sent, "headers": {"Content-Type": "application/json"}}
    answer = await request(client, "POST", f"{url}/sendMessage", **options)
    assert answer.status == (400 if error else 200)
    assert not error or answer.error == f"Bad Request: {error}"


async def test_an_unknown_method_is_not_found(client: aiohttp.ClientSession, url: str) -> None:
    for method in ("sendTelepathy", "getMe/x", ""):
        answer = await request(client, "GET", f"{url}/{method}")
        assert (answer.status, answer.error) == (404, "Not Found: method not found")


async def test_unknown_parts_of_a_form_are_ignored(client: aiohttp.ClientSession, url: str, town: Town) -> None:
    form = form_of({"chat_id": town.private.id, "photo": png(), "extra": b"x"})
    assert (await request(client, "POST", f"{url}/sendPhoto", data=form)).status == 200


async def test_a_file_id_counts_more_than_an_upload(client: aiohttp.ClientSession, url: str, town: Town) -> None:
    first = await request(
        client, "POST", f"{url}/sendPhoto", data=form_of({"chat_id": town.private.id, "photo": png()})
    )
    sizes = first.fields["photo"]
    assert isinstance(sizes, list)
    both = form_of({"chat_id": town.private.id, "photo": png(8, 8)})
    answer = await request(client, "POST", f"{url}/sendPhoto?photo={sizes[-1]['file_id']}", data=both)
    assert answer.fields["photo"] == sizes


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ({"colour": 1}, "colour"),
        ({"entities": [{"type": "bold", "offset": 0, "length": 1, "colour": 1}]}, "entities.0.colour"),
        ({"link_preview_options": {"colour": 1}}, "link_preview_options.colour"),
        ({"reply_parameters": {"message_id": 0, "colour": 1}}, "reply_parameters.colour"),
        ({"reply_markup": {"force_reply": True, "colour": 1}}, "reply_markup.force_reply.colour"),
    ],
)
async def test_only_a_strict_server_refuses_unknown_names(
    ask: Ask,
    client: aiohttp.ClientSession,
    lenient: Server,
    town: Town,
    arguments: dict[str, object],
    place: str,
) -> None:
    tolerant = make_ask(lenient, client, TOKEN)
    given = {"chat_id": town.private.id, "text": "a", **arguments}
    # Twice, because equal keyboards are read once.
    for _ in range(2):
        assert (await tolerant("sendMessage", **given)).status == 200
        assert (await ask("sendMessage", **given)).error == f'Bad Request: unknown argument "{place}"'


@pytest.mark.parametrize(
    "value", ["x", 5, 1.5, True, None, [], {}, [[]], [{}], ["a"], {"type": "x"}, {"keyboard": [[5]]}]
)
def test_no_argument_is_refused_in_a_validators_words(value: object) -> None:
    refusals: dict[str, str] = {}
    for method in METHODS.values():
        for name in method.arguments.model_fields:
            try:
                method.read({name: value})
            except ApiError as error:
                refusals[f"{method.arguments.method} {name}"] = error.description
    # `can't parse "…"` begins the text for what `argument_error` has no words of Telegram's.
    assert {place: text for place, text in refusals.items() if "can't parse \"" in text} == {}
