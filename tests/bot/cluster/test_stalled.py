import os
from dataclasses import replace

from bot.cluster.stalled import StalledWorkers
from bot.runtime.process_identity import get_namespace, identify
from storage.cluster.workers import Worker
from tests.bot.factories import MORNING

ELSEWHERE = Worker(7, "other-machine 1 2 token namespace", "1.0", MORNING, MORNING, 5)


def look(stalled: StalledWorkers, begin: float, end: float, worker: Worker = ELSEWHERE) -> list[Worker]:
    """Look every 2 s, and return what was found last."""
    found: list[Worker] = []
    while begin <= end:
        found = stalled.find([worker], begin)
        begin += 2
    return found


def test_a_worker_is_stalled_when_its_count_has_stood_for_ten_seconds() -> None:
    stalled = StalledWorkers(10)
    assert look(stalled, 0, 8) == []
    assert look(stalled, 10, 10) == [ELSEWHERE]


def test_a_beat_begins_the_time_anew() -> None:
    stalled = StalledWorkers(10)
    assert look(stalled, 0, 8) == []
    beaten = replace(ELSEWHERE, beats=6)
    assert look(stalled, 10, 18, beaten) == []
    assert look(stalled, 20, 20, beaten) == [beaten]


def test_who_has_not_looked_for_a_while_knows_nothing() -> None:
    # It stood still itself, or its database was away for all.
    stalled = StalledWorkers(10)
    assert look(stalled, 0, 8) == []
    assert look(stalled, 60, 68) == []
    assert look(stalled, 70, 70) == [ELSEWHERE]


def test_after_an_outage_of_the_database_all_get_their_time() -> None:
    stalled = StalledWorkers(10)
    assert look(stalled, 0, 8) == []
    stalled.forget()
    assert look(stalled, 10, 18) == []


def test_a_process_that_has_ended_here_is_gone_at_once() -> None:
    name = f"{identify(os.getpid())} token {get_namespace()}"
    ended = name.replace(f" {os.getpid()} ", " 4194304 ")
    assert StalledWorkers(10).find([replace(ELSEWHERE, name=ended)], 0) != []


def test_a_process_of_another_container_is_not_gone_because_its_number_is_free_here() -> None:
    name = f"{identify(os.getpid())} token pid:[1]".replace(f" {os.getpid()} ", " 4194304 ")
    assert StalledWorkers(10).find([replace(ELSEWHERE, name=name)], 0) == []
