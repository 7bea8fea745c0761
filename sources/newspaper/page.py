"""Newspaper pages, saved as HTML or as visible text: date, weather ticker, and one article.

In HTML, `sources.newspaper.html_page` finds the marked parts; all others are parsed from the page's visible text. An
article without known markup is left to `sources.newspaper.unmarked`; `sources.newspaper.article_check` says which
pages are no article.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from sources.errors import BrokenDocument
from sources.korea.stations import Catalogue
from sources.newspaper.article import find_headline, parse_article
from sources.newspaper.article_check import Declaration, NoArticle
from sources.newspaper.html_page import Markup, is_html, parse_markup
from sources.newspaper.ticker import TickerLine, names_weather, parse_ticker
from sources.newspaper.unmarked import check_head_of, check_marked, find_unmarked_article
from sources.records import (
    KST,
    MAX_DOCUMENT_BYTES,
    Article,
    Content,
    Document,
    Page,
    Precision,
    Reading,
    Rejected,
)
from sources.text.encoding import Decoded, decode_damaged
from sources.text.plain_text import Line, has_bullet, split_lines, strip_bullet

_NO_ARTICLE = "no article is recognised here: the line that asks to share it is missing"
_UNREAD_DATE = "the date of the article cannot be read"
_DATE = re.compile(
    r"(?P<year>[0-9]{4})[.-]\s?(?P<month>[0-9]{1,2})[.-]\s?(?P<day>[0-9]{1,2})\.?(?:\s*\([월화수목금토일]\))?"
)
_DEGREES = ("℃", "°C", "ºC")
_PROVIDER = "기상청 제공"
_BOILERPLATE = frozenset({_PROVIDER, "모바일 버전으로 보기"})


class NothingFound(BrokenDocument):
    """A page has neither a ticker nor an article that is recognised; `refusal` says why its article is none."""

    def __init__(self, refusal: NoArticle | None = None) -> None:
        reason = "the page has neither station readings nor an article"
        super().__init__(reason if refusal is None else f"{reason}: {refusal}")
        self.refusal = refusal


def parse_newspaper(document: Document, catalogue: Catalogue) -> Content:
    """Parse a newspaper page as a source; its readings are of the date printed on it.

    If an HTML page has no article with known markup, trafilatura searches for one: always if nothing else is found,
    and next to a ticker if the page declares itself an article.

    Raises:
        BrokenDocument: see `parse_page`; or the article needs the extra `anypage`, which is not installed.
    """
    decoded = _decode_page(document.data, document.charset)
    content = _parse_decoded(decoded.text, catalogue, document.address)
    return content if decoded.damage is None else replace(content, rejected=(decoded.damage, *content.rejected))


def _parse_decoded(text: str, catalogue: Catalogue, address: str | None) -> Content:
    markup = _parse_html(text, address)
    try:
        page = _parse_markup(markup, catalogue)
    except BrokenDocument as error:
        return _read_without_readings(markup, error)
    return _to_content(_add_unmarked_article(page, markup))


def _read_without_readings(markup: Markup, error: BrokenDocument) -> Content:
    """Return the unmarked article of a page that gave an error; raise the error if there is none."""
    is_empty = isinstance(error, NothingFound)
    if markup.tree is None or (isinstance(error, NothingFound) and error.refusal):
        raise error
    found = find_unmarked_article(markup)
    if isinstance(found, NoArticle):
        raise (NothingFound(found) if is_empty else BrokenDocument(f"{error}; {found}")) from error
    # An article was found after all, so that only a broken ticker is worth a report.
    rejected = () if is_empty else (Rejected(1, "", str(error)),)
    return Content(precision=Precision.DAY, articles=(found,), rejected=(*rejected, *_reject_date(markup)))


def _parse_html(text: str, address: str | None) -> Markup:
    return parse_markup(text, address) if is_html(text) else Markup(text=text)


def parse_page(data: bytes, catalogue: Catalogue, charset: str | None = None, address: str | None = None) -> Page:
    """Parse a newspaper page.

    Args:
        data: the page, HTML or visible text.
        catalogue: the stations that its ticker may name.
        charset: the charset of the response header.
        address: the page's URL, the base of relative links.

    Raises:
        BrokenDocument: it is too long or not text, its readings have no valid date, its article has no headline, or it
            has neither a reading nor an article.
    """
    decoded = _decode_page(data, charset)
    page = _parse_markup(_parse_html(decoded.text, address), catalogue)
    return page if decoded.damage is None else replace(page, rejected=(decoded.damage, *page.rejected))


def _decode_page(data: bytes, charset: str | None = None) -> Decoded:
    # Files and standard input have not passed the limit of the fetcher.
    if len(data) > MAX_DOCUMENT_BYTES:
        raise BrokenDocument(f"the page is longer than {MAX_DOCUMENT_BYTES // 2**20} MiB")
    decoded = decode_damaged(data, charset)
    if not decoded.text.strip():
        raise BrokenDocument("the page is empty")
    return decoded


def _parse_markup(markup: Markup, catalogue: Catalogue) -> Page:
    lines = split_lines(markup.text)
    headline = None if markup.article else find_headline(lines)
    article = markup.article if headline is None else markup.complete(parse_article(lines[headline:]))
    above = lines if headline is None else lines[:headline]
    ticker, left_over = (markup.ticker, []) if markup.ticker else _find_ticker(above, article is not None, catalogue)
    if markup.article is not None and not markup.ticker and not markup.today:
        # Temperatures in the side bar of an article's page are a widget without a date.
        ticker = []
    readings, rejected = parse_ticker(ticker, catalogue)
    refusal = None if article is None else check_marked(markup, article)
    if article is not None:
        rejected += _reject_date(markup) if refusal is None else (_refuse(markup, refusal),)
        article = article if refusal is None else None
    _check_not_empty(readings, rejected, article, refusal)
    if not readings:
        return Page(None, (), (*rejected, *left_over), article, markup.site)
    shown_on = _find_date(markup, above, ticker[0].line)
    return Page(shown_on, readings, (*rejected, *left_over), article, markup.site)


def _refuse(markup: Markup, refusal: NoArticle) -> Rejected:
    return Rejected(1, markup.headline or "", refusal)


def _reject_date(markup: Markup) -> tuple[Rejected, ...]:
    date = markup.metadata.unread_date
    return () if date is None else (Rejected(1, date, _UNREAD_DATE),)


def _find_ticker(
    lines: Sequence[Line], has_article: bool, catalogue: Catalogue
) -> tuple[list[TickerLine], list[Rejected]]:
    """Return the lines of the ticker and, if no article was recognised, the first line below it.

    The ticker extends from the first to the last line that ends in degrees, over adjacent bulleted lines, and at most
    to 기상청 제공. All lines in between belong to it.
    """
    printed = _drop_boilerplate(_until_provider(lines))
    # Without a degree sign nothing is a ticker: lists in articles hold digits too.
    places = [index for index, line in enumerate(printed) if line.text.endswith(_DEGREES)]
    # Recipes, data sheets and the weather of a side bar hold temperatures too, but neither stations nor KMA's words.
    if not any(names_weather(strip_bullet(printed[place].raw), catalogue) for place in places):
        return [], []
    first, last = places[0], places[-1]
    # Garbled lines, at either end too, are part of the ticker: they are reported instead of skipped.
    while first > 0 and has_bullet(printed[first - 1].raw):
        first -= 1
    while last + 1 < len(printed) and has_bullet(printed[last + 1].raw):
        last += 1
    ticker = [TickerLine(line.number, strip_bullet(line.raw)) for line in printed[first : last + 1]]
    # An article may have been missed; its first line is enough for a report.
    below = [] if has_article else _drop_boilerplate([line for line in lines if line.number > printed[last].number])
    return ticker, [Rejected(line.number, line.text, _NO_ARTICLE) for line in below[:1]]


def _drop_boilerplate(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.text and line.text not in _BOILERPLATE]


def _until_provider(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines up to the one that names KMA as the provider of the readings above it; else all lines."""
    degrees = False
    for index, line in enumerate(lines):
        if degrees and line.text == _PROVIDER:
            return lines[:index]
        degrees = degrees or line.text.endswith(_DEGREES)
    return lines


