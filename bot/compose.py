"""The texts of many bulletins, each distinct one composed once."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from bot.bulletin import Bulletin, render
from bot.dependencies import Dependencies
from bot.summary import Summary, summarize
from sources.stations import Catalogue
from storage import articles, observations
from storage.articles import StoredArticle
from storage.deliveries import Claim
from storage.observations import Observation


async def compose(claims: Sequence[Claim], deps: Dependencies) -> dict[int, Markup]:
    """The bulletins' texts by delivery, from three reads of the store however many there are."""
    stations = {number for claim in claims for number in claim.stations}
    article_ids = {claim.article_id for claim in claims if claim.article_id is not None}
    async with deps.database.read() as connection:
        country = summarize(await observations.current(connection))
        newest = await observations.newest_of(connection, stations)
        news = await articles.get_many(connection, article_ids)
    now = deps.clock.now()
    contents: dict[tuple[object, ...], Markup] = {}
    texts = {}
    for claim in claims:
        content = (claim.language, claim.local_date, claim.stations, claim.article_id)
        if content not in contents:
            bulletin = _bulletin(claim, deps.catalogue, country, newest, news)
            contents[content] = render(bulletin, deps.catalogue, now, deps.translators.choose(claim.language))
        texts[claim.id] = contents[content]
    return texts


def _bulletin(
    claim: Claim,
    catalogue: Catalogue,
    country: Summary | None,
    newest: Mapping[int, Observation],
    news: Mapping[int, StoredArticle],
) -> Bulletin:
    return Bulletin(
        local_date=claim.local_date,
        stations=[(catalogue[number], newest.get(number)) for number in claim.stations],
        country=country,
        article=None if claim.article_id is None else news[claim.article_id].article,
    )
