"""The text of a bulletin, as a message and as the caption of its map."""

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from bot.i18n.translator import Translator
from bot.rendering.layout import (
    MAX_CAPTION_LENGTH,
    MAX_MESSAGE_LENGTH,
    cut_lines,
    join_blocks,
    join_lines,
    visible_length,
)
from bot.rendering.measurements import join_facts, precipitation, render_short_change
from bot.rendering.news import article_link, article_source, headline_line, summary_line
from bot.rendering.places import city_name
from bot.rendering.weather import (
    condition_and_temperature,
    country_heading,
    observation_time,
    reading_summary,
    source_and_age,
    station_list,
)
from bot.weather.country import Summary
from bot.weather.freshness import is_late
from bot.weather.stations import StationWeather
from sources.korea.stations import Catalogue
from sources.records import Article
from storage.terms import UNSIGNED, City, Section, SignOff

_MORNING_HOURS = range(4, 12)
"""The hours in which a bulletin says good morning."""
_GAP = Markup("\n\n")


class Detail(enum.Flag):
    """The parts of a bulletin that can be dropped to make it shorter. Cities and their weather cannot."""

    EXTREMES = enum.auto()
    """The country's warmest and coldest stations."""
    SUMMARIES = enum.auto()
    """One line on each article: its sub-headline, or else the beginning of its text."""
    PRECIPITATION = enum.auto()
    """Rain and snow of each city."""
    CONDITIONS = enum.auto()
    """The number of stations with each condition."""
    CHANGE = enum.auto()
    """The difference from yesterday."""
    ORIGIN = enum.auto()
    """The source of the first headline, and its link."""
    HEADLINE = enum.auto()
    COUNTRY = enum.auto()
    AGE = enum.auto()
    """Time and source of the readings."""
    GREETING = enum.auto()


ALL_DETAILS = ~Detail(0)


@dataclass(frozen=True, slots=True)
class CityWeather:
    """One of the chat's places with its station's weather."""

    city: City
    known: StationWeather


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The content of a bulletin.

    Attributes:
        local_date: the day in the chat's time zone.
        cities: the weather of the chat's own places.
        country: the country's summary, or None without readings.
        articles: the articles of the headlines; empty if there are no new ones.
        awaited: whether the bulletin was delayed for newer readings that did not come.
        days_old: the age of the first headline in days, if the text should mention it.
        sections: the sections that the chat chose.
        in_the_morning: whether it is a morning bulletin.
        sign_off: signature and hashtag at the end.
    """

    local_date: dt.date
    cities: Sequence[CityWeather]
    country: Summary | None
    articles: Sequence[Article] = ()
    awaited: bool = False
    days_old: int | None = None
    sections: Section = Section.USUAL
    in_the_morning: bool = True
    sign_off: SignOff = UNSIGNED


def is_morning(time: dt.time) -> bool:
    """Return whether a bulletin at this time on the wall clock says good morning."""
    return time.hour in _MORNING_HOURS


def render(
    bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator, details: Detail = ALL_DETAILS
) -> Markup:
    """Return the bulletin in the reader's language, shorter than Telegram's limit for messages.

    Args:
        bulletin: the content.
        catalogue: the stations.
        now: an aware time.
        tr: the reader's language.
        details: the details to include.
    """
    country, sections = bulletin.country, bulletin.sections
    cities = city_lines(bulletin, catalogue, now, tr, details)
    has_weather = bool(cities) or bool(sections & (Section.COUNTRY | Section.MAP))
    shown = country if Section.COUNTRY in sections and Detail.COUNTRY in details else None
    is_dated = has_weather and country is not None and Detail.AGE in details
    blocks = [
        join_lines(cities),
        tr("There are no readings today.") if has_weather and country is None else None,
        None if shown is None else _country(shown, catalogue, tr, details),
        *_news(bulletin.articles, bulletin.days_old, tr, details),
        _age(country, bulletin.awaited, now, tr) if country is not None and is_dated else None,
    ]
    # A bulletin of headlines only would otherwise be just a greeting.
    no_news = None if has_weather or any(blocks) else tr("There are no new headlines today.")
    greeting = _greeting(bulletin, tr) if Detail.GREETING in details else None
    return _with_sign_off([greeting, *blocks, no_news], bulletin.sign_off)


def _with_sign_off(blocks: Sequence[Markup | None], sign_off: SignOff) -> Markup:
    """Join the blocks that fit, with the sign-off below."""
    end = join_lines(Markup("{}").format(line) for line in (sign_off.signature, sign_off.hashtag) if line)
    if not end:
        return join_blocks(blocks)
    # The room of the sign-off is reserved, so that a long bulletin never cuts a channel's signature.
    return join_blocks(blocks, MAX_MESSAGE_LENGTH - visible_length(end) - len(_GAP)) + _GAP + end


def city_lines(
    bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator, details: Detail = ALL_DETAILS
) -> list[Markup]:
    """Return a line for each of the chat's own places; empty if the section is off."""
    cities = bulletin.cities if Section.CITIES in bulletin.sections else ()
    if Section.CHANGE not in bulletin.sections:
        details &= ~Detail.CHANGE
    return [_city(one, catalogue, now, tr, details) for one in cities]


