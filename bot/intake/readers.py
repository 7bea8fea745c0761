"""Parser and URL of each kind of source."""

from dataclasses import replace

from bot.intake.source_config import FolderSource, KmaCities, KmaFeed, KmaHub, NewsFeed, NewspaperPage, SingleSource
from sources.documents import is_feed, parse_any
from sources.errors import BrokenDocument
from sources.feed.feed import matches_words, parse_feed
from sources.kma import api_hub, city_table
from sources.kma.api_hub import parse_api_hub
from sources.kma.city_table import parse_city_table
from sources.kma.current import parse_current_weather
from sources.korea.stations import Catalogue
from sources.newspaper.article_check import NoArticle
from sources.newspaper.page import parse_newspaper
from sources.newspaper.titles import clean_section, find_section, normalize, strip_names
from sources.records import Article, Content, Document, Rejected


def get_request_url(source: SingleSource, kma_key: str) -> str:
    """Return the URL to request; that of KMA's API hub contains the key."""
    match source:
        case KmaHub():
            return api_hub.build_url(source.address, kma_key)
        case KmaCities():
            return city_table.build_url(source.address)
        case _:
            return source.address


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
            return _parse_page(source, document, catalogue)
        case FolderSource():
            return parse_any(document, catalogue)


def _filter_articles(content: Content, source: NewsFeed) -> Content:
    articles = tuple(one for one in content.articles if matches_words(one, source.include, source.exclude))
    return replace(content, articles=articles)


def _parse_page(source: NewspaperPage, document: Document, catalogue: Catalogue) -> Content:
    if is_feed(document.data):
        raise BrokenDocument('this is a feed and not a page: give the source type = "feed"')
    content = parse_newspaper(document, catalogue)
    titled = [one for one in content.articles if normalize(one.headline) != normalize(source.name)]
    refused = (Rejected(1, one.headline, NoArticle.TITLED_AS_PAPER) for one in content.articles if one not in titled)
    articles = tuple(_set_publisher(one, source.name) for one in titled)
    return replace(content, articles=articles, rejected=(*content.rejected, *refused))


def _set_publisher(article: Article, publisher: str) -> Article:
    # A page that does not state the newspaper's name may have it in its title.
    headline = strip_names(article.headline, publisher)
    section = article.section or find_section(article.headline, headline)
    return replace(article, headline=headline, section=clean_section(section, headline, publisher), publisher=publisher)
