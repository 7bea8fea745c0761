"""Statements of an HTML page about itself: meta elements, JSON-LD (schema.org), title.

JSON-LD is one object, a list, or a graph (``@graph``), and ``@type`` is one name or a list of names.
"""

import datetime as dt
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources.newspaper.article_check import Declaration
from sources.newspaper.site_pages import has_other_class, has_page_class
from sources.newspaper.titles import normalize
from sources.text.dates import parse_date
from sources.text.plain_text import clean
from sources.text.urls import canonical_url

_ARTICLE_TYPES = frozenset({"article", "news", "newsarticle"})
"""Values of og:type."""

_OTHER_TYPES = frozenset(
    {"object", "product", "profile", "company", "hotel", "restaurant", "business", "place", "video", "music", "book",
     "image", "game", "movie"}
)  # fmt: skip
"""Beginnings of values of og:type; `website` is none of them, because articles have it too."""

_OTHER_THINGS = frozenset(
    {"AboutPage", "CheckoutPage", "CollectionPage", "ContactPage", "DiscussionForumPosting", "FAQPage", "HowTo",
     "JobPosting", "MobileApplication", "Product", "ProductGroup", "ProfilePage", "QAPage", "RealEstateListing",
     "Recipe", "SearchResultsPage", "SocialMediaPosting", "SoftwareApplication"}
)  # fmt: skip
"""Types of schema.org for what a page is about, or is; `WebPage` is none of them, because articles are of it too."""

_STRONGER_THINGS = frozenset({"Product", "ProductGroup", "Recipe"})
"""Things whose pages are described as articles too, by blogs and shops; those of newspapers are NewsArticles."""

# By what each states, the surest first: Open Graph, schema.org, Naver, and older systems.
_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "og:regdate", "article:published",
    "article.published", "published_time", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "dc.date.issued", "dcterms.issued",
)  # fmt: skip
_DATED = "[data-date-time], [itemprop='datePublished'], time[pubdate]"
_DATE_ATTRIBUTES = ("data-date-time", "datetime", "content")
_NAMES = ("application-name", "apple-mobile-web-app-title", "copyright", "dc.publisher", "al:android:app_name")
_MAX_NAMES = 10
# 제호 is the title of a newspaper in the imprint that Korean law requires.
_IMPRINT = re.compile(
    # Each alternative begins with a literal, in which case counts: the search then skips all else quickly.
    r"(?:C(?i:opyright)|c(?i:opyright)|&(?i:copy;)|©|ⓒ|Ⓒ|저작권자|제호)"
    r"(?i:(?:\s|[:：.()\d©ⓒ-]|&nbsp;|&copy;|<[^<>]{0,100}>){0,30}(?P<text>[^<>|]{2,60}))"
)
_NO_NAME = re.compile(r"all rights reserved|무단\s?전재|재배포|금지|copyright|&\w+;|[©ⓒ]", re.IGNORECASE)
_MAX_THINGS = 1000


@dataclass(frozen=True, slots=True)
class Metadata:
    """Statements of a page about itself.

    Attributes:
        title: the page's title as written; it may end in the names of the newspaper and the section.
        headlines: other titles that it states, in JSON-LD and in its title element.
        address: the canonical http(s) URL.
        publisher: the newspaper's name.
        imprint: texts that hold the newspaper's name, normalized: copyright lines, its logo, its application's name.
        section: the newspaper's section as written.
        published_at: the article's date (aware).
        unread_date: a stated date that cannot be read; None if another one can.
        declaration: how far the page declares itself an article.
        is_typed: True if its og:type is that of an article; without an address that alone declares nothing.
    """

    title: str | None = None
    headlines: tuple[str, ...] = ()
    address: str | None = None
    publisher: str | None = None
    imprint: str = ""
    section: str | None = None
    published_at: dt.datetime | None = None
    unread_date: str | None = None
    declaration: Declaration = Declaration.NONE
    is_typed: bool = False


def parse_metadata(tree: LexborHTMLParser, page: str, base: str | None = None) -> Metadata:
    """Return a page's statements about itself.

    Args:
        tree: the page.
        page: the page as it is written.
        base: its URL, the base of relative links.
    """
    metas = _get_metas(tree)
    title, address = _get_title(tree), _get_address(tree, metas, base)
    things = _list_things(tree)
    thing = _find_article_thing(things, (metas.get("og:title"), title))
    dates = [clean(date) for date in _find_dates(tree, metas, thing)]
    read = next(filter(None, map(parse_date, dates)), None)
    return Metadata(
        title=_choose_title(metas.get("og:title"), title),
        headlines=tuple(filter(None, (_get_string(thing, "headline"), title))),
        address=address,
        publisher=metas.get("og:site_name") or _get_publisher(thing) or metas.get("application-name"),
        imprint=normalize(" ".join(_find_imprint(tree, metas, page))),
        section=metas.get("article:section") or _get_string(thing, "articleSection"),
        published_at=read,
        unread_date=next(filter(None, dates), None) if read is None else None,
        declaration=_get_declaration(tree, metas, thing, _list_types(tree, things), address or base),
        is_typed=metas.get("og:type", "").lower() in _ARTICLE_TYPES,
    )


