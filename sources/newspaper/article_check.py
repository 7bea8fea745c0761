"""Check of a page: front pages, lists, forms and a server's own pages are no article.

Front pages and lists call themselves articles too (og:type), and a third of the articles' pages declare nothing. So
every page needs a headline that is not the newspaper's name, and sentences of its own beside links. A page that
describes no article (JSON-LD, a date of publication) must not be a list, a forum or an order form. Unless it declares
itself an article and has a date beside its headline, it must show its headline, not as a link, and have more sentences;
with neither it is none, because documentation, products and pages about a site have a headline and sentences too.
"""

import enum
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from sources.newspaper.notices import consists_of_notices
from sources.newspaper.printed_dates import dates_entry, has_date_beside
from sources.newspaper.site_pages import (
    is_front_page,
    is_list_address,
    is_page_name,
    is_server_title,
    is_site_address,
)
from sources.newspaper.titles import is_in_imprint, is_publisher, normalize, split_title

_SENTENCE_END = re.compile(r"[.?!…。？！다요][\"'”’」』)\]〉》]*$")
_WIDE = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_WORD = re.compile(r"\w+")
_MORE = re.compile(
    r"\W*(?:(?:read|view|see|learn|continue)\s(?:more|reading)(?:\s(?:about|on|of)\s.{1,80})?|more|read on|full story"
    r"|더\s?(?:보기|읽기|알아보기)|계속\s?읽기|자세히(?:\s?(?:보기|읽기))?|(?:기사|전문|전체|원문)\s?보기|바로\s?가기"
    r"|続きを読む|もっと見る|阅读全文|查看更多|xem thêm|đọc tiếp)\W*",
    re.IGNORECASE,
)
MIN_LENGTH = 80
"""Length of the text of an article that the page declares, see `_measure`."""

# Measured on saved pages, see docs/decisions/012-newspaper-pages.md.
_MIN_UNDECLARED = 400
"""The same for the sentences of a page that declares nothing."""
_MIN_BESIDE_PASSWORD = 1600
"""The same if the page asks for a password."""
_MIN_DATED_BESIDE_PASSWORD = 800
"""The same if it is dated: some newspapers have a form for readers above each article."""
_MIN_BESIDE_LINKS = 400
"""The same if one of the paragraphs is a link to another page, or a heading is and the page's own is not shown."""
_MIN_UNSHOWN = 4000
"""The same for a page that calls itself an article and does not show its headline."""
_MIN_LINKED_HEADLINE = 15
"""Characters; a shorter link may be a name or a word such as 목록."""
_MIN_LINKED_TITLE = 24
"""The same for links under which an entry of a list may stand; Korean ones count twice."""
_MIN_SENTENCE = 30
"""Characters; a shorter line is a label."""
_MAX_LINKS = 0.5
"""Share of the text that may be links to other pages."""
_MAX_EXCERPTS = 0.7
"""Length of the paragraphs under linked headings, of that of the others."""
_MAX_ENTRIES = 1.5
"""The same for the paragraphs under links, above 더 보기, and beside a link."""
_MAX_TWO_ENTRIES = 4
"""The same for two such paragraphs."""
MIN_LEAD = 200
"""Length of the sentences above the first such paragraph of an article, below which others are shown."""
_NEAR = 4
"""Lines; a date and a name may stand between a heading and its paragraph."""
_MAX_NOTICES = 4000
"""Length of a text beyond which it is no notice: a longer one is that of terms, which have their title."""
_MAX_MORE = 3
"""Links such as 더 보기."""
_MAX_ENTRY_DATE = 60
"""Characters of a line that is a date, with an author's name."""
_MIN_ENTRIES = 3
_ENTRY_LENGTH = 5
"""Paragraphs."""
_MIN_WORDS = 3
_SAME_WORDS = 0.6
"""Share of a heading's words that must be in the title, if the two differ."""
_MIN_BEGINNING = 1 / 3
"""Length of a heading that is the beginning of the title, of the title's."""
_MIN_PART = 8
"""Length of a part of the title that is a headline."""


