import pytest

from bot.intake.readers import parse_document
from bot.intake.source_config import NewspaperPage
from sources.errors import BrokenDocument
from sources.records import Document
from tests.factories import CATALOGUE

SOURCE = NewspaperPage(type="page", name="조간여울", address="https://www.yeoul.example/news/3")
BODY = "".join(f"<p>{number}째 날에는 마을 사람들이 징검다리를 다시 놓고 노래를 불렀다.</p>" for number in range(1, 9))


def page(title: str) -> Document:
    html = f"""<!doctype html><title>{title}</title><meta property="og:type" content="article">
    <meta property="og:title" content="{title}"><article><h1>{title}</h1>{BODY}</article>"""
    return Document(html.encode(), SOURCE.address)


@pytest.mark.parametrize("title", ["징검다리 다시 놓던 날 - 조간여울", "징검다리 다시 놓던 날 | 사회 | 조간여울"])
def test_the_name_of_the_source_goes_from_a_title(title: str) -> None:
    content = parse_document(SOURCE, page(title), CATALOGUE)
    assert [(one.headline, one.publisher) for one in content.articles] == [("징검다리 다시 놓던 날", "조간여울")]


def test_a_page_titled_as_its_source_has_no_article() -> None:
    content = parse_document(SOURCE, page("조간여울"), CATALOGUE)
    assert not content.articles
    assert [one.reason for one in content.rejected] == ["the title is only the newspaper's name"]


def test_a_feed_that_is_configured_as_a_page_is_refused_with_the_right_type() -> None:
    feed = Document(b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>')
    with pytest.raises(BrokenDocument, match='this is a feed and not a page: give the source type = "feed"'):
        parse_document(SOURCE, feed, CATALOGUE)
