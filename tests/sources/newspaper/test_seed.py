"""A real page outside the repository: its records are compared with the file itself."""

import datetime as dt

import pytest

from sources.records import Article, NamedBy, Page
from tests.sources.factories import BY_POSITION, NUMBERS, SAMPLE, SHARED, article_of, read


@pytest.fixture(scope="module")
def seed() -> str:
    path = SHARED / "seed" / "page.txt"
    if not path.is_file():
        pytest.skip("../shared/seed/page.txt is not there")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(seed: str) -> Page:
    return read(seed)


@pytest.fixture(scope="module")
def article(page: Page) -> Article:
    return article_of(page)


def test_all_97_rows_have_their_station_in_the_catalogues_order(page: Page) -> None:
    assert tuple(reading.station for reading in page.readings) == NUMBERS
    assert page.rejected == ()
    assert page.shown_on == dt.date(2024, 5, 13)


def test_four_stations_are_found_by_position(page: Page) -> None:
    found = {one.station: one.temperature for one in page.readings if one.named_by is NamedBy.POSITION}
    assert found == BY_POSITION


def test_the_sample_page_has_the_same_figures(page: Page) -> None:
    assert read(SAMPLE).readings == page.readings


def test_the_articles_head_is_the_files(seed: str, article: Article) -> None:
    lines = [line.strip() for line in seed.splitlines()]
    share = next(index for index, line in enumerate(lines) if line.endswith("공유합니다"))
    assert article.headline == lines[share - 1]
    printed = [line for line in lines[share + 1 :] if line]
    assert printed[:5] == [
        article.section,
        article.headline,
        article.subheadline,
        article.caption,
        article.paragraphs[0],
    ]


def test_every_line_below_the_caption_but_the_footer_is_a_paragraph(seed: str, article: Article) -> None:
    printed = [line.strip() for line in seed.splitlines() if line.strip()]
    assert article.paragraphs == tuple(printed[-len(article.paragraphs) - 1 : -1])
    assert printed[-len(article.paragraphs) - 2] == article.caption
    assert len(article.paragraphs) == 17


def test_the_article_has_no_invented_date(article: Article) -> None:
    assert article.published_at is None
