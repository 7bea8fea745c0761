"""How each kind of source is asked, and how its documents are read."""

import re
from dataclasses import replace

from bot.intake.source_config import Folder, KmaHub, KmaMap, NewsFeed, NewspaperPage, Polled, Section
from sources.feed.feed import parse_feed, wanted
from sources.kma.api_hub import hub_address, parse_kma_hub
from sources.kma.current import parse_kma_map
from sources.korea.stations import Catalogue
from sources.newspaper.newspaper import parse_newspaper
from sources.records import Content, Document

_HEAD = 1024
_HUB = re.compile(rb"\s*#START7777")
_MAP = re.compile(rb"<current[\s>]")
_FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")


def address_of(source: Polled, kma_key: str) -> str:
    """The address that a source is asked at, which may carry the key."""
    return hub_address(source.address, kma_key) if isinstance(source, KmaHub) else source.address


def read(source: Section, document: Document, catalogue: Catalogue) -> Content:
    """What a source's document says.

    Raises:
        SourceError: it cannot be used.
    """
    match source:
        case KmaMap():
            return parse_kma_map(document, catalogue)
        case KmaHub():
            return parse_kma_hub(document, catalogue)
        case NewsFeed():
            return _named(_selected(parse_feed(document), source), source)
        case NewspaperPage():
            return _named(parse_newspaper(document, catalogue), source)
        case Folder():
            return read_any(document, catalogue)


def read_any(document: Document, catalogue: Catalogue) -> Content:
    """What a document says whose kind nobody has told: one of KMA's, a feed, or else a newspaper's page.

    Raises:
        SourceError: it cannot be used.
    """
    head = document.data[:_HEAD]
    if _HUB.match(head):
        return parse_kma_hub(document, catalogue)
    if _MAP.search(head):
        return parse_kma_map(document, catalogue)
    if _FEED.search(head):
        return parse_feed(document)
    return parse_newspaper(document, catalogue)


def _selected(content: Content, source: NewsFeed) -> Content:
    articles = tuple(one for one in content.articles if wanted(one, source.include, source.exclude))
    return replace(content, articles=articles)


def _named(content: Content, source: NewsFeed | NewspaperPage) -> Content:
    """The articles under the name that the operator gave their source: feeds call themselves 전체기사 and the like."""
    return replace(content, articles=tuple(replace(one, publisher=source.name) for one in content.articles))
