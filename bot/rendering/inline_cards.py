"""The cards of an inline query, each a message to choose."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.places import Match, Places
from bot.rendering.layout import join_blocks, plain_text, shorten
from bot.rendering.news import article_source, headline_line, render_article, render_headlines
from bot.rendering.places import place_heading, station_with_distance
from bot.rendering.weather import condition_and_temperature, country_heading, render_country, render_station
from bot.weather.country import Summary
from bot.weather.stations import StationWeather
from sources.korea.stations import Catalogue
from sources.records import KST
from storage.content.articles import StoredArticle

_MAX_TITLE_LENGTH = 100
_MAX_DESCRIPTION_LENGTH = 200
_NEWS = re.compile(
    r"(?:^|(?<=\s))(?:뉴스|소식|기사|news|headlines?|ニュース|新闻|新聞|tin(?:\s+tức)?)(?=$|\s)", re.IGNORECASE
)
# Few enough digits for SQLite's integers.
_ARTICLE = re.compile(r"#([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class InlineQuestion:
    """A parsed inline query.

    Attributes:
        text: a place, or search words; empty for the person's own cities, or for all news.
        wants_news: whether it asks for news.
        article: the number of one article, or None.
    """

    text: str
    wants_news: bool = False
    article: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A message that can be chosen.

    Attributes:
        id: at most 64 bytes, and the same for the same content.
        title: the subject.
        description: a summary in one line.
        text: the message.
        place: the place to subscribe to, or None.
        article: the article to open, or None.
    """

    id: str
    title: str
    description: str
    text: Markup
    place: Match | None = None
    article: StoredArticle | None = None


def parse_inline_question(query: str) -> InlineQuestion:
    """Parse the text after the bot's name: 인천, 뉴스, news 인천, #12, or nothing."""
    text = " ".join(query.split())
    if article := _ARTICLE.fullmatch(text):
        return InlineQuestion("", wants_news=True, article=int(article[1]))
    # The word for news may be anywhere: news 인천, 인천 뉴스.
    bare = " ".join(_NEWS.sub(" ", text).split())
    return InlineQuestion(bare, wants_news=bare != text)


def weather_card(
    match: Match,
    label: str,
    known: StationWeather,
    now: dt.datetime,
    places: Places,
    tr: Translator,
    outlook: Markup | None = None,
) -> Card:
    """Return the card of a place's weather; the message is that of /weather.

    Args:
        match: the place.
        label: the title.
        known: its station's weather.
        now: an aware time.
        places: the place search, for names that several places share.
        tr: the reader's language.
        outlook: what is told after the reading.
    """
    observation = known.observation
    description = (
        condition_and_temperature(observation, tr)
        if observation
        else tr.plain("There are no current readings from this station.")
    )
    if not match.has_station_name:
        description = f"{description} · {station_with_distance(match, tr)}"
    text = join_blocks([render_station(known, now, tr, place_heading(match, places, tr)), outlook])
    return Card(f"weather:{match.stable_key}", label, description, text, place=match)


def with_remarks(card: Card, remarks: Markup | None) -> Card:
    """Return a card that says first what of the question is not known."""
    if remarks is None:
        return card
    description = _description(Markup("\n").join([remarks, card.description]))
    return replace(card, description=description, text=join_blocks([remarks, card.text]))


def with_text(card: Card, text: Markup) -> Card:
    """Return a card with another message, which is described by its lines after the place."""
    return replace(card, description=_description(Markup("\n").join(text.split("\n")[1:])), text=text)


def country_card(summary: Summary | None, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Card:
    """Return the card of the country's weather; the message is that of /weather."""
    text = render_country(summary, catalogue, now, tr)
    description = country_heading(summary, tr) if summary else text
    return Card("country", tr.plain("All of Korea"), _description(description), text)


def headlines_card(articles: Sequence[StoredArticle], total: int, tr: Translator, words: str | None) -> Card:
    """Return the card of the newest headlines or of a search's results; there is at least one article."""
    text = render_headlines(articles, 1, total, tr, words)
    title = words or tr.plain("Local headlines")
    return Card("headlines", title, _description(headline_line(articles[0].article)), text)


def article_card(stored: StoredArticle, tr: Translator) -> Card:
    """Return the card of one article."""
    title = shorten(plain_text(headline_line(stored.article)), _MAX_TITLE_LENGTH)
    text = render_article(stored.article, KST, tr)
    return Card(f"article:{stored.id}", title, _description(article_source(stored.article, tr)), text, article=stored)


def _description(text: Markup) -> str:
    return shorten(plain_text(text).replace("\n", " · "), _MAX_DESCRIPTION_LENGTH)