def _greeting(bulletin: Bulletin, tr: Translator) -> Markup:
    day = tr.day(bulletin.local_date)
    if bulletin.in_the_morning:
        return tr("☀️ <b>Good morning!</b> Today is {day}.", day=day)
    return tr("🗞 <b>Hello!</b> Today is {day}.", day=day)


def _city(one: CityWeather, catalogue: Catalogue, now: dt.datetime, tr: Translator, details: Detail) -> Markup:
    return Markup("<b>{}</b> {}").format(city_name(one.city, catalogue, tr), _reading(one.known, now, tr, details))


def _reading(known: StationWeather, now: dt.datetime, tr: Translator, details: Detail) -> str:
    """Return a station's weather; a late reading with its time."""
    observation = known.observation
    if observation is None:
        return tr.plain("no reading")
    # The time below the bulletin is that of the country's newest reading.
    if is_late(observation, now):
        when = observation_time(observation, now, tr)
        return tr.plain("{weather} (⚠️ observed {when})", weather=condition_and_temperature(observation, tr), when=when)
    has_change = known.change is not None and Detail.CHANGE in details
    change = [render_short_change(known.change or 0, tr)] if has_change else []
    rain = precipitation(observation, tr) if Detail.PRECIPITATION in details else []
    return join_facts([reading_summary(observation, tr), *change, *rain])


def _country(country: Summary, catalogue: Catalogue, tr: Translator, details: Detail) -> Markup:
    lines = [country_heading(country, tr, with_conditions=Detail.CONDITIONS in details)]
    if country.warmest and Detail.EXTREMES in details:
        lines.append(tr("Highest: {stations}", stations=station_list(country.warmest, country.newest, catalogue, tr)))
        lines.append(tr("Lowest: {stations}", stations=station_list(country.coldest, country.newest, catalogue, tr)))
    return join_lines(lines)


def _age(country: Summary, awaited: bool, now: dt.datetime, tr: Translator) -> Markup:
    """Return time and source of the readings; late ones are marked there."""
    # Late readings have a warning of their own.
    missing = awaited and not is_late(country.newest, now)
    return join_lines(
        [source_and_age(country, now, tr), tr("⚠️ Newer readings have not arrived yet.") if missing else None]
    )


def _news(articles: Sequence[Article], days_old: int | None, tr: Translator, details: Detail) -> list[Markup]:
    """Return the headlines, the first one in full."""
    if not articles or Detail.HEADLINE not in details:
        return []
    first, *others = articles
    return [_headline(first, days_old, tr, details), *(_short_headline(article, details) for article in others)]


def _short_headline(article: Article, details: Detail) -> Markup:
    line = headline_line(article)
    if article.address is not None:
        line = Markup('<a href="{}">{}</a>').format(article.address, line)
    return join_lines([Markup("📰 ") + line, summary_line(article) if Detail.SUMMARIES in details else None])


def _headline(article: Article, days_old: int | None, tr: Translator, details: Detail) -> Markup:
    lines = [
        Markup("📰 <b>{}</b>").format(headline_line(article)),
        summary_line(article) if Detail.SUMMARIES in details else None,
    ]
    if Detail.ORIGIN in details:
        age = tr.plural("This is from {n} day ago.", "This is from {n} days ago.", days_old) if days_old else None
        lines += [article_source(article, tr), age, article_link(article, tr)]
    return join_lines(lines)


_DROP_ORDER = (
    Detail.PRECIPITATION,
    Detail.CONDITIONS,
    Detail.CHANGE,
    Detail.ORIGIN,
    Detail.HEADLINE,
    Detail.COUNTRY,
    Detail.AGE,
    Detail.GREETING,
)
"""The details that are dropped after the further headlines, in this order."""


def render_caption(bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """Return as much of the bulletin as a caption holds, in the reader's language.

    The least important details are dropped one by one, and cities are cut only if nothing else is left.
    """
    # A caption holds a quarter of a message (docs/decisions/024).
    for shorter, details in _shorter_versions(bulletin):
        caption = render(shorter, catalogue, now, tr, details)
        if visible_length(caption) <= MAX_CAPTION_LENGTH:
            return caption
    return cut_lines(city_lines(bulletin, catalogue, now, tr, Detail(0)), MAX_CAPTION_LENGTH)


def _shorter_versions(bulletin: Bulletin) -> Iterator[tuple[Bulletin, Detail]]:
    # The map shows the warmest and coldest stations already.
    details = ~Detail.EXTREMES
    yield bulletin, details
    details &= ~Detail.SUMMARIES
    yield bulletin, details
    for number in range(len(bulletin.articles) - 1, 0, -1):
        bulletin = replace(bulletin, articles=bulletin.articles[:number])
        yield bulletin, details
    for detail in _DROP_ORDER:
        details &= ~detail
        yield bulletin, details
