"""The article of a page whose family is not known, through trafilatura, which comes with the extra `anypage`.

trafilatura tells the article's text from everything around it. It gets the page without its hidden parts, and no
address that it could fetch; all else is what the page itself states, so that no date is guessed.
"""

from selectolax.lexbor import LexborHTMLParser
from trafilatura import bare_extraction
from trafilatura.settings import Document as Extract

from sources.newspaper.html_page import parse_markup
from sources.records import Article
from sources.text.plain import remove_hidden, tidy

LEAST_TEXT = 80
"""Characters; a page with less is a notice of an error or a list, and no article."""

_BETWEEN_TITLE_AND_NAME = " \t-–—|:·<>"


def find_article(text: str, address: str | None) -> Article | None:
    """The article in an HTML page, or None where there is none; its links start at `address`."""
    markup = parse_markup(text, address)
    paragraphs = _paragraphs(text)
    headline = _without_name(markup.headline or "", markup.publisher)
    if not headline or sum(map(len, paragraphs)) < LEAST_TEXT:
        return None
    return markup.complete(Article(headline, section=markup.section, paragraphs=paragraphs))


def _paragraphs(text: str) -> tuple[str, ...]:
    tree = LexborHTMLParser(text)
    remove_hidden(tree)
    for node in tree.css("p.today_txt, ul.weather_slide"):
        node.decompose()
    extract = bare_extraction(tree.html or "", favor_precision=True, include_comments=False, include_tables=False)
    if not isinstance(extract, Extract):
        return ()
    return tuple(filter(None, map(tidy, (extract.text or "").split("\n"))))


def _without_name(title: str, publisher: str | None) -> str:
    """A title without the newspaper's name behind it."""
    if not publisher or not title.endswith(publisher):
        return title
    return title.removesuffix(publisher).rstrip(_BETWEEN_TITLE_AND_NAME)
