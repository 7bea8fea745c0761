import pytest

from simulator import Fault, errors
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
    assert bool(told.exc_info) is (words == "Could not handle an update")
