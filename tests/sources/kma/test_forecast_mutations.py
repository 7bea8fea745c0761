"""Damaged forecasts: the parsers invent no value, and no moment."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from sources.errors import SourceError
from sources.forecasts import Amount, ForecastHour, ParsedForecast
from sources.kma.forecast_feed import parse_forecast_feed
from sources.kma.forecast_values import parse_amount
from sources.kma.table import UnreadableRow
from sources.records import Document
from sources.text.encoding import decode
from tests.sources.factories import examples
from tests.sources.kma.forecast_samples import FOLDER, read_village, village_items
from tests.sources.mutations import FIGURE, FLIPS, MUTATIONS, damaged, flipped

FEEDS = [path.read_bytes() for path in sorted(FOLDER.glob("*.xml"))]
ROWS = [f"20261002 {hour:02}00 | TMP={hour - 9}.5; POP={hour}; SKY=3; PCP={hour}.5mm; TMN=-7.5" for hour in range(24)]
VILLAGE = "\n".join(json.dumps(item, ensure_ascii=False) for item in village_items("20261001 2300", ROWS))
HOUR_CELL = re.compile(r"<hour>\s*([0-9]+)\s*</hour>")


def figures(text: str) -> set[float]:
    # The rules of the parser: two decimals.
    return {round(float(figure.replace("−", "-")), 2) for figure in FIGURE.findall(text)}


def printed_values(hour: ForecastHour) -> set[float]:
    """The values that a row prints verbatim, without those of missing amounts."""
    amounts = {value for one in (hour.rain, hour.snow) if one for value in (one.least, one.most) if value}
    plain = {hour.temperature, hour.humidity, hour.wind_speed, None if hour.chance is None else float(hour.chance)}
    return amounts | {value for value in plain if value is not None}


def check_feed(data: bytes) -> ParsedForecast | None:
    document = Document(data)
    try:
        parsed = parse_forecast_feed(document)
    except SourceError:
        return None
    rows = decode(data).split("<data")[1:]
    for hour in parsed.forecast.hours:
        local = hour.at.hour
        assert hour.at >= parsed.forecast.issued_at
        assert any(
            printed_values(hour) <= figures(row)
            and any(int(printed) % 24 == local for printed in HOUR_CELL.findall(row))
            for row in rows
        )
    for day in parsed.forecast.days:
        assert {value for value in (day.low, day.high) if value is not None} <= figures(decode(data))
    return parsed


def check_village(text: str) -> ParsedForecast | None:
    data = (
        f'{{"response":{{"header":{{"resultCode":"00"}},"body":{{"totalCount":{text.count("{")},"items":[{text}]}}}}}}'
    )
    try:
        parsed = read_village(data.encode("utf-8", "surrogatepass"))
    except SourceError:
        return None
    for hour in parsed.forecast.hours:
        assert hour.at >= parsed.forecast.issued_at
        assert printed_values(hour) <= figures(text)
    return parsed


@examples(0.6)
@given(st.sampled_from(FEEDS), MUTATIONS)
def test_a_damaged_feed_is_read_or_broken_and_nothing_is_invented(
    feed: bytes, mutations: list[tuple[str, int, str]]
) -> None:
    check_feed(damaged(feed.decode(), mutations).encode("utf-8", "surrogatepass"))


@examples(0.3)
@given(st.sampled_from(FEEDS), FLIPS)
def test_broken_bytes_in_a_feed_invent_nothing(feed: bytes, flips: list[tuple[int, int]]) -> None:
    check_feed(flipped(feed, flips))


@examples(0.3)
@given(MUTATIONS)
def test_a_damaged_answer_is_read_or_broken_and_nothing_is_invented(mutations: list[tuple[str, int, str]]) -> None:
    check_village(damaged(VILLAGE, mutations).replace("\n", ",\n"))


@examples(0.1)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_no_forecast(data: bytes) -> None:
    assert check_feed(data) is None
    try:
        read_village(data)
    except SourceError:
        return
    raise AssertionError("it was read")


@examples(0.3)
@given(st.text(alphabet="0123456789.~-+ mc만미이상강수적설없음", max_size=14), st.sampled_from(["mm", "cm"]))
def test_an_amount_has_only_figures_that_are_printed(printed: str, unit: str) -> None:
    try:
        amount = parse_amount(printed, unit)
    except UnreadableRow:
        return
    if amount is not None:
        assert {value for value in (amount.least, amount.most) if value} <= figures(printed) | {0.0}
        assert amount.least >= 0
        assert amount.most is None or amount.most >= amount.least


@examples(0.1)
@given(st.integers(0, 999), st.integers(0, 9), st.sampled_from(["mm", " mm", ""]))
def test_amounts_of_all_forms_are_read(whole: int, tenth: int, unit: str) -> None:
    value = float(f"{whole}.{tenth}")
    if value >= 900:
        return
    assert parse_amount(f"{value}{unit} 미만", "mm") == Amount(0, value)
    assert parse_amount(f"{value}{unit} 이상", "mm") == Amount(value, None)
    assert parse_amount(f"{value}~{value + 1}{unit}", "mm") == Amount(value, value + 1)
    assert parse_amount(f"{value}{unit}", "mm") == (Amount(value, value) if value else None)


def test_most_forecasts_survive_one_damaged_row() -> None:
    for feed in FEEDS:
        assert check_feed(feed.replace(b"<temp>", b"<temp>x", 1)) is not None
    assert check_village(VILLAGE.replace('"TMP"', '"TMQ"', 1).replace("\n", ",\n")) is not None
