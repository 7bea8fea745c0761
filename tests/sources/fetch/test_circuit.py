import datetime as dt

from sources.fetch import Circuit

NOW = 1000.0
MINUTE, HOUR = 60.0, 3600.0


def opened() -> Circuit:
    circuit = Circuit()
    assert [circuit.record_failure(NOW) for _ in range(5)] == [False, False, False, False, True]
    return circuit


def test_occasional_failures_do_not_open_the_circuit() -> None:
    circuit = Circuit()
    for _ in range(10):
        assert not any(circuit.record_failure(NOW) for _ in range(4))
        assert circuit.allows_attempt(NOW)
        circuit.record_success()


def test_the_fifth_failure_in_a_row_pauses_the_source_for_15_minutes() -> None:
    circuit = opened()
    assert not circuit.allows_attempt(NOW)
    assert not circuit.allows_attempt(NOW + 15 * MINUTE - 1)
    assert circuit.allows_attempt(NOW + 15 * MINUTE)


def test_each_failed_attempt_doubles_the_pause_up_to_an_hour() -> None:
    circuit, now, rests = opened(), NOW, []
    for _ in range(2000):
        assert circuit.paused_until is not None
        rests.append(circuit.paused_until - now)
        now = circuit.paused_until
        assert circuit.allows_attempt(now)
        assert not circuit.record_failure(now)
    assert [rest / MINUTE for rest in rests[:5]] == [15, 30, 60, 60, 60]
    assert set(rests[2:]) == {HOUR}


def test_the_longest_pause_is_that_of_the_source() -> None:
    circuit, now = Circuit(failures=4, max_pause=dt.timedelta(minutes=5)), NOW
    for _ in range(3):
        circuit.record_failure(now)
        assert circuit.paused_until == now + 5 * MINUTE
        now += 5 * MINUTE
    circuit.record_failure(now, dt.timedelta(hours=1))
    assert circuit.paused_until == now + HOUR, "a pause that the source asks for counts all the same"


def test_one_success_closes_the_circuit() -> None:
    circuit = opened()
    circuit.record_success()
    assert circuit == Circuit()
    assert circuit.allows_attempt(NOW)


def test_a_source_can_ask_for_a_pause_of_up_to_six_hours() -> None:
    for asked, given in ((MINUTE, 15 * MINUTE), (2 * HOUR, 2 * HOUR), (1000 * HOUR, 6 * HOUR)):
        circuit = Circuit(failures=4)
        assert circuit.record_failure(NOW, dt.timedelta(seconds=asked))
        assert circuit.paused_until == NOW + given


def test_a_pause_that_a_source_asks_for_counts_from_the_first_failure_on() -> None:
    circuit = Circuit()
    assert not circuit.record_failure(NOW, dt.timedelta(minutes=30))
    assert not circuit.allows_attempt(NOW + 30 * MINUTE - 1)
    assert circuit.allows_attempt(NOW + 30 * MINUTE)
    circuit.record_success()
    assert circuit.allows_attempt(NOW)
