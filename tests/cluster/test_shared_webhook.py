"""Updates come to any of three processes: those of a chat are answered in their order, also when one is killed."""

import asyncio
import itertools
import json
import math
import random
from collections import Counter
from collections.abc import Iterator

import aiohttp
import pytest

from bot.cluster.chat_lanes import LANES
from bot.inbound.webhook_server import SECRET_HEADER
from simulator.world.chats import User
from storage.cluster import updates
from tests.cluster.machines import PATIENCE, Cluster, Machine, MakeCluster, until
from tests.forked import MAIN

pytestmark = pytest.mark.process

SECRET = "a-secret_of-some-length"  # noqa: S105 - opens nothing
SETTINGS = {
    "JOGAN_WEBHOOK_URL": "http://127.0.0.1:1/telegram",
    "JOGAN_WEBHOOK_SECRET": SECRET,
    "JOGAN_PAID_BROADCASTS": "false",
}
CITIES = "부산", "대구", "광주"
LAST = "강릉"
"""City that is asked for after one was killed."""

PEOPLE = 12


def make_question(person: User, number: int, text: str, now: float) -> bytes:
    """Return an update as Telegram posts it."""
    message = {
        "message_id": number,
        "date": int(now),
        "chat": {"id": person.id, "type": "private", "first_name": person.first_name},
        "from": person.to_json(),
        "text": text,
    }
    return json.dumps({"update_id": number, "message": message}).encode()


async def post(session: aiohttp.ClientSession, machine: Machine, body: bytes) -> bool:
    """Post an update; return whether it was taken."""
    try:
        async with session.post(
            f"http://127.0.0.1:{machine.webhook}/telegram", data=body, headers={SECRET_HEADER: SECRET}
        ) as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


async def ask(cluster: Cluster, person: User, numbers: Iterator[int], dice: random.Random, *cities: str) -> None:
    """Ask for each city as Telegram does: each update until one of the machines has taken it, then the next."""
    async with aiohttp.ClientSession() as session:
        for city in cities:
            body = make_question(person, next(numbers), f"/weather {city}", cluster.world.now().timestamp())
            async with asyncio.timeout(PATIENCE):
                while not await post(session, dice.choice(cluster.machines), body):  # noqa: ASYNC110 - as Telegram does
                    await asyncio.sleep(0.1)


def answered(cluster: Cluster, person: User) -> list[str]:
    """Return the cities of the answers in a person's chat, in their order."""
    texts = (one.text for one in cluster.world.messages(cluster.world.private_chat(person)))
    return [city for text in texts for city in (*CITIES, LAST) if city in text.partition("\n")[0]]


def is_ready(cluster: Cluster) -> bool:
    return all(machine.has_logged("Jogan is running as") for machine in cluster.machines)


async def wait_for_lanes(cluster: Cluster) -> None:
    """Wait until each machine has its share: the first one has all lanes before, and all questions in its hands."""
    share = math.ceil(LANES / len(cluster.machines))
    async with asyncio.timeout(PATIENCE):
        while True:
            async with cluster.database.read() as connection:
                held = Counter((await updates.read_lanes(connection)).values())
            if None not in held and max(held.values()) <= share:
                return
            await asyncio.sleep(0.1)


async def test_when_one_is_killed_all_but_what_was_in_its_hands_is_answered_in_order(make_cluster: MakeCluster) -> None:
    # With real heartbeats: who was killed is found out at once, and nobody else may seem to be on a busy machine.
    cluster = await make_cluster(PEOPLE, MAIN, settings=SETTINGS)
    dice, numbers = random.Random(8), itertools.count(1000)  # noqa: S311 - the same dice each time
    async with cluster.running():
        await until(lambda: is_ready(cluster))
        await wait_for_lanes(cluster)
        asking = asyncio.gather(*(ask(cluster, person, numbers, dice, *CITIES) for person in cluster.people))
        await until(lambda: any(answered(cluster, person) for person in cluster.people))
        cluster.machines[0].process.kill()
        await asking
        await asyncio.gather(*(ask(cluster, person, numbers, dice, LAST) for person in cluster.people))
        await until(lambda: all(LAST in answered(cluster, person) for person in cluster.people))
    answers = [answered(cluster, person) for person in cluster.people]
    for found in answers:
        # In the order of the questions, none twice.
        assert found == [city for city in (*CITIES, LAST) if city in found]
    assert sum(map(len, answers)) > len(CITIES) * PEOPLE / 2
