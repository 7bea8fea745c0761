"""Kill `jogan correct` at random moments and run it again: each bulletin is edited once, and nothing else changes."""

import random
from collections import Counter
from datetime import datetime

import pytest

from sources.records import KST, Article
from tests.crash.factories import Morning, Prepare, until
from tests.delivery.mornings import RUNS
from tests.factories import publish
from tests.forked import forked

pytestmark = pytest.mark.process
PEOPLE = 40
WRONG, RIGHT = "도서관이 여덟 시에 문을 연다", "도서관이 일곱 시에 문을 연다"


@pytest.mark.parametrize("seed", range(max(1, RUNS // 3)))
async def test_after_kills_each_bulletin_is_corrected_once(prepare: Prepare, seed: int) -> None:
    morning = await prepare(PEOPLE)
    await morning.database.open()
    async with morning.database.write() as connection:
        await publish(connection, Article(WRONG), datetime.now(KST), source="하나신문")
    await morning.finish()
    before = _bulletins(morning)
    assert all(WRONG in text for text in before.values())
    dice = random.Random(seed)  # noqa: S311 - the same seed throws the same dice again
    for _ in range(dice.choice([1, 2])):
        moment = _edits(morning).total() + dice.randrange(1, PEOPLE // 3)
        await _correct(morning, kill_at=moment)
    assert await _correct(morning) == 0
    assert _bulletins(morning) == {number: text.replace(WRONG, RIGHT) for number, text in before.items()}
    assert set(_edits(morning).values()) == {1}, "an edit that was repeated is rejected as one that changes nothing"


async def _correct(morning: Morning, kill_at: int | None = None) -> int | None:
    """Run the command, to its end or until so many edits were made, and return its exit code."""
    day = f"{datetime.now(KST):%Y-%m-%d}"
    words = "correct", "--day", day, "--headline", WRONG, RIGHT, "--yes"
    async with forked(*words, environment=morning.environment) as process:
        if kill_at is not None:
            await until(lambda: _edits(morning).total() >= kill_at)
            process.kill()
        await process.communicate()
        return process.returncode


def _bulletins(morning: Morning) -> dict[int, str]:
    return {one.id: morning.world.messages(morning.world.private_chat(one))[-1].text for one in morning.people}


def _edits(morning: Morning) -> Counter[object]:
    """Return the number of accepted edits by chat."""
    calls = (call for call in morning.server.calls if call.method == "editMessageText" and call.accepted)
    return Counter(call.arguments["chat_id"] for call in calls)