class NoArticle(enum.StrEnum):
    """Reason why a page is not read as an article."""

    FRONT_PAGE = "a front page is no article"
    NO_HEADLINE = "a page without a headline is no article"
    SERVER_PAGE = "a server's own page is no article"
    TITLED_AS_PAPER = "the title is only the newspaper's name"
    TITLED_AS_PAGE = "the title is only that of a section or of a page about the site"
    HEADLINE_NOT_SHOWN = "the title does not stand on the page as a headline"
    NO_BODY = "there are too few sentences for an article"
    SHORT = "there are too few sentences for a page that does not say by address, type and date that it is an article"
    UNDECLARED = "beside readings only a page that declares itself an article is read as one"
    NOTICES = "the text is only notices to the reader, such as to log in, to subscribe or to accept cookies"
    TEASERS = "the text is a list of links to other pages"
    ENTRIES = "the text is a list of dated entries"
    SITE_PAGE = "the address is that of a page about the site, an account or a search"
    LIST = "the address is that of a list"
    FORUM = "a forum's page is no article"
    OTHER_TYPE = "by its type the page is something else than an article"
    FORM = "a form is no article"
    UNDATED = "neither a description nor a date beside the headline says that the page is an article"


class Declaration(enum.IntEnum):
    """How far a page declares itself an article."""

    OTHER = -1
    """Its og:type is something else: a product, a person, an object."""
    NONE = 0
    TYPE = 1
    """By og:type, which front pages also have."""
    DESCRIBED = 2
    """By a description of the article: JSON-LD, or a date of publication."""


@dataclass(frozen=True)
class PageText:
    """Measures of a page.

    Attributes:
        headline: its headline.
        title: its title as written.
        paragraphs: the text that may be an article.
        lines: all visible lines.
        links: the texts of the links to other pages.
        headings: its headings that are no links.
        main_heading: its only heading of the first level; empty if it has none or several, or a short one, which may be
            the newspaper's name.
        teasers: its headings that are links to other pages.
        has_password: True if it asks for a password.
        has_order_form: True if things are ordered on it.
        is_in_forum: True if its address is that of a forum.
        is_dated: True if it states one date, as that of its publication or by time elements.
        declaration: how far it declares itself an article.
    """

    headline: str
    title: str
    paragraphs: Sequence[str]
    lines: Sequence[str]
    links: Sequence[str]
    headings: Sequence[str]
    main_heading: str
    teasers: Sequence[str]
    has_password: bool
    has_order_form: bool
    is_in_forum: bool
    is_dated: bool
    declaration: Declaration

    @cached_property
    def names(self) -> list[str]:
        """The visible lines, normalized, without empty ones."""
        return [line for line in map(normalize, self.lines) if line]

    @cached_property
    def linked(self) -> list[str]:
        """The texts of the links, normalized."""
        return [*map(normalize, self.links)]

    @cached_property
    def excerpts(self) -> set[str]:
        """The paragraphs, normalized, that stand under linked headings or links, beside them, or above 더 보기."""
        text = set(map(normalize, self.paragraphs))
        return _find_excerpts(
            text, self.lines, self.names, dict(zip(self.links, self.linked, strict=True)), self.teasers
        )


def check_head(headline: str | None, publisher: str | None, address: str | None, imprint: str = "") -> NoArticle | None:
    """Return why a page cannot be an article, judging by its title and address; None if it may be one.

    Args:
        headline: its headline.
        publisher: the newspaper's name.
        address: the page's URL.
        imprint: texts that hold the newspaper's name, if the publisher is not known; see
            `sources.newspaper.titles.is_in_imprint`.
    """
    if (refusal := _check_address(address)) is not None:
        return refusal
    name = normalize(headline or "")
    if not name:
        return NoArticle.NO_HEADLINE
    if is_server_title(headline or ""):
        return NoArticle.SERVER_PAGE
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    is_paper = is_in_imprint(name, imprint) if publisher is None else is_publisher(name, publisher)
    if is_paper or name in {normalize(host), host.partition(".")[0]}:
        return NoArticle.TITLED_AS_PAPER
    return None


