"""Damaged newspaper pages: the parser invents no value."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument
from sources.records import Page
from tests.sources.factories import FOLDER, SAMPLE, examples, read
from tests.sources.mutations import MUTATIONS, damaged

PAGES = st.sampled_from([SAMPLE, *(path.read_bytes().decode("utf-8", "ignore") for path in sorted(FOLDER.glob("*.*")))])


def read_if_possible(text: str) -> Page | None:
    try:
        return read(text.encode("utf-8", "surrogatepass"))
    except BrokenDocument:
        return None


@examples(0.5)
@given(PAGES, MUTATIONS)
def test_a_damaged_page_is_read_or_broken_and_no_figure_is_invented(
    text: str, mutations: list[tuple[str, int, str]]
) -> None:
    text = damaged(text, mutations)
    page = read_if_possible(text)
    figures = {float(number) for number in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", text.replace("−", "-"))}
    figures |= {-figure for figure in figures} | {abs(figure) for figure in figures}
    for reading in page.readings if page else ():
        assert reading.temperature is None or reading.temperature in figures


@examples(0.25)
@given(st.integers(0, len(SAMPLE)))
def test_a_page_cut_off_anywhere_never_gives_a_station_anothers_reading(end: int) -> None:
    truth = {one.station: (one.condition, one.temperature) for one in read(SAMPLE).readings}
    page = read_if_possible(SAMPLE[:end])
    for reading in page.readings if page else ():
        if reading.station is not None:
            assert truth[reading.station] == (reading.condition, reading.temperature)


@examples(0.25)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_broken(data: bytes) -> None:
    try:
        page = read(data)
    except BrokenDocument:
        return
    assert page.readings or page.article
