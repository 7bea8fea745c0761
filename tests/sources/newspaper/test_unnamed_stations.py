from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.newspaper.unnamed_stations import name_by_position
from tests.sources.factories import NUMBERS

SMALL = (90, 93, 95, 98, 99)


def names(lines: Sequence[int | None]) -> dict[int, int]:
    return name_by_position(lines, SMALL)


def test_a_single_missing_name_is_found() -> None:
    assert names([90, None, 95, 98, 99]) == {1: 93}


def test_the_first_and_the_last_name_are_found() -> None:
    assert names([None, 93, 95, 98, None]) == {0: 90, 4: 99}


def test_two_adjacent_missing_names_are_not_guessed() -> None:
    assert names([90, None, None, 98, 99]) == {}


def test_single_missing_names_are_found_between_two_known_ones() -> None:
    assert names([None, 93, None, None, 99]) == {0: 90}


def test_no_name_is_found_if_all_are_missing() -> None:
    assert names([None] * 5) == {}


def test_a_gap_of_two_stations_is_not_guessed() -> None:
    assert names([90, None, 98, 99]) == {}


def test_a_line_too_many_has_no_station() -> None:
    assert names([90, None, 93, 95, 98, 99]) == {}


def test_an_unknown_station_next_to_an_unnamed_line_leaves_both_unnamed() -> None:
    assert names([90, None, None, 95, 98, 99]) == {}


def test_an_unknown_station_elsewhere_does_not_disturb() -> None:
    assert names([90, None, 95, 98, None, 99]) == {1: 93}


@pytest.mark.parametrize("lines", [[90, None, 95, 99, 98], [95, None, 90], [90, None, 95, 95, 98], [90, 90, None, 95]])
def test_a_wrong_order_or_a_repetition_names_nothing(lines: list[int | None]) -> None:
    assert names(lines) == {}


def test_the_last_line_of_a_truncated_page_is_not_named() -> None:
    assert names([90, 93, None]) == {}


def test_a_gap_on_a_page_cut_at_both_ends_is_found() -> None:
    assert names([93, None, 98]) == {1: 95}


def test_an_empty_ticker_names_nothing() -> None:
    assert names([]) == {}


@given(st.sets(st.sampled_from(NUMBERS)), st.data())
def test_a_found_name_is_right_for_any_missing_names(missing: set[int], data: st.DataObject) -> None:
    truth: list[int | None] = list(NUMBERS)
    for _ in range(data.draw(st.integers(0, 5))):
        truth.insert(data.draw(st.integers(0, len(truth))), None)
    printed = [None if number in missing else number for number in truth]
    for index, number in name_by_position(printed, NUMBERS).items():
        assert number == truth[index]


@given(st.sets(st.sampled_from(NUMBERS)), st.integers(0, 96), st.integers(0, 96))
def test_a_moved_line_never_gets_a_wrong_name(missing: set[int], old: int, new: int) -> None:
    truth = list(NUMBERS)
    truth.insert(new, truth.pop(old))
    printed = [None if number in missing else number for number in truth]
    for index, number in name_by_position(printed, NUMBERS).items():
        assert number == truth[index]


@given(st.permutations(NUMBERS), st.sets(st.sampled_from(NUMBERS), max_size=40))
def test_a_shuffled_page_names_nothing(shuffled: list[int], missing: set[int]) -> None:
    printed = [None if number in missing else number for number in shuffled]
    known = [number for number in printed if number is not None]
    if known != sorted(known):
        assert name_by_position(printed, NUMBERS) == {}


@given(st.integers(0, 96), st.integers(0, 97), st.sets(st.sampled_from(NUMBERS)))
def test_a_page_cut_anywhere_never_gets_a_wrong_name_inside(start: int, end: int, missing: set[int]) -> None:
    truth = NUMBERS[start:end]
    printed = [None if number in missing else number for number in truth]
    for index, number in name_by_position(printed, NUMBERS).items():
        assert number == truth[index]