def _check_address(address: str | None) -> NoArticle | None:
    if is_front_page(address):
        return NoArticle.FRONT_PAGE
    if is_site_address(address):
        return NoArticle.SITE_PAGE
    return NoArticle.LIST if is_list_address(address) else None


def check_text(page: PageText) -> NoArticle | None:
    """Return why the text of a page is no article; None if it is one."""
    linked = Counter(page.linked)
    own = [line for line in page.paragraphs if normalize(line) not in linked]
    refusal = _check_title(page) or _check_own(page, own)
    if refusal is not None:
        return refusal
    if page.declaration is Declaration.DESCRIBED:
        return NoArticle.TEASERS if _has_teasers(page, own) else None
    return _check_not_described(page, own, linked)


def _check_title(page: PageText) -> NoArticle | None:
    if is_page_name(page.headline, page.title):
        return NoArticle.TITLED_AS_PAGE
    if any(map(is_server_title, (*split_title(page.title), page.main_heading))):
        return NoArticle.SERVER_PAGE
    return NoArticle.OTHER_TYPE if page.declaration is Declaration.OTHER else None


def _check_own(page: PageText, own: Sequence[str]) -> NoArticle | None:
    """Return why the paragraphs that are no links are no article."""
    length = _measure(own)
    if length < (1 - _MAX_LINKS) * _measure(page.paragraphs) or _has_linked_headline(page, own, length):
        return NoArticle.TEASERS
    if length < MIN_LENGTH:
        return NoArticle.NO_BODY
    return NoArticle.NOTICES if is_of_notices(own) else None


def _check_not_described(page: PageText, own: Sequence[str], linked: Counter[str]) -> NoArticle | None:
    if page.is_in_forum:
        return NoArticle.FORUM
    if page.has_order_form:
        return NoArticle.FORM
    if page.declaration is Declaration.NONE and not _is_dated(page):
        return NoArticle.UNDATED
    if _has_teasers(page, own):
        return NoArticle.TEASERS
    check = _check_declared if page.declaration and _is_dated(page) else _check_undeclared
    return check(page, own, linked)


def _check_declared(page: PageText, own: Sequence[str], linked: Counter[str]) -> NoArticle | None:
    """Return why a dated page that calls itself an article is none: front pages and lists call themselves so too."""
    if _has_entries(page, own):
        return NoArticle.ENTRIES
    is_long = _measure(own) >= _MIN_UNSHOWN
    return None if is_long or _shows_headline(page, linked) else NoArticle.HEADLINE_NOT_SHOWN


def _has_more_links(page: PageText) -> bool:
    return sum(_MORE.fullmatch(link) is not None for link in page.links) > _MAX_MORE


def _has_linked_headline(page: PageText, own: Sequence[str], length: int) -> bool:
    """Return whether a short text holds the linked headline of another page, as a list of one or two articles does."""
    linked = (line for line in page.paragraphs if line not in own)
    return length < _MIN_BESIDE_LINKS and any(len(line) >= _MIN_LINKED_HEADLINE for line in linked)


def _check_undeclared(page: PageText, own: Sequence[str], linked: Counter[str]) -> NoArticle | None:
    if _has_more_links(page):
        return NoArticle.TEASERS
    if _has_entries(page, own):
        return NoArticle.ENTRIES
    length = measure_sentences(own)
    if page.has_password and length < (_MIN_DATED_BESIDE_PASSWORD if _is_dated(page) else _MIN_BESIDE_PASSWORD):
        return NoArticle.FORM
    if length < _MIN_UNDECLARED:
        return NoArticle.SHORT if length >= MIN_LENGTH else NoArticle.NO_BODY
    return None if _shows_headline(page, linked) else NoArticle.HEADLINE_NOT_SHOWN


