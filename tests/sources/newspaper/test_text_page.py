import datetime as dt

import pytest

from sources.records import NamedBy
from tests.sources.factories import ARTICLE, BY_POSITION, NUMBERS, SAMPLE, article_of, read, text_page


def test_the_sample_page_gives_every_station_its_reading_in_order() -> None:
    page = read(SAMPLE)
    assert page.shown_on == dt.date(2024, 5, 13)
    assert tuple(reading.station for reading in page.readings) == NUMBERS
    assert page.rejected == ()
    figures = {one.station: (one.condition, one.temperature) for one in page.readings}
    assert figures[112] == ("맑음", 15.9)
    assert figures[95] == ("구름조금", 15.4)
    assert figures[177] == ("맑음", 14.7)


def test_four_stations_of_the_sample_page_are_found_by_their_position() -> None:
    found = {one.station: one.temperature for one in read(SAMPLE).readings if one.named_by is NamedBy.POSITION}
    assert found == BY_POSITION


def test_the_sample_pages_article_has_its_parts() -> None:
    article = article_of(read(SAMPLE))
    assert article.headline == "아침 일곱 시에 여는 동네 도서관, 출근길 시민 발길 이어져"
    assert article.subheadline == "문 여는 시각 두 시간 앞당겨…다음 달부터 토요일에도 시범 운영"
    assert article.section == "지역뉴스"
    assert article.caption == "이른 아침 도서관 열람실"
    assert [paragraph[:3] for paragraph in article.paragraphs] == ["인천의", "도서관", "담당 ", "도서관"]


def test_the_day_of_the_page_is_not_the_articles_date() -> None:
    article = article_of(read(SAMPLE))
    assert (article.published_at, article.address, article.publisher) == (None, None, None)


@pytest.mark.parametrize(
    "variant",
    [
        SAMPLE.replace("\n", "\r\n").encode(),
        SAMPLE.replace("\n", "\r").encode(),
        SAMPLE.encode("utf-8-sig"),
        (SAMPLE + "\n\n").encode(),
        SAMPLE.replace("  • ", "\N{NO-BREAK SPACE}•\N{NO-BREAK SPACE}").encode(),
        SAMPLE.replace("  • ", "* ").encode(),
        SAMPLE.replace("  • ", "- ").encode(),
        SAMPLE.removesuffix("모바일 버전으로 보기").encode(),
    ],
    ids=["CRLF", "CR", "BOM", "line ends", "no-break spaces", "asterisks", "dashes", "no footer"],
)
def test_the_way_a_page_was_saved_makes_no_difference(variant: bytes) -> None:
    assert read(variant) == read(SAMPLE)


def test_a_page_without_an_article_has_its_readings() -> None:
    page = read(text_page("맑음속초18.5℃"))
    assert len(page.readings) == 1
    assert page.article is None
    assert page.rejected == ()


def test_a_page_without_readings_has_its_article_and_no_day() -> None:
    page = read(ARTICLE)
    assert (page.shown_on, page.readings) == (None, ())
    assert article_of(page).headline == "골목 빵집, 새벽마다 이웃에 빵 나눔"


def test_text_below_the_ticker_without_a_share_line_is_rejected() -> None:
    page = read(text_page("맑음속초18.5℃", article="제목처럼 보이는 줄\n본문이다.\n"))
    assert page.article is None
    assert [(bad.line, bad.text) for bad in page.rejected] == [(4, "제목처럼 보이는 줄")]
    assert "no article" in page.rejected[0].reason


def test_an_article_without_a_footer_ends_with_the_page() -> None:
    full, cut = read(ARTICLE), read(ARTICLE.removesuffix("모바일 버전으로 보기"))
    assert article_of(full).paragraphs == article_of(cut).paragraphs
    assert len(article_of(cut).paragraphs) == 2


def test_an_article_without_caption_or_sub_headline_loses_no_paragraph() -> None:
    head = "남은 반죽으로 구운 빵 서른 개, 문 앞 바구니에\n\n가게 앞 나눔 바구니\n\n"
    assert head in ARTICLE
    bare = ARTICLE.replace(head, "")
    article = article_of(read(bare))
    assert (article.subheadline, article.caption) == (None, None)
    assert len(article.paragraphs) == 2


def test_an_article_of_headline_and_share_line_only_is_one() -> None:
    article = article_of(read("새 소식\n • 해당된 기사를 공유합니다\n"))
    assert (article.headline, article.section, article.paragraphs) == ("새 소식", None, ())


@pytest.mark.parametrize("date", ["2024.05.13 (월)", "2024.5.13", "2024. 05. 13. (월)", "2024.05.13(월)", "2024-05-13"])
def test_the_date_is_read_with_any_spacing(date: str) -> None:
    assert read(text_page("맑음속초18.5℃", date=date)).shown_on == dt.date(2024, 5, 13)


def test_an_empty_line_below_paragraphs_makes_no_caption() -> None:
    late = ARTICLE.replace("\N{NO-BREAK SPACE}\n", "").replace("\n\n주인은", "\n\n\N{NO-BREAK SPACE}\n\n주인은")
    assert article_of(read(late)) == article_of(read(ARTICLE))


@pytest.mark.parametrize("garbled", ["맑음서울17.", "맑음", "???"])
def test_a_garbled_line_at_an_end_of_the_ticker_is_rejected(garbled: str) -> None:
    page = read(text_page(garbled, "맑음속초18.5℃", garbled))
    assert [(bad.line, bad.text) for bad in page.rejected] == [(3, garbled), (5, garbled)]
    assert len(page.readings) == 1


def test_the_ticker_ends_where_the_page_names_kma_as_its_source() -> None:
    page = read(text_page("맑음속초18.5℃", article="기상청 제공\n어제 낮 기온은 31℃\n"))
    assert len(page.readings) == 1
    assert [(bad.line, bad.text) for bad in page.rejected] == [(5, "어제 낮 기온은 31℃")]
    assert "no article" in page.rejected[0].reason


@pytest.mark.parametrize("minus", ["-", "−", "–"])
def test_a_temperature_below_zero_is_read_with_any_minus(minus: str) -> None:
    assert [reading.temperature for reading in read(text_page(f"맑음속초{minus}3.1℃")).readings] == [-3.1]


def test_a_list_with_digits_but_no_degree_sign_is_no_ticker() -> None:
    page = read("2024.05.13\n• 1위 서울 17명\n• 2위 속초 18명\n" + ARTICLE)
    assert (page.readings, page.rejected) == ((), ())
    assert page.article is not None


def test_the_nearest_date_above_the_ticker_counts() -> None:
    assert read(text_page("맑음속초18.5℃", date="2024.05.01\n\n2024.05.13 (월)")).shown_on == dt.date(2024, 5, 13)
