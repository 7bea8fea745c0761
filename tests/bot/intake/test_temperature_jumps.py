import datetime as dt
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.plausibility import find_jumps
from sources.records import KST
from tests.factories import CATALOGUE

NEIGHBOURS = {number: CATALOGUE.neighbours(number) for number in CATALOGUE.numbers}
SIX = dt.datetime(2024, 5, 14, 6, tzinfo=KST)
FIVE = SIX - dt.timedelta(hours=1)
INCHEON, SEOUL = 112, 108

temperatures = st.floats(-30, 40).map(lambda value: round(value, 1))
tables = st.dictionaries(st.sampled_from(CATALOGUE.numbers), temperatures, min_size=3)


def everywhere(temperature: float, **others: float) -> dict[int, float]:
    return dict.fromkeys(CATALOGUE.numbers, temperature) | {int(name[1:]): value for name, value in others.items()}


@given(tables, st.floats(-50, 50))
def test_a_common_change_of_all_stations_is_accepted(table: dict[int, float], change: float) -> None:
    later = {station: temperature + change for station, temperature in table.items()}
    assert find_jumps(later, {SIX: table}, NEIGHBOURS) == set()


@given(tables, st.dictionaries(st.sampled_from([SIX, FIVE]), tables), st.randoms(use_true_random=False))
def test_the_order_of_the_stations_changes_nothing(
    now: dict[int, float], earlier: dict[dt.datetime, dict[int, float]], random: Random
) -> None:
    def shuffled(table: dict[int, float]) -> dict[int, float]:
        return dict(random.sample(sorted(table.items()), len(table)))

    other = {at: shuffled(earlier[at]) for at in sorted(earlier)}
    assert find_jumps(shuffled(now), other, NEIGHBOURS) == find_jumps(now, earlier, NEIGHBOURS)


@given(tables, st.sampled_from(CATALOGUE.numbers), temperatures)
def test_one_jump_does_not_make_a_table_suspect(table: dict[int, float], station: int, wrong: float) -> None:
    whole = everywhere(10.0) | table
    assert find_jumps(whole | {station: wrong}, {SIX: whole}, NEIGHBOURS) <= {station}


@given(tables, st.dictionaries(st.sampled_from([SIX, FIVE]), tables, min_size=1))
def test_a_jump_is_a_change_beside_the_median_of_the_neighbours(
    now: dict[int, float], earlier: dict[dt.datetime, dict[int, float]]
) -> None:
    jumps = set()
    for station, temperature in now.items():
        before = next((earlier[at] for at in (SIX, FIVE) if station in earlier.get(at, {})), None)
        if before is not None:
            around = [now[other] - before[other] for other in NEIGHBOURS[station] if other in now.keys() & before][:5]
            change = temperature - before[station]
            relative = change - median(around) if len(around) > 1 else change
            jumps |= {station} if abs(relative) > (15 if temperature else 3) else set()
    assert find_jumps(now, earlier, NEIGHBOURS) == jumps


@given(tables)
def test_without_earlier_temperatures_all_are_accepted(table: dict[int, float]) -> None:
    assert find_jumps(table, {}, NEIGHBOURS) == set()
    assert find_jumps(table, {SIX: {}}, NEIGHBOURS) == set()


@pytest.mark.parametrize(("temperature", "jumps"), [(25.0, set()), (25.1, {INCHEON}), (-5.0, set()), (-5.1, {INCHEON})])
def test_a_jump_is_more_than_fifteen_degrees_either_way(temperature: float, jumps: set[int]) -> None:
    assert find_jumps(everywhere(10.0, s112=temperature), {SIX: everywhere(10.0)}, NEIGHBOURS) == jumps


def test_staying_behind_the_neighbours_is_a_jump_too() -> None:
    assert find_jumps(everywhere(26.0, s112=10.0), {SIX: everywhere(10.0)}, NEIGHBOURS) == {INCHEON}


def test_two_wrong_stations_side_by_side_do_not_excuse_each_other() -> None:
    later = everywhere(10.0, s112=40.0, s108=40.0)
    assert find_jumps(later, {SIX: everywhere(10.0)}, NEIGHBOURS) == {INCHEON, SEOUL}


def test_a_station_is_compared_with_its_newest_temperature() -> None:
    earlier = {FIVE: everywhere(30.0, s112=10.0), SIX: {number: 30.0 for number in CATALOGUE.numbers if number != 112}}
    assert find_jumps(everywhere(30.0, s112=10.0), earlier, NEIGHBOURS) == set()
    assert find_jumps(everywhere(30.0), earlier, NEIGHBOURS) == {INCHEON}


@pytest.mark.parametrize("around", [{}, {SEOUL: 10.0}], ids=["alone", "with one neighbour"])
def test_without_neighbours_a_stations_own_jump_counts(around: dict[int, float]) -> None:
    later = dict.fromkeys(around, 30.0)
    assert INCHEON in find_jumps(later | {INCHEON: 26.0}, {SIX: around | {INCHEON: 10.0}}, NEIGHBOURS)
    assert INCHEON not in find_jumps(later | {INCHEON: 24.0}, {SIX: around | {INCHEON: 10.0}}, NEIGHBOURS)


@pytest.mark.parametrize(
    ("before", "now", "jumps"),
    [
        (5.1, 0.0, {INCHEON}),
        (-4.2, 0.0, {INCHEON}),
        (3.1, -0.0, {INCHEON}),
        (0.3, 0.0, set()),
        (3.0, 0.0, set()),
        (5.1, 0.1, set()),
    ],
)
def test_a_jump_to_exactly_zero_is_doubted(before: float, now: float, jumps: set[int]) -> None:
    assert find_jumps(everywhere(5.0, s112=now), {SIX: everywhere(5.0, s112=before)}, NEIGHBOURS) == jumps


def test_a_front_that_brings_zero_to_many_stations_is_no_jump() -> None:
    assert find_jumps(everywhere(0.2, s112=0.0, s119=0.0), {SIX: everywhere(5.1)}, NEIGHBOURS) == set()
