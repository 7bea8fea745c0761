import builtins
import datetime as dt
import socket
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from sources.errors import BrokenDocument
from sources.newspaper.page import parse_newspaper
from sources.records import KST, Content, Document, Precision
from tests.factories import CATALOGUE
from tests.sources.factories import FOLDER, SAMPLE, as_json, examples, expected_of, read, text_page
from tests.sources.mutations import MUTATIONS, damaged

UNKNOWN = Path(__file__).parents[2] / "data" / "anypage" / "river.html"
PAGE = UNKNOWN.read_text(encoding="utf-8")
ADDRESS = "https://gang.example/today"
KNOWN = sorted(path for path in FOLDER.iterdir() if path.suffix != ".json")
TICKER = "<p class=today_txt>2024.05.13 (월)</p><ul class=weather_slide><li><span>맑음</span> 속초 18.5℃</li></ul>"


def parsed(page: str | bytes, charset: str | None = None) -> Content:
    data = page.encode() if isinstance(page, str) else page
    return parse_newspaper(Document(data, ADDRESS, charset), CATALOGUE)


@pytest.fixture
def without_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] == "trafilatura":
            raise ModuleNotFoundError(name)
        return whole(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "sources.newspaper.any_page", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)


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


def test_an_article_in_unknown_markup_is_read() -> None:
    assert as_json(parsed(PAGE)) == expected_of(UNKNOWN)


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


@examples(0.1)
@given(MUTATIONS)
def test_a_damaged_page_is_read_or_broken_and_no_word_is_invented(mutations: list[tuple[str, int, str]]) -> None:
    page = damaged(PAGE, mutations)
    try:
        content = parsed(page.encode("utf-8", "surrogatepass"))
    except BrokenDocument:
        return
    letters = set(page)
    for article in content.articles:
        assert {letter for letter in article.headline if "가" <= letter <= "힣"} <= letters
        for paragraph in article.paragraphs:
            assert {letter for letter in paragraph if "가" <= letter <= "힣"} <= letters
