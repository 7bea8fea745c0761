import pytest

from tests.telegram_contract import answer_problems, problems, specification

needs_documentation = pytest.mark.skipif(
    specification() is None, reason="../shared/data/telegram-bot-api.json is not there"
)
GOOD: dict[str, object] = {
    "chat_id": 5,
    "text": "Hello",
    "parse_mode": "HTML",
    "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]},
}


def test_a_good_call_has_no_problems() -> None:
    assert problems("sendMessage", GOOD) == []


def test_a_command_scope_is_one_of_its_kinds() -> None:
    commands = [{"command": "help", "description": "What there is"}]
    assert problems("setMyCommands", {"commands": commands, "scope": {"type": "chat", "chat_id": 5}}) == []


def test_an_unknown_method_is_found() -> None:
    assert problems("sendMesage", GOOD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"chat_id": [5]},
        {"text": None},
        {"colour": "red"},
        {"reply_markup": {"inline_keyboard": [{"text": "Yes", "callback_data": "yes"}]}},
        {"reply_markup": {"inline_keyboard": [[{"text": "Yes", "callbackdata": "yes"}]]}},
        {"disable_notification": "sometimes"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_wrong_argument_is_found_by_aiogram_alone(wrong: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.telegram_contract.specification", lambda: None)
    assert problems("sendMessage", GOOD | wrong)


def test_a_missing_argument_is_found() -> None:
    assert problems("sendMessage", {"text": "Hello"})


@needs_documentation
def test_the_documentation_finds_an_undocumented_argument() -> None:
    found = problems("sendMessage", GOOD | {"disable_web_page_preview": True})
    assert found == ["sendMessage.disable_web_page_preview is not documented"]


@needs_documentation
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("x" * 64, []),
        ("가" * 22, ["sendMessage.reply_markup.inline_keyboard[0][0].callback_data has 66, not 1-64 bytes"]),
    ],
)
def test_the_documentation_measures_callback_data_in_bytes(data: str, expected: list[str]) -> None:
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": data}]]}
    assert problems("sendMessage", GOOD | {"reply_markup": markup}) == expected


@needs_documentation
def test_the_documentation_measures_a_text_without_a_parse_mode() -> None:
    assert problems("sendMessage", {"chat_id": 5, "text": "x" * 4097}) == [
        "sendMessage.text has 4097, not 1-4096 characters"
    ]


@needs_documentation
def test_a_number_is_not_a_flag() -> None:
    assert "sendMessage.disable_notification is no Boolean" in problems(
        "sendMessage", GOOD | {"disable_notification": 1}
    )


def test_a_good_answer_has_no_problems() -> None:
    assert answer_problems("getMe", {"id": 1, "is_bot": True, "first_name": "Bot"}) == []


@pytest.mark.parametrize("wrong", [{"id": 1}, {"id": 1, "is_bot": True, "first_name": "Bot", "age": 3}, True])
def test_a_wrong_answer_is_found(wrong: object) -> None:
    assert answer_problems("getMe", wrong)
