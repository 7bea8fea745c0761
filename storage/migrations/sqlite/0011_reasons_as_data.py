"""Store reasons of stops and failures as enum values, with Telegram's words as the detail.

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = "0011"
down_revision = "0010"

_STOP_REASONS = (
    "unsubscribed", "switched_off", "bot_removed", "chat_deactivated", "no_rights", "chat_not_found", "topic_deleted",
    "rejected",
)  # fmt: skip
_FAILURE_REASONS = (
    *_STOP_REASONS, "lost_rights", "paused", "subscription_deleted", "bot_was_away", "topic_closed", "chat_migrated",
    "markup_rejected", "rate_limited", "bad_token", "not_connected", "server_error", "gateway_error", "no_answer",
    "connection_lost", "unreadable_answer", "interrupted", "internal_error", "resend_requested",
)  # fmt: skip

_OWN_STOP_TEXTS = {
    "unsubscribed": "unsubscribed",
    "switched off": "switched_off",
    "the bot was removed or blocked": "bot_removed",
    "the bot may not write here": "no_rights",
}
"""Texts of this program. They add nothing to the reason, so they are not kept as details."""

_OWN_FAILURE_TEXTS = _OWN_STOP_TEXTS | {
    # A delivery that was waiting, and not one that Telegram rejected.
    "the bot may not write here": "lost_rights",
    "paused": "paused",
    "removed": "subscription_deleted",
    "of the time before the bot came back": "bot_was_away",
    "interrupted while sending": "interrupted",
    "to be sent again, as the operator wishes": "resend_requested",
    "Telegram does not know the bot's token": "bad_token",
}

_REJECTIONS = {
    "bot was blocked": "bot_removed",
    "bot was kicked": "bot_removed",
    "bot is not a member": "bot_removed",
    "user is deactivated": "chat_deactivated",
    "group chat was deleted": "chat_deactivated",
    "chat not found": "chat_not_found",
    "peer_id_invalid": "chat_not_found",
    "topic_deleted": "topic_deleted",
    "message thread not found": "topic_deleted",
    "need administrator rights": "no_rights",
    "not enough rights to send": "no_rights",
    "have no rights to send": "no_rights",
    "have no write access": "no_rights",
    "chat_write_forbidden": "no_rights",
    "chat_restricted": "no_rights",
}
"""Parts of Telegram's descriptions, in small letters, as `bot.telegram_api.api_errors` knows them at this revision."""

_ERRORS = _REJECTIONS | {
    "can't parse entities": "markup_rejected",
    "topic_closed": "topic_closed",
    "group migrated to supergroup": "chat_migrated",
    "flood control exceeded": "rate_limited",
    # An HTTP error without Telegram's words comes before the server errors, whose texts it quotes.
    "parsing the server response": "gateway_error",
    "no connection": "not_connected",
    "no answer in time": "no_answer",
    "timed out": "no_answer",
    "the connection broke": "connection_lost",
    "unknown error in http implementation": "connection_lost",
    "telegram's answer is no message": "unreadable_answer",
    "invalid server response": "unreadable_answer",
    "internal server error": "server_error",
    "bad gateway": "server_error",
    "service unavailable": "server_error",
    "gateway timeout": "server_error",
}

# Texts without a rule: HTTP errors of other statuses were retried, and an unknown outcome with such a text had the type
# of an exception.
_OTHERWISE = "CASE state WHEN 'failed' THEN 'rejected' WHEN 'unknown' THEN 'internal_error' ELSE 'server_error' END"


def upgrade() -> None:
    # The text column becomes the detail. Renaming and adding a column rewrite no row; one UPDATE changes only the rows
    # that have a reason, and most deliveries of a ledger were sent and have none.
    op.execute("ALTER TABLE subscription RENAME COLUMN stopped_reason TO stopped_detail")
    _add_column("subscription", "stopped_reason", _STOP_REASONS)
    op.execute(_convert("subscription", "stopped_reason", "stopped_detail", _OWN_STOP_TEXTS, _REJECTIONS, "'rejected'"))
    op.execute("ALTER TABLE delivery RENAME COLUMN reason TO detail")
    _add_column("delivery", "reason", _FAILURE_REASONS)
    op.execute(_convert("delivery", "reason", "detail", _OWN_FAILURE_TEXTS, _ERRORS, _OTHERWISE))


def _add_column(table: str, column: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(map(_quoted, values))
    condition = f"CONSTRAINT ck_{table}_{column} CHECK ({column} IN ({listed}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} TEXT {condition}")


def _convert(table: str, reason: str, detail: str, own: dict[str, str], parts: dict[str, str], otherwise: str) -> str:
    """Return the statement that sets the reason of each row with a text, and clears the details that are own texts."""
    whole = " ".join(f"WHEN {detail} = {_quoted(text)} THEN {_quoted(value)}" for text, value in own.items())
    part = " ".join(
        f"WHEN instr(lower({detail}), {_quoted(text)}) THEN {_quoted(value)}" for text, value in parts.items()
    )
    kept = f"CASE WHEN {detail} IN ({', '.join(map(_quoted, own))}) THEN NULL ELSE {detail} END"
    values = f"{reason} = CASE {whole} {part} ELSE {otherwise} END, {detail} = {kept}"
    return f"UPDATE {table} SET {values} WHERE {detail} IS NOT NULL"  # noqa: S608 - all values stand in this file


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
