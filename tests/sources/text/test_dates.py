import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-12 05:42:32", "2026-08-12T05:42:32+09:00"),
        ("2026-08-12T05:42:32Z", "2026-08-12T05:42:32+00:00"),
        ("2026-08-12T05:42:32.500+09:00", "2026-08-12T05:42:32+09:00"),
        ("2026-08-12 05:42:32 +0900", "2026-08-12T05:42:32+09:00"),
        ("2026-08-12", "2026-08-12T00:00:00+09:00"),
        ("2026.08.12 05:42", "2026-08-12T05:42:00+09:00"),
        ("2026/8/12 오후 5:42:00", "2026-08-12T17:42:00+09:00"),
        ("2026-08-12 오전 12:05:00", "2026-08-12T00:05:00+09:00"),
        ("2026년 8월 12일 05:42", "2026-08-12T05:42:00+09:00"),
        ("20260921013544+0900", "2026-09-21T01:35:44+09:00"),
        ("20260921013544", "2026-09-21T01:35:44+09:00"),
        ("20260921T013544Z", "2026-09-21T01:35:44+00:00"),
        ("Sun, 20 09 2026 23:10:46 +0900", "2026-09-20T23:10:46+09:00"),
        ("Sat,16 Jul 2022 09:00:00 +0900", "2022-07-16T09:00:00+09:00"),
        ("  Sat,  16  Jul  2022  09:00:00  GMT ", "2022-07-16T09:00:00+00:00"),
        ("16 Jul 2022 09:00", "2022-07-16T09:00:00+09:00"),
        ("Sat, 16 Jul 2022 09:00:00 KST", "2022-07-16T09:00:00+09:00"),
        ("토, 16 Jul 2022 09:00:00", "2022-07-16T09:00:00+09:00"),
    ],
)
def test_a_date_is_parsed(text: str, expected: str) -> None:
    assert parse_date(text) == dt.datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        None, "", "어제", "2026", "2026-13-01", "2026-02-30 00:00:00", "2026-08-12 25:00:00",
        "Sun, 20 13 2026 23:10:46",
        "Sun, 00 00 2026 23:10:46", "0001-01-01", "9999-12-31", "2026-08-12 05:42:32 +9999", "x" * 1_000, "1" * 14,
        "2026-08-12 오후 13:00 내일",
    ],
)  # fmt: skip
def test_text_that_is_not_a_date_gives_none(text: str | None) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=40) | st.text(st.sampled_from("0123456789-:+., TZJulSun"), max_size=40))
def test_any_text_is_a_time_or_none(text: str) -> None:
    time = parse_date(text)
    assert time is None or time.tzinfo is not None
