import builtins
import datetime as dt
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.errors import BrokenDocument
from sources.newspaper.article_check import NoArticle
from sources.newspaper.page import parse_newspaper
from sources.records import KST, Content, Document, Precision
from tests.factories import CATALOGUE
from tests.sources.factories import FOLDER, SAMPLE, as_json, examples, expected_of, read, text_page
from tests.sources.mutations import MUTATIONS, damaged

UNKNOWN = sorted((FOLDER.parent / "anypage").glob("*.html"))
PAGES = [sample.read_text(encoding="utf-8") for sample in UNKNOWN]
PAGE = next(sample for sample in UNKNOWN if sample.stem == "river").read_text(encoding="utf-8")
ADDRESS = "https://gang.example/today"
KNOWN = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
TICKER = "<p class=today_txt>2024.05.13 (월)</p><ul class=weather_slide><li><span>맑음</span> 속초 18.5℃</li></ul>"


def parsed(page: str | bytes, charset: str | None = None) -> Content:
    data = page.encode() if isinstance(page, str) else page
    return parse_newspaper(Document(data, ADDRESS, charset), CATALOGUE)


def records_of(sample: Path) -> Any:
    """Return the records of a page, or the reason why it has none."""
    try:
        return as_json(
            parse_newspaper(Document(sample.read_bytes(), ADDRESS if sample.stem == "river" else None), CATALOGUE)
        )
    except BrokenDocument as error:
        return {"error": str(error)}


