"""The tables, as the newest migration leaves them.

Times are UTC, local days and wall-clock times are text. `thread_id` is a forum topic, 0 where there is none, because
NULLs would not be unique; so is an origin's address that is not known an empty text, and the district of a town in
Sejong. The index of words, `article_search`, is a virtual table. A delivery does not refer to its chat by a constraint,
which would need an index that doubles what a wave costs: `storage.ledger` finds a chat's.
"""

import enum

from sqlalchemy import (
    DDL,
    REAL,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    func,
    literal_column,
    text,
)

from storage.terms import Section, Unit
from storage.types import Cities, Identifier, IsoDate, LocalTimes, Numbers, Paragraphs, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class DeliveryState(enum.StrEnum):
    """Where a bulletin for one chat and day stands.

    ``pending`` → ``claimed`` (taken into memory) → ``sending`` (committed before the request leaves) → ``sent``,
    ``failed`` (Telegram refused) or ``unknown`` (nobody can say whether it arrived; never sent again by itself).
    ``expired``: it could not leave before its cut-off.
    """

    PENDING = "pending"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


observation = Table(
    "observation",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("station", Integer, nullable=False),
    Column("observed_at", UtcDateTime, nullable=False),
    Column("precision", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("condition", Text),
    Column("temperature", REAL),
    Column("named_by", Text, nullable=False),
    Column("stored_at", UtcDateTime, nullable=False),
    Column("rain", REAL),
    Column("rain_today", REAL),
    Column("snow", REAL),
    Column("humidity", REAL),
    Column("dew_point", REAL),
    Column("wind_direction", REAL),
    Column("wind_speed", REAL),
    Column("suspect", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("station", "observed_at", "source"),
    CheckConstraint("temperature BETWEEN -60 AND 60", name="temperature"),
    Index(None, "observed_at"),
    sqlite_strict=True,
)

article = Table(
    "article",
    metadata,
    Column("id", Identifier, primary_key=True),
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
    sqlite_strict=True,
)
newness = func.coalesce(article.c.published_at, article.c.first_seen_at)
"""An article's own date, or else when it was first seen."""

Index("ix_article_newness", newness, article.c.id, article.c.published_at)

article_origin = Table(
    "article_origin",
    metadata,
    Column("article_id", Identifier, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("address", Text, primary_key=True, server_default=text("''")),
    Column("region", Text),
    Column("first_seen_at", UtcDateTime, nullable=False),
    sqlite_strict=True,
)
Index(None, article_origin.c.address, sqlite_where=article_origin.c.address != text("''"))
Index(None, article_origin.c.region, article_origin.c.article_id, sqlite_where=article_origin.c.region.is_not(None))

asked_search = Table(
    "asked_search",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("words", Text, nullable=False, unique=True),
    Column("asked_at", UtcDateTime, nullable=False),
    sqlite_strict=True,
)

town = Table(
    "town",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("province", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("latitude", REAL, nullable=False),
    Column("longitude", REAL, nullable=False),
    UniqueConstraint("province", "district", "name"),
    sqlite_strict=True,
)

picture = Table(
    "picture",
    metadata,
    Column("bot_id", Identifier, primary_key=True, autoincrement=False),
    Column("variant", Text, primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Index(None, "made_at"),
    sqlite_strict=True,
)

ARTICLE_SEARCH = "CREATE VIRTUAL TABLE article_search USING fts5(terms, content='', columnsize=0)"
event.listen(metadata, "after_create", DDL(ARTICLE_SEARCH))  # type: ignore[no-untyped-call]

chat = Table(
    "chat",
    metadata,
    Column("id", Identifier, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("language", Text),
    Column("telegram_language", Text),
    Column("times_refused", Integer, nullable=False, server_default=text("0")),
    Column("unit", Text, nullable=False, server_default=text(f"'{Unit.CELSIUS}'")),
    sqlite_strict=True,
)

channel = Table(
    "channel",
    metadata,
    Column(
        "chat_id",
        Identifier,
        ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("title", Text, nullable=False),
    Column("signature", Text),
    Column("hashtag", Text),
    Column("pins", Integer, nullable=False, server_default=text("0")),
    Column("to_pin", Identifier),
    Column("pinned", Identifier),
    Column("set_up_by", Identifier, ForeignKey("chat.id", onupdate="CASCADE", ondelete="SET NULL")),
    sqlite_strict=True,
)
Index(None, channel.c.set_up_by, sqlite_where=channel.c.set_up_by.is_not(None))

topic = Table(
    "topic",
    metadata,
    Column(
        "chat_id",
        Identifier,
        ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("thread_id", Identifier, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    sqlite_strict=True,
)

obstacle = Table(
    "obstacle",
    metadata,
    Column(
        "chat_id",
        Identifier,
        ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("thread_id", Identifier, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("met_at", UtcDateTime, nullable=False),
    Column("told_at", UtcDateTime),
    sqlite_strict=True,
)

schedule = Table(
    "schedule",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("times", LocalTimes, nullable=False),
    Column("zone", Text, nullable=False),
    Column("days", Integer, nullable=False),
    Column("skips_holidays", Integer, nullable=False),
    UniqueConstraint("times", "zone", "days", "skips_holidays"),
    CheckConstraint("days BETWEEN 1 AND 127", name="days"),
    sqlite_strict=True,
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("chat_id", Identifier, ForeignKey("chat.id", onupdate="CASCADE", ondelete="CASCADE"), nullable=False),
    Column("thread_id", Identifier, nullable=False),
    Column("schedule_id", Identifier, ForeignKey("schedule.id"), nullable=False),
    Column("cities", Cities, nullable=False),
    Column("sections", Integer, nullable=False, server_default=text(str(Section.USUAL.value))),
    Column("headlines", Integer, nullable=False, server_default=text("1")),
    Column("silent", Integer, nullable=False, server_default=text("0")),
    Column("paused_until", IsoDate),
    Column("next_due_at", UtcDateTime, nullable=False),
    Column("stopped_at", UtcDateTime),
    Column("stopped_reason", Text),
    sqlite_strict=True,
)
Index(None, subscription.c.chat_id, subscription.c.thread_id)
Index(None, subscription.c.next_due_at, subscription.c.schedule_id, sqlite_where=subscription.c.stopped_at.is_(None))

prompt = Table(
    "prompt",
    metadata,
    Column("chat_id", Identifier, primary_key=True, autoincrement=False),
    Column("message_id", Identifier, primary_key=True, autoincrement=False),
    Column("subscription_id", Identifier, ForeignKey("subscription.id", ondelete="CASCADE"), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Index(None, "subscription_id"),
    Index(None, "asked_at"),
    sqlite_strict=True,
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("subscription_id", Identifier, ForeignKey("subscription.id", ondelete="SET NULL")),
    Column("chat_id", Identifier, nullable=False),
    Column("thread_id", Identifier, nullable=False),
    Column("local_date", IsoDate, nullable=False),
    Column("occasion", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("next_attempt_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("article_id", Identifier, ForeignKey("article.id", ondelete="SET NULL")),
    Column("more_articles", Numbers),
    Column("message_id", Identifier),
    Column("finished_at", UtcDateTime),
    Column("resent_at", UtcDateTime),
    Column("reason", Text),
    UniqueConstraint("subscription_id", "local_date", "occasion"),
    CheckConstraint("state IN ('pending', 'claimed', 'sending', 'sent', 'failed', 'unknown', 'expired')", name="state"),
    sqlite_strict=True,
    # A number that came again, once its row was deleted, would be settled by what was in flight.
    sqlite_autoincrement=True,
)
waits = delivery.c.state == text("'pending'")
"""Whether a delivery waits to be sent, in the words of its partial index."""

Index(None, delivery.c.next_attempt_at, sqlite_where=waits)
Index(
    None,
    delivery.c.chat_id,
    delivery.c.thread_id,
    delivery.c.article_id,
    sqlite_where=delivery.c.article_id.is_not(None),
)
Index("ix_delivery_further", delivery.c.chat_id, sqlite_where=delivery.c.more_articles.is_not(None))
Index("ix_delivery_orphaned", delivery.c.chat_id, sqlite_where=delivery.c.subscription_id.is_(None))
Index(None, delivery.c.local_date)

in_flight = delivery.c.state.in_([literal_column("'claimed'"), literal_column("'sending'")])
"""Whether a delivery is in the hands of a process, in the words of its partial index."""

Index(None, delivery.c.state, sqlite_where=in_flight)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    sqlite_strict=True,
)
