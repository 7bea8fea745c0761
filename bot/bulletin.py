"""The bulletin."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.city_text import city_name
from bot.i18n import Translator
from bot.measures_text import in_one_line, precipitation, since_yesterday_in_short
from bot.news_text import headline_block, headline_line, link, source
from bot.station_weather import StationWeather
from bot.summary import Summary, is_late
from bot.text import LONGEST_MESSAGE, join_blocks, join_lines, visible_length
from bot.weather_text import country_heading, doubted, freshness, inline, observed, weather
from sources.records import Article
from sources.stations import Catalogue
from storage.terms import UNSIGNED, City, Section, SignOff

_MORNING = range(4, 12)
"""The hours in which a good morning is wished."""
_GAP = Markup("\n\n")


@dataclass(frozen=True, slots=True)
class CityWeather:
    """One of the chat's places, and what is known of its station's weather."""

    city: City
    known: StationWeather


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What a bulletin tells.

    Attributes:
        local_date: the day where the chat is.
        cities: the weather of the chat's own places.
        country: the country's figures, or None where there are no readings.
        articles: the headlines' articles, as far as there are new ones.
        awaited: whether it has waited for newer readings that did not come.
        days_old: how many days old the first headline is, where that has to be said.
        sections: what of this is wanted.
        in_the_morning: whether it comes in the morning.
        sign_off: how it ends.
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
    """Whether a good morning is wished at a time on the wall clock."""
    return time.hour in _MORNING


def render(bulletin: Bulletin, catalogue: Catalogue, now: dt.datetime, tr: Translator) -> Markup:
    """The bulletin in the reader's language, shorter than a Telegram message may be."""
    country, sections = bulletin.country, bulletin.sections
    cities = bulletin.cities if Section.CITIES in sections else ()
    with_change = Section.CHANGE in sections
    has_weather = bool(cities) or Section.COUNTRY in sections
    whole = country if Section.COUNTRY in sections else None
    blocks = [
        join_lines(_city(one, catalogue, now, tr, with_change=with_change) for one in cities),
        tr("There are no readings today.") if has_weather and country is None else None,
        None if whole is None else _country(whole, catalogue, tr),
        *_news(bulletin.articles, bulletin.days_old, tr),
        _age(country, bulletin.awaited, now, tr) if has_weather and country is not None else None,
    ]
    nothing = None if any(blocks) else tr("There is no new headline today.")
    return _signed([_greeting(bulletin, tr), *blocks, nothing], bulletin.sign_off)


def _signed(blocks: Sequence[Markup | None], sign_off: SignOff) -> Markup:
    """The blocks, as far as they fit, and below them how the bulletin ends."""
    end = join_lines(Markup("{}").format(line) for line in (sign_off.signature, sign_off.hashtag) if line)
    if not end:
        return join_blocks(blocks)
    return join_blocks(blocks, LONGEST_MESSAGE - visible_length(end) - len(_GAP)) + _GAP + end


def _greeting(bulletin: Bulletin, tr: Translator) -> Markup:
    day = tr.day(bulletin.local_date)
    if bulletin.in_the_morning:
        return tr("☀️ <b>Good morning!</b> It is {day}.", day=day)
    return tr("🗞 <b>Hello!</b> It is {day}.", day=day)


def _city(one: CityWeather, catalogue: Catalogue, now: dt.datetime, tr: Translator, *, with_change: bool) -> Markup:
    reading = _reading(one.known, now, tr, with_change=with_change)
    return Markup("<b>{}</b> {}").format(city_name(one.city, catalogue, tr), reading)


def _reading(known: StationWeather, now: dt.datetime, tr: Translator, *, with_change: bool) -> str:
    """A station's weather; one that is late tells its time, because the country's may be newer."""
    observation = known.observation
    if observation is None:
        return tr.plain("no reading")
    if is_late(observation, now):
        when = observed(observation, now, tr)
        return tr.plain("{weather} (⚠️ observed {when})", weather=weather(observation, tr), when=when)
    change = [] if known.change is None or not with_change else [since_yesterday_in_short(known.change, tr)]
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


def _news(articles: Sequence[Article], days_old: int | None, tr: Translator) -> list[Markup]:
    """The headlines, the first one at length."""
    if not articles:
        return []
    first, *others = articles
    return [_headline(first, days_old, tr), *map(_short_headline, others)]


def _short_headline(article: Article) -> Markup:
    line = headline_line(article)
    if article.address is not None:
        line = Markup('<a href="{}">{}</a>').format(article.address, line)
    return Markup("📰 ") + line


def _headline(article: Article, days_old: int | None, tr: Translator) -> Markup:
    age = None if days_old is None else tr.plural("This is from {n} day ago.", "This is from {n} days ago.", days_old)
    return join_lines([Markup("📰 ") + headline_block(article), source(article, tr), age, link(article, tr)])
