"""Where answers take long, as from far away, more requests are on their way at once."""

import asyncio
import time

from simulator import Fault
from tests.crash.conftest import Prepare, until

PEOPLE = 200
LATE = 0.25
"""Seconds; with eight requests at once so many people would take six."""


async def test_late_answers_hold_paid_broadcasts_up_only_at_first(prepare: Prepare) -> None:
    morning = await prepare(PEOPLE)
    morning.environment["JOGAN_PAID_BROADCASTS"] = "True"
    morning.server.faults.append(Fault("sendMessage", times=PEOPLE, delay=LATE))
    async with morning.bot() as process:
        await until(lambda: morning.heard > 0)
        begin = time.monotonic()
        await until(lambda: morning.heard == PEOPLE)
        took = time.monotonic() - begin
        await asyncio.wait_for(morning.end(process), 60)
    assert took < 4
