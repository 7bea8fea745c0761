"""Kill the process at random moments of a broadcast, and start it again."""

import asyncio
import random

import pytest

from storage.schema import DeliveryState
from tests.crash.factories import Morning, Prepare, until
from tests.delivery.mornings import BULLETINS, RUNS, in_state, ledger, received

pytestmark = pytest.mark.process

AT_FULL_SPEED = (BULLETINS, True, 200)
AT_THIRTY_A_SECOND = (60, False, 20)
"""Due people, whether broadcasts are paid, and the most bulletins that may be in flight at one moment."""


@pytest.mark.parametrize(
    ("number", "is_paid", "most", "seed"),
    [*((*AT_FULL_SPEED, seed) for seed in range(RUNS)), (*AT_THIRTY_A_SECOND, RUNS)],
)
async def test_after_kills_everybody_has_exactly_one_except_those_in_flight(
    prepare: Prepare, *, number: int, is_paid: bool, most: int, seed: int
) -> None:
    morning = await prepare(number)
    morning.environment["JOGAN_PAID_BROADCASTS"] = str(is_paid)
    dice = random.Random(seed)  # noqa: S311 - the same seed throws the same dice again
    in_flight = set[int]()
    for _ in range(dice.choice([1, 1, 2, 3])):
        killed = await _killed(morning, dice)
        assert len(killed) <= most
        in_flight |= killed
    await morning.finish()
    entries = await ledger(morning.database)
    unknown = in_state(entries, DeliveryState.UNKNOWN)
    print(f"{len(unknown)} of {len(entries)} unknown")  # noqa: T201 - the figure of a long run
    assert unknown == in_flight
    assert in_state(entries, DeliveryState.SENT) == entries.keys() - unknown
    arrived = received(morning.world, morning.people)
    assert all(count == 1 or (count == 0 and number in unknown) for number, count in arrived.items())
    assert any("were in flight" in line for line in morning.log) is bool(unknown)


async def _killed(morning: Morning, dice: random.Random) -> set[int]:
    """Kill the bot between its start and its last bulletin; return the chats whose bulletins were in flight."""
    entries = await ledger(morning.database)
    to_come = len(morning.people) - len(entries) + len(in_state(entries, DeliveryState.PENDING, DeliveryState.CLAIMED))
    moment = morning.sends + dice.randrange(max(to_come, 1))
    async with morning.bot() as process:
        await until(lambda: morning.sends >= moment)
        await asyncio.sleep(dice.uniform(0, 0.02 if morning.sends else 2))
        process.kill()
    return in_state(await ledger(morning.database), DeliveryState.SENDING)