def _find_date(markup: Markup, lines: Sequence[Line], first_reading: int) -> dt.date:
    """Return the date of the readings: the marked one, else the nearest above the ticker."""
    if markup.today is not None:
        dated = [Line(1, markup.today, markup.today)]
    elif markup.ticker:
        dated = list(lines)
    else:
        dated = [line for line in lines if line.number < first_reading]
    # The whole line must be a date: one inside a sentence does not date the readings.
    days = [_parse_day(match, line) for line in dated if (match := _DATE.fullmatch(line.text))]
    # The position of a marked ticker in the text is unknown, so that with two dates neither is certain.
    if not days or (markup.ticker and len(set(days)) > 1):
        raise BrokenDocument("the readings have no date; a line such as 2024.05.13 (월) is missing", first_reading)
    return days[-1]


def _parse_day(match: re.Match[str], line: Line) -> dt.date:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise BrokenDocument(f"{line.text} is not a date in the calendar", line.number) from error


def _check_not_empty(
    readings: Sequence[Reading], rejected: Sequence[Rejected], article: Article | None, refusal: NoArticle | None
) -> None:
    if readings or article:
        return
    if rejected and refusal is None:
        first = rejected[0]
        raise BrokenDocument(f"no line of the ticker can be parsed; the first: {first.reason}", first.line)
    raise NothingFound(refusal)


def _add_unmarked_article(page: Page, markup: Markup) -> Page:
    """Return the page with its unmarked article, or with the reason why it has none."""
    if page.article or markup.tree is None or any(isinstance(one.reason, NoArticle) for one in page.rejected):
        return page
    found, rejected = _search_article(markup)
    # The line was rejected because no article had been found.
    others = tuple(line for line in page.rejected if line.reason != _NO_ARTICLE)
    return replace(page, article=found, rejected=(*others, *rejected))


def _search_article(markup: Markup) -> tuple[Article | None, tuple[Rejected, ...]]:
    if markup.metadata.declaration <= Declaration.NONE:
        return None, (_refuse(markup, check_head_of(markup) or NoArticle.UNDECLARED),)
    try:
        found = find_unmarked_article(markup)
    except BrokenDocument as error:
        return None, (Rejected(1, markup.headline or "", str(error)),)
    if isinstance(found, NoArticle):
        return None, (_refuse(markup, found),)
    return found, _reject_date(markup)


def _to_content(page: Page) -> Content:
    observed_at = None if page.shown_on is None else dt.datetime.combine(page.shown_on, dt.time(), tzinfo=KST)
    articles = () if page.article is None else (page.article,)
    return Content(observed_at, Precision.DAY, page.readings, page.rejected, articles, page.site)
