import datetime as dt

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram_api.api_errors import Reaction, classify, seconds_of
from bot.telegram_api.transport import ConnectionLost, NotSent
from storage.reasons import FailureReason, StopReason


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (NotSent("no connection"), Reaction.AGAIN),
        (NetworkError("Internal Server Error (500)"), Reaction.AGAIN),
        (caused(NetworkError("Bad Gateway (502)"), TelegramError("Invalid server response")), Reaction.AGAIN),
        (caused(Forbidden("Forbidden (403)"), TelegramError("Invalid server response")), Reaction.AGAIN),
        (caused(BadRequest("Bad Request (400)"), TelegramError("Invalid server response")), Reaction.AGAIN),
        (caused(Conflict("Conflict (409)"), TelegramError("Invalid server response")), Reaction.AGAIN),
        (caused(InvalidToken("Unauthorized (401)"), TelegramError("Invalid server response")), Reaction.AGAIN),
        (TimedOut(), Reaction.UNKNOWN),
        (ConnectionLost("dropped"), Reaction.UNKNOWN),
        (caused(NetworkError("Unknown error in HTTP implementation"), KeyError("x")), Reaction.UNKNOWN),
        (caused(TelegramError("Invalid server response"), ValueError("x")), Reaction.UNKNOWN),
        (Forbidden("Forbidden: bot was blocked by the user"), Reaction.GONE),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Reaction.GONE),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), Reaction.GONE),
        (Forbidden("Forbidden: user is deactivated"), Reaction.GONE),
        (Forbidden("Forbidden: the group chat was deleted"), Reaction.GONE),
        (BadRequest("User_deleted"), Reaction.GONE),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Reaction.NOT_FOUND),
        (Forbidden("Forbidden: bots can't send messages to bots"), Reaction.FAILED),
        (BadRequest("Private chat not found"), Reaction.NOT_FOUND),
        (BadRequest("Channel_private"), Reaction.NOT_FOUND),
        (BadRequest("Can't access the chat"), Reaction.NOT_FOUND),
        (BadRequest("Chat_invalid"), Reaction.NOT_FOUND),
        (BadRequest("Entity_bounds_invalid"), Reaction.PLAIN),
        (BadRequest("Chat_send_plain_forbidden"), Reaction.NO_WRITING),
        (BadRequest("Chat_admin_required"), Reaction.NO_WRITING),
        (BadRequest("User_banned_in_channel"), Reaction.NO_WRITING),
        (BadRequest("Chat_guest_send_forbidden"), Reaction.NO_WRITING),
        (BadRequest("Allow_payment_required_5"), Reaction.NO_WRITING),
        (BadRequest("Logged out"), Reaction.BAD_TOKEN),
        (BadRequest("Frozen_method_invalid"), Reaction.AGAIN),
        (Forbidden("Forbidden: not enough rights to send text messages to the chat"), Reaction.NO_WRITING),
        (Forbidden("Forbidden: have no rights to send a message"), Reaction.NO_WRITING),
        (Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), Reaction.NO_WRITING),
        (Forbidden("Forbidden: need administrator rights in the channel chat"), Reaction.NO_WRITING),
        (BadRequest("Chat not found"), Reaction.NOT_FOUND),
        (BadRequest("Can't parse entities: unsupported start tag"), Reaction.PLAIN),
        (BadRequest("Topic_closed"), Reaction.CLOSED),
        (BadRequest("Message thread not found"), Reaction.NO_TOPIC),
        (BadRequest("Topic_deleted"), Reaction.NO_TOPIC),
        (BadRequest("Need administrator rights in the channel chat"), Reaction.NO_WRITING),
        (BadRequest("Not enough rights to send text messages to the chat"), Reaction.NO_WRITING),
        (BadRequest("Have no rights to send a message"), Reaction.NO_WRITING),
        (BadRequest("Chat_write_forbidden"), Reaction.NO_WRITING),
        (BadRequest("Have no write access to the chat"), Reaction.NO_WRITING),
        (BadRequest("Chat_restricted"), Reaction.NO_WRITING),
        (BadRequest("Peer_id_invalid"), Reaction.NOT_FOUND),
        (BadRequest("Not enough rights to pin a message"), Reaction.FAILED),
        (Conflict("x"), Reaction.FAILED),
    ],
)
def test_an_error_means_that(error: TelegramError, meaning: Reaction) -> None:
    assert classify(error, attempts=0).reaction is meaning


def test_only_errors_beyond_one_chat_count_as_an_outage() -> None:
    assert classify(NetworkError("Bad Gateway"), attempts=0).is_outage
    assert not classify(Forbidden("blocked"), attempts=0).is_outage


