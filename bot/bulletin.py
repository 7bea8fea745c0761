"""The morning bulletin."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.i18n import Translator
from bot.news_text import headline_block, link
from bot.summary import Summary
from bot.text import join_blocks
from bot.weather_text import country_heading, freshness, inline, weather
from sources.records import Article
from sources.stations import Catalogue, Station
from storage.observations import Observation

_NEWLINE = Markup("\n")


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a morning bulletin tells.

    Attributes:
        local_date: the day where the chat is.
        stations: the chat's own stations with their newest readings.
        country: the country's figures, or None where there are no readings.
        article: the headline's article, or None where there is no new one.
    """

    local_date: dt.date
    stations: Sequence[tuple[Station, Observation | None]]
    country: Summary | None
    article: Article | None


def render(bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """The bulletin in the reader's language, shorter than a Telegram message may be."""
    country = bulletin.country
    return join_blocks(
        [
            tr("☀️ <b>Good morning!</b> It is {day}.", day=tr.day(bulletin.local_date)),
            _stations(bulletin.stations, tr),
            tr("There are no readings today.") if country is None else _country(country, catalogue, tr),
            None if bulletin.article is None else _headline(bulletin.article, tr),
            None if country is None else freshness(country, now, tr),
        ]
    )


def _stations(stations: Sequence[tuple[Station, Observation | None]], tr: Translator) -> Markup:
    return _NEWLINE.join(
        Markup("<b>{}</b> {}").format(
            station.name(tr.language), tr("no reading") if observation is None else weather(observation, tr)
        )
        for station, observation in stations
    )


def _country(country: Summary, catalogue: Catalogue, tr: Translator) -> Markup:
    lines = [country_heading(country, tr)]
    if country.warmest:
        lines.append(tr("Warmest: {stations}", stations=inline(country.warmest, catalogue, tr)))
        lines.append(tr("Coldest: {stations}", stations=inline(country.coldest, catalogue, tr)))
    return _NEWLINE.join(lines)


def _headline(article: Article, tr: Translator) -> Markup:
    return _NEWLINE.join(filter(None, [Markup("📰 ") + headline_block(article), link(article, tr)]))
