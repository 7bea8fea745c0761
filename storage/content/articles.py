"""Newspaper articles."""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    column,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy import table as sql_table
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage.content import search
from storage.schema import article as table
from storage.schema import article_origin as origin
from storage.schema import newness
from storage.types import joined, parted

OPERATOR = "operator"
"""The source, and the paper's name, of what whoever runs the bot has written."""

MAX_RESULTS = 200
"""How many articles a search finds at most; nobody turns forty pages."""

_index = sql_table("article_search", column("rowid", Integer), column("article_search"))
_NEWEST_FIRST = (newness.desc(), table.c.id.desc())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for.

    Attributes:
        words: each with its other spellings; an article must have all of them, as words or as parts of words.
        region: the province or district that one of them names, as it is stored, or None.
        besides: the other words.
    """

    words: tuple[tuple[str, ...], ...]
    region: str | None = None
    besides: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article and what the store knows of it.

    Attributes:
        id: the store's number for it.
        article: what the newspaper says.
        first_seen_at: when it was first taken in (UTC), which is not its date.
        pinned_until: until when the operator has pinned it (UTC), or None.
    """

    id: int
    article: Article
    first_seen_at: dt.datetime
    pinned_until: dt.datetime | None = None

    @property
    def newness(self) -> dt.datetime:
        """Its own date, or else when it was first seen."""
        return self.article.published_at or self.first_seen_at

    def is_pinned(self, now: dt.datetime) -> bool:
        """Whether the operator has it pinned now."""
        return self.pinned_until is not None and now < self.pinned_until


async def list_newest(
    connection: AsyncConnection, now: dt.datetime, limit: int, offset: int = 0
) -> list[StoredArticle]:
    """The newest articles, by their own date or else by when they were first seen; none before its time."""
    statement = select(table).where(released(now)).order_by(*_NEWEST_FIRST).limit(limit).offset(offset)
    return [stored(row) for row in await connection.execute(statement)]


async def count_newer(connection: AsyncConnection, article: StoredArticle, now: dt.datetime) -> int:
    """How many articles stand before one among the newest."""
    moment = literal(article.newness, table.c.first_seen_at.type)
    newer = or_(newness > moment, and_(newness == moment, table.c.id > article.id))
    statement = select(func.count()).select_from(table).where(released(now), newer)
    return await connection.scalar(statement) or 0


async def find(connection: AsyncConnection, wanted: Wanted, now: dt.datetime) -> list[int]:
    """The numbers of at most `MAX_RESULTS` articles: those of the region's sources first, each part the newest first.

    Of all that match, only as many as that, those that were taken in last, are looked at, so that a word that stands
    everywhere costs no more than a rare one.
    """
    matching = _matching(wanted.words).order_by(_index.c.rowid.desc()).limit(MAX_RESULTS).subquery()
    found = [select(matching.c.rowid.label("id"), literal(0).label("regional"))]
    if wanted.region is not None:
        regional = _of_region(wanted.region, wanted.besides).subquery()
        found.append(select(regional.c.article_id, literal(1)))
    every = union_all(*found).subquery()
    once = select(every.c.id, func.max(every.c.regional).label("regional")).group_by(every.c.id).subquery()
    statement = (
        select(table.c.id)
        .join(once, once.c.id == table.c.id)
        .where(released(now))
        .order_by(once.c.regional.desc(), *_NEWEST_FIRST)
        .limit(MAX_RESULTS)
    )
    return list(await connection.scalars(statement))


def _matching(words: Sequence[Collection[str]]) -> Select[int]:
    return select(_index.c.rowid).where(_index.c.article_search.op("MATCH")(search.query(words)))


def _of_region(region: str, words: Sequence[Collection[str]]) -> Select[int]:
    """The stories of the sources of a region, and of a province's districts, that have some words."""
    # A space and what follows it sort before "!".
    inside = or_(origin.c.region == region, origin.c.region.between(f"{region} ", f"{region}!"))
    statement = select(origin.c.article_id).where(inside).distinct()
    if words:
        statement = statement.where(origin.c.article_id.in_(_matching(words)))
    return statement.order_by(origin.c.article_id.desc()).limit(MAX_RESULTS)


async def get(connection: AsyncConnection, article_id: int) -> StoredArticle | None:
    """One article by the store's number."""
    row = (await connection.execute(select(table).where(table.c.id == article_id))).one_or_none()
    return None if row is None else stored(row)


async def get_many(connection: AsyncConnection, article_ids: Collection[int]) -> dict[int, StoredArticle]:
    """Articles by the store's numbers."""
    rows = await connection.execute(select(table).where(table.c.id.in_(article_ids)))
    return {row.id: stored(row) for row in rows}


async def count(connection: AsyncConnection, now: dt.datetime) -> int:
    """How many articles there are whose time has come."""
    return await connection.scalar(select(func.count()).select_from(table).where(released(now))) or 0


