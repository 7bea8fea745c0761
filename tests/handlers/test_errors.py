import logging

import pytest

from tests.conftest import Talk


async def test_when_the_database_fails_a_person_is_told_and_the_log_has_one_line(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    talk.errors_expected = True
    async with talk.session.database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE delivery")
    assert "문제가" in await talk("/status")
    (told,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert told.getMessage() == "An update could not be handled, because the database fails: no such table: delivery"
    assert told.exc_info is None