def _get_metas(tree: LexborHTMLParser) -> Mapping[str, str]:
    """Return the content of the meta elements by their lower-case names; the first of a name counts."""
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = clean(attributes.get("content") or "")
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _get_declaration(
    tree: LexborHTMLParser,
    metas: Mapping[str, str],
    thing: Mapping[str, Any],
    types: Collection[str],
    address: str | None,
) -> Declaration:
    classes = (tree.body and tree.body.attributes.get("class")) or ""
    if has_other_class(classes):
        return Declaration.OTHER
    kind = metas.get("og:type", "").lower()
    is_of_other_type = re.split("[.:_]", kind)[0] in _OTHER_TYPES
    if "NewsArticle" in types and thing:
        return Declaration.DESCRIBED
    if has_page_class(classes) or _STRONGER_THINGS & set(types) or (_OTHER_THINGS & set(types) and not thing):
        return Declaration.OTHER
    if thing or "article:published_time" in metas:
        return Declaration.DESCRIBED
    # Without an address the page may be a front page, which is of that type too.
    if kind in _ARTICLE_TYPES and address is not None:
        return Declaration.TYPE
    return Declaration.OTHER if is_of_other_type else Declaration.NONE


def _get_title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    return None if node is None else clean(node.text()) or None


def _choose_title(stated: str | None, title: str | None) -> str | None:
    """Return og:title, unless a quotation mark in it that is not escaped has cut it off."""
    if stated and title and title.startswith(stated) and title.removeprefix(stated).lstrip().startswith('"'):
        return title
    return stated or title


def _get_address(tree: LexborHTMLParser, metas: Mapping[str, str], base: str | None) -> str | None:
    link = tree.css_first("link[rel='canonical']")
    written = None if link is None else link.attributes.get("href")
    return canonical_url(written or metas.get("og:url"), base)


def _find_imprint(tree: LexborHTMLParser, metas: Mapping[str, str], page: str) -> Iterator[str]:
    yield from (metas[name] for name in _NAMES if name in metas)
    yield from (node.attributes.get("alt") or "" for node in tree.css("a[href='/'] img[alt]")[:_MAX_NAMES])
    for match, _ in zip(_IMPRINT.finditer(page), range(_MAX_NAMES), strict=False):
        yield _NO_NAME.sub(" ", match["text"])


def _find_dates(tree: LexborHTMLParser, metas: Mapping[str, str], thing: Mapping[str, Any]) -> Iterator[str]:
    first, *others = _DATE_NAMES
    yield metas.get(first, "")
    yield _get_string(thing, "datePublished") or ""
    yield from (metas[name] for name in others if name in metas)
    for node in tree.css(_DATED):
        if (written := _get_date_attribute(node)) is not None:
            yield written
            # The next ones may be those of other articles.
            break


def _get_date_attribute(node: LexborNode) -> str | None:
    attributes = node.attributes
    return next((attributes[name] for name in _DATE_ATTRIBUTES if attributes.get(name)), None)


def _list_things(tree: LexborHTMLParser) -> list[Mapping[str, Any]]:
    """Return the objects of a page's JSON-LD."""
    return [thing for node in tree.css("script[type='application/ld+json']") for thing in _find_things(_load(node))]


def _list_types(tree: LexborHTMLParser, things: Collection[Mapping[str, Any]]) -> set[str]:
    """Return the types of what a page describes in JSON-LD and microdata."""
    marked = tree.css("[itemscope][itemtype]:not([itemprop])")[:_MAX_THINGS]
    written = {(node.attributes.get("itemtype") or "").rpartition("/")[2] for node in marked}
    return written.union(*map(_get_types, things))


def _find_article_thing(things: Collection[Mapping[str, Any]], titles: Collection[str | None]) -> Mapping[str, Any]:
    """Return the article that the page's JSON-LD describes; empty if it describes none, or others than the page's."""
    articles = [thing for thing in things if _is_article(thing)]
    named = [normalize(_get_string(thing, "headline") or _get_string(thing, "name") or "") for thing in articles]
    title = normalize(" ".join(filter(None, titles)))
    own = next((thing for thing, name in zip(articles, named, strict=True) if name and name in title), None)
    if own is not None:
        return own
    # A front page describes the articles that it lists.
    return articles[0] if len(set(named)) == 1 else {}


def _load(node: LexborNode) -> object:
    try:
        # Not strict: texts in it often hold line ends as they are.
        return json.loads(node.text(), strict=False)
    # Deeply nested JSON raises RecursionError.
    except (ValueError, RecursionError):
        return None


def _find_things(data: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON-LD document: it, those of a list, and those of a graph."""
    waiting = [data]
    for _ in range(_MAX_THINGS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            yield one
            waiting += [one[key] for key in ("@graph", "mainEntity") if key in one]


def _is_article(thing: Mapping[str, Any]) -> bool:
    # schema.org has NewsArticle, ReportageNewsArticle and more; a JobPosting is none.
    return any(one.endswith(("Article", "BlogPosting")) for one in _get_types(thing))


def _get_types(thing: Mapping[str, Any]) -> list[str]:
    types = thing.get("@type")
    return [str(one) for one in (types if isinstance(types, list) else [types])]


def _get_publisher(thing: Mapping[str, Any]) -> str | None:
    publisher = thing.get("publisher")
    if isinstance(publisher, list):
        publisher = next(iter(publisher), None)
    return _get_string(publisher, "name") if isinstance(publisher, dict) else None


def _get_string(thing: Mapping[str, Any], key: str) -> str | None:
    value = thing.get(key)
    if isinstance(value, list):
        value = next(iter(value), None)
    return clean(value) or None if isinstance(value, str) else None
