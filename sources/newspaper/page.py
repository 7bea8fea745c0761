"""A newspaper's page: the day it was shown, KMA's readings in its ticker, and one article.

The visible text, saved, is read here. Of HTML, `sources.newspaper.html_page` finds the parts that its family of pages
marks, and what it does not find is read from the page's visible text in the same way.
"""

import datetime as dt
import re
from collections.abc import Sequence

from sources.errors import BrokenDocument
from sources.korea.stations import Catalogue
from sources.newspaper.article import find_headline, parse_article
from sources.newspaper.html_page import Markup, is_html, parse_markup
from sources.newspaper.ticker import TickerLine, parse_ticker
from sources.records import LONGEST_DOCUMENT, Article, Page, Reading, Rejected
from sources.text.encoding import decode
from sources.text.lines import Line, is_bulleted, split_lines, without_bullet

NO_ARTICLE = "no article is recognised here: the line that asks to share it is missing"
"""The reason for which text below a ticker is rejected."""

_DATE = re.compile(
    r"(?P<year>[0-9]{4})[.-]\s?(?P<month>[0-9]{1,2})[.-]\s?(?P<day>[0-9]{1,2})\.?(?:\s*\([월화수목금토일]\))?"
)
_DEGREES = ("℃", "°C", "ºC")
_FURNITURE = frozenset({"기상청 제공", "모바일 버전으로 보기"})


class NothingFound(BrokenDocument):
    """No part of a family that is known is in a page."""


def parse_page(data: bytes, catalogue: Catalogue, charset: str | None = None, address: str | None = None) -> Page:
    """Read a page, saved as text or as HTML.

    Args:
        data: the page.
        catalogue: the stations that its ticker may name.
        charset: the encoding that the answer's header names.
        address: where the page was got; its links start there.

    Raises:
        BrokenDocument: it is too long or not text, its readings have no date or an impossible one, its article has no
            headline, or there is neither a reading nor an article in it.
    """
    return find_parts(page_text(data, charset), catalogue, address)


def page_text(data: bytes, charset: str | None = None) -> str:
    """The text, or the HTML, of a page.

    Raises:
        BrokenDocument: it is too long, empty, or not text.
    """
    if len(data) > LONGEST_DOCUMENT:
        raise BrokenDocument(f"the page is longer than {LONGEST_DOCUMENT // 2**20} MiB")
    text = decode(data, charset)
    if not text.strip():
        raise BrokenDocument("the page is empty")
    return text


def find_parts(text: str, catalogue: Catalogue, address: str | None = None) -> Page:
    """Read a page of a known family from its text or its HTML; the rest is told at `parse_page`."""
    markup = parse_markup(text, address) if is_html(text) else Markup(text=text)
    lines = split_lines(markup.text)
    headline = None if markup.article else find_headline(lines)
    article_found = markup.article is not None or headline is not None
    above = lines if headline is None else lines[:headline]
    ticker, left_over = (markup.ticker, []) if markup.ticker else _find_ticker(above, article_found)
    if markup.article is not None and not markup.ticker and not markup.today:
        # Degrees in the furniture of an article's page are a widget, and no ticker of a day.
        ticker = []
    readings, rejected = parse_ticker(ticker, catalogue)
    article = markup.article if headline is None else markup.complete(parse_article(lines[headline:]))
    _refuse_nothing(readings, rejected, article)
    if not readings:
        return Page(None, (), (*rejected, *left_over), article, markup.site)
    shown_on = _shown_on(markup, above, ticker[0].line)
    return Page(shown_on, readings, (*rejected, *left_over), article, markup.site)


def _find_ticker(lines: Sequence[Line], has_article: bool) -> tuple[list[TickerLine], list[Rejected]]:
    """The lines of the ticker, and what is left below it where no article was recognised.

    The ticker reaches from the first to the last line that ends in degrees, and over the bulleted lines that touch
    it. Whatever stands between is part of it, so that a garbled line is told and not passed over.
    """
    printed = [line for line in lines if line.text and line.text not in _FURNITURE]
    places = [index for index, line in enumerate(printed) if line.text.endswith(_DEGREES)]
    places = places or [index for index, line in enumerate(printed) if _is_garbled_reading(line)]
    if not places:
        return [], []
    first, last = places[0], places[-1]
    while first > 0 and is_bulleted(printed[first - 1].raw):
        first -= 1
    while last + 1 < len(printed) and is_bulleted(printed[last + 1].raw):
        last += 1
    ticker = [TickerLine(line.number, without_bullet(line.raw)) for line in printed[first : last + 1]]
    left_over = [] if has_article else printed[last + 1 :][:1]
    return ticker, [Rejected(line.number, line.text, NO_ARTICLE) for line in left_over]


def _is_garbled_reading(line: Line) -> bool:
    # The menu of an HTML page is a list too, mostly one without figures.
    return is_bulleted(line.raw) and any(character.isdigit() for character in line.text)


def _shown_on(markup: Markup, lines: Sequence[Line], first_reading: int) -> dt.date:
    """The day that dates the readings: the marked one, else the nearest above the ticker.

    Where the ticker is marked its place in the text is not known, and the page must have one date only.
    """
    if markup.today is not None:
        dated = [Line(1, markup.today, markup.today)]
    elif markup.ticker:
        dated = list(lines)
    else:
        dated = [line for line in lines if line.number < first_reading]
    days = [_day(match, line) for line in dated if (match := _DATE.fullmatch(line.text))]
    if not days or (markup.ticker and len(set(days)) > 1):
        raise BrokenDocument("the readings have no date; a line such as 2024.05.13 (월) is missing", first_reading)
    return days[-1]


def _day(match: re.Match[str], line: Line) -> dt.date:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise BrokenDocument(f"{line.text} is not a day of the calendar", line.number) from error


def _refuse_nothing(readings: Sequence[Reading], rejected: Sequence[Rejected], article: Article | None) -> None:
    if readings or article:
        return
    if rejected:
        first = rejected[0]
        raise BrokenDocument(f"no line of the ticker can be read; the first: {first.reason}", first.line)
    raise NothingFound("neither station readings nor an article is in the page")