def fail_import(monkeypatch: pytest.MonkeyPatch, error: ImportError) -> None:
    """Let the import of trafilatura fail."""
    whole = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "trafilatura":
            raise error
        return whole(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "sources.newspaper.any_page", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_import(monkeypatch, ModuleNotFoundError("No module named 'trafilatura'", name="trafilatura"))


@pytest.mark.parametrize("sample", KNOWN, ids=lambda path: path.name)
@pytest.mark.usefixtures("without_extra")
def test_a_page_with_known_markup_needs_no_extra(sample: Path) -> None:
    content, page = parsed(sample.read_bytes()), read(sample.read_bytes())
    assert (content.readings, content.rejected, content.site) == (page.readings, page.rejected, page.site)
    assert content.articles == (() if page.article is None else (page.article,))


def test_readings_are_dated_at_midnight_in_seoul() -> None:
    content = parsed(SAMPLE)
    assert content.observed_at == dt.datetime(2024, 5, 13, tzinfo=KST)
    assert (content.precision, len(content.readings)) == (Precision.DAY, 97)


@pytest.mark.parametrize("sample", UNKNOWN, ids=lambda path: path.stem)
def test_a_page_in_unknown_markup_gives_its_article_or_the_reason_why_it_is_none(sample: Path) -> None:
    assert records_of(sample) == expected_of(sample)


def test_there_are_samples_of_pages_that_are_no_articles() -> None:
    reasons = {str(expected_of(sample)) for sample in UNKNOWN}
    found = {reason for reason in NoArticle if any(reason in records for records in reasons)}
    assert found >= {
        NoArticle.FRONT_PAGE,
        NoArticle.SHORT,
        NoArticle.TEASERS,
        NoArticle.ENTRIES,
        NoArticle.OTHER_TYPE,
        NoArticle.UNDATED,
        NoArticle.FORUM,
        NoArticle.LIST,
        NoArticle.TITLED_AS_PAGE,
    }


@pytest.mark.parametrize("address", ["https://a.example/", "https://a.example", "https://a.example/main.html"])
def test_a_front_page_is_no_article_whatever_it_declares(address: str) -> None:
    with pytest.raises(BrokenDocument, match=NoArticle.FRONT_PAGE):
        parse_newspaper(Document(PAGE.encode(), address), CATALOGUE)


@pytest.mark.usefixtures("without_extra")
def test_a_front_page_gives_its_readings_without_the_extra() -> None:
    content = parse_newspaper(
        Document(PAGE.replace("<body>", f"<body>{TICKER}").encode(), "https://a.example/"), CATALOGUE
    )
    assert [reading.station for reading in content.readings] == [90]
    assert [one.reason for one in content.rejected] == [NoArticle.FRONT_PAGE]


def test_a_title_that_is_the_newspapers_name_is_no_headline() -> None:
    page = PAGE.replace('content="강변 놀이터, 밤에도 불 밝힌다 - 조간강신문"', 'content="조간강신문"')
    with pytest.raises(BrokenDocument, match=NoArticle.TITLED_AS_PAPER):
        parsed(page)


def test_a_form_with_a_password_is_no_article() -> None:
    page = next(page for page in PAGES if "징검다리" in page)
    with pytest.raises(BrokenDocument, match=NoArticle.FORM):
        parsed(page.replace("<h1>", "<form><input type=password></form><h1>"))
    with pytest.raises(BrokenDocument, match=NoArticle.HEADLINE_NOT_SHOWN):
        parsed(
            page.replace(
                '<td class="tit">징검다리 다시 놓던 날</td>', "<td><a href='/1'>징검다리 다시 놓던 날</a></td>"
            )
        )


def test_the_header_overrides_the_encoding_in_the_page() -> None:
    assert parsed(PAGE.replace('<meta charset="utf-8">', "").encode("cp949"), "euc-kr") == parsed(PAGE)


def test_a_date_is_never_guessed() -> None:
    undated = PAGE.replace("datePublished", "dateUnknown")
    assert "2001-01-01" in undated
    assert parsed(undated).articles[0].published_at is None


def test_a_page_without_an_article_is_broken() -> None:
    with pytest.raises(BrokenDocument, match="the page has neither station readings nor an article"):
        parsed("<html><head><title>404</title></head><body><p>찾으시는 글이 없습니다.</p></body></html>")


@pytest.mark.usefixtures("without_extra")
def test_an_unknown_page_without_the_extra_is_broken_with_advice() -> None:
    with pytest.raises(BrokenDocument, match=r"pip install 'jogan\[anypage\]'"):
        parsed(PAGE)


def test_an_extra_that_cannot_be_loaded_is_called_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_import(monkeypatch, ImportError("lxml.html.clean module is now a separate project\nInstall it."))
    with pytest.raises(
        BrokenDocument, match=r"installed but broken \(lxml.html.clean module is now a separate project\)"
    ):
        parsed(PAGE)


def test_a_missing_requirement_of_the_extra_is_called_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    fail_import(monkeypatch, ModuleNotFoundError("No module named 'justext'", name="justext"))
    with pytest.raises(BrokenDocument, match=r"installed but broken \(No module named 'justext'\)"):
        parsed(PAGE)


def test_a_page_with_a_ticker_that_declares_an_article_has_both() -> None:
    content = parsed(PAGE.replace("<body>", f"<body>{TICKER}"))
    assert [reading.station for reading in content.readings] == [90]
    assert content.articles == parsed(PAGE).articles


@pytest.mark.usefixtures("without_extra")
def test_only_the_article_is_rejected_without_the_extra() -> None:
    content = parsed(PAGE.replace("<body>", f"<body>{TICKER}"))
    assert ([reading.station for reading in content.readings], content.articles) == ([90], ())
    assert "pip install" in content.rejected[-1].reason


def test_only_article_pages_are_searched_for_an_article() -> None:
    front = PAGE.replace("<body>", f"<body>{TICKER}").replace("og:type", "x").replace("NewsArticle", "WebPage")
    assert parsed(front).articles == ()
    assert [one.reason for one in parsed(front).rejected] == [NoArticle.UNDECLARED]


def test_plain_text_of_unknown_layout_is_no_article() -> None:
    assert parsed(text_page("맑음속초18.5℃", article="제목처럼 보이는 줄\n본문이다.\n")).articles == ()
    with pytest.raises(BrokenDocument):
        parsed("아무 글이나 적힌 줄이다. " * 20)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert parsed(PAGE).articles


@examples(0.2)
@given(st.sampled_from(PAGES), MUTATIONS)
def test_a_damaged_page_is_read_or_broken_and_no_word_is_invented(
    page: str, mutations: list[tuple[str, int, str]]
) -> None:
    page = damaged(page, mutations)
    try:
        content = parsed(page.encode("utf-8", "surrogatepass"))
    except BrokenDocument:
        return
    letters = set(page)
    for article in content.articles:
        assert {letter for letter in article.headline if "가" <= letter <= "힣"} <= letters
        for paragraph in article.paragraphs:
            assert {letter for letter in paragraph if "가" <= letter <= "힣"} <= letters
