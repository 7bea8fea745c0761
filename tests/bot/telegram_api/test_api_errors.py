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

from bot.telegram_api.api_errors import Meaning, judge
from bot.telegram_api.transport import BrokenOff, NeverLeft


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (NeverLeft("no connection"), Meaning.AGAIN),
        (NetworkError("Internal Server Error (500)"), Meaning.AGAIN),
        (caused(NetworkError("Bad Gateway (502)"), TelegramError("Invalid server response")), Meaning.AGAIN),
        (caused(Forbidden("Forbidden (403)"), TelegramError("Invalid server response")), Meaning.AGAIN),
        (caused(BadRequest("Bad Request (400)"), TelegramError("Invalid server response")), Meaning.AGAIN),
        (caused(Conflict("Conflict (409)"), TelegramError("Invalid server response")), Meaning.AGAIN),
        (caused(InvalidToken("Unauthorized (401)"), TelegramError("Invalid server response")), Meaning.BAD_TOKEN),
        (TimedOut(), Meaning.UNKNOWN),
        (BrokenOff("dropped"), Meaning.UNKNOWN),
        (caused(NetworkError("Unknown error in HTTP implementation"), KeyError("x")), Meaning.UNKNOWN),
        (caused(TelegramError("Invalid server response"), ValueError("x")), Meaning.UNKNOWN),
        (Forbidden("bot was blocked by the user"), Meaning.GONE),
        (BadRequest("Chat not found"), Meaning.NOT_FOUND),
        (BadRequest("Can't parse entities: unsupported start tag"), Meaning.PLAIN),
        (BadRequest("Topic_closed"), Meaning.CLOSED),
        (BadRequest("Message thread not found"), Meaning.NO_TOPIC),
        (BadRequest("Topic_deleted"), Meaning.NO_TOPIC),
        (BadRequest("Need administrator rights in the channel chat"), Meaning.NO_POSTING),
        (BadRequest("Not enough rights to send text messages to the chat"), Meaning.NO_WRITING),
        (BadRequest("Have no rights to send a message"), Meaning.NO_WRITING),
        (BadRequest("Chat_write_forbidden"), Meaning.NO_WRITING),
        (BadRequest("Not enough rights to pin a message"), Meaning.FAILED),
        (Conflict("x"), Meaning.FAILED),
    ],
)
def test_an_error_means_that(error: TelegramError, meaning: Meaning) -> None:
    assert judge(error, attempts=0).meaning is meaning


def test_only_what_is_not_about_one_chat_is_trouble() -> None:
    assert judge(NetworkError("Bad Gateway"), attempts=0).is_trouble
    assert not judge(Forbidden("blocked"), attempts=0).is_trouble


def test_pauses_grow_and_have_an_end() -> None:
    waits = [judge(NetworkError("Bad Gateway"), attempts).wait for attempts in range(40)]
    assert waits[:3] == [dt.timedelta(seconds=30), dt.timedelta(minutes=1), dt.timedelta(minutes=2)]
    assert waits == sorted(waits)
    assert waits[-1] == dt.timedelta(minutes=10)


@pytest.mark.parametrize("as_timedelta", ["true", "false"])
@pytest.mark.parametrize("wait", [7, dt.timedelta(seconds=7)])
def test_a_flood_answer_says_how_long_to_pause(
    monkeypatch: pytest.MonkeyPatch, as_timedelta: str, wait: int | dt.timedelta
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", as_timedelta)
    verdict = judge(RetryAfter(wait), attempts=0)
    assert (verdict.meaning, verdict.wait) == (Meaning.PAUSE, dt.timedelta(seconds=7))


def test_a_migration_says_the_new_id() -> None:
    assert judge(ChatMigrated(-1001), attempts=0).new_chat_id == -1001


def test_a_refused_token_is_not_quoted() -> None:
    verdict = judge(InvalidToken("The token `1:secret` was rejected by the server."), attempts=0)
    assert verdict.meaning is Meaning.BAD_TOKEN
    assert "secret" not in verdict.reason
