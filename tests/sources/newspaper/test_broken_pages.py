import pytest

from sources.errors import BrokenDocument
from tests.sources.factories import SAMPLE, read, text_page


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\N{NO-BREAK SPACE}\n".encode()])
def test_an_empty_page_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenDocument, match="the page is empty"):
        read(data)


def test_readings_without_a_date_are_broken_with_their_line() -> None:
    with pytest.raises(BrokenDocument, match=r"line 3: the readings have no date"):
        read(text_page("맑음속초18.5℃", date="오늘"))


def test_a_date_inside_the_article_does_not_date_the_readings() -> None:
    with pytest.raises(BrokenDocument, match="no date"):
        read(SAMPLE.replace("2024.05.13 (월)", "").replace("도서관은 다음", "2024.05.13\n도서관은 다음"))


@pytest.mark.parametrize("date", ["2024.02.30 (금)", "2024.13.01", "0000.01.01", "2023.02.29"])
def test_a_day_that_the_calendar_does_not_have_is_broken(date: str) -> None:
    with pytest.raises(BrokenDocument, match=r"line 1: .* is not a date in the calendar"):
        read(text_page("맑음속초18.5℃", date=date))


def test_a_page_of_which_two_bytes_are_damaged_is_read_and_tells_them() -> None:
    page = read(SAMPLE.encode().replace("동두천".encode(), b"\xff\xfe"))
    assert len(page.readings) == len(read(SAMPLE.encode()).readings) - 1
    assert [(one.line, one.reason) for one in page.rejected] == [
        (6, "bytes that are not utf-8 text: 2; \ufffd stands for each"),
        (6, "unknown station \ufffd\ufffd"),
    ]


def test_a_page_that_is_not_text_is_broken_with_the_line() -> None:
    with pytest.raises(BrokenDocument, match=r"line 2: byte 2 is not utf-8 text"):
        read(b"a\n\xff\xfe\xfd")


def test_a_page_of_neither_readings_nor_an_article_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="the page has neither station readings nor an article"):
        read("2024.05.13 (월)\n\n안녕하세요\n")


def test_a_share_line_without_a_headline_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="line 4: no headline"):
        read(text_page("맑음속초18.5℃", article="  • 해당된 기사를 공유합니다\n지역뉴스\n"))


def test_a_ticker_without_a_usable_line_is_broken_with_the_first_reason() -> None:
    with pytest.raises(
        BrokenDocument, match="line 3: no line of the ticker can be parsed; the first: unknown station 평양"
    ):
        read(text_page("맑음평양15.0℃", "맑음함흥99.0℃"))


def test_an_unknown_encoding_is_reported() -> None:
    with pytest.raises(BrokenDocument, match="unknown encoding, klingon"):
        read('<html><head><meta charset="klingon"></head><body>x</body></html>')
