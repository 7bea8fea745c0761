import logging
from dataclasses import dataclass

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.delivery.circuit_breaker import FAILURE_THRESHOLD, CircuitBreaker
from bot.telegram_api.api_errors import classify
from bot.telegram_api.transport import NotSent

TIMEOUT = classify(TimedOut(), attempts=0)


class FakeTelegram:
    """Answers pings, or fails while `error` is set."""

    def __init__(self) -> None:
        self.pings = 0
        self.error: TelegramError | None = None

    async def ping(self) -> None:
        self.pings += 1
        if self.error:
            raise self.error


@dataclass
class Pause:
    """Pause that the rate limiter keeps."""

    seconds: float = 0.0


@pytest.fixture
def telegram() -> FakeTelegram:
    return FakeTelegram()


@pytest.fixture
def pause() -> Pause:
    return Pause()


@pytest.fixture
def breaker(telegram: FakeTelegram, pause: Pause) -> CircuitBreaker:
    return CircuitBreaker(telegram.ping, lambda: pause.seconds)


def fail(breaker: CircuitBreaker, times: int = FAILURE_THRESHOLD) -> None:
    for _ in range(times):
        breaker.record(TIMEOUT)


def test_sending_stops_at_the_threshold_and_not_before(breaker: CircuitBreaker) -> None:
    fail(breaker, FAILURE_THRESHOLD - 1)
    assert breaker.allows_sending
    fail(breaker, 1)
    assert not breaker.allows_sending


def test_a_success_resets_the_count(breaker: CircuitBreaker) -> None:
    fail(breaker, FAILURE_THRESHOLD - 1)
    breaker.record(None)
    fail(breaker, FAILURE_THRESHOLD - 1)
    assert breaker.allows_sending


@pytest.mark.parametrize("error", [Forbidden("bot was blocked by the user"), BadRequest("chat not found")])
def test_a_rejection_by_one_chat_shows_that_telegram_works(breaker: CircuitBreaker, error: TelegramError) -> None:
    fail(breaker, FAILURE_THRESHOLD - 1)
    breaker.record(classify(error, attempts=0))
    fail(breaker, FAILURE_THRESHOLD - 1)
    assert breaker.allows_sending


async def test_no_probe_is_sent_while_sending_is_allowed(breaker: CircuitBreaker, telegram: FakeTelegram) -> None:
    assert await breaker.probe()
    assert telegram.pings == 0


async def test_a_successful_probe_allows_sending_again(breaker: CircuitBreaker, telegram: FakeTelegram) -> None:
    fail(breaker)
    assert await breaker.probe()
    assert telegram.pings == 1
    fail(breaker, FAILURE_THRESHOLD - 1)
    assert breaker.allows_sending, "the count starts again"


async def test_a_failed_probe_keeps_sending_stopped(breaker: CircuitBreaker, telegram: FakeTelegram) -> None:
    fail(breaker)
    telegram.error = NotSent("connection refused")
    assert not await breaker.probe()
    assert not breaker.allows_sending


def test_bulletins_wait_while_the_limiter_pauses_them(breaker: CircuitBreaker, pause: Pause) -> None:
    pause.seconds = 90.0
    assert not breaker.allows_sending
    pause.seconds = 0.0
    assert breaker.allows_sending


def test_a_429_of_one_chat_pauses_nobody_else(breaker: CircuitBreaker) -> None:
    breaker.record(classify(RetryAfter(3600), attempts=0))
    assert breaker.allows_sending


async def test_no_probe_is_sent_during_a_pause(breaker: CircuitBreaker, telegram: FakeTelegram, pause: Pause) -> None:
    pause.seconds = 90.0
    fail(breaker)
    assert not await breaker.probe()
    assert telegram.pings == 0
    pause.seconds = 0.0
    assert await breaker.probe()


def test_a_rejected_token_is_logged_once(breaker: CircuitBreaker, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        breaker.record(classify(InvalidToken(), attempts=0))
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "Delivery is paused for 60 s (bad token, 401 or 404): bad token"
    ]


async def test_the_beginning_and_the_end_of_an_outage_are_logged_once(
    telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    seconds = 0.0
    breaker = CircuitBreaker(telegram.ping, lambda: 0.0, lambda: seconds)
    fail(breaker, FAILURE_THRESHOLD + 3)
    telegram.error = NetworkError("no route")
    for seconds in range(60, 720, 60):  # noqa: B007 - the breaker reads it
        assert not await breaker.probe()
    telegram.error = None
    seconds = 720.0
    assert await breaker.probe()
    breaker.record(None)
    begin, end = caplog.messages
    assert begin.startswith("Delivery is paused until Telegram answers (outage): ")
    assert end == "Delivery continues, after 12 min"


def test_a_wrong_token_pauses_for_a_minute(telegram: FakeTelegram) -> None:
    seconds = 0.0
    breaker = CircuitBreaker(telegram.ping, lambda: 0.0, lambda: seconds)
    breaker.record(classify(InvalidToken(), attempts=0))
    seconds = 59.0
    before = breaker.allows_sending
    seconds = 60.0
    assert (before, breaker.allows_sending) == (False, True)


async def test_a_stopped_breaker_never_allows_sending(breaker: CircuitBreaker) -> None:
    breaker.stop()
    assert not breaker.allows_sending
    assert not await breaker.probe()
