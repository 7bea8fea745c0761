"""Menus beside an article of a page with unknown markup."""

import pytest

from sources.newspaper.page import parse_newspaper
from sources.records import Document
from tests.factories import CATALOGUE
from tests.sources.newspaper.own_article import BODY, DATE, HEADLINE, PUBLISHED

ARTICLE = f"<h1>{HEADLINE}</h1>{DATE}{''.join(f'<p>{line}</p>' for line in BODY)}"
MENU = "<ul>" + "".join(f"<li><a href=/{number}>{number}번 나루</a></li>" for number in range(30)) + "</ul>"


@pytest.mark.parametrize(
    "body",
    [
        f"<nav>{MENU}<nav>{MENU}</nav></nav>{ARTICLE}<footer><p>나루신문 대표 전화</p>{MENU}</footer>",
        f"<header><nav>{MENU}</nav></header><main>{ARTICLE}</main><nav>{MENU}</nav>",
        # Never closed, so that it holds the article.
        f"<nav>{MENU}<article>{ARTICLE}</article>",
    ],
)
def test_an_article_is_read_beside_menus(body: str) -> None:
    page = f"<html><head><title>{HEADLINE}</title>{PUBLISHED}</head><body>{body}</body></html>"
    (article,) = parse_newspaper(Document(page.encode()), CATALOGUE).articles
    assert (article.headline, article.paragraphs) == (HEADLINE, BODY)
