"""The morning bulletin."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.i18n import Translator
from bot.news_text import headline_block, link
from bot.station_weather import StationWeather
from bot.summary import Summary, is_old
from bot.text import join_blocks, join_lines
from bot.weather_text import country_heading, freshness, inline, observed, weather
from sources.records import Article
from sources.stations import Catalogue


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a morning bulletin tells.

    Attributes:
        local_date: the day where the chat is.
        stations: the weather of the chat's own stations.
        country: the country's figures, or None where there are no readings.
        article: the headline's article, or None where there is no new one.
    """

    local_date: dt.date
    stations: Sequence[StationWeather]
    country: Summary | None
    article: Article | None


def render(bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """The bulletin in the reader's language, shorter than a Telegram message may be."""
    country = bulletin.country
    return join_blocks(
        [
            tr("☀️ <b>Good morning!</b> It is {day}.", day=tr.day(bulletin.local_date)),
            _stations(bulletin.stations, now, tr),
            tr("There are no readings today.") if country is None else _country(country, catalogue, tr),
            None if bulletin.article is None else _headline(bulletin.article, tr),
            None if country is None else freshness(country, now, tr),
        ]
    )


def _stations(stations: Sequence[StationWeather], now: dt.datetime, tr: Translator) -> Markup:
    return join_lines(
        Markup("<b>{}</b> {}").format(one.station.name(tr.language), _reading(one, now, tr)) for one in stations
    )


def _reading(known: StationWeather, now: dt.datetime, tr: Translator) -> str:
    """A station's weather; one that is old tells its time, because the country's is newer."""
    observation = known.observation
    if observation is None:
        return tr.plain("no reading")
    if is_old(observation, now):
        when = observed(observation, now, tr)
        return tr.plain("{weather} (⚠️ observed {when})", weather=weather(observation, tr), when=when)
    return weather(observation, tr)


def _country(country: Summary, catalogue: Catalogue, tr: Translator) -> Markup:
    lines = [country_heading(country, tr)]
    if country.warmest:
        lines.append(tr("Warmest: {stations}", stations=inline(country.warmest, catalogue, tr)))
        lines.append(tr("Coldest: {stations}", stations=inline(country.coldest, catalogue, tr)))
    return join_lines(lines)


def _headline(article: Article, tr: Translator) -> Markup:
    return join_lines([Markup("📰 ") + headline_block(article), link(article, tr)])
