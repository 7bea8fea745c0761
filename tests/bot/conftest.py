from collections.abc import AsyncIterator

import pytest

from bot.i18n.translator import Translator
from simulator import Town, World, small_town
from storage.database import Database, make_database
from tests.bot.factories import TRANSLATORS
from tests.factories import EVENING


@pytest.fixture
def world() -> World:
    return World(now=lambda: EVENING)


@pytest.fixture
def town(world: World) -> Town:
    return small_town(world)


@pytest.fixture(params=["ko", "en"])
def tr(request: pytest.FixtureRequest) -> Translator:
    language: str = request.param
    return TRANSLATORS[language]


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = make_database(database_url)
    await database.open()
    yield database
    await database.close()
