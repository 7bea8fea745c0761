import asyncio

import aiohttp
import pytest

from simulator import Server, Town
from tests.simulator.factories import TOKEN, Ask, until


async def test_an_outage_breaks_connections_and_handles_no_call(ask: Ask, server: Server, town: Town) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    server.outages.begin(60)
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientError):
        await ask("sendMessage", chat_id=town.private.id, text="x")
    assert server.world.messages(town.private) == []
    await server.outages.end()
    assert (await ask("getMe")).status == 200


async def test_refused_connections_end_automatically(ask: Ask, server: Server) -> None:
    await server.outages.refuse(1)
    with pytest.raises(aiohttp.ClientConnectorError):
        await ask("getMe")

    async def is_back() -> bool:
        try:
            return (await ask("getMe")).status == 200
        except aiohttp.ClientError:
            return False

    await until(is_back)
    assert server.outages.seconds_left == 0


async def test_a_server_can_stop_during_an_outage(server: Server, client: aiohttp.ClientSession) -> None:
    await server.outages.refuse(60)
    with pytest.raises(aiohttp.ClientConnectorError):
        await client.get(f"{server.base_url}{TOKEN}/getMe")
