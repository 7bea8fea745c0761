"""Migration 0002 keeps the observations."""

from pathlib import Path

import pytest

from sources.records import NamedBy, Precision
from storage.content import observations
from storage.content.observations import Observation
from storage.database import make_database
from tests.storage.factories import NOW, older_version

ROWS = """
INSERT INTO observation (station, observed_at, precision, source, condition, temperature, named_by, stored_at) VALUES
    (90, 1715637600, 'day', 'page', '맑음', 18.5, 'page', 0),
    (93, 1715637600, 'day', 'page', NULL, NULL, 'position', 0);
INSERT INTO chat (id, kind, language) VALUES (7, 'private', 'ko');
INSERT INTO subscription (chat_id, thread_id, send_at, zone, stations, next_due_at)
    VALUES (7, 0, '07:00', 'Asia/Seoul', '112', 0);
"""


@pytest.fixture
def first_version(tmp_path: Path, new_database_url: str) -> str:
    """Return the URL of a database of revision 0001 with rows."""
    older_version(tmp_path / "jogan.db", "0001", ROWS)
    return new_database_url


async def test_the_readings_of_the_first_version_stay_and_are_trusted(first_version: str) -> None:
    database = make_database(first_version)
    await database.open()
    async with database.read() as connection:
        assert await observations.list_current(connection) == (
            Observation(90, NOW, Precision.DAY, "page", "맑음", 18.5, NamedBy.PAGE),
            Observation(93, NOW, Precision.DAY, "page", None, None, NamedBy.POSITION),
        )
    await database.close()


async def test_a_first_version_database_accepts_todays_readings(first_version: str) -> None:
    database = make_database(first_version)
    await database.open()
    rainy = Observation(90, NOW, Precision.DAY, "page", "비", 12.0, NamedBy.PAGE, rain=1.2, suspect=True)
    async with database.write() as connection:
        assert await observations.add(connection, [rainy], NOW) == 1
    async with database.read() as connection:
        assert await observations.newest_by_station(connection, [90]) == {90: (rainy,)}
    await database.close()
