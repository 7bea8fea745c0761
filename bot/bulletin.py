"""The morning bulletin."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.i18n import Translator
from bot.measures_text import in_one_line, precipitation, since_yesterday_in_short
from bot.news_text import headline_block, link, source
from bot.station_weather import StationWeather
from bot.summary import Summary, is_late
from bot.text import join_blocks, join_lines
from bot.weather_text import country_heading, doubted, freshness, inline, observed, weather
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
        awaited: whether it has waited for newer readings that did not come.
        days_old: how many days old the headline is, where that has to be said.
    """

    local_date: dt.date
    stations: Sequence[StationWeather]
    country: Summary | None
    article: Article | None
    awaited: bool = False
    days_old: int | None = None


def render(bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """The bulletin in the reader's language, shorter than a Telegram message may be."""
    country = bulletin.country
    return join_blocks(
        [
            tr("☀️ <b>Good morning!</b> It is {day}.", day=tr.day(bulletin.local_date)),
            _stations(bulletin.stations, now, tr),
            tr("There are no readings today.") if country is None else _country(country, catalogue, tr),
            None if bulletin.article is None else _headline(bulletin.article, bulletin.days_old, tr),
            None if country is None else _age(country, bulletin.awaited, now, tr),
        ]
    )


def _stations(stations: Sequence[StationWeather], now: dt.datetime, tr: Translator) -> Markup:
    return join_lines(
        Markup("<b>{}</b> {}").format(one.station.name(tr.language), _reading(one, now, tr)) for one in stations
    )


def _reading(known: StationWeather, now: dt.datetime, tr: Translator) -> str:
    """A station's weather; one that is late tells its time, because the country's may be newer."""
    observation = known.observation
    if observation is None:
        return tr.plain("no reading")
    if is_late(observation, now):
        when = observed(observation, now, tr)
        return tr.plain("{weather} (⚠️ observed {when})", weather=weather(observation, tr), when=when)
    change = [] if known.change is None else [since_yesterday_in_short(known.change, tr)]
    return in_one_line([doubted(observation, tr), *change, *precipitation(observation, tr)])


def _country(country: Summary, catalogue: Catalogue, tr: Translator) -> Markup:
    lines = [country_heading(country, tr)]
    if country.warmest:
        lines.append(tr("Warmest: {stations}", stations=inline(country.warmest, country.newest, catalogue, tr)))
        lines.append(tr("Coldest: {stations}", stations=inline(country.coldest, country.newest, catalogue, tr)))
    return join_lines(lines)


def _age(country: Summary, awaited: bool, now: dt.datetime, tr: Translator) -> Markup:
    """Where and when the readings come from; those that are late say so themselves."""
    missing = awaited and not is_late(country.newest, now)
    return join_lines([freshness(country, now, tr), tr("⚠️ Newer readings have not come in.") if missing else None])


def _headline(article: Article, days_old: int | None, tr: Translator) -> Markup:
    age = None if days_old is None else tr.plural("This is from {n} day ago.", "This is from {n} days ago.", days_old)
    return join_lines([Markup("📰 ") + headline_block(article), source(article, tr), age, link(article, tr)])
