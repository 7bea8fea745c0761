import pytest

from bot.monitoring.notices import NoticeKind
from simulator import Fault, errors
from tests.handlers.factories import press
from tests.talk import Talk


async def test_a_database_failure_is_apologized_for_and_logged_in_one_line(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    talk.errors_expected = True
    async with talk.session.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE chat")
    assert "문제가" in await talk("/status")
    (told,) = (record for record in caplog.records if record.name == "handlers.errors")
    assert told.getMessage() == "Could not handle an update, because the database failed: no such table: chat"
    assert told.exc_info is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (502, "Could not answer an update: "),
        (errors.unauthorized(), "Could not answer an update: bad token"),
        (errors.bad_request("message is too long"), "Could not handle an update"),
    ],
    ids=["502", "401", "400"],
)
async def test_only_a_possible_bug_is_logged_with_a_traceback(
    talk: Talk, caplog: pytest.LogCaptureFixture, answer: errors.ApiError | int, words: str
) -> None:
    talk.refusals_expected = talk.errors_expected = True
    talk.server.faults.append(Fault("sendMessage", times=9, answer=answer))
    await talk("/help")
    (told,) = (record for record in caplog.records if record.name == "handlers.errors")
    assert told.getMessage().startswith(words)
    is_bug = words == "Could not handle an update"
    assert bool(told.exc_info) is is_bug
    kinds = [one.kind for one in talk.session.application.dependencies.monitor.notices.take()]
    assert kinds == [NoticeKind.NEW_ERROR] * is_bug


async def test_the_traceback_of_rejected_markup_quotes_no_text(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.refusals_expected = talk.errors_expected = True
    await talk("/subscribe 07:00 인천", "/settings")
    rejected = errors.cannot_parse('Unsupported start tag "미나" at byte offset 5')
    talk.server.faults.append(Fault("editMessageText", answer=rejected))
    await press(talk, "지역")
    (told,) = (record for record in caplog.records if record.name == "handlers.errors")
    assert told.getMessage() == "Could not handle an update"
    assert "can't parse entities at byte offset 5" in caplog.text
    assert "edit_message_text" in caplog.text
    assert "미나" not in caplog.text
