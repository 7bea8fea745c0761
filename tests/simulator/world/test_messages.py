import pytest

from simulator import Town, World, errors
from tests.simulator.factories import NOON, Answer, Ask

LINK = '<b>조간</b> <a href="https://example.com/a?b=1&amp;c=2">read</a>'


def keyboard(*labels: str) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


def message_id(answer: Answer) -> dict[str, object]:
    return {"message_id": answer.fields["message_id"]}


async def test_a_sent_message_is_returned(ask: Ask, world: World, town: Town) -> None:
    sent = (await ask("sendMessage", chat_id=town.private.id, text=f"\n {LINK} \n", parse_mode="HTML")).fields
    assert sent["text"] == "조간 read"
    assert sent["date"] == int(NOON.timestamp())
    (message,) = world.messages(town.private)
    assert message.sender is world.bot
    assert [(e.type, e.covered_text(message.text), e.url) for e in message.entities] == [
        ("bold", "조간", None),
        ("text_link", "read", "https://example.com/a?b=1&c=2"),
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("x" * 4097, "message is too long"),
        ("\N{GRINNING FACE}" * 2049, "message is too long"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_a_text_is_measured_after_its_entities_are_parsed(ask: Ask, town: Town, text: str, error: str) -> None:
    answer = await ask("sendMessage", chat_id=town.private.id, text=text, parse_mode="HTML")
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")


@pytest.mark.parametrize("text", ["x" * 4096, "<b>" + "x" * 4096 + "</b>", "\N{GRINNING FACE}" * 2048])
async def test_the_longest_text_is_accepted(ask: Ask, town: Town, text: str) -> None:
    assert (await ask("sendMessage", chat_id=town.private.id, text=text, parse_mode="HTML")).status == 200


@pytest.mark.parametrize(
    ("button", "error"),
    [
        ({"text": "x", "callback_data": "가" * 22}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "url": "nowhere"}, "URL 'nowhere' is invalid: Wrong HTTP URL"),
        ({"text": "", "callback_data": "a"}, "button text must be non-empty"),
    ],
)
async def test_a_button_needs_a_label_and_an_action(
    ask: Ask, town: Town, button: dict[str, object], error: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    answer = await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
    assert answer.status == 400
    assert error in answer.error


async def test_a_message_has_at_most_a_hundred_buttons(ask: Ask, town: Town) -> None:
    for count, status in ((100, 200), (101, 400)):
        markup = keyboard(*(str(number) for number in range(count)))
        answer = await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
        assert answer.status == status


async def test_an_edit_replaces_text_and_buttons(ask: Ask, world: World, town: Town) -> None:
    place = {"chat_id": town.private.id}
    await ask("sendMessage", **place, text="one", reply_markup=keyboard("a"))
    edited = await ask("editMessageText", **place, message_id=1, text="two")
    assert edited.fields["edit_date"] == int(NOON.timestamp())
    (message,) = world.messages(town.private)
    assert (message.text, message.keyboard) == ("two", ())


async def test_an_edit_that_changes_nothing_is_rejected(ask: Ask, town: Town) -> None:
    place = {"chat_id": town.private.id}
    await ask("sendMessage", **place, text="one", reply_markup=keyboard("a"))
    again = [
        await ask("editMessageText", **place, message_id=1, text="one ", reply_markup=keyboard("a")),
        await ask("editMessageReplyMarkup", **place, message_id=1, reply_markup=keyboard("a")),
    ]
    assert [answer.error for answer in again] == [errors.not_modified().description] * 2


async def test_only_the_bots_own_messages_can_be_edited(ask: Ask, world: World, town: Town) -> None:
    message = world.say(town.private, town.person, "mine")
    place = {"chat_id": town.private.id, "text": "x"}
    theirs = await ask("editMessageText", **place, message_id=message.message_id)
    nobodys = await ask("editMessageText", **place, message_id=99)
    assert theirs.error == "Bad Request: message can't be edited"
    assert nobodys.error == "Bad Request: message to edit not found"


@pytest.mark.parametrize(
    "markup",
    [{"keyboard": [[{"text": "A"}]]}, {"remove_keyboard": True}, {"force_reply": True}],
    ids=["keyboard", "remove_keyboard", "force_reply"],
)
async def test_a_message_with_another_keyboard_than_an_inline_one_cannot_be_edited(
    ask: Ask, town: Town, markup: dict[str, object]
) -> None:
    sent = await ask("sendMessage", chat_id=town.private.id, text="a", reply_markup=markup)
    place = {"chat_id": town.private.id, "message_id": sent.fields["message_id"]}
    edited = await ask("editMessageText", **place, text="b")
    assert (edited.status, edited.error) == (400, "Bad Request: message can't be edited")
    marked = await ask("editMessageReplyMarkup", **place, reply_markup=keyboard("B"))
    assert marked.error == "Bad Request: message can't be edited"


async def test_a_forwarded_message_cannot_be_edited(ask: Ask, town: Town) -> None:
    place = {"chat_id": town.private.id}
    sent = await ask("sendMessage", **place, text="a")
    forwarded = await ask("forwardMessage", **place, from_chat_id=town.private.id, **message_id(sent))
    edited = await ask("editMessageText", **place, **message_id(forwarded), text="b")
    assert edited.error == "Bad Request: message can't be edited"


async def test_buttons_can_be_removed(ask: Ask, world: World, town: Town) -> None:
    place = {"chat_id": town.private.id}
    await ask("sendMessage", **place, text="one", reply_markup=keyboard("a"))
    assert "edit_date" not in (await ask("editMessageReplyMarkup", **place, message_id=1)).fields
    assert world.messages(town.private)[0].keyboard == ()


async def test_a_deleted_message_is_gone(ask: Ask, world: World, town: Town) -> None:
    place = {"chat_id": town.private.id, "message_id": 1}
    await ask("sendMessage", chat_id=town.private.id, text="one")
    assert (await ask("deleteMessage", **place)).result is True
    assert world.messages(town.private) == []
    assert (await ask("deleteMessage", **place)).error == "Bad Request: message to delete not found"


async def test_other_peoples_messages_are_deleted_by_administrators_only(ask: Ask, world: World, town: Town) -> None:
    message = world.say(town.group, town.person, "mine")
    place = {"chat_id": town.group.id, "message_id": message.message_id}
    assert (await ask("deleteMessage", **place)).error == "Bad Request: message can't be deleted"
    world.promote(town.group, world.bot)
    assert (await ask("deleteMessage", **place)).result is True


async def test_a_reply_needs_its_message(ask: Ask, world: World, town: Town) -> None:
    question = world.say(town.private, town.person, "why?")
    place = {"chat_id": town.private.id, "text": "because"}
    answer = await ask("sendMessage", **place, reply_parameters={"message_id": question.message_id})
    assert isinstance(answer.fields["reply_to_message"], dict)
    lost = await ask("sendMessage", **place, reply_parameters={"message_id": 99})
    assert lost.error == "Bad Request: message to be replied not found"
    anyway = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in (await ask("sendMessage", **place, reply_parameters=anyway)).fields


async def test_a_callback_query_is_answered_once(ask: Ask, world: World, town: Town) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=keyboard("a", "b"))
    callback = world.press(world.messages(town.private)[0], 1, town.person)
    (update,) = (await ask("getUpdates")).items
    query = update["callback_query"]
    assert isinstance(query, dict)
    assert (query["id"], query["data"]) == (callback.id, "b")
    assert (await ask("answerCallbackQuery", callback_query_id=callback.id, text="ok")).result is True
    assert world.events[-1].text == "ok"
    again = await ask("answerCallbackQuery", callback_query_id=callback.id)
    assert again.error == errors.query_too_old().description


@pytest.mark.parametrize("button", [5, -1, "c"])
async def test_a_missing_button_cannot_be_pressed(ask: Ask, world: World, town: Town, button: int | str) -> None:
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=keyboard("a", "b"))
    with pytest.raises(errors.ActionError, match="button"):
        world.press(world.messages(town.private)[0], button, town.person)


async def test_pressing_a_link_names_its_url(ask: Ask, world: World, town: Town) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "url": "https://example.com"}]]}
    await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)
    with pytest.raises(errors.ActionError, match=r"opens https://example\.com"):
        world.press(world.messages(town.private)[0], 0, town.person)


async def test_a_mention_of_an_unknown_user_is_plain_text(ask: Ask, world: World, town: Town) -> None:
    text = f'<a href="tg://user?id={town.person.id}">Mina</a> <a href="tg://user?id=77">Nobody</a>'
    await ask("sendMessage", chat_id=town.private.id, text=text, parse_mode="HTML")
    (entity,) = world.messages(town.private)[0].entities
    assert (entity.type, entity.user) == ("text_mention", town.person)
