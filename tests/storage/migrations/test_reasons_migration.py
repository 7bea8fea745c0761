"""Migration 0011: texts become reasons, with Telegram's words as the detail."""

from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.database import Database, make_database
from storage.reasons import FailureReason, StopReason
from storage.schema import DeliveryState, delivery, subscription
from tests.storage.factories import older_version

STOPS = [
    ("unsubscribed", StopReason.UNSUBSCRIBED, None),
    ("switched off", StopReason.SWITCHED_OFF, None),
    ("the bot was removed or blocked", StopReason.BOT_REMOVED, None),
    ("the bot may not write here", StopReason.NO_RIGHTS, None),
    *(
        (text, reason, text)
        for text, reason in [
            ("Forbidden: bot was blocked by the user", StopReason.BOT_REMOVED),
            ("Forbidden: bot was kicked from the supergroup chat", StopReason.BOT_REMOVED),
            ("Forbidden: bot is not a member of the channel chat", StopReason.BOT_REMOVED),
            ("Forbidden: user is deactivated", StopReason.CHAT_DEACTIVATED),
            ("Forbidden: the group chat was deleted", StopReason.CHAT_DEACTIVATED),
            ("Forbidden: not enough rights to send text messages to the chat", StopReason.NO_RIGHTS),
            ("Forbidden: bot can't initiate conversation with a user", StopReason.REJECTED),
            ("Chat not found", StopReason.CHAT_NOT_FOUND),
            ("Need administrator rights in the channel chat", StopReason.NO_RIGHTS),
            ("Not enough rights to send text messages to the chat", StopReason.NO_RIGHTS),
            ("Have no rights to send a message", StopReason.NO_RIGHTS),
            ("Chat_write_forbidden", StopReason.NO_RIGHTS),
            ("Topic_deleted", StopReason.TOPIC_DELETED),
            ("Message thread not found", StopReason.TOPIC_DELETED),
            ("it's something else", StopReason.REJECTED),
        ]
    ),
    (None, None, None),
]
"""Text of revision 0010, reason and detail of revision 0011."""

PENDING, FAILED, UNKNOWN, EXPIRED = (
    DeliveryState.PENDING,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
    DeliveryState.EXPIRED,
)
FAILURES = [
    (FAILED, "unsubscribed", FailureReason.UNSUBSCRIBED, None),
    (FAILED, "switched off", FailureReason.SWITCHED_OFF, None),
    (FAILED, "the bot was removed or blocked", FailureReason.BOT_REMOVED, None),
    (FAILED, "the bot may not write here", FailureReason.LOST_RIGHTS, None),
    (FAILED, "paused", FailureReason.PAUSED, None),
    (FAILED, "removed", FailureReason.SUBSCRIPTION_DELETED, None),
    (FAILED, "of the time before the bot came back", FailureReason.BOT_WAS_AWAY, None),
    (UNKNOWN, "interrupted while sending", FailureReason.INTERRUPTED, None),
    (PENDING, "to be sent again, as the operator wishes", FailureReason.RESEND_REQUESTED, None),
    (PENDING, "Telegram does not know the bot's token", FailureReason.BAD_TOKEN, None),
    *(
        (state, text, reason, text)
        for state, text, reason in [
            (FAILED, "Forbidden: bot was blocked by the user", FailureReason.BOT_REMOVED),
            (FAILED, "Forbidden: user is deactivated", FailureReason.CHAT_DEACTIVATED),
            (FAILED, "Not enough rights to send photos to the chat", FailureReason.NO_RIGHTS),
            (FAILED, "Chat not found", FailureReason.CHAT_NOT_FOUND),
            (FAILED, "Topic_closed", FailureReason.TOPIC_CLOSED),
            (FAILED, "Message thread not found", FailureReason.TOPIC_DELETED),
            (FAILED, "Can't parse entities: unsupported start tag", FailureReason.MARKUP_REJECTED),
            (FAILED, "Message is too long", FailureReason.REJECTED),
            (FAILED, "Group migrated to supergroup. New chat id: -1001", FailureReason.CHAT_MIGRATED),
            (PENDING, "Flood control exceeded. Retry in 7 seconds", FailureReason.RATE_LIMITED),
            (PENDING, "no connection: TimeoutError", FailureReason.NOT_CONNECTED),
            (EXPIRED, "Internal Server Error (500)", FailureReason.SERVER_ERROR),
            (EXPIRED, "Bad Gateway", FailureReason.SERVER_ERROR),
            (
                EXPIRED,
                "Bad Gateway (502). Parsing the server response b'<html>' failed",
                FailureReason.GATEWAY_ERROR,
            ),
            (PENDING, "Unknown HTTPError (520)", FailureReason.SERVER_ERROR),
            (UNKNOWN, "no answer in time", FailureReason.NO_ANSWER),
            (UNKNOWN, "Timed out", FailureReason.NO_ANSWER),
            (UNKNOWN, "the connection broke: ClientOSError", FailureReason.CONNECTION_LOST),
            (UNKNOWN, "Unknown error in HTTP implementation: KeyError('x')", FailureReason.CONNECTION_LOST),
            (UNKNOWN, "Telegram's answer is no message with a photo", FailureReason.UNREADABLE_ANSWER),
            (UNKNOWN, "Invalid server response", FailureReason.UNREADABLE_ANSWER),
            (UNKNOWN, "RuntimeError", FailureReason.INTERNAL_ERROR),
        ]
    ),
    (DeliveryState.SENT, None, None, None),
    (PENDING, None, None, None),
]
"""State and text of revision 0010, reason and detail of revision 0011."""