def released(now: dt.datetime | BindParameter[dt.datetime]) -> ColumnElement[bool]:
    """Whether an article's time has come; one without a date has none to wait for."""
    return or_(table.c.published_at.is_(None), table.c.published_at <= now)


def stored(row: Row[*tuple[Any, ...]]) -> StoredArticle:
    """A row of the table as a record."""
    article = Article(
        headline=row.headline,
        subheadline=row.subheadline,
        section=row.section,
        caption=row.caption,
        paragraphs=row.paragraphs,
        address=row.address,
        publisher=row.publisher,
        published_at=row.published_at,
    )
    return StoredArticle(row.id, article, row.first_seen_at, row.pinned_until)


@dataclass(frozen=True, slots=True)
class ArticleOccurrence:
    """A story stands in a source.

    Attributes:
        article_id: the store's number of the story.
        source: the source's name.
        address: where it stands; empty where that is not known.
        region: the province or district that the source's articles are about, or None.
        first_seen_at: when it was first taken in from there (UTC).
    """

    article_id: int
    source: str
    address: str
    region: str | None
    first_seen_at: dt.datetime


async def ids_by_address(connection: AsyncConnection, addresses: Collection[str]) -> dict[str, int]:
    """The numbers of the stories that stand at addresses."""
    rows = await connection.execute(
        select(origin.c.address, origin.c.article_id).where(origin.c.address.in_(addresses))
    )
    return {row.address: row.article_id for row in rows}


async def find_known(
    connection: AsyncConnection, ids: Collection[int], fingerprints: Collection[str]
) -> list[tuple[str, StoredArticle]]:
    """Stories by number or by fingerprint, each with its fingerprint."""
    rows = await connection.execute(
        select(table).where(or_(table.c.id.in_(ids), table.c.fingerprint.in_(fingerprints)))
    )
    return [(row.fingerprint, stored(row)) for row in rows]


async def list_recent(connection: AsyncConnection, since: dt.datetime) -> list[tuple[str, StoredArticle]]:
    """The stories since a time, each with its fingerprint."""
    rows = await connection.execute(select(table).where(newness >= since))
    return [(row.fingerprint, stored(row)) for row in rows]


async def add(
    connection: AsyncConnection, articles: Sequence[tuple[str, Article]], first_seen_at: dt.datetime
) -> dict[str, int]:
    """Store new stories, each with its fingerprint.

    Returns:
        Their numbers, by fingerprint.
    """
    if not articles:
        return {}
    rows = [{**_values(article), "fingerprint": mark, "first_seen_at": first_seen_at} for mark, article in articles]
    statement = insert(table).returning(table.c.id, table.c.fingerprint)
    ids = {row.fingerprint: row.id for row in await connection.execute(statement, rows)}
    await search.add(connection, [(ids[mark], _as_stored(article)) for mark, article in articles])
    return ids


async def change(connection: AsyncConnection, changes: Sequence[tuple[StoredArticle, Article, str]]) -> None:
    """Give stories other words; each as it is stored, as it is to be, and its fingerprint then."""
    if not changes:
        return
    # Words that have become those of another story leave both; the fingerprint stays the other's.
    other = table.alias()
    taken = exists().where(other.c.fingerprint == bindparam("mark"), other.c.id != bindparam("story"))
    mine = case((taken, table.c.fingerprint), else_=bindparam("mark"))
    statement = update(table).where(table.c.id == bindparam("story")).values(fingerprint=mine)
    rows = [{**_values(new), "mark": mark, "story": old.id} for old, new, mark in changes]
    await connection.execute(statement, rows)
    await search.remove(connection, [(old.id, old.article) for old, _, _ in changes])
    await search.add(connection, [(old.id, _as_stored(new)) for old, new, _ in changes])


async def add_occurrences(connection: AsyncConnection, standings: Sequence[ArticleOccurrence]) -> None:
    """Note where stories stand; of what is noted already only the region may change."""
    if not standings:
        return
    statement = upsert(origin)
    given = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["article_id", "source", "address"],
        set_={"region": given.region},
        where=origin.c.region.is_distinct_from(given.region),
    )
    await connection.execute(statement, [asdict(standing) for standing in standings])


def fingerprint(article: Article, *, with_address: bool = False) -> str:
    """What is the same for the same headline and text, whatever white space is in them.

    Args:
        article: the article.
        with_address: for an article whose words are too few to know it by: its address too.
    """
    address = [article.address] if with_address and article.address else []
    text = "\n".join(" ".join(part.split()) for part in (article.headline, *article.paragraphs, *address))
    return hashlib.sha256(text.encode()).hexdigest()


def _values(article: Article) -> dict[str, object]:
    return {field.name: getattr(article, field.name) for field in fields(article)}


def _as_stored(article: Article) -> Article:
    """An article as it will be read again; the index must be told the same words when it forgets it."""
    return replace(article, paragraphs=parted(joined(article.paragraphs)))
