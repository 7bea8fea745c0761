"""Telegram's error texts for wrong arguments."""

import pytest

from simulator import Town
from tests.simulator.factories import Ask

BUTTON = "inline keyboard button"
APP = {"text": "Map", "web_app": {"url": "https://example.com/map"}}


def inline(**button: object) -> dict[str, object]:
    return {"reply_markup": {"inline_keyboard": [[{"text": "x", **button}]]}}


def entity(kind: str, **more: object) -> dict[str, object]:
    return {"entities": [{"type": kind, "offset": 0, "length": 1, **more}]}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (inline(callback_data="가" * 22), "BUTTON_DATA_INVALID"),
        (inline(callback_data=""), f"can't parse {BUTTON}: Text buttons are unallowed in the inline keyboard"),
        (inline(url=""), f"can't parse {BUTTON}: Text buttons are unallowed in the inline keyboard"),
        (inline(url="nowhere"), f"{BUTTON} URL 'nowhere' is invalid: Wrong HTTP URL"),
        (inline(url="http://localhost:3000"), f"{BUTTON} URL 'http://localhost:3000' is invalid: Wrong HTTP URL"),
        (inline(url="ftp://a.com"), f"{BUTTON} URL 'ftp://a.com' is invalid: Unsupported URL protocol"),
        (inline(url="http://[::1"), f"{BUTTON} URL 'http://[::1' is invalid: Disallowed character in URL host"),
        (inline(web_app={"url": "bad"}), f"{BUTTON} Web App URL 'bad' is invalid: Only HTTPS links are allowed"),
        (
            inline(web_app={"url": "http://a.com"}),
            f"{BUTTON} Web App URL 'http://a.com' is invalid: Only HTTPS links are allowed",
        ),
        (inline(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
        (inline(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (
            {"reply_markup": {"inline_keyboard": [[{"url": "a.com"}]]}},
            f"can't parse {BUTTON}: Can't find field \"text\"",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": None}]]}},
            f'can\'t parse {BUTTON}: Field "text" must be of type String',
        ),
        ({"reply_markup": {"inline_keyboard": "x"}}, 'field "inline_keyboard" must be of type Array'),
        ({"reply_markup": {"keyboard": "x"}}, 'field "keyboard" must be of type Array'),
        ({"reply_markup": {"keyboard": [["a"]], "selective": "yes"}}, 'field "selective" must be of type Boolean'),
        ({"reply_markup": {"force_reply": "yes"}}, 'field "force_reply" must be of type Boolean'),
        ({"reply_markup": {"remove_keyboard": "yes"}}, 'field "remove_keyboard" must be of type Boolean'),
        ({"link_preview_options": {"is_disabled": "yes"}}, 'field "is_disabled" must be of type Boolean'),
        ({"reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        ({"parse_mode": "XML"}, "unsupported parse_mode"),
        (entity("colour"), "can't parse MessageEntity: Unsupported type specified"),
        (entity("text_link"), "can't parse MessageEntity: Can't find field \"url\""),
        (entity("text_mention"), "can't parse MessageEntity: Can't find field \"user\""),
        (entity("custom_emoji"), "can't parse MessageEntity: Can't find field \"custom_emoji_id\""),
        (
            entity("custom_emoji", custom_emoji_id="9999999999999999999"),
            'can\'t parse MessageEntity: Field "custom_emoji_id" must be a valid Number',
        ),
        (entity("text_link", url="nowhere"), "entity URL 'nowhere' is invalid: Wrong HTTP URL"),
        (entity("text_link", url=""), "entity URL '' is invalid: URL host is empty"),
        (entity("text_mention", user={"id": 0}), "user not found"),
    ],
    ids=str,
)
async def test_errors_inside_arguments_have_telegrams_texts(
    ask: Ask, town: Town, arguments: dict[str, object], error: str
) -> None:
    answer = await ask("sendMessage", chat_id=town.private.id, text="x", **arguments)
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")


@pytest.mark.parametrize("url", ["https://example.com/a?b", "example.com", "tg://user?id=5"])
async def test_buttons_open_the_links_that_telegram_accepts(ask: Ask, town: Town, url: str) -> None:
    assert (await ask("sendMessage", chat_id=town.private.id, text="x", **inline(url=url))).status == 200


@pytest.mark.parametrize(
    ("command", "description", "error"),
    [
        ("Help", "x", "BOT_COMMAND_INVALID"),
        ("날씨", "x", "BOT_COMMAND_INVALID"),
        ("/", "x", "command must be non-empty"),
        ("a" * 33, "x", "command length must not exceed 32"),
        ("a", " ", "command description must be non-empty"),
        ("a", "x" * 257, "command description length must not exceed 256"),
    ],
)
async def test_a_wrong_command_is_rejected(ask: Ask, command: str, description: str, error: str) -> None:
    answer = await ask("setMyCommands", commands=[{"command": command, "description": description}])
    assert (answer.status, answer.error) == (400, f"Bad Request: {error}")


async def test_a_command_needs_a_description(ask: Ask) -> None:
    answer = await ask("setMyCommands", commands=[{"command": "help"}])
    assert answer.error == "Bad Request: can't parse BotCommand: Can't find field \"description\""


async def test_a_web_app_opens_from_private_chats_only(ask: Ask, town: Town) -> None:
    markup = {"inline_keyboard": [[APP]]}
    assert (await ask("sendMessage", chat_id=town.private.id, text="x", reply_markup=markup)).status == 200
    for chat in (town.group, town.channel):
        sent = await ask("sendMessage", chat_id=chat.id, text="x")
        rejected = await ask("sendMessage", chat_id=chat.id, text="x", reply_markup=markup)
        assert rejected.error == "Bad Request: BUTTON_TYPE_INVALID"
        place = {"chat_id": chat.id, "message_id": sent.fields["message_id"], "reply_markup": markup}
        assert (await ask("editMessageReplyMarkup", **place)).error == "Bad Request: BUTTON_TYPE_INVALID"
        assert (await ask("editMessageText", **place, text="y")).error == "Bad Request: BUTTON_TYPE_INVALID"


@pytest.mark.parametrize("query", ["switch_inline_query", "switch_inline_query_current_chat"])
async def test_a_channel_has_no_inline_queries(ask: Ask, town: Town, query: str) -> None:
    assert (await ask("sendMessage", chat_id=town.group.id, text="x", **inline(**{query: ""}))).status == 200
    answer = await ask("sendMessage", chat_id=town.channel.id, text="x", **inline(**{query: ""}))
    assert answer.error == (
        f"Bad Request: can't use {query} button in a channel chat, because users will not be able to use the button "
        "without knowing bot's username"
    )


async def test_the_menu_button_opens_https_only(ask: Ask) -> None:
    button = {"type": "web_app", "text": "Map", "web_app": {"url": "http://example.com"}}
    answer = await ask("setChatMenuButton", menu_button=button)
    assert answer.error == (
        "Bad Request: menu button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed"
    )


@pytest.mark.parametrize(
    ("secret", "error"),
    [("x" * 257, "secret token is too long"), ("a b", "secret token contains unallowed characters")],
)
async def test_a_secret_has_its_limits(ask: Ask, secret: str, error: str) -> None:
    answer = await ask("setWebhook", url="http://127.0.0.1:1/", secret_token=secret)
    assert answer.error == f"Bad Request: {error}"
