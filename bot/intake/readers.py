"""Parser and URL of each kind of source, and the detection of the kind of a document."""

import re
from dataclasses import replace
from pathlib import Path

from bot.intake.file_kinds import refuse_other_kinds
from bot.intake.source_config import FolderSource, KmaCities, KmaFeed, KmaHub, NewsFeed, NewspaperPage, SingleSource
from sources.feed.feed import matches_words, parse_feed
from sources.kma import api_hub, city_table
from sources.kma.api_hub import parse_api_hub
from sources.kma.city_table import parse_city_table
from sources.kma.current import parse_current_weather
from sources.korea.stations import Catalogue
from sources.newspaper.page import parse_newspaper
from sources.records import KMA_SOURCE, MAX_DOCUMENT_BYTES, Content, Document

_HEAD_BYTES = 1024
_API_HUB = re.compile(rb"\s*#START7777")
_CURRENT_WEATHER = re.compile(rb"<current[\s>]")
_CITY_TABLE = re.compile(rb"(?:city-obs\.do|currentweather\.jsp)[?;][^\"'<>]{0,200}[?;&]stn=[0-9]")
_FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")


def get_request_url(source: SingleSource, kma_key: str) -> str:
    """Return the URL to request; that of KMA's API hub contains the key."""
    match source:
        case KmaHub():
            return api_hub.build_url(source.address, kma_key)
        case KmaCities():
            return city_table.build_url(source.address)
        case _:
            return source.address


def read_file(path: Path) -> bytes:
    """Return a file's bytes, at most one more than the longest document that a parser accepts.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        # The byte too many makes the parser reject the file as too long, however large it is.
        return file.read(MAX_DOCUMENT_BYTES + 1)


def parse_document(source: SingleSource | FolderSource, document: Document, catalogue: Catalogue) -> Content:
    """Parse a document of a configured source.

    Raises:
        SourceError: the document cannot be used.
    """
    match source:
        case KmaCities():
            return parse_city_table(document, catalogue)
        case KmaFeed():
            return parse_current_weather(document, catalogue)
        case KmaHub():
            return parse_api_hub(document, catalogue)
        case NewsFeed():
            # Feeds have titles such as 전체기사 ("all articles"); the configured name is the newspaper's.
            return _filter_articles(parse_feed(document, source.name), source)
        case NewspaperPage():
            return _set_publisher(parse_newspaper(document, catalogue), source)
        case FolderSource():
            return parse_any(document, catalogue)


def parse_any(document: Document, catalogue: Catalogue) -> Content:
    """Parse a document of unknown kind: one of KMA's tables, a feed, or else a newspaper page.

    Raises:
        SourceError: the document cannot be used.
    """
    table = _parse_table(document, catalogue)
    if table is not None:
        return replace(table, site=KMA_SOURCE)
    if _FEED.search(document.data[:_HEAD_BYTES]):
        return parse_feed(document)
    refuse_other_kinds(document.data)
    # Last, because a page saved as its visible text begins with anything.
    return parse_newspaper(document, catalogue)


def _parse_table(document: Document, catalogue: Catalogue) -> Content | None:
    """Parse a table of KMA's; None if the document is none."""
    head = document.data[:_HEAD_BYTES]
    if _API_HUB.match(head):
        return parse_api_hub(document, catalogue)
    if _CURRENT_WEATHER.search(head):
        return parse_current_weather(document, catalogue)
    # Anywhere in the page: the table stands below KMA's menus.
    return parse_city_table(document, catalogue) if _CITY_TABLE.search(document.data) else None


def _filter_articles(content: Content, source: NewsFeed) -> Content:
    articles = tuple(one for one in content.articles if matches_words(one, source.include, source.exclude))
    return replace(content, articles=articles)


def _set_publisher(content: Content, source: NewspaperPage) -> Content:
    return replace(content, articles=tuple(replace(one, publisher=source.name) for one in content.articles))
