"""Newspaper articles: one row per article, however many sources and addresses have it (table `article`).

A row holds the words of the address where it was seen first, and changes with them. Table `article_origin` holds
the occurrences: all sources and addresses of an article.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    Subquery,
    TextClause,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.korea.mentions import find_mentioned
from sources.korea.regions import Region
from sources.korea.succession import find_stored
from sources.records import Article
from storage.content import search
from storage.dialects.locks import Subject, lock
from storage.dialects.statements import insert as upsert
from storage.dialects.statements import is_in, keeps_order
from storage.schema import alert_match, is_new_since, newest_first, newness
from storage.schema import article as table
from storage.schema import article_origin as origin
from storage.types import UtcDateTime, joined, parted

OPERATOR = "operator"
"""Source and publisher of articles that the operator has written."""

# Forty pages of /news; nobody turns more.
MAX_RESULTS = 200
"""Maximum results of a search."""

# Counting a million takes a second.
MAX_LISTED = 10_000
"""Newest articles that are counted and have numbers; older ones are found by their words."""

MAX_EXAMINED = 5_000
"""Newest matches of words among which those of a region are found."""

MAX_BEGINNING = 300
"""Characters of the text that `list_beginnings` returns."""

_FEW_REGIONS = 3
_LISTING_PRECISION = dt.timedelta(days=1)

_IDS_BY_ADDRESS = select(origin.c.address, origin.c.article_id).where(
    is_in(origin.c.address, "addresses"),
    # As the condition of the index is written, or SQLite would not use it.
    origin.c.address != text("''"),
)
# Each poll lists the articles of the last one again; without the condition each row would be written again.
_LIST = (
    update(table)
    .where(is_in(table.c.id, "ids"), table.c.listed_at < bindparam("before", type_=UtcDateTime))
    .values(listed_at=bindparam("at"))
)
# Each step looks up the next region in the index: DISTINCT would read the rows of all articles.
_steps = select(func.min(origin.c.region).label("region")).where(origin.c.region.is_not(None)).cte(recursive=True)
_next = select(func.min(origin.c.region)).where(origin.c.region > _steps.c.region).scalar_subquery()
_REGIONS = select((found := _steps.union_all(select(_next).where(_steps.c.region.is_not(None)))).c.region).where(
    found.c.region.is_not(None)
)
_KNOWN = select(table).where(or_(is_in(table.c.id, "ids"), is_in(table.c.fingerprint, "fingerprints")))


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Search query.

    Attributes:
        words: each with its alternative spellings; an article must have all of them, as words or parts of words.
        region: the province or district that one word names, as stored in `article_origin`, or None.
        other_words: the words besides the region's.
    """

    words: tuple[tuple[str, ...], ...]
    region: str | None = None
    other_words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """Article with its database fields.

    Attributes:
        id: database id.
        article: the newspaper's words.
        first_seen_at: time of the first ingest (UTC), which is not the article's date.
        pinned_until: end of the operator's pin (UTC), or None.
    """

    id: int
    article: Article
    first_seen_at: dt.datetime
    pinned_until: dt.datetime | None = None

    @property
    def newness(self) -> dt.datetime:
        """The article's own date, else the time when it was first seen."""
        return self.article.published_at or self.first_seen_at

    def is_pinned(self, now: dt.datetime) -> bool:
        """Return whether the operator has pinned it."""
        return self.pinned_until is not None and now < self.pinned_until


async def lock_all(connection: AsyncConnection) -> None:
    """Wait until no other transaction stores articles or readings, which are compared with those that are known."""
    await lock(connection, Subject.CONTENT)


async def list_newest(
    connection: AsyncConnection, now: dt.datetime, limit: int, offset: int = 0
) -> list[StoredArticle]:
    """Return a page of the newest released articles; those whose date was not understood come last."""
    statement = select(table).where(is_released(now)).order_by(*newest_first).limit(limit).offset(offset)
    return [to_stored(row) for row in await connection.execute(statement)]


async def count_newer(connection: AsyncConnection, article: StoredArticle, now: dt.datetime) -> int:
    """Return the number of released articles that come before one; at most `MAX_LISTED`."""
    listed = _listed(now)
    moment, is_unreadable = literal(article.newness, table.c.first_seen_at.type), article.article.has_unreadable_date
    # The order of `newest_first`: articles of one second are told apart by their ids.
    newer = or_(listed.c.newness > moment, and_(listed.c.newness == moment, listed.c.id > article.id))
    alike = and_(listed.c.has_unreadable_date == int(is_unreadable), newer)
    newer = or_(listed.c.has_unreadable_date < int(is_unreadable), alike)
    return await connection.scalar(select(func.count()).select_from(listed).where(newer)) or 0