def test_pauses_grow_and_have_an_end() -> None:
    waits = [classify(NetworkError("Bad Gateway"), attempts).wait for attempts in range(40)]
    assert waits[:3] == [dt.timedelta(seconds=30), dt.timedelta(minutes=1), dt.timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] == dt.timedelta(minutes=10)


@pytest.mark.parametrize("as_timedelta", ["true", "false"])
@pytest.mark.parametrize("wait", [7, dt.timedelta(seconds=7)])
def test_a_429_says_how_long_to_pause(
    monkeypatch: pytest.MonkeyPatch, as_timedelta: str, wait: int | dt.timedelta
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
    error_class = classify(RetryAfter(wait), attempts=0)
    assert (error_class.reaction, error_class.wait) == (Reaction.PAUSE, dt.timedelta(seconds=7))


@pytest.mark.parametrize(("wait", "believed"), [(-3, 0), (10**12, 24 * 60 * 60)])
def test_a_pause_is_at_least_none_and_at_most_a_day(wait: int, believed: int) -> None:
    assert seconds_of(RetryAfter(wait)) == believed


def test_a_migration_error_has_the_new_id() -> None:
    assert classify(ChatMigrated(-1001), attempts=0).new_chat_id == -1001


def test_a_refused_token_is_not_quoted() -> None:
    # As `Bot.initialize` raises it.
    error = caused(InvalidToken("The token `1:secret` was rejected by the server."), InvalidToken("Unauthorized"))
    error_class = classify(error, attempts=0)
    assert error_class.reaction is Reaction.BAD_TOKEN
    assert "secret" not in error_class.description


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RetryAfter(7), FailureReason.RATE_LIMITED),
        (ChatMigrated(-1001), FailureReason.CHAT_MIGRATED),
        (
            caused(BadRequest("Bad Request (400)"), TelegramError("Invalid server response")),
            FailureReason.GATEWAY_ERROR,
        ),
        (Forbidden("Forbidden: bot was blocked by the user"), FailureReason.BOT_REMOVED),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), FailureReason.BOT_REMOVED),
        (Forbidden("Forbidden: the group chat was deleted"), FailureReason.CHAT_DEACTIVATED),
        (Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), FailureReason.NO_RIGHTS),
        (Forbidden("Forbidden: bots can't send messages to bots"), FailureReason.REJECTED),
        (BadRequest("Need administrator rights in the channel chat"), FailureReason.NO_RIGHTS),
        (BadRequest("Chat not found"), FailureReason.CHAT_NOT_FOUND),
        (BadRequest("Peer_id_invalid"), FailureReason.CHAT_NOT_FOUND),
        (BadRequest("Chat_restricted"), FailureReason.CHAT_RESTRICTED),
        (BadRequest("Frozen_method_invalid"), FailureReason.BOT_FROZEN),
        (BadRequest("Topic_closed"), FailureReason.TOPIC_CLOSED),
        (BadRequest("Topic_deleted"), FailureReason.TOPIC_DELETED),
        (BadRequest("Message is too long"), FailureReason.REJECTED),
        (TimedOut(), FailureReason.NO_ANSWER),
        (NotSent("no connection"), FailureReason.NOT_CONNECTED),
        (ConnectionLost("dropped"), FailureReason.CONNECTION_LOST),
        (caused(NetworkError("Unknown error"), KeyError("x")), FailureReason.CONNECTION_LOST),
        (NetworkError("Bad Gateway"), FailureReason.SERVER_ERROR),
        (TelegramError("Telegram's answer is no message"), FailureReason.UNREADABLE_ANSWER),
        (Conflict("x"), FailureReason.REJECTED),
    ],
)
def test_an_error_has_a_reason_and_its_words_as_detail(error: TelegramError, reason: FailureReason) -> None:
    error_class = classify(error, attempts=0)
    assert (error_class.reason, error_class.detail) == (reason, error.message)


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        (
            'Can\'t parse entities: unsupported start tag "미나" at byte offset 12',
            "can't parse entities at byte offset 12",
        ),
        ("Can't parse entities: can't find end tag corresponding to start tag \"미나\"", "can't parse entities"),
        ("Entity_bounds_invalid", "entity_bounds_invalid"),
    ],
)
def test_the_detail_of_rejected_markup_quotes_no_text(words: str, detail: str) -> None:
    error_class = classify(BadRequest(words), attempts=0)
    assert (error_class.reason, error_class.detail) == (FailureReason.MARKUP_REJECTED, detail)


def test_each_reason_to_stop_is_a_reason_to_fail_too() -> None:
    assert {FailureReason.of_waiting(reason) for reason in StopReason} <= set(FailureReason)
    assert {reason.value for reason in StopReason} <= {reason.value for reason in FailureReason}
