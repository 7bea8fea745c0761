"""Damaged KMA tables: the parsers invent no value."""

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from sources.errors import SourceError
from sources.kma.hub_errors import parse_service_error
from sources.korea.conditions import parse_condition
from sources.records import Content, Reading
from sources.text.encoding import decode
from tests.factories import CATALOGUE
from tests.sources.factories import KMA_FOLDER, examples, read_cities, read_hub, read_map
from tests.sources.mutations import FIGURE, FLIPS, MUTATIONS, damaged, flipped

FEEDS = [path.read_bytes() for path in sorted(KMA_FOLDER.glob("*.xml"))]
TABLES = [path.read_bytes() for path in sorted(KMA_FOLDER.glob("*.txt"))]
PAGES = [path.read_bytes() for path in sorted(KMA_FOLDER.glob("*.html"))]
LINKED = re.compile("stn=([0-9]+)")
STATION = re.compile(r"stn_id\s*=\s*[\"']\s*([0-9]+)")


def values(reading: Reading) -> Iterator[float]:
    """Return the values that a row prints verbatim."""
    for value in (
        reading.temperature, reading.rain, reading.rain_today, reading.snow,
        reading.humidity, reading.dew_point, reading.wind_speed, reading.feels_like, reading.pressure,
        reading.visibility,
    ):  # fmt: skip
        if value is not None:
            yield value


def figures(text: str) -> set[float]:
    return {float(figure.replace("−", "-")) for figure in FIGURE.findall(text)}


def unspaced(text: str) -> str:
    """Return a text without white space, because XML turns line ends in attributes into spaces."""
    return "".join(text.split())


def check_feed(data: bytes) -> Content | None:
    try:
        content = read_map(data)
    except SourceError:
        return None
    rows = decode(data).split("<local")[1:]
    for reading in content.readings:
        printed = [row for row in rows if any(int(number) == reading.station for number in STATION.findall(row))]
        assert any(
            figures(row) >= set(values(reading)) and unspaced(reading.condition or "") in unspaced(row)
            for row in printed
        )
    return content


def names_station(row: str, number: int) -> bool:
    return number in map(int, LINKED.findall(row)) or any(name in row for name in CATALOGUE[number].names.values())


def check_page(data: bytes) -> Content | None:
    try:
        content = read_cities(data)
    except SourceError:
        return None
    rows = decode(data).split("<tr")[1:]
    for reading in content.readings:
        assert reading.station is not None
        assert any(
            names_station(row, reading.station)
            and figures(row) >= set(values(reading))
            and unspaced(reading.condition or "") in unspaced(row)
            for row in rows
        )
    return content


def check_table(data: bytes) -> Content | None:
    try:
        content = read_hub(data)
    except SourceError:
        return None
    lines = re.split(r"\r\n|\r|\n", data.decode("cp949", "replace"))
    for reading in content.readings:
        cells = lines[reading.line - 1].split()
        direction = set() if reading.wind_direction is None else {reading.wind_direction / 10}
        assert int(cells[1]) == reading.station
        assert figures(" ".join(cells[2:])) >= {*values(reading), *direction}
        assert reading.condition is None or parse_condition(reading.condition)
    return content


@examples(0.6)
@given(st.sampled_from([feed for feed in FEEDS if b"EUC-KR" not in feed]), MUTATIONS)
def test_a_damaged_feed_is_read_or_broken_and_nothing_is_invented(
    feed: bytes, mutations: list[tuple[str, int, str]]
) -> None:
    check_feed(damaged(feed.decode(), mutations).encode("utf-8", "surrogatepass"))


@examples(0.3)
@given(st.sampled_from(FEEDS), FLIPS)
def test_broken_bytes_in_a_feed_invent_nothing(feed: bytes, flips: list[tuple[int, int]]) -> None:
    check_feed(flipped(feed, flips))


@examples(0.6)
@given(st.sampled_from(TABLES), MUTATIONS)
def test_a_damaged_table_is_read_or_broken_and_nothing_is_invented(
    table: bytes, mutations: list[tuple[str, int, str]]
) -> None:
    check_table(damaged(table.decode("cp949"), mutations).encode("cp949", "replace"))


@examples(0.3)
@given(st.sampled_from(TABLES), FLIPS)
def test_broken_bytes_in_a_table_invent_nothing(table: bytes, flips: list[tuple[int, int]]) -> None:
    check_table(flipped(table, flips))


@examples(0.6)
@given(st.sampled_from([page for page in PAGES if b"euc-kr" not in page]), MUTATIONS)
def test_a_damaged_page_of_cities_is_read_or_broken_and_nothing_is_invented(
    page: bytes, mutations: list[tuple[str, int, str]]
) -> None:
    check_page(damaged(page.decode(), mutations).encode("utf-8", "surrogatepass"))


@examples(0.3)
@given(st.sampled_from(PAGES), FLIPS)
def test_broken_bytes_in_a_page_of_cities_invent_nothing(page: bytes, flips: list[tuple[int, int]]) -> None:
    check_page(flipped(page, flips))


@examples(0.1)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_neither_a_feed_nor_a_table(data: bytes) -> None:
    assert check_feed(data) is None
    assert check_table(data) is None
    assert check_page(data) is None


@examples(0.1)
@given(
    st.binary(max_size=60),
    st.sampled_from([b'{"result":', b"<returnReasonCode>", b'{"result":{"status":', b"[" * 5000]),
)
def test_bytes_of_any_kind_are_a_services_error_or_none(data: bytes, begin: bytes) -> None:
    refusal = parse_service_error(begin + data)
    assert refusal is None or "\n" not in str(refusal)


def test_most_feeds_and_tables_survive_one_damaged_line() -> None:
    for feed in FEEDS[:1] + FEEDS[2:]:
        assert check_feed(feed.replace(b'ta="', b'ta="x', 1)) is not None
    for table in TABLES:
        assert check_table(table.replace(b" 108 ", b" 1O8 ", 1)) is not None
    for page in PAGES:
        assert check_page(page.replace(b"stn=", b"stn=x", 1)) is not None
