"""Never reuse ids that buttons hold, release articles from the ledger, and count old days of the ledger.

Revision ID: 0023
Revises: 0022

SQLite can change neither a key nor a constraint, so the tables are written again: 30 s for a ledger of a million
deliveries. When an article was last listed is not known, so it is when it was first seen.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_STOP_REASONS = (
    "unsubscribed", "switched_off", "bot_removed", "chat_deactivated", "no_rights", "chat_not_found", "topic_deleted",
    "rejected", "topic_closed", "chat_restricted",
)  # fmt: skip
_FAILURE_REASONS = (
    *_STOP_REASONS, "lost_rights", "paused", "subscription_deleted", "bot_was_away", "chat_migrated",
    "markup_rejected", "rate_limited", "bad_token", "bot_frozen", "not_connected", "server_error", "gateway_error",
    "no_answer", "connection_lost", "unreadable_answer", "interrupted", "internal_error", "resend_requested",
    "nothing_notable", "restored",
)  # fmt: skip
_STATES = ("pending", "claimed", "sending", "sent", "failed", "unknown", "expired")


def upgrade() -> None:
    if op.get_bind().exec_driver_sql("PRAGMA foreign_keys").scalar():
        raise RuntimeError("with foreign keys, dropping a table deletes the rows that refer to it")
    _replace("article", _article(), {"listed_at": "first_seen_at"})
    _replace("asked_search", _asked_search())
    _replace("subscription", _subscription())
    _replace("keyword_alert", _keyword_alert())
    _replace("delivery", _delivery())
    _create_indexes()
    _create_count()


def _replace(table: str, items: list[sa.schema.SchemaItem], new: dict[str, str] | None = None) -> None:
    """Write a table again, with columns, constraints, and expressions of the columns that it did not have."""
    op.create_table(f"new_{table}", *items, sqlite_strict=True, sqlite_autoincrement=True)
    columns = [item.name for item in items if isinstance(item, sa.Column)]
    names, values = ", ".join(columns), ", ".join((new or {}).get(name, name) for name in columns)
    op.execute(f"INSERT INTO new_{table} ({names}) SELECT {values} FROM {table}")  # noqa: S608 - names of this file
    # Ids of rows that were deleted are not given again either.
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = 'new_{table}'")  # noqa: S608 - as above
    last = f"(SELECT seq FROM sqlite_sequence WHERE name = '{table}')", f"(SELECT max(id) FROM {table})"  # noqa: S608 - as above
    greatest = ", ".join(f"coalesce({one}, 0)" for one in last)
    op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('new_{table}', max({greatest}))")  # noqa: S608 - as above
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)


def _id() -> sa.Column[int]:
    return _number("id", nullable=False)


def _number(name: str, *, nullable: bool = True, default: str | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable, server_default=None if default is None else sa.text(default))


def _text(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _one_of(table: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"ck_{table}_{column}")


def _of_chat(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_chat_id"
    return sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=name, onupdate="CASCADE", ondelete="CASCADE")


def _article() -> list[sa.schema.SchemaItem]:
    return [
        _id(), _text("fingerprint", nullable=False), _text("headline", nullable=False), _text("subheadline"),
        _text("section"), _text("caption"), _text("paragraphs", nullable=False), _text("address"), _text("publisher"),
        _number("published_at"), _number("first_seen_at", nullable=False), _number("pinned_until"),
        _number("has_unreadable_date", nullable=False, default="0"),
        sa.Column("mentioned", sa.Text, nullable=False, server_default=sa.text("''")),
        _number("listed_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("fingerprint", name="uq_article_fingerprint"),
        sa.UniqueConstraint("address", name="uq_article_address"),
    ]  # fmt: skip


def _asked_search() -> list[sa.schema.SchemaItem]:
    return [
        _id(), _text("words", nullable=False), _number("asked_at", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_asked_search"),
        sa.UniqueConstraint("words", name="uq_asked_search_words"),
    ]  # fmt: skip


def _subscription() -> list[sa.schema.SchemaItem]:
    return [
        _id(), _number("chat_id", nullable=False), _number("thread_id", nullable=False),
        _number("schedule_id", nullable=False), _text("cities", nullable=False),
        _number("silent", nullable=False, default="0"), _text("paused_until"), _number("next_due_at", nullable=False),
        _number("stopped_at"), _text("stopped_detail"), _text("stopped_reason"),
        _number("sections", nullable=False, default="507"), _number("headlines", nullable=False, default="3"),
        _number("out_hour", nullable=False, default="8"), _number("home_hour", nullable=False, default="18"),
        _number("only_if", nullable=False, default="0"), _number("tells_warnings", nullable=False, default="0"),
        sa.PrimaryKeyConstraint("id", name="pk_subscription"),
        _one_of("subscription", "stopped_reason", _STOP_REASONS),
        _of_chat("subscription"),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name="fk_subscription_schedule_id"),
    ]  # fmt: skip


def _keyword_alert() -> list[sa.schema.SchemaItem]:
    return [
        _id(), _number("chat_id", nullable=False), _number("thread_id", nullable=False), _text("words", nullable=False),
        _number("since", nullable=False), _text("stopped_reason"),
        sa.PrimaryKeyConstraint("id", name="pk_keyword_alert"),
        sa.UniqueConstraint("chat_id", "thread_id", "words", name="uq_keyword_alert_chat_id_thread_id_words"),
        _one_of("keyword_alert", "stopped_reason", _STOP_REASONS),
        _of_chat("keyword_alert"),
    ]  # fmt: skip


def _delivery() -> list[sa.schema.SchemaItem]:
    unique = "subscription_id", "local_date", "occasion"
    return [
        _id(), _number("subscription_id"), _number("chat_id", nullable=False), _number("thread_id", nullable=False),
        _text("local_date", nullable=False), _number("occasion", nullable=False), _text("state", nullable=False),
        _number("due_at", nullable=False), _number("expires_at", nullable=False),
        _number("next_attempt_at", nullable=False), _number("attempts", nullable=False, default="0"),
        _number("article_id"), _text("more_articles"), _number("message_id"), _number("finished_at"),
        _number("resent_at"), _text("detail"), _text("reason"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint(*unique, name=f"uq_delivery_{'_'.join(unique)}"),
        _one_of("delivery", "state", _STATES),
        _one_of("delivery", "reason", _FAILURE_REASONS),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscription.id"], name="fk_delivery_subscription_id", ondelete="SET NULL"
        ),
    ]  # fmt: skip


def _create_indexes() -> None:
    """Create the indexes after the rows are inserted, which is many times faster."""
    newness = sa.text("coalesce(published_at, first_seen_at) DESC")
    op.create_index(
        "ix_article_newness", "article", ["has_unreadable_date", newness, sa.text("id DESC"), "published_at"]
    )
    _create_partial("article", ["pinned_until"], "pinned_until IS NOT NULL")
    op.create_index("ix_article_listed_at", "article", ["listed_at"])
    op.create_index("ix_subscription_chat_id_thread_id", "subscription", ["chat_id", "thread_id"])
    _create_partial("subscription", ["next_due_at", "schedule_id"], "stopped_at IS NULL")
    op.create_index("ix_delivery_local_date", "delivery", ["local_date"])
    _create_partial("delivery", ["next_attempt_at"], "state = 'pending'")
    _create_partial("delivery", ["state"], "state IN ('claimed', 'sending')")
    _create_partial("delivery", ["chat_id", "thread_id", "article_id"], "article_id IS NOT NULL")
    _create_partial("delivery", ["chat_id"], "more_articles IS NOT NULL", "ix_delivery_further")
    _create_partial("delivery", ["chat_id"], "subscription_id IS NULL", "ix_delivery_orphaned")


def _create_partial(table: str, columns: list[str], which: str, name: str | None = None) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, columns, sqlite_where=sa.text(which))


def _create_count() -> None:
    op.create_table(
        "delivery_count",
        _text("local_date", nullable=False),
        _text("state", nullable=False),
        _text("reason", nullable=False),
        _text("language", nullable=False),
        _text("kind", nullable=False),
        _number("number", nullable=False),
        sa.PrimaryKeyConstraint("local_date", "state", "reason", "language", "kind", name="pk_delivery_count"),
        sqlite_strict=True,
    )
