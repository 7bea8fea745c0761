"""Paragraphs of pages with unknown markup, extracted by trafilatura (extra `anypage`)."""

from trafilatura import bare_extraction
from trafilatura.settings import Document as Extract

from sources.newspaper.html_page import select_paragraphs


def extract_paragraphs(page: str) -> tuple[str, ...]:
    """Return the paragraphs of the article in an HTML page; empty if there is none.

    Args:
        page: the page without its hidden parts and its ticker: trafilatura keeps hidden text, and takes a ticker for a
            part of the article.
    """
    # No URL is passed: with one, trafilatura may request it. Its dates are not used: it guesses them
    # (findings/trafilatura-masthead-date.sh).
    extract = bare_extraction(page, favor_precision=True, include_comments=False, include_tables=False)
    return select_paragraphs(extract.text or "") if isinstance(extract, Extract) else ()
