import datetime as dt

import pytest

from bot.clock import SetClock
from bot.runtime.clock_watch import ClockWatch
from tests.bot.factories import MORNING

SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


@pytest.mark.parametrize("jump", [-9 * HOUR, -3 * SECOND, 3 * SECOND, 9 * HOUR, dt.timedelta(days=20_000)])
def test_a_jump_is_measured_once_in_its_direction(jump: dt.timedelta) -> None:
    seconds, clock = 100.0, SetClock(MORNING)
    watch = ClockWatch(clock, lambda: seconds)
    seconds += 7
    clock.set(MORNING + 7 * SECOND + jump)
    assert watch.take_jump() == jump
    seconds += 1
    clock.set(MORNING + 8 * SECOND + jump)
    assert not watch.take_jump()


def test_a_clock_that_runs_on_does_not_jump_however_late_it_is_looked_at() -> None:
    seconds, clock = 100.0, SetClock(MORNING)
    watch = ClockWatch(clock, lambda: seconds)
    seconds += 3600
    clock.set(MORNING + HOUR)
    assert not watch.take_jump()


def test_a_clock_that_is_corrected_slowly_does_not_jump() -> None:
    seconds, clock = 0.0, SetClock(MORNING)
    watch = ClockWatch(clock, lambda: seconds)
    for _ in range(100):
        seconds += 60
        clock.set(MORNING + seconds * 1.0005 * SECOND)
        assert not watch.take_jump()
