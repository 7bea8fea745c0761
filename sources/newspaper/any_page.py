"""Articles of pages with unknown markup, extracted by trafilatura (extra `anypage`)."""

from trafilatura import bare_extraction
from trafilatura.settings import Document as Extract

from sources.newspaper.html_page import parse_markup
from sources.records import Article
from sources.text.html_tree import parse_html
from sources.text.plain_text import clean, remove_hidden

# A page with less text is an error notice or a list of articles.
MIN_TEXT_LENGTH = 80
"""Characters."""

_TITLE_SEPARATORS = " \t-–—|:·<>"


def find_article(text: str, address: str | None) -> Article | None:
    """Return the article of an HTML page, or None if it has none.

    trafilatura finds the paragraphs; headline, date and publisher are only what the page itself states.

    Args:
        text: the page.
        address: its URL, the base of relative links.
    """
    markup = parse_markup(text, address)
    paragraphs = _extract_paragraphs(text)
    headline = _strip_publisher(markup.headline or "", markup.publisher)
    if not headline or sum(map(len, paragraphs)) < MIN_TEXT_LENGTH:
        return None
    return markup.complete(Article(headline, section=markup.section, paragraphs=paragraphs))


def _extract_paragraphs(text: str) -> tuple[str, ...]:
    tree = parse_html(text)
    # trafilatura keeps hidden text, and takes a ticker for a part of the article.
    remove_hidden(tree)
    for node in tree.css("p.today_txt, ul.weather_slide"):
        node.decompose()
    # No URL is passed: with one, trafilatura may request it. Its dates are not used: it guesses them
    # (findings/trafilatura-masthead-date.sh).
    extract = bare_extraction(tree.html or "", favor_precision=True, include_comments=False, include_tables=False)
    if not isinstance(extract, Extract):
        return ()
    return tuple(filter(None, map(clean, (extract.text or "").split("\n"))))


def _strip_publisher(title: str, publisher: str | None) -> str:
    # Titles often end in the newspaper's name, which is printed next to the headline anyway.
    if not publisher or not title.endswith(publisher):
        return title
    return title.removesuffix(publisher).rstrip(_TITLE_SEPARATORS)