def _has_entries(page: PageText, own: Sequence[str]) -> bool:
    """Return whether dates stand above the paragraphs, as above the posts of a forum and the entries of a list."""
    text = {normalize(line) for line in own if len(line) >= _MIN_SENTENCE}
    lines = [line for line in page.lines if normalize(line)]
    places = [place for place, line in enumerate(lines) if normalize(line) in text]
    above = (lines[max(last + 1, place - _NEAR) : place] for last, place in pairwise(places))
    dated = sum(any(len(line) <= _MAX_ENTRY_DATE and dates_entry(line) for line in near) for near in above)
    return dated >= _MIN_ENTRIES and len(places) < _ENTRY_LENGTH * dated


def _find_excerpts(
    text: Collection[str],
    lines: Sequence[str],
    names: Sequence[str],
    links: Mapping[str, str],
    teasers: Sequence[str] = (),
) -> set[str]:
    titles = {name for link, name in links.items() if is_linked_title(link)} - {""}
    below = _find_below(names, text, titles.union(map(normalize, teasers)) - {""})
    return below | _find_above_more(lines, links, text) | _find_joined(links, text, titles)


def is_list(paragraphs: Sequence[str], links: Sequence[str]) -> bool:
    """Return whether a marked body is a list: most of it is links, or stands under links from its beginning on.

    Args:
        paragraphs: the lines of the body.
        links: the texts of its links.
    """
    text = {normalize(line): _measure([line]) for line in paragraphs}
    titles = [link for link in links if is_linked_title(link)]
    if len(titles) >= _MIN_ENTRIES and _measure(titles) > _MAX_LINKS * sum(text.values()):
        return True
    return _begins_with(
        _find_excerpts(text, paragraphs, [*text], {link: normalize(link) for link in links}), text, paragraphs
    )


def is_linked_title(link: str) -> bool:
    """Return whether the text of a link is as long as the title of another article."""
    # A page has hundreds of links, and no letter counts more than twice.
    return 2 * len(link) >= _MIN_LINKED_TITLE and _measure([link]) >= _MIN_LINKED_TITLE


def is_of_notices(paragraphs: Sequence[str]) -> bool:
    """Return whether a short text is mostly notices to the reader."""
    return _measure(paragraphs) <= _MAX_NOTICES and consists_of_notices(paragraphs)


def is_link_to_more(link: str) -> bool:
    """Return whether the text of a link is one such as 더 보기."""
    return _MORE.fullmatch(link) is not None


def _has_teasers(page: PageText, own: Sequence[str]) -> bool:
    """Return whether the text is that of a list."""
    text = {normalize(line): _measure([line]) for line in page.paragraphs}
    headings = set(map(normalize, page.teasers)) - {""}
    entries = page.excerpts
    is_list = _begins_with(entries, text, own)
    if is_list or page.declaration is Declaration.DESCRIBED:
        return is_list
    if len(headings & text.keys()) > 1 or _is_of(_find_below(page.names, text, headings), text, _MAX_EXCERPTS, 2):
        return True
    return _is_of(entries, text, _MAX_TWO_ENTRIES, 2)


def _begins_with(entries: Collection[str], text: Mapping[str, int], own: Sequence[str]) -> bool:
    # Related articles are shown below an article too, and linked between its paragraphs.
    return _is_of(entries, text, _MAX_ENTRIES, _MIN_ENTRIES) and _measure_lead(own, entries) < MIN_LEAD


def _measure_lead(own: Sequence[str], entries: Collection[str]) -> int:
    """Return the length of the sentences above the first entry of a list."""
    lead = takewhile(lambda line: normalize(line) not in entries, own)
    return measure_sentences([*lead])