async def find(connection: AsyncConnection, query: ArticleQuery, now: dt.datetime) -> list[int]:
    """Return the ids of at most `MAX_RESULTS` released articles: the region's first, then the others, newest first."""
    matching, regional = await _find_matching(connection, query.words), await _find_regional(connection, query)
    values = {"found": {*matching, *regional}, "regional": regional, "now": now, "limit": MAX_RESULTS}
    return list(await connection.scalars(_FOUND, values))


async def find_seen_since(
    connection: AsyncConnection,
    query: ArticleQuery,
    since: dt.datetime,
    now: dt.datetime,
    *,
    published_after: dt.datetime,
) -> list[tuple[int, dt.datetime]]:
    """Return pairs of id and first ingest of the released articles that match and were first seen since a time.

    Those that are dated, and not after `published_after`, are left out.

    Of more than `MAX_RESULTS` matches these are the ones ingested last.
    """
    statement = select(table.c.id, table.c.first_seen_at).where(
        is_in(table.c.id, "found"),
        table.c.first_seen_at >= since,
        is_released(now),
        or_(table.c.published_at.is_(None), table.c.published_at > published_after),
    )
    found = {*await _find_matching(connection, query.words), *await _find_regional(connection, query)}
    return [(row.id, row.first_seen_at) for row in await connection.execute(statement, {"found": found})]


def _matching(words: Sequence[Collection[str]]) -> Select[int]:
    return select(search.NUMBER).where(search.has_words(words))


async def _find_matching(connection: AsyncConnection, words: Sequence[Collection[str]]) -> list[int]:
    """Return the ids of the newest articles that have all words."""
    # Only the matches ingested last are sorted, so that a frequent word costs no more than a rare one.
    newest = _matching(words).order_by(search.NUMBER.desc()).limit(MAX_RESULTS)
    return list(await connection.scalars(newest))


async def _find_regional(connection: AsyncConnection, query: ArticleQuery) -> list[int]:
    """Return the ids of the newest articles from sources of a query's region that have its other words."""
    if query.region is None or not (regions := await _list_inside(connection, query.region)):
        return []
    if query.other_words:
        statement = _matching_in(connection, regions, query.other_words)
        return list(await connection.scalars(statement, {"regions": regions}))
    values = {f"region_{number}": one for number, one in enumerate(regions)}
    return list(await connection.scalars(_newest_of(len(regions)), values | {"number": MAX_RESULTS}))


@cache
def _newest_of(regions: int) -> TextClause:
    """Return the statement for the newest articles of so many regions."""
    # The newest of each region come in the order of the index; all articles of a province would have to be sorted. As
    # text: SQLAlchemy needs longer for a UNION of thirty than SQLite.
    each = (
        f"SELECT * FROM (SELECT DISTINCT article_id FROM article_origin WHERE region = :region_{number}"  # noqa: S608 - numbers
        f" ORDER BY article_id DESC LIMIT :number) AS newest_{number}"
        for number in range(regions)
    )
    return text(f"{' UNION '.join(each)} ORDER BY article_id DESC LIMIT :number")


def _matching_in(connection: AsyncConnection, regions: Sequence[str], words: Sequence[Collection[str]]) -> Select[int]:
    """Select the articles from sources of the parameter ``regions`` among the `MAX_EXAMINED` newest with all words."""
    newest = _matching(words).order_by(search.NUMBER.desc()).limit(MAX_EXAMINED).subquery()
    number = newest.c.rowid
    # Of the column itself SQLite looks up each region for each match, in an index that has the newest side by side.
    region = origin.c.region if len(regions) <= _FEW_REGIONS else func.coalesce(origin.c.region, "")
    source = select(origin.c.article_id).where(origin.c.article_id == number, is_in(region, "regions"))
    inside = select(number).where(source.exists()).limit(MAX_RESULTS)
    # Without an order of its own SQLite stops at the last result, and does not examine all.
    return inside if keeps_order(connection) else inside.order_by(number.desc())


async def _list_inside(connection: AsyncConnection, region: str) -> list[str]:
    """Return the regions of articles that are a region, a former form of it, or inside one of these."""
    stored = find_stored(Region(*region.split(" ", 1)))
    return [
        one
        for one in await connection.scalars(_REGIONS)
        if any(one == form or one.startswith(f"{form} ") for form in stored)
    ]


