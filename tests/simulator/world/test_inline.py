import pytest

from simulator import Town, World, errors
from simulator.world.chats import Chat
from tests.simulator.factories import Ask, keyboard, png


def article(name: str = "a", **more: object) -> dict[str, object]:
    content = {"message_text": "<b>Clear</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": name, "title": "Incheon", "input_message_content": content} | more


@pytest.fixture
def group(world: World, town: Town) -> Chat:
    """A group that the bot is not in."""
    return world.add_group("Elsewhere", town.person)


async def test_a_person_asks_from_any_chat_and_chooses(ask: Ask, world: World, town: Town, group: Chat) -> None:
    query = world.ask_inline(group, town.person, "인천", place=(37.45, 126.7))
    (update,) = (await ask("getUpdates", offset=-1)).items
    assert update["inline_query"] == query.to_json()
    assert query.to_json()["chat_type"] == "group"
    results = [article(reply_markup=keyboard("more")), article("b")]
    assert (await ask("answerInlineQuery", inline_query_id=query.id, results=results)).result is True
    message = world.choose(query, "a")
    assert (message.text, message.sender, message.via) == ("Clear", town.person, world.bot)
    (update,) = (await ask("getUpdates", offset=-1)).items
    chosen = update["chosen_inline_result"]
    assert isinstance(chosen, dict)
    assert (chosen["result_id"], chosen["query"]) == ("a", "인천")
    world.press(message, 0, town.person)
    (update,) = (await ask("getUpdates", offset=-1)).items
    callback = update["callback_query"]
    assert isinstance(callback, dict)
    assert callback["inline_message_id"] == chosen["inline_message_id"]
    assert "message" not in callback
    edited = await ask("editMessageText", inline_message_id=callback["inline_message_id"], text="Cloudy")
    assert edited.result is True
    assert world.current(message).text == "Cloudy"
    unknown = await ask("editMessageText", inline_message_id="x", text="Cloudy")
    assert unknown.error == "Bad Request: MESSAGE_ID_INVALID"


@pytest.mark.parametrize(
    ("results", "error"),
    [
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article(str(number)) for number in range(51)], "too many inline query results specified"),
        ([article(input_message_content={"message_text": " "})], "text must be non-empty"),
        (
            [{"type": "photo", "id": "p", "photo_file_id": "x"}],
            "wrong remote file identifier specified: Wrong string length",
        ),
    ],
    ids=str,
)
async def test_wrong_results_are_rejected(
    ask: Ask, world: World, town: Town, results: list[dict[str, object]], error: str
) -> None:
    query = world.ask_inline(town.group, town.person, "")
    answer = await ask("answerInlineQuery", inline_query_id=query.id, results=results)
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")
    assert query.results is None


@pytest.mark.parametrize("result", [{}, article(colour="red"), {"type": "article", "id": "a"}, {"type": "game"}, 5])
async def test_results_of_the_wrong_kind_are_rejected(ask: Ask, world: World, town: Town, result: object) -> None:
    query = world.ask_inline(town.group, town.person, "")
    answer = await ask("answerInlineQuery", inline_query_id=query.id, results=[result])
    assert answer.status == 400


async def test_a_query_is_answered_once(ask: Ask, world: World, town: Town) -> None:
    query = world.ask_inline(town.group, town.person, "x")
    with pytest.raises(errors.ActionError, match="no result"):
        world.choose(query, "a")
    button = {"text": "Set up", "start_parameter": "now"}
    await ask("answerInlineQuery", inline_query_id=query.id, results=[], button=button, next_offset="20")
    assert (query.next_offset, query.button and query.button.text) == ("20", "Set up")
    again = await ask("answerInlineQuery", inline_query_id=query.id, results=[])
    assert again.error == errors.query_too_old().description


async def test_photo_results_by_url_and_by_file_id(ask: Ask, world: World, town: Town) -> None:
    await ask("sendPhoto", chat_id=town.private.id, photo=png())
    file = world.messages(town.private)[0].file
    assert file
    url = "https://example.com/a.png"
    results = [
        {"type": "photo", "id": "id", "photo_file_id": file.file_id, "caption": "Map"},
        {"type": "photo", "id": "url", "photo_url": url, "thumbnail_url": url},
    ]
    query = world.ask_inline(town.group, town.person, "map")
    assert (await ask("answerInlineQuery", inline_query_id=query.id, results=results)).status == 200
    assert world.choose(query, "id").file is file
    with pytest.raises(errors.ActionError, match="does not fetch"):
        world.choose(query, "url")


async def test_inline_mode_can_be_switched_off(ask: Ask, world: World, town: Town) -> None:
    world.accounts[world.bot.id].supports_inline = False
    assert (await ask("getMe")).fields["supports_inline_queries"] is False
    with pytest.raises(errors.ActionError, match="inline mode switched off"):
        world.ask_inline(town.group, town.person, "x")


async def test_a_web_app_is_answered_in_the_persons_name(ask: Ask, world: World, town: Town) -> None:
    button = {"text": "Map", "web_app": {"url": "https://example.com"}}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup={"inline_keyboard": [[button]]})
    query = world.open_web_app(world.messages(town.private)[0], 0, town.person)
    sent = await ask("answerWebAppQuery", web_app_query_id=query.id, result=article(reply_markup=keyboard("a")))
    assert sent.fields["inline_message_id"]
    assert world.messages(town.private)[-1].sender is town.person
    again = await ask("answerWebAppQuery", web_app_query_id=query.id, result=article())
    assert again.error == errors.query_too_old().description
