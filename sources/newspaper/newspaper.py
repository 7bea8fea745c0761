"""A newspaper's page as a source: of a family that is known, else through the extra `anypage`."""

import datetime as dt
from dataclasses import replace

from sources.errors import BrokenDocument
from sources.korea.stations import Catalogue
from sources.newspaper.html_page import is_html, parse_markup
from sources.newspaper.page import NO_ARTICLE, NothingFound, find_parts, page_text
from sources.records import KST, Article, Content, Document, Page, Precision, Rejected

_EXTRA = "an article of an unknown family can be read with the extra: pip install 'jogan[anypage]'"


def parse_newspaper(document: Document, catalogue: Catalogue) -> Content:
    """Read a newspaper's page, saved as text or as HTML.

    The readings are of the day that the page shows. Where no article of a known family is in an HTML page, trafilatura
    looks for one: always if there is nothing else, and beside readings if the page states that it is an article's.

    Raises:
        BrokenDocument: see `sources.newspaper.page.parse_page`; or the page needs the extra, which is not installed.
    """
    text = page_text(document.data, document.charset)
    try:
        page = find_parts(text, catalogue, document.address)
    except BrokenDocument as error:
        article = _article_of_any_family(text, document.address) if is_html(text) else None
        if article is None:
            raise
        told = () if isinstance(error, NothingFound) else (Rejected(1, "", str(error)),)
        return Content(precision=Precision.DAY, articles=(article,), rejected=told)
    return _content(_with_article(page, text, document.address))


def _with_article(page: Page, text: str, address: str | None) -> Page:
    if page.article or not is_html(text) or not (markup := parse_markup(text, address)).is_article:
        return page
    try:
        article = _article_of_any_family(text, address)
    except BrokenDocument as error:
        return replace(page, rejected=(*page.rejected, Rejected(1, markup.headline or "", str(error))))
    if article is None:
        return page
    rejected = tuple(line for line in page.rejected if line.reason != NO_ARTICLE)
    return replace(page, article=article, rejected=rejected)


def _article_of_any_family(text: str, address: str | None) -> Article | None:
    try:
        from sources.newspaper.any_page import find_article  # noqa: PLC0415 - a large extra, which few installations need
    except ImportError as error:
        raise BrokenDocument(_EXTRA) from error
    return find_article(text, address)


def _content(page: Page) -> Content:
    observed_at = None if page.shown_on is None else dt.datetime.combine(page.shown_on, dt.time(), tzinfo=KST)
    articles = () if page.article is None else (page.article,)
    return Content(observed_at, Precision.DAY, page.readings, page.rejected, articles, page.site)