async def get(connection: AsyncConnection, article_id: int) -> StoredArticle | None:
    """Return an article by its id; None if it was deleted or withdrawn."""
    return (await get_many(connection, [article_id])).get(article_id)


async def get_many(connection: AsyncConnection, article_ids: Collection[int]) -> dict[int, StoredArticle]:
    """Return those of the articles that exist and were not withdrawn, by id."""
    rows = await connection.execute(select(table).where(table.c.id.in_(article_ids), table.c.withdrawn_at.is_(None)))
    return {row.id: to_stored(row) for row in rows}


async def find_by_headline(connection: AsyncConnection, headlines: Collection[str]) -> list[StoredArticle]:
    """Return the articles whose headline is exactly one of these."""
    rows = await connection.execute(select(table).where(table.c.headline.in_(headlines)).order_by(table.c.id))
    return [to_stored(row) for row in rows]


async def withdraw(connection: AsyncConnection, headline: str, now: dt.datetime) -> None:
    """Withdraw the articles with a headline: they are not shown or sent any more, also if a source lists them again."""
    mine = select(table.c.id).where(table.c.headline == headline)
    # Those that wait for a keyword alert must not be sent.
    await connection.execute(delete(alert_match).where(alert_match.c.article_id.in_(mine)))
    values = {"withdrawn_at": now, "pinned_until": None}
    await connection.execute(update(table).where(table.c.headline == headline).values(values))


async def count(connection: AsyncConnection, now: dt.datetime) -> int:
    """Return the number of released articles; at most `MAX_LISTED`."""
    return await connection.scalar(select(func.count()).select_from(_listed(now))) or 0


def _listed(now: dt.datetime) -> Subquery:
    """Return the newest released articles, as far as they are counted."""
    columns = table.c.id, table.c.has_unreadable_date, newness.label("newness")
    return select(*columns).where(is_released(now)).order_by(*newest_first).limit(MAX_LISTED).subquery()


def is_released(now: dt.datetime | BindParameter[dt.datetime]) -> ColumnElement[bool]:
    """Return the condition of articles that were not withdrawn, and whose date is not in the future.

    One without a date is released.
    """
    return and_(table.c.withdrawn_at.is_(None), or_(table.c.published_at.is_(None), table.c.published_at <= now))


# Built once: it takes as long to build as to run.
_FOUND = (
    select(table.c.id)
    .where(is_in(table.c.id, "found"), is_released(bindparam("now", type_=UtcDateTime)))
    .order_by(is_in(table.c.id, "regional").desc(), *newest_first)
    .limit(bindparam("limit"))
)


def to_stored(row: Row[*tuple[Any, ...]]) -> StoredArticle:
    """Convert a row of the table to a record."""
    article = Article(
        headline=row.headline,
        subheadline=row.subheadline,
        section=row.section,
        caption=row.caption,
        paragraphs=row.paragraphs,
        address=row.address,
        publisher=row.publisher,
        published_at=row.published_at,
        has_unreadable_date=bool(row.has_unreadable_date),
    )
    return StoredArticle(row.id, article, row.first_seen_at, row.pinned_until)


@dataclass(frozen=True, slots=True)
class ArticleOccurrence:
    """Occurrence of an article in a source.

    Attributes:
        article_id: database id of the article.
        source: the source's name.
        address: the article's address there; empty if unknown.
        region: the province or district of the source's articles, or None.
        first_seen_at: time of the first ingest from there (UTC).
    """

    article_id: int
    source: str
    address: str
    region: str | None
    first_seen_at: dt.datetime


async def ids_by_address(connection: AsyncConnection, addresses: Collection[str]) -> dict[str, int]:
    """Return the ids of the articles that occur at addresses, by address."""
    rows = await connection.execute(_IDS_BY_ADDRESS, {"addresses": addresses})
    return {row.address: row.article_id for row in rows}


async def find_known(
    connection: AsyncConnection, ids: Collection[int], fingerprints: Collection[str]
) -> list[tuple[str, StoredArticle]]:
    """Return pairs of fingerprint and article, of all with one of the ids or fingerprints."""
    rows = await connection.execute(_KNOWN, {"ids": ids, "fingerprints": fingerprints})
    return [(row.fingerprint, to_stored(row)) for row in rows]


async def list_beginnings(connection: AsyncConnection, since: dt.datetime) -> list[tuple[int, str, str]]:
    """Return id, headline and the beginning of the text, of all articles since a time."""
    # Only the beginnings: the texts of ten thousand articles take 30 MB.
    text = func.coalesce(func.nullif(func.substr(table.c.paragraphs, 1, MAX_BEGINNING), ""), table.c.subheadline, "")
    rows = await connection.execute(select(table.c.id, table.c.headline, text).where(is_new_since(since)))
    return [(number, headline, lead) for number, headline, lead in rows]


