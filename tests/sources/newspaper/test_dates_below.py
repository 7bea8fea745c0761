"""Dates that stand below a headline without a word such as 입력."""

import pytest

from sources.newspaper.html_page import parse_markup

HEADLINE = "징검다리 다시 놓던 날"


def date_of(*lines: str) -> str | None:
    body = "".join(f"<p>{line}</p>" for line in lines)
    date = parse_markup(f"<html><title>{HEADLINE}</title><body><h1>{HEADLINE}</h1>{body}</body></html>").metadata
    return None if date.published_at is None else f"{date.published_at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    "line",
    ["2026. 8. 12. 17:42", "2026.08.12(수) 17:42:10", "2026年8月12日 17:42", "ngày 12/8/2026 17:42", "26.08.12 17:42"],
)
def test_a_date_and_time_close_below_the_headline_date_the_article(line: str) -> None:
    assert date_of("사회", "김여울 기자", line, "마을 사람들이 돌을 날랐다.") == "2026-08-12 17:42"


@pytest.mark.parametrize(
    "lines",
    [
        ("2026.08.12",),
        ("2026.08.12 17:42", "2026.08.13 09:00"),
        ("행사 2026.08.12 17:42 물가",),
        ("하나", "둘", "셋", "넷", "다섯", "여섯", "2026.08.12 17:42"),
    ],
)
def test_a_day_alone_two_dates_and_a_distant_one_do_not(lines: tuple[str, ...]) -> None:
    assert date_of(*lines) is None


def test_a_date_that_is_printed_twice_in_a_line_is_one() -> None:
    assert date_of("Posted on August 2, 2019August 2, 2019") == "2019-08-02 00:00"
