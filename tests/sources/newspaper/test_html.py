import datetime as dt

import pytest

from sources.errors import BrokenDocument
from sources.newspaper.article_check import NoArticle
from sources.newspaper.html_page import is_html
from sources.text.plain_text import split_lines, strip_bullet
from tests.sources.factories import SAMPLE, article_of, read


def article_page(body: str, head: str = "") -> str:
    title = '<meta property="og:title" content="제목">'
    return f"<html><head>{title}{head}</head><body><div id='article-view-content-div'>{body}</div></body></html>"


def as_html(text: str) -> str:
    """Return the HTML of a visible text: bullets as a list, the rest as paragraphs."""
    parts = []
    for line in split_lines(text):
        tag = "li" if "•" in line.raw else "p"
        parts.append(f"<{tag}>{strip_bullet(line.raw) or '&nbsp;'}</{tag}>" if line.raw else "")
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>"


def test_the_sample_page_as_a_list_gives_the_same_records_as_its_text() -> None:
    page, text = read(as_html(SAMPLE)), read(SAMPLE)
    assert [(one.condition, one.temperature, one.station, one.named_by) for one in page.readings] == [
        (one.condition, one.temperature, one.station, one.named_by) for one in text.readings
    ]
    assert (page.shown_on, page.article, page.rejected) == (text.shown_on, text.article, ())


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>숨은 글</script>",
        "<style>숨은 글</style>",
        "<noscript>숨은 글</noscript>",
        "<template>숨은 글</template>",
        "<p hidden>숨은 글</p>",
        "<p style='display:none'>숨은 글</p>",
        "<div hidden><p hidden><script>숨은 글</script></p>숨은 글</div>",
        "<!-- 숨은 글 -->",
    ],
)
def test_hidden_text_is_not_in_the_article(hidden: str) -> None:
    assert article_of(read(article_page(f"<p>보이는 글</p>{hidden}"))).paragraphs == ("보이는 글",)


def test_a_page_titled_by_its_section_is_no_article() -> None:
    with pytest.raises(BrokenDocument, match=NoArticle.TITLED_AS_PAGE):
        read(article_page("<p>다리 난간을 새로 칠했다.</p>").replace("제목", "정치"))


@pytest.mark.parametrize(
    "beginning",
    ["<!-- 2026 -->", "<!--x-->", "<script>var a</script>", "<style>p{}</style>", "\n<link rel=x>", "<title>가</title>",
     "<?xml version='1.0'?>", "<!DOCTYPE html>", "<body>", "<H1>가</H1>"],
)  # fmt: skip
def test_a_page_is_html_whatever_it_begins_with(beginning: str) -> None:
    assert is_html(beginning)


@pytest.mark.parametrize("text", ["<속보> 비", "<KBS> 뉴스", "< p >", "a <p>", "<presse>", "", "<"])
def test_text_with_angle_brackets_is_not_html(text: str) -> None:
    assert not is_html(text)


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "b", "figure", "table><tr><td"])
def test_deep_nesting_does_not_matter(tag: str) -> None:
    elements = tag.count("<") + 1
    page = read(article_page(f"<p>보이는 글</p>{f'<{tag}>' * (500 // elements)}"))
    assert article_of(page).paragraphs[:1] == ("보이는 글",)


def test_a_ticker_inside_a_ticker_does_not_matter() -> None:
    ticker = "<ul class=weather_slide><li><span>맑음</span> 속초 18.5℃<ul class=weather_slide><li>x</li></ul></li></ul>"
    page = read(article_page("<p>글</p>").replace("<body>", f"<body><p>2024.05.13</p>{ticker}"))
    assert page.article is not None


def test_a_date_without_a_zone_is_seouls() -> None:
    page = read(article_page("<p>글</p>", '<meta property="article:published_time" content="2024-05-12 18:30:00">'))
    published_at = article_of(page).published_at
    assert published_at == dt.datetime(2024, 5, 12, 9, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("입력 2024.05.12 18:30", dt.datetime(2024, 5, 12, 9, 30, 20, tzinfo=dt.UTC)),
        ("입력 2024.05.12 18:30:20", dt.datetime(2024, 5, 12, 9, 30, 20, tzinfo=dt.UTC)),
        ("입력 2024.05.13 03:30", dt.datetime(2024, 5, 12, 18, 30, 20, tzinfo=dt.UTC)),
        ("", dt.datetime(2024, 5, 12, 18, 30, 20, tzinfo=dt.UTC)),
        ("Published: 18:30, 12 May 2024", dt.datetime(2024, 5, 12, 18, 30, 20, tzinfo=dt.UTC)),
    ],
)
def test_a_stated_time_that_the_page_prints_as_seouls_is_not_utc(printed: str, day: dt.datetime) -> None:
    stated = '<meta property="article:published_time" content="2024-05-12T18:30:20Z">'
    page = read(article_page("<p>글</p>", stated).replace("<body>", f"<body><p>{printed}</p>"))
    assert article_of(page).published_at == day


@pytest.mark.parametrize("date", ["", "어제", "2024-13-01", "2024-02-30T00:00:00", "0001-01-01", "9999-12-31"])
def test_an_invalid_date_is_ignored(date: str) -> None:
    page = read(article_page("<p>글</p>", f'<meta property="article:published_time" content="{date}">'))
    assert article_of(page).published_at is None


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "/relative", "", "http://", "ftp://a.example/", "http://[x"]
)
def test_an_address_that_is_not_a_url_is_ignored(address: str) -> None:
    page = read(article_page("<p>글</p>", f'<link rel="canonical" href="{address}">'))
    assert article_of(page).address is None


def test_escaped_text_is_unescaped() -> None:
    assert article_of(read(article_page("<p>&lt;b&gt; &amp;amp; “따옴표”</p>"))).paragraphs == ("<b> &amp; “따옴표”",)


def test_a_menu_is_neither_a_ticker_nor_rejected() -> None:
    page = read(article_page("<p>글</p>").replace("<body>", "<body><ul><li>정치</li><li>경제</li></ul>"))
    assert (page.readings, page.rejected) == ((), ())


TICKER = "<ul class=weather_slide style='display:none'><li><span>맑음</span> 속초 18.5℃</li></ul>"


def test_a_hidden_sliding_ticker_is_read() -> None:
    page = read(f"<html><body><p class=today_txt>2024.05.13 (월)</p>{TICKER}</body></html>")
    assert [reading.station for reading in page.readings] == [90]


def test_the_marked_date_overrides_others_on_the_page() -> None:
    page = read(f"<html><body><p>2024.05.01</p><p class=today_txt>2024.05.13 (월)</p>{TICKER}</body></html>")
    assert page.shown_on == dt.date(2024, 5, 13)


def test_two_unmarked_dates_are_not_guessed() -> None:
    with pytest.raises(BrokenDocument, match="no date"):
        read(f"<html><body><p>2024.05.01</p><p>2024.05.13 (월)</p>{TICKER}</body></html>")


def test_the_site_is_the_host_of_the_pages_address() -> None:
    assert (
        read(article_page("<p>글</p>", '<meta property="og:url" content="https://A.example:8/1">')).site == "a.example"
    )
    assert read(article_page("<p>글</p>")).site is None