def _literal(text: str | None) -> str:
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


def _rows() -> Iterable[str]:
    yield "INSERT INTO chat (id, kind) VALUES (-8, 'supergroup')"
    yield "INSERT INTO schedule (id, times, zone, days, skips_holidays) VALUES (1, '07:00', 'Asia/Seoul', 127, 0)"
    for number, (text, _, _) in enumerate(STOPS, 1):
        values = f"{number}, -8, 0, 1, '[]', 0, {'NULL' if text is None else 5}, {_literal(text)}"
        names = "id, chat_id, thread_id, schedule_id, cities, next_due_at, stopped_at, stopped_reason"
        yield f"INSERT INTO subscription ({names}) VALUES ({values})"  # noqa: S608 - values of this file
    for number, (state, text, _, _) in enumerate(FAILURES, 1):
        values = f"{number}, {number}, -8, 0, '2024-05-14', 0, '{state}', 0, 0, 0, {_literal(text)}"
        names = "id, subscription_id, chat_id, thread_id, local_date, occasion, state, due_at, expires_at"
        yield f"INSERT INTO delivery ({names}, next_attempt_at, reason) VALUES ({values})"  # noqa: S608 - as above


@pytest.fixture
async def database(tmp_path: Path, new_database_url: str) -> AsyncIterator[Database]:
    """Open a database of revision 0010."""
    older_version(tmp_path / "jogan.db", "0010", ";\n".join(_rows()) + ";")
    database = make_database(new_database_url)
    await database.open()
    yield database
    await database.close()


async def test_a_subscription_has_the_reason_of_its_text(database: Database) -> None:
    columns = subscription.c.stopped_reason, subscription.c.stopped_detail
    async with database.read() as connection:
        rows = [tuple(row) for row in await connection.execute(select(*columns).order_by(subscription.c.id))]
    assert rows == [(reason, detail) for _, reason, detail in STOPS]


async def test_a_delivery_has_the_reason_of_its_text(database: Database) -> None:
    columns = delivery.c.state, delivery.c.reason, delivery.c.detail
    async with database.read() as connection:
        rows = [tuple(row) for row in await connection.execute(select(*columns).order_by(delivery.c.id))]
    assert rows == [(state, reason, detail) for state, _, reason, detail in FAILURES]
