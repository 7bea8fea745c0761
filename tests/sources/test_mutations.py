"""Pages that were damaged on their way: whatever happens to them, nothing is invented."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.errors import BrokenDocument
from sources.records import Page
from tests.sources.conftest import FOLDER, SAMPLE, read

CHARACTERS = st.sampled_from("•℃.-−0123456789 \n\r맑음서울(예)<>&\"'\N{NO-BREAK SPACE}\0\ud800") | st.characters()
MUTATION = st.tuples(st.sampled_from(["cut", "drop", "insert", "swap", "replace"]), st.integers(0, 2**16), CHARACTERS)
PAGES = st.sampled_from([SAMPLE, *(path.read_bytes().decode("utf-8", "ignore") for path in sorted(FOLDER.glob("*.*")))])


def mutate(text: str, mutation: tuple[str, int, str]) -> str:
    kind, place, character = mutation
    at = place % (len(text) + 1)
    if kind == "cut":
        return text[:at] if place % 2 else text[at:]
    if kind == "insert":
        return text[:at] + character + text[at:]
    if kind == "replace":
        return text[:at] + character + text[at + 1 :]
    lines = text.split("\n")
    line = lines.pop(place % len(lines))
    return "\n".join(lines if kind == "drop" else [*lines[: place % 7], line, *lines[place % 7 :]])


def read_if_possible(text: str) -> Page | None:
    try:
        return read(text.encode("utf-8", "surrogatepass"))
    except BrokenDocument:
        return None


@settings(max_examples=200, deadline=None)
@given(PAGES, st.lists(MUTATION, max_size=12))
def test_a_damaged_page_is_read_or_broken_and_no_figure_is_invented(
    text: str, mutations: list[tuple[str, int, str]]
) -> None:
    for mutation in mutations:
        text = mutate(text, mutation)
    page = read_if_possible(text)
    figures = {float(number) for number in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", text.replace("−", "-"))}
    figures |= {-figure for figure in figures} | {abs(figure) for figure in figures}
    for reading in page.readings if page else ():
        assert reading.temperature is None or reading.temperature in figures


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(SAMPLE)))
def test_a_page_cut_off_anywhere_never_gives_a_station_anothers_reading(end: int) -> None:
    truth = {one.station: (one.condition, one.temperature) for one in read(SAMPLE).readings}
    page = read_if_possible(SAMPLE[:end])
    for reading in page.readings if page else ():
        if reading.station is not None:
            assert truth[reading.station] == (reading.condition, reading.temperature)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_read_or_broken(data: bytes) -> None:
    try:
        page = read(data)
    except BrokenDocument:
        return
    assert page.readings or page.article
