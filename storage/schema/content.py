"""Tables of observations, articles, saved searches, towns and pictures, and the index `article_search`."""

import datetime as dt

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    and_,
    func,
    text,
)

from storage.dialects.article_index import add_article_index
from storage.dialects.columns import KEEPS_IDS, STRICT, Identifier, Real, Text, partial_index
from storage.schema.base import metadata
from storage.types import Names, Paragraphs, UtcDateTime

observation = Table(
    "observation",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("station", Integer, nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("precision", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("condition", Text),
    Column("temperature", Real),
    Column("named_by", Text, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    Column("rain", Real),
    Column("rain_today", Real),
    Column("snow", Real),
    Column("humidity", Real),
    Column("dew_point", Real),
    Column("wind_direction", Real),
    Column("wind_speed", Real),
    Column("suspect", Integer, nullable=False, server_default=text("0")),
    Column("feels_like", Real),
    # Sources are stored side by side; `storage.content.observations` chooses between them.
    UniqueConstraint("station", "observed_at", "source"),
    CheckConstraint("temperature BETWEEN -60 AND 60", name="temperature"),
    Index(None, "observed_at"),
    **STRICT,
)

article = Table(
    "article",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("fingerprint", Text, nullable=False, unique=True),
    Column("headline", Text, nullable=False),
    Column("subheadline", Text),
    Column("section", Text),
    Column("caption", Text),
    Column("paragraphs", Paragraphs, nullable=False),
    Column("address", Text, unique=True),
    Column("publisher", Text),
    Column("published_at", UtcDateTime),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("pinned_until", UtcDateTime),
    Column("has_unreadable_date", Integer, nullable=False, server_default=text("0")),
    Column("mentioned", Names, nullable=False, server_default=text("''")),
    # At most a day before a source listed it last.
    Column("listed_at", UtcDateTime, nullable=False),
    # Such an article stays, so that a source that still lists it does not bring it back.
    Column("withdrawn_at", UtcDateTime),
    **STRICT,
    # Buttons and the ledger hold ids of articles that were deleted.
    **KEEPS_IDS,
)
newness = func.coalesce(article.c.published_at, article.c.first_seen_at)
"""Date of an article: its own, else when it was first seen."""

# An article whose date was not understood may be of any day, so that all others come first.
newest_first = article.c.has_unreadable_date, newness.desc(), article.c.id.desc()
"""Order of articles."""

# With the columns of `is_released`, so that released articles are counted in the index alone.
Index("ix_article_newness", *newest_first, article.c.published_at, article.c.withdrawn_at)
Index(None, article.c.listed_at)


def is_new_since(oldest: ColumnElement[dt.datetime] | dt.datetime) -> ColumnElement[bool]:
    """Return the condition of articles that are not older than a time, as the index finds them."""
    return and_(article.c.has_unreadable_date.in_((0, 1)), newness >= oldest)


# Each claim of a broadcast asks for the pinned article.
partial_index(None, article.c.pinned_until, where=article.c.pinned_until.is_not(None))

article_origin = Table(
    "article_origin",
    metadata,
    Column("article_id", Identifier, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, primary_key=True),
    # Empty if unknown: NULLs would not be unique in the key.
    Column("address", Text, primary_key=True, server_default=text("''")),
    Column("region", Text),
    Column("first_seen_at", UtcDateTime, nullable=False),
    **STRICT,
)
partial_index(None, article_origin.c.address, where=article_origin.c.address != text("''"))
partial_index(None, article_origin.c.region, article_origin.c.article_id, where=article_origin.c.region.is_not(None))

asked_search = Table(
    "asked_search",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("words", Text, nullable=False, unique=True),
    Column("asked_at", UtcDateTime, nullable=False),
    **STRICT,
    # The buttons of an old answer must not refer to another search.
    **KEEPS_IDS,
)

town = Table(
    "town",
    metadata,
    Column("id", Identifier, Identity(), primary_key=True),
    Column("province", Text, nullable=False),
    # Empty in Sejong, which has no districts: NULLs would not be unique.
    Column("district", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("latitude", Real, nullable=False),
    Column("longitude", Real, nullable=False),
    UniqueConstraint("province", "district", "name"),
    **STRICT,
)

picture = Table(
    "picture",
    metadata,
    Column("bot_id", Identifier, primary_key=True, autoincrement=False),
    Column("variant", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Index(None, "made_at"),
    **STRICT,
)

add_article_index(metadata)
