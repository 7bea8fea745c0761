"""The texts of many bulletins, each distinct one composed once."""

import datetime as dt
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.bulletin import Bulletin, render
from bot.dependencies import Dependencies
from bot.freshness import has_fresh_readings
from bot.headlines import days_old
from bot.station_weather import StationWeather, weather_of
from bot.summary import Summary, summarize
from storage import articles, observations
from storage.articles import StoredArticle
from storage.deliveries import Claim


async def compose(claims: Sequence[Claim], deps: Dependencies) -> dict[int, Markup]:
    """The bulletins' texts by delivery, from a few reads of the store however many there are."""
    stations = {number: deps.catalogue[number] for claim in claims for number in claim.stations}
    article_ids = {claim.article_id for claim in claims if claim.article_id is not None}
    now = deps.clock.now()
    async with deps.database.read() as connection:
        awaited = deps.expects_readings and not await has_fresh_readings(connection, now)
        country = summarize(await observations.current(connection, deps.ranking))
        weather = dict(zip(stations, await weather_of(connection, stations.values(), deps.ranking), strict=True))
        news = await articles.get_many(connection, article_ids)
    contents: dict[tuple[object, ...], Markup] = {}
    texts = {}
    for claim in claims:
        content = (claim.language, claim.local_date, claim.stations, claim.article_id)
        if content not in contents:
            bulletin = _bulletin(claim, country, weather, news, now, awaited=awaited)
            contents[content] = render(bulletin, deps.catalogue, now, deps.translators.choose(claim.language))
        texts[claim.id] = contents[content]
    return texts


def _bulletin(
    claim: Claim,
    country: Summary | None,
    weather: Mapping[int, StationWeather],
    news: Mapping[int, StoredArticle],
    now: dt.datetime,
    *,
    awaited: bool,
) -> Bulletin:
    headline = None if claim.article_id is None else news.get(claim.article_id)
    return Bulletin(
        local_date=claim.local_date,
        stations=[weather[number] for number in claim.stations],
        country=country,
        article=None if headline is None else headline.article,
        awaited=awaited,
        days_old=None if headline is None else days_old(headline, now),
    )