async def list_addresses(connection: AsyncConnection, ids: Collection[int]) -> dict[int, set[str]]:
    """Return the addresses at which articles occur, by id."""
    rows = await connection.execute(
        select(origin.c.article_id, origin.c.address).where(origin.c.article_id.in_(ids), origin.c.address != "")
    )
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.article_id, set()).add(row.address)
    return found


async def add(
    connection: AsyncConnection, articles: Sequence[tuple[str, Article]], first_seen_at: dt.datetime
) -> dict[str, int]:
    """Store new articles, given as pairs of fingerprint and article.

    Returns:
        Their ids by fingerprint.
    """
    if not articles:
        return {}
    times = {"first_seen_at": first_seen_at, "listed_at": first_seen_at}
    rows = [{**_values(article), "fingerprint": mark, **times} for mark, article in articles]
    statement = insert(table).returning(table.c.id, table.c.fingerprint)
    ids = {row.fingerprint: row.id for row in await connection.execute(statement, rows)}
    await search.add(connection, [(ids[mark], _as_stored(article)) for mark, article in articles])
    return ids


async def change(connection: AsyncConnection, changes: Sequence[tuple[StoredArticle, Article, str]]) -> None:
    """Change articles; each is given as stored, as changed, and with its new fingerprint.

    One whose headline was withdrawn is shown again once it has another headline.
    """
    if not changes:
        return
    # Fingerprints are unique: if the new words are those of another article, this one keeps its old fingerprint.
    other = table.alias()
    taken = exists().where(other.c.fingerprint == bindparam("mark"), other.c.id != bindparam("article"))
    mine = case((taken, table.c.fingerprint), else_=bindparam("mark"))
    withdrawn = case((table.c.headline == bindparam("new_headline"), table.c.withdrawn_at), else_=None)
    statement = update(table).where(table.c.id == bindparam("article")).values(fingerprint=mine, withdrawn_at=withdrawn)
    rows = [
        {**_values(new), "mark": mark, "article": old.id, "new_headline": new.headline} for old, new, mark in changes
    ]
    await connection.execute(statement, rows)
    await search.remove(connection, [(old.id, old.article) for old, _, _ in changes])
    await search.add(connection, [(old.id, _as_stored(new)) for old, new, _ in changes])


async def record_listed(connection: AsyncConnection, ids: Collection[int], now: dt.datetime) -> None:
    """Record that a source lists articles at a time (aware); those recorded within the last day stay as they are."""
    await connection.execute(_LIST, {"ids": ids, "at": now, "before": now - _LISTING_PRECISION})


async def add_occurrences(connection: AsyncConnection, occurrences: Sequence[ArticleOccurrence]) -> None:
    """Store occurrences; of those that are stored already only the region is updated."""
    if not occurrences:
        return
    statement = upsert(origin)
    given = statement.excluded
    # Each poll brings the occurrences of the last one again; without the condition each row would be written again.
    statement = statement.on_conflict_do_update(
        index_elements=["article_id", "source", "address"],
        set_={"region": given.region},
        where=origin.c.region.is_distinct_from(given.region),
    )
    # Not `asdict`: it copies each value, which takes thirty times as long.
    names = [field.name for field in fields(ArticleOccurrence)]
    await connection.execute(statement, [{name: getattr(one, name) for name in names} for one in occurrences])


def fingerprint(article: Article, *, with_address: bool = False) -> str:
    """Return a hash of the headline and the text, which ignores differences in white space.

    Args:
        article: the article.
        with_address: include the address, for an article whose words are too few to identify it.
    """
    address = [article.address] if with_address and article.address else []
    text = "\n".join(" ".join(part.split()) for part in (article.headline, *article.paragraphs, *address))
    return hashlib.sha256(text.encode()).hexdigest()


def _values(article: Article) -> dict[str, object]:
    lead = article.paragraphs[0] if article.paragraphs else article.subheadline or ""
    mentioned = find_mentioned(f"{article.headline}\n{lead[:MAX_BEGINNING]}")
    return {field.name: getattr(article, field.name) for field in fields(article)} | {
        "mentioned": tuple(map(str, mentioned))
    }


def _as_stored(article: Article) -> Article:
    """Return the article as it will be read; the index needs the same words to remove it later."""
    return replace(article, paragraphs=parted(joined(article.paragraphs)))
