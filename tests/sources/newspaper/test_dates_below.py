"""Dates that stand below a headline without a word such as 입력."""

import pytest

from sources.newspaper.html_page import parse_markup
from sources.newspaper.metadata import Metadata

HEADLINE = "징검다리 다시 놓던 날"


def read(*lines: str) -> Metadata:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return parse_markup(f"<html><title>{HEADLINE}</title><body><h1>{HEADLINE}</h1>{body}</body></html>").metadata


def date_of(*lines: str) -> str | None:
    date = read(*lines).published_at
    return None if date is None else f"{date:%Y-%m-%d %H:%M}"


def unread_date_of(*lines: str) -> str | None:
    return read(*lines).unread_date


@pytest.mark.parametrize(
    "line",
    [
        "2026. 8. 12. 17:42",
        "2026.08.12(수) 17:42:10",
        "2026年8月12日 17:42",
        "ngày 12/8/2026 17:42",
        "26.08.12 17:42",
        "Wednesday 12 August 2026 17.42",
        "• 12.08.2026, 17.42 Uhr",
        "Mittwoch, 12. August 2026 17:42",
        "12.8.2026 klo 17.42",
        "김여울 기자 2026.08.12 17:42",
    ],
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


@pytest.mark.parametrize(
    "line",
    [
        "2026-08-12 17:42 IST",
        "2026.13.45 17:42",
        "Wednesday 12 August 2026 17.42 XYZ",
        "Woensdag 12 Augusto 2026 17.42",
        "2026.08.12 밤 1:20",
        "2026.08.12(수) 27:42",
    ],
)
def test_a_line_below_the_headline_that_is_a_date_and_cannot_be_read_is_told(line: str) -> None:
    assert unread_date_of("사회", line, "마을 사람들이 돌을 날랐다.") == line
    # Another line dates the article.
    assert unread_date_of(line, "2026.08.12 17:42") is None
    assert unread_date_of("입력 2026.08.12 17:42", line) is None


@pytest.mark.parametrize(
    "line",
    [
        "행사 2026.08.12 27:42",
        "MikeNils 12.08.2026, 17:42 Uhr",
        "행사 2026.08.12 27:42 물가",
        "2026.08.12 27:42 물가에서 열려",
        "2026.08.12",
        "전화 02-1234-5678",
        "17.42",
    ],
)
def test_a_line_that_is_no_date_is_not_told_as_one(line: str) -> None:
    assert unread_date_of(line, "마을 사람들이 돌을 날랐다.") is None


def test_a_date_that_is_printed_twice_in_a_line_is_one() -> None:
    assert date_of("Posted on August 2, 2019August 2, 2019") == "2019-08-02 00:00"