def measure_sentences(lines: Sequence[str]) -> int:
    """Return the length of the sentences among the lines of a text, see `_measure`."""
    return _measure([line for line in lines if len(line) >= _MIN_SENTENCE and _SENTENCE_END.search(line)])


def _is_of(parts: Collection[str], text: Mapping[str, int], share: float, least: int) -> bool:
    """Return whether a text is mostly of some of its paragraphs: their length is the share of that of the others."""
    length = sum(text[line] for line in parts)
    return len(parts) >= least and length > share * (sum(text.values()) - length)


def _find_below(lines: Sequence[str], text: Collection[str], titles: Collection[str]) -> set[str]:
    """Return the first paragraph below each title."""
    below = (lines[place + 1 : place + 1 + _NEAR] for place, line in enumerate(lines) if line in titles)
    return {next((line for line in near if line in text and line not in titles), "") for near in below} - {""}


def _find_above_more(page: Sequence[str], links: Collection[str], text: Collection[str]) -> set[str]:
    """Return the last paragraph above each link to more."""
    if not any(_MORE.fullmatch(link) for link in links):
        return set()
    lines = [line for line in page if normalize(line)]
    places = (place for place, line in enumerate(lines) if _MORE.fullmatch(line))
    above = (map(normalize, reversed(lines[max(0, place - _NEAR) : place])) for place in places)
    return {next((line for line in near if line in text), "") for near in above} - {""}


def _find_joined(links: Mapping[str, str], text: Collection[str], titles: set[str]) -> set[str]:
    """Return the paragraphs that begin or end with a title, or end with a link to more, on the same line."""
    more = {name for link, name in links.items() if _MORE.fullmatch(link)}
    ends = tuple(titles | more)
    return {line for line in text if line.startswith(tuple(titles)) or line.endswith(ends)}


def _shows_headline(page: PageText, linked: Counter[str]) -> bool:
    """Return whether the headline stands on the page as a heading or a line of its own, and not only as a link."""
    shown = Counter(page.names)
    return bool(_find_headings(page)) or any(shown[part] > linked[part] for part in _find_headline_parts(page))


def _is_dated(page: PageText) -> bool:
    """Return whether a page states a date, or prints one beside its headline."""
    if page.is_dated:
        return True
    lines = [line for line in page.lines if normalize(line)]
    headlines = _find_headline_parts(page) | _find_headings(page) | {normalize(page.main_heading)}
    return has_date_beside(lines, [place for place, line in enumerate(lines) if normalize(line) in headlines])


def _find_headline_parts(page: PageText) -> set[str]:
    """Return the parts of the title, normalized, that may be the headline."""
    parts = {normalize(part): _measure([part]) for part in (page.headline, *split_title(page.title))}
    # The shorter parts are the names of the newspaper and the section.
    least = max(_MIN_PART, max(parts.values()) / 2)
    return {part for part, length in parts.items() if length >= least}


def _find_headings(page: PageText) -> set[str]:
    """Return the headings, normalized, that share words with the title: that is often cut, or for search engines."""
    words, title = set(_WORD.findall(page.title.casefold())), normalize(page.title)
    headings = {normalize(heading): heading for heading in page.headings}
    # A Chinese title has no spaces, and the name of the newspaper behind a hyphen.
    least = max(min(_MIN_PART, len(normalize(page.headline))), _MIN_BEGINNING * len(title))
    return {
        name
        for name, heading in headings.items()
        if _share_words(heading, words) or (len(name) >= least and title.startswith(name))
    }


def _share_words(heading: str, words: set[str]) -> bool:
    own = _WORD.findall(heading.casefold())
    return len(own) >= _MIN_WORDS and sum(word in words for word in own) >= _SAME_WORDS * len(own)


def _measure(lines: Sequence[str]) -> int:
    """Return the length of a text in characters; a Korean, Chinese or Japanese one counts twice."""
    return sum(len(line) + sum(map(len, _WIDE.findall(line))) for line in lines)
