"""Taking articles in: one row a story, however many newspapers and addresses have it.

`article` is the story as it was first told, and kept up to date by the address where it was; `article_origin` are
all the sources and addresses where it stood.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import bindparam, case, exists, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from sources.records import Article
from storage.content import search
from storage.content.articles import StoredArticle, stored
from storage.schema import article as table
from storage.schema import article_origin as origin_table
from storage.schema import newness
from storage.types import joined, parted


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


async def at_addresses(connection: AsyncConnection, addresses: Collection[str]) -> dict[str, int]:
    """The numbers of the stories that stand at addresses."""
    rows = await connection.execute(
        select(origin_table.c.address, origin_table.c.article_id).where(origin_table.c.address.in_(addresses))
    )
    return {row.address: row.article_id for row in rows}


async def known(
    connection: AsyncConnection, ids: Collection[int], fingerprints: Collection[str]
) -> list[tuple[str, StoredArticle]]:
    """Stories by number or by fingerprint, each with its fingerprint."""
    rows = await connection.execute(
        select(table).where(or_(table.c.id.in_(ids), table.c.fingerprint.in_(fingerprints)))
    )
    return [(row.fingerprint, stored(row)) for row in rows]


async def recent(connection: AsyncConnection, since: dt.datetime) -> list[tuple[str, StoredArticle]]:
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


async def stand(connection: AsyncConnection, standings: Sequence[ArticleOccurrence]) -> None:
    """Note where stories stand; of what is noted already only the region may change."""
    if not standings:
        return
    statement = upsert(origin_table)
    given = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=["article_id", "source", "address"],
        set_={"region": given.region},
        where=origin_table.c.region.is_distinct_from(given.region),
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
