from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator import Server, Town, World, small_town
from tests.simulator.factories import NOON, TOKEN, Ask, make_ask


@pytest.fixture
def world() -> World:
    return World(now=lambda: NOON)


@pytest.fixture
def town(world: World) -> Town:
    return small_town(world, language="ko")


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world, token=TOKEN, strict=True) as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def ask(server: Server, client: aiohttp.ClientSession) -> Ask:
    return make_ask(server, client, TOKEN)
