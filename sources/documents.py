"""Documents of unknown kind: detection of the kind, and the parser for it."""

import re
from dataclasses import replace

from sources.feed.feed import parse_feed
from sources.file_kinds import refuse_other_kinds
from sources.kma.api_hub import parse_api_hub
from sources.kma.city_table import parse_city_table
from sources.kma.current import parse_current_weather
from sources.korea.stations import Catalogue
from sources.newspaper.page import parse_newspaper
from sources.records import KMA_SOURCE, Content, Document

_HEAD_BYTES = 1024
_API_HUB = re.compile(rb"\s*#START7777")
_CURRENT_WEATHER = re.compile(rb"<current[\s>]")
_CITY_TABLE = re.compile(rb"(?:city-obs\.do|currentweather\.jsp)[?;][^\"'<>]{0,200}[?;&]stn=[0-9]")
_FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")


def parse_any(document: Document, catalogue: Catalogue) -> Content:
    """Parse a document of unknown kind: one of KMA's tables, a feed, or else a newspaper page.

    Raises:
        SourceError: the document cannot be used.
    """
    table = _parse_table(document, catalogue)
    if table is not None:
        return replace(table, site=KMA_SOURCE)
    if is_feed(document.data):
        return parse_feed(document)
    refuse_other_kinds(document.data)
    # Last, because a page saved as its visible text begins with anything.
    return parse_newspaper(document, catalogue)


def is_feed(data: bytes) -> bool:
    """Return whether a document is RSS or Atom, judging by its beginning."""
    # UTF-16 and UTF-32 write ASCII letters with zero bytes between them.
    return _FEED.search(data[:_HEAD_BYTES].replace(b"\0", b"")) is not None


def _parse_table(document: Document, catalogue: Catalogue) -> Content | None:
    """Parse a table of KMA's; None if the document is none."""
    head = document.data[:_HEAD_BYTES]
    if _API_HUB.match(head):
        return parse_api_hub(document, catalogue)
    if _CURRENT_WEATHER.search(head):
        return parse_current_weather(document, catalogue)
    # Anywhere in the page: the table stands below KMA's menus.
    return parse_city_table(document, catalogue) if _CITY_TABLE.search(document.data) else None
