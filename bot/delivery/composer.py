"""The texts of a wave's bulletins, each distinct one composed once."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.delivery.headline_selection import days_old
from bot.delivery.maps import Maps
from bot.dependencies import Dependencies
from bot.rendering.bulletin import Bulletin, CityWeather, is_morning, render, render_caption
from bot.telegram_api.photo_cache import Picture
from bot.weather.country import Summary, summarize
from bot.weather.freshness import has_fresh_readings
from bot.weather.stations import StationWeather, weather_of
from storage.content import articles, observations
from storage.content.articles import StoredArticle
from storage.ledger.claiming import Claim

KEPT_FOR = dt.timedelta(seconds=30)
"""How old may be what a bulletin tells: new readings and articles come into a wave that takes long."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A bulletin as it is sent.

    Attributes:
        text: what it says.
        picture: the picture whose caption that is, ready to be sent, or None.
        is_html: whether the text is marked up.
    """

    text: str
    picture: Picture | None = None
    is_html: bool = True


class Composer:
    """Composes the bulletins of a wave.

    Args:
        dependencies: the application's parts.
        bot: the number of the bot that sends them; without one there are no pictures.
    """

    def __init__(self, dependencies: Dependencies, bot: int | None = None) -> None:
        self._deps = dependencies
        self._maps = Maps(dependencies, bot)
        self._read_at: dt.datetime | None = None
        self._awaited = False
        self._country: Summary | None = None
        self._weather: dict[int, StationWeather] = {}
        self._articles: dict[int, StoredArticle] = {}
        self._texts: dict[tuple[object, ...], Markup] = {}

    async def compose(self, claims: Sequence[Claim]) -> dict[int, Composed]:
        """The bulletins by delivery, from a few reads of the store however many there are."""
        now = self._deps.clock.now()
        async with self._deps.database.read() as connection:
            await self._look(connection, now)
            await self._look_at(connection, claims)
        await self._maps.get_ready(claims, now)
        return {claim.id: Composed(self._text(claim, now), self._maps.of(claim)) for claim in claims}

    async def _look(self, connection: AsyncConnection, now: dt.datetime) -> None:
        """Read what all bulletins tell, unless that was done a moment ago."""
        if self._read_at is not None and now - self._read_at <= KEPT_FOR:
            return
        self._awaited = self._deps.expects_readings and not await has_fresh_readings(connection, now)
        current = await observations.current(connection, self._deps.ranking)
        self._country = summarize(current)
        self._maps.renew(current)
        self._read_at = now
        for kept in (self._weather, self._articles, self._texts):
            kept.clear()

    async def _look_at(self, connection: AsyncConnection, claims: Sequence[Claim]) -> None:
        """Read the stations and articles that have not been read."""
        numbers = {number for claim in claims for number in claim.stations} - self._weather.keys()
        if numbers:
            stations = [self._deps.catalogue[number] for number in numbers]
            found = await weather_of(connection, stations, self._deps.ranking)
            self._weather.update(zip(numbers, found, strict=True))
        article_ids = {number for claim in claims for number in claim.articles} - self._articles.keys()
        if article_ids:
            self._articles.update(await articles.get_many(connection, article_ids))

    def _text(self, claim: Claim, now: dt.datetime) -> Markup:
        content = _content(claim)
        if (text := self._texts.get(content)) is None:
            bulletin = _bulletin(claim, self._country, self._weather, self._articles, now, awaited=self._awaited)
            bulletin = replace(bulletin, sections=self._maps.sections_of(claim))
            translator = self._deps.translators.choose(claim.language).reading(claim.unit)
            write = render if self._maps.of(claim) is None else render_caption
            text = self._texts[content] = write(bulletin, self._deps.catalogue, now, translator)
        return text


def _content(claim: Claim) -> tuple[object, ...]:
    """What a bulletin's text depends on besides the hour: who has the same is told the same."""
    local = claim.local_date, is_morning(claim.local_time)
    return claim.language, claim.unit, *local, claim.cities, claim.sections, claim.articles, claim.sign_off


def _bulletin(
    claim: Claim,
    country: Summary | None,
    weather: Mapping[int, StationWeather],
    news: Mapping[int, StoredArticle],
    now: dt.datetime,
    *,
    awaited: bool,
) -> Bulletin:
    headlines = [news[number] for number in claim.articles if number in news]
    return Bulletin(
        local_date=claim.local_date,
        cities=[CityWeather(city, weather[city.station]) for city in claim.cities],
        country=country,
        articles=[headline.article for headline in headlines],
        awaited=awaited,
        days_old=days_old(headlines[0], now) if headlines else None,
        sections=claim.sections,
        in_the_morning=is_morning(claim.local_time),
        sign_off=claim.sign_off,
    )
