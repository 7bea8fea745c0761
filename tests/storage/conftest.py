from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, make_database
from tests.dialects import parametrize


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize(metafunc)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = make_database(database_url)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[AsyncConnection]:
    async with database.write() as connection:
        yield connection
