"""Updates that python-telegram-bot cannot read."""

import logging

import pytest
from telegram import Bot, Message, Update

from bot.inbound.parsing import UpdateParser, get_id
from bot.telegram_api.rate_limiter import MINUTE
from tests.updates import Generator

BOT = Bot("1:none")
FIRST = "Skipped update 7 (message), which cannot be read: KeyError"
OTHERS = "Skipped updates which cannot be read"
ONE_MORE = f"{OTHERS}: 1 more within a minute"
PRIVATE_WORDS = "words of a person"
UNREADABLE = {"update_id": 7, "message": {"message_id": 1, "text": PRIVATE_WORDS}}


def parse_update(raw: object) -> Update | None:
    return UpdateParser(BOT).parse(raw)


def message(**fields: object) -> dict[str, object]:
    chat = {"id": 1, "type": "private", "first_name": PRIVATE_WORDS}
    return {"message_id": 1, "date": 1715637600, "chat": chat, "text": PRIVATE_WORDS, **fields}


def test_an_update_is_read() -> None:
    update = parse_update({"update_id": 7, "message": message()})
    assert update is not None
    assert (update.update_id, update.message and update.message.text) == (7, PRIVATE_WORDS)


def test_unknown_kinds_and_fields_are_read() -> None:
    update = parse_update({"update_id": 7, "message": message(new_field={"a": 1}), "new_kind": {"b": 2}})
    assert update is not None
    assert update.message is not None


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (UNREADABLE, "7 (message)"),
        ({"update_id": 7, "callback_query": {"data": PRIVATE_WORDS}}, "7 (callback_query)"),
        ({"message": message()}, "None (message)"),
        ({"update_id": 7, f"{PRIVATE_WORDS}\n": 1, "poll": 1}, "7 (poll)"),
        ({PRIVATE_WORDS: 1}, "None (unknown kind)"),
        ([PRIVATE_WORDS], "None (unknown kind)"),
        (PRIVATE_WORDS, "None (unknown kind)"),
    ],
)
def test_an_unreadable_update_is_logged_without_its_content(
    raw: object, named: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert parse_update(raw) is None
    (record,) = caplog.records
    assert record.getMessage().startswith(f"Skipped update {named}")
    assert record.levelno == logging.WARNING
    assert PRIVATE_WORDS not in caplog.text
    assert "Traceback" not in caplog.text


def test_of_many_unreadable_updates_one_a_minute_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = 0.0
    parser = UpdateParser(BOT, lambda: now)
    for _ in range(50):
        parser.parse(UNREADABLE)
        parser.report_if_due()
    now = MINUTE - 0.1
    parser.parse(UNREADABLE)
    parser.report_if_due()
    assert [record.getMessage() for record in caplog.records] == [FIRST]
    now = MINUTE
    parser.report_if_due()
    parser.report_if_due()
    assert [record.getMessage() for record in caplog.records] == [FIRST, f"{OTHERS}: 50 more within a minute"]
    assert PRIVATE_WORDS not in caplog.text


def test_the_next_minute_begins_with_the_next_unreadable_update(caplog: pytest.LogCaptureFixture) -> None:
    moments = [0.0, 1.0, 100.0, 159.0]
    parser = UpdateParser(BOT, lambda: moments[0])
    while moments[1:]:
        parser.parse(UNREADABLE)
        del moments[0]
    parser.parse(UNREADABLE)
    parser.report()
    parser.report()
    assert [record.getMessage() for record in caplog.records] == [FIRST, ONE_MORE, FIRST, ONE_MORE]


def test_any_error_of_the_parser_is_caught(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise RecursionError(PRIVATE_WORDS)

    monkeypatch.setattr(Message, "de_json", fail)
    assert parse_update({"update_id": 7, "message": message()}) is None
    assert "RecursionError" in caplog.text
    assert PRIVATE_WORDS not in caplog.text


def test_nearly_all_generated_updates_can_be_read_unless_changed() -> None:
    chat, person = {"id": 1, "type": "private"}, {"id": 1, "is_bot": False, "first_name": "a"}
    generator = Generator(7, [chat], [person], lambda: 1715637600, changes=(0,))
    read = [parse_update(generator.make(number)[1]) for number in range(1000)]
    assert sum(update is not None for update in read) > 950


@pytest.mark.parametrize("raw", [None, 7, "7", [7], {}, {"update_id": "7"}])
def test_what_has_no_id_has_none(raw: object) -> None:
    assert get_id(raw) is None


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("message", "chat"), ("callback_query", "from"), ("inline_query", "from"), ("my_chat_member", "new_chat_member")],
)
def test_an_update_without_an_object_that_all_rely_on_is_skipped(
    kind: str, missing: str, caplog: pytest.LogCaptureFixture
) -> None:
    person = {"id": 1, "is_bot": False, "first_name": PRIVATE_WORDS}
    member = {"status": "left", "user": person}
    fields: dict[str, object] = message() | {"from": person, "id": "1", "chat_instance": "1", "query": "", "offset": ""}
    fields |= {"old_chat_member": member, "new_chat_member": member}
    assert parse_update({"update_id": 7, kind: fields}) is not None
    del fields[missing]
    assert parse_update({"update_id": 7, kind: fields}) is None
    assert "MissingField" in caplog.text
