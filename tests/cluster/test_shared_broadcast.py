"""Three processes share a morning, and one of them meets with trouble: everybody gets one bulletin.

A long run (`JOGAN_RUNS=30 JOGAN_BULLETINS=2000`) has the real heartbeats, and troubles of a minute.
"""

import asyncio
import enum
import random
import re
import signal
import time
from operator import itemgetter

import pytest

from storage.schema import DeliveryState
from tests.cluster.machines import PATIENCE, QUICK, Cluster, Machine, MakeCluster, until
from tests.crash.factories import LONG, TOKEN
from tests.delivery.mornings import BULLETINS, RUNS, in_state, is_over, ledger, received
from tests.forked import MAIN

pytestmark = pytest.mark.process

MAX_TAKEOVER = 15.0
"""Seconds from the trouble of the one in charge until another one sends."""

MOST_IN_FLIGHT = 400

SENDING = re.compile(r"This process is in charge of sending from now on \(number (\d+)\)")


class Trouble(enum.Enum):
    """Trouble of a process."""

    KILLED = enum.auto()
    STOPPED = enum.auto()
    """It stands still for longer than the others wait, and wakes."""
    WITHOUT_DATABASE = enum.auto()
    WITHOUT_TELEGRAM = enum.auto()


DURATION = 60.0 if LONG else 0.0
"""Seconds that a trouble lasts, other than a kill; at least until another process has taken over."""

SEEDS = range(RUNS if LONG else 1)


@pytest.mark.parametrize(("seed", "trouble"), [(seed, one) for seed in SEEDS for one in Trouble])
async def test_everybody_gets_one_whatever_happens_to_one_process(
    make_cluster: MakeCluster, *, seed: int, trouble: Trouble
) -> None:
    dice = random.Random(f"{seed} {trouble.name}")  # noqa: S311 - the same seed throws the same dice again
    cluster = await make_cluster(BULLETINS, MAIN if LONG else QUICK)
    async with cluster.running():
        moment = dice.randrange(1, len(cluster.people) - 20)
        await until(lambda: cluster.sends >= moment)
        victim, number = in_charge(cluster)
        began_at = time.monotonic()
        make_trouble(victim, trouble)
        await until(lambda: in_charge(cluster)[1] > number)
        takeover = time.monotonic() - began_at
        await asyncio.sleep(max(0.0, DURATION - takeover))
        end_trouble(victim, trouble)
        async with asyncio.timeout(PATIENCE):
            while not await is_over(cluster.database, cluster.people):  # noqa: ASYNC110 - it is in other processes
                await asyncio.sleep(0.05)
        # Who was deleted ends, and is started again; who did not reach Telegram goes on.
        if trouble in {Trouble.STOPPED, Trouble.WITHOUT_DATABASE}:
            await until(lambda: 1 in victim.exits)
            assert victim.has_logged("the other workers have taken over")
    entries = await ledger(cluster.database)
    unknown = in_state(entries, DeliveryState.UNKNOWN)
    arrived = received(cluster.world, cluster.people)
    print(f"{trouble.name}: taken over after {takeover:.1f} s; {len(unknown)} of {len(entries)} unknown")  # noqa: T201 - the figures of a long run
    assert takeover < MAX_TAKEOVER
    assert max(arrived.values()) == 1
    assert in_state(entries, DeliveryState.SENT) == entries.keys() - unknown
    assert {one for one, count in arrived.items() if count == 0} <= unknown
    assert len(unknown) <= MOST_IN_FLIGHT
    for machine in cluster.machines:
        text = "".join(machine.log)
        assert TOKEN not in text
        assert "Traceback" not in text, text


def in_charge(cluster: Cluster) -> tuple[Machine, int]:
    """Return the machine whose process has begun to send last, and its fencing number."""
    begun = ((int(number), machine) for machine in cluster.machines for number in SENDING.findall("".join(machine.log)))
    number, machine = max(begun, key=itemgetter(0))
    return machine, number


def make_trouble(machine: Machine, trouble: Trouble) -> None:
    match trouble:
        case Trouble.KILLED:
            machine.process.kill()
        case Trouble.STOPPED:
            machine.process.send_signal(signal.SIGSTOP)
        case Trouble.WITHOUT_DATABASE:
            machine.to_database.shut()
        case Trouble.WITHOUT_TELEGRAM:
            machine.to_telegram.shut()


def end_trouble(machine: Machine, trouble: Trouble) -> None:
    match trouble:
        case Trouble.STOPPED:
            machine.process.send_signal(signal.SIGCONT)
        case Trouble.WITHOUT_DATABASE:
            machine.to_database.open()
        case Trouble.WITHOUT_TELEGRAM:
            machine.to_telegram.open()
