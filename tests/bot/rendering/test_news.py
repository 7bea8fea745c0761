import datetime as dt
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.i18n.translator import Translator
from bot.rendering.layout import plain_text, visible_length
from bot.rendering.news import MAX_SUMMARY_LENGTH, render_article, render_headlines, summary_line
from sources.records import KST, Article
from storage.content.articles import StoredArticle
from tests.bot.factories import ARTICLE, BARE, HOSTILE, MORNING
from tests.bot.rendering.factories import HUGE, is_well_formed


def stored(*articles: Article) -> list[StoredArticle]:
    return [StoredArticle(number, article, MORNING) for number, article in enumerate(articles, 1)]


def test_an_article_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_article(ARTICLE, KST, tr) == snapshot


def test_an_article_of_a_headline_only_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_article(BARE, KST, tr) == snapshot


def test_a_page_of_headlines_reads_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_headlines(stored(ARTICLE, BARE), 6, 12, tr) == snapshot


def test_all_headlines_on_one_page_read_well(tr: Translator, snapshot: SnapshotAssertion) -> None:
    assert render_headlines(stored(ARTICLE), 1, 1, tr) == snapshot


def test_an_articles_day_is_in_the_readers_time_zone(tr: Translator) -> None:
    late = replace(ARTICLE, published_at=dt.datetime(2024, 5, 12, 20, tzinfo=dt.UTC))
    assert tr.full_day(dt.date(2024, 5, 13)) in render_article(late, KST, tr)


def test_an_article_without_a_date_shows_none(tr: Translator) -> None:
    assert "20" not in render_article(replace(ARTICLE, published_at=None, address=None), KST, tr)


@pytest.mark.parametrize(
    ("article", "line"),
    [
        (Article("제목", "작은 제목", paragraphs=("첫 문단.",)), "작은 제목"),
        (Article("제목", paragraphs=("첫 문단.", "둘째 문단.")), "첫 문단."),
        (Article("제목", paragraphs=("(인천=섬뉴스) 김하늘 기자 = 등대가 문을 연다.",)), "등대가 문을 연다."),
        (Article("제목", paragraphs=("[세종=섬뉴스]박바다 기자 = 뱃길이 열린다.",)), "뱃길이 열린다."),
        (Article("제목", paragraphs=("(사진) 등대가 문을 연다.",)), "(사진) 등대가 문을 연다."),
        (Article("제목", paragraphs=("<b>등대</b>",)), "&lt;b&gt;등대&lt;/b&gt;"),
        (Article("제목"), None),
    ],
)
def test_an_articles_line_is_its_subheadline_or_the_beginning_of_its_text(article: Article, line: str | None) -> None:
    assert summary_line(article) == line


def test_an_articles_line_is_short() -> None:
    line = summary_line(Article("제목", paragraphs=("등대가 문을 연다. " * 20,)))
    assert line is not None
    assert len(line) <= MAX_SUMMARY_LENGTH


@pytest.mark.parametrize("part", ["headline", "subheadline", "section", "publisher"])
def test_hostile_text_is_escaped(tr: Translator, part: str) -> None:
    text = render_article(replace(ARTICLE, **{part: HOSTILE}), KST, tr)  # type: ignore[arg-type]
    assert HOSTILE in plain_text(text)
    assert is_well_formed(text)
    assert "<script" not in text


def test_a_hostile_address_stays_in_its_link(tr: Translator) -> None:
    text = render_article(replace(ARTICLE, address='https://a.example/"><b>x'), KST, tr)
    assert 'href="https://a.example/&#34;&gt;&lt;b&gt;x"' in text


def test_huge_articles_fit_into_a_message(tr: Translator) -> None:
    for text in (render_article(HUGE, KST, tr), render_headlines(stored(*[HUGE] * 5), 1, 5, tr)):
        assert 500 < visible_length(text) <= 4096
        assert is_well_formed(text)
        assert "\n\n" in text
